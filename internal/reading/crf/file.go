package crf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/gzip"
)

// The format of a file of weights, gzipped, all numbers little-endian: "VBCHN",
// a byte each for the version, the number of labels, the logarithm of the number
// of rows and the units of one; the transitions as int16, the weights as int8,
// the CRC-32 (IEEE) of all that comes before it.
const (
	magic   = "VBCHN"
	version = 1
	header  = len(magic) + 4
)

// ErrDamaged is the error of a file of weights that is not whole or of another kind.
var ErrDamaged = errors.New("crf: the weights are damaged")

// Encode returns the file of a model.
func (m *Model) Encode() ([]byte, error) {
	body := append([]byte(magic), version, byte(m.Labels), byte(m.Bits), byte(m.Unit))
	for _, t := range m.Transitions {
		body = binary.LittleEndian.AppendUint16(body, uint16(t))
	}
	for _, w := range m.Weights {
		body = append(body, byte(w))
	}
	body = binary.LittleEndian.AppendUint32(body, crc32.ChecksumIEEE(body))
	var file bytes.Buffer
	z, err := gzip.NewWriterLevel(&file, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("crf: %w", err)
	}
	if _, err := z.Write(body); err != nil {
		return nil, fmt.Errorf("crf: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("crf: %w", err)
	}
	return file.Bytes(), nil
}

// Parse reads a file of weights. It refuses one that is truncated, of another
// version or damaged.
func Parse(file []byte) (*Model, error) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(body) < header+4 || string(body[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: no header", ErrDamaged)
	}
	if body[len(magic)] != version {
		return nil, fmt.Errorf("%w: version %d, this program reads %d", ErrDamaged, body[len(magic)], version)
	}
	m := &Model{Labels: int(body[len(magic)+1]), Bits: int(body[len(magic)+2]), Unit: int(body[len(magic)+3])}
	transitions := (m.Labels + 1) * m.Labels
	if m.Labels == 0 || m.Bits == 0 || m.Bits > 24 || len(body) != header+2*transitions+m.Labels<<m.Bits+4 {
		return nil, fmt.Errorf("%w: %d bytes", ErrDamaged, len(body))
	}
	end := len(body) - 4
	if crc32.ChecksumIEEE(body[:end]) != binary.LittleEndian.Uint32(body[end:]) {
		return nil, fmt.Errorf("%w: checksum", ErrDamaged)
	}
	m.Transitions = make([]int16, transitions)
	for i := range m.Transitions {
		m.Transitions[i] = int16(binary.LittleEndian.Uint16(body[header+2*i:]))
	}
	m.Weights = make([]int8, m.Labels<<m.Bits)
	for i, b := range body[header+2*transitions : end] {
		m.Weights[i] = int8(b)
	}
	return m, nil
}
