package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record"
)

// packer packs what texts were made from. It is for one goroutine.
type packer struct {
	encoder *zstd.Encoder
	last    []byte // the bytes packed last, by their place in memory: entries of a feed share them
	lastOf  record.Original
}

// pack packs what a text was made from; nil for a text that is its bytes, and for
// JSON and tables, whose records hold their texts as they are.
func (p *packer) pack(source *intake.Source) (*record.Original, error) {
	if source == nil || source.Extractor == "" || len(source.Bytes) == 0 {
		return nil, nil
	}
	if len(p.last) != len(source.Bytes) || &p.last[0] != &source.Bytes[0] {
		if p.encoder == nil {
			encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
			if err != nil {
				return nil, fmt.Errorf("ingest: %w", err)
			}
			p.encoder = encoder
		}
		sum := sha256.Sum256(source.Bytes)
		p.last = source.Bytes
		p.lastOf = record.Original{Hash: hex.EncodeToString(sum[:]), Bytes: len(source.Bytes), Packed: p.encoder.EncodeAll(source.Bytes, nil)}
	}
	o := p.lastOf
	o.Format, o.Extractor, o.Within, o.Start, o.Map = source.Format, source.Extractor, source.Within, source.Offset, source.Map.Pack()
	return &o, nil
}

// errOriginal says that bytes which are kept are not what they were.
var errOriginal = errors.New("the bytes as received are not what they were")

// Unpack gives the bytes of an original back, and fails where they do not have its
// hash.
func Unpack(o record.Original) ([]byte, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(o.Bytes)+1<<20))
	if err != nil {
		return nil, fmt.Errorf("ingest: %w", err)
	}
	defer decoder.Close()
	bytes, err := decoder.DecodeAll(o.Packed, make([]byte, 0, o.Bytes))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errOriginal, err)
	}
	if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != o.Hash {
		return nil, errOriginal
	}
	return bytes, nil
}

// Holds says what is wrong with the way from a text back to its original, and nil
// where it holds.
func Holds(text string, o record.Original) error {
	bytes, err := Unpack(o)
	if err != nil {
		return err
	}
	m, err := intake.UnpackMap(o.Map)
	if err != nil {
		return err
	}
	if err := m.Check(text, bytes); err != nil {
		return fmt.Errorf("the text does not lead back to the bytes as received: %w", err)
	}
	return nil
}
