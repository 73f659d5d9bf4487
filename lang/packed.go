package lang

import (
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

const (
	packedMagic = "\x28\xb5\x2f\xfd" // of a zstd frame
	mostOfModel = 1 << 28            // bytes of a model, unpacked
)

// unpacked is a model file as it is, or unpacked if it is a zstd frame. A frame that
// is torn, damaged or larger than any model gives an error. Unpacking the model in
// the binary costs some 60 ms of one core.
func unpacked(file string) (string, error) {
	if !strings.HasPrefix(file, packedMagic) {
		return file, nil
	}
	r, err := zstd.NewReader(strings.NewReader(file), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostOfModel))
	if err != nil {
		return "", err
	}
	defer r.Close()
	var model strings.Builder
	var frame zstd.Header
	if frame.Decode([]byte(file[:min(len(file), zstd.HeaderMaxSize)])) == nil && frame.FrameContentSize < mostOfModel {
		model.Grow(int(frame.FrameContentSize))
	}
	if _, err := io.Copy(&model, io.LimitReader(r, mostOfModel)); err != nil {
		return "", fmt.Errorf("%w: it was packed and cannot be unpacked: %w", errModel, err)
	}
	return model.String(), nil
}

// headerOf is the header of a model file, packed or not, for which no more than a
// block of it is unpacked; less than a header where the file ends before.
func headerOf(file string) string {
	if !strings.HasPrefix(file, packedMagic) {
		return file[:min(len(file), headerBytes)]
	}
	r, err := zstd.NewReader(strings.NewReader(file), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return ""
	}
	defer r.Close()
	var header [headerBytes]byte
	n, _ := io.ReadFull(r, header[:])
	return string(header[:n])
}
