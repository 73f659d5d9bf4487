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
	encoder     *zstd.Encoder
	bytes, file kept
}

// kept is the bytes packed last, by their place in memory: entries of a feed share them.
type kept struct {
	last   []byte
	lastOf record.Kept
}

// pack packs what a text was made from; nil for a text that is its bytes, and for
// JSON and tables, whose records hold their texts as they are.
func (p *packer) pack(source *intake.Source) (*record.Original, error) {
	if source == nil || source.Extractor == "" || len(source.Bytes) == 0 {
		return nil, nil
	}
	if p.encoder == nil {
		encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
		if err != nil {
			return nil, fmt.Errorf("ingest: %w", err)
		}
		p.encoder = encoder
	}
	o := record.Original{Kept: p.keep(source.Bytes, &p.bytes),
		Format: source.Format, Extractor: source.Extractor, Within: source.Within, Start: source.Offset, Map: source.Map.Pack()}
	if len(source.File) > 0 {
		inner := o.Kept
		o.Kept, o.Inner = p.keep(source.File, &p.file), &inner
	}
	return &o, nil
}

// keep packs bytes, unless they are those of before.
func (p *packer) keep(bytes []byte, before *kept) record.Kept {
	if len(before.last) != len(bytes) || &before.last[0] != &bytes[0] {
		sum := sha256.Sum256(bytes)
		before.last = bytes
		before.lastOf = record.Kept{Hash: hex.EncodeToString(sum[:]), Bytes: len(bytes), Packed: p.encoder.EncodeAll(bytes, nil)}
	}
	return before.lastOf
}

// errOriginal says that bytes which are kept are not what they were.
var errOriginal = errors.New("the bytes as received are not what they were")

// Unpack gives bytes back that are kept, and fails where they do not have their hash.
func Unpack(o record.Kept) ([]byte, error) {
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
	bytes, err := Unpack(o.Kept)
	if err == nil && o.Inner != nil {
		bytes, err = Unpack(*o.Inner)
	}
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
