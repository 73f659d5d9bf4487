package encoder

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

// A model file is, in little-endian order:
//
//	0   8 bytes  "VERBENC\x00"
//	8   uint32   version of the format, modelVersion
//	12  uint32   CRC-32C of all bytes from 16 on
//	16  uint64   length of the file in bytes
//	24  uint32   pieces in the vocabulary
//	28  uint32   bytes of the vocabulary
//	32  uint32   width of the states
//	36  uint32   layers
//	40  uint32   width between the products of a layer's second half
//	44  uint32   positions
//	48  uint32   hidden units of the second head
//	52  zeros to 64
//
// and then these, each from the next multiple of 64 on:
//
//	the vocabulary, lines of UTF-8
//	words      int8 [pieces][width], int32 [pieces] scales in units of 1/2^24
//	positions  int32 [positions][width] in units of 1/2^16
//	shapes     int32 [16][width] in units of 1/2^16
//	a norm
//	of each layer: qkv, out (linear), norm, up, down (linear), norm
//	GELU       int16 [geluEntries] in units of 1/unit
//	head       linear [tags + innerTags + 5·hidden units][width]
//	sorts      int32 [2][hidden units]
//	distances  int32 [42][hidden units]
//	marks      linear [tags][hidden units]
//	trust      int32 [2][tags] in units of 1/2^12
//	steps      int32 [tags][tags], [innerTags][innerTags], [tags][tags] twice
//	biases     int32 [2]
//
// A norm is int32 gains [width] in units of 1/2^12 and biases [width]; a linear is
// int8 weights [outputs][inputs] and int32 columns [outputs], biases [outputs] and
// a shift, each from a multiple of 64 on. Where no unit is given it is 1/unit.
// training/encoder/export.py writes it.
const (
	modelMagic   = "VERBENC\x00"
	modelVersion = 1
	headerBytes  = 64
	align        = 64
)

var errModel = errors.New("encoder: not a model")

// Model is a trained encoder with its heads. It is immutable, and shared by the
// Readers over it.
type Model struct {
	kernels     kernels
	fingerprint string
	pieces      *pieces

	hidden, inner int
	words         string // signed bytes, read where they lie
	wordScales    []int32
	positions     []int32
	shapes        []int32
	norm          normal
	layers        []layer
	gelu          *[geluEntries + 1]int16
	heads         heads
}

// Load sets up the model in a file. It keeps the file, of which it uses the rows of
// the vocabulary where they lie. A file that is torn, damaged or of another version
// gives an error.
func Load(file string) (*Model, error) { return load(file, fastestKernels()) }

func load(file string, k kernels) (*Model, error) {
	if len(file) < headerBytes || file[:8] != modelMagic {
		return nil, fmt.Errorf("%w: it does not begin as one", errModel)
	}
	header := []byte(file[:headerBytes])
	if v := binary.LittleEndian.Uint32(header[8:]); v != modelVersion {
		return nil, fmt.Errorf("%w of this version: it has format %d, this program reads %d", errModel, v, modelVersion)
	}
	if n := binary.LittleEndian.Uint64(header[16:]); n != uint64(len(file)) {
		return nil, fmt.Errorf("%w: %d bytes long, should be %d: it was cut or grew", errModel, len(file), n)
	}
	if sum := binary.LittleEndian.Uint32(header[12:]); sum != checksum(file[16:]) {
		return nil, fmt.Errorf("%w: the checksum does not match, the file is damaged", errModel)
	}
	var sizes [7]int
	for i := range sizes {
		sizes[i] = int(binary.LittleEndian.Uint32(header[24+4*i:]))
	}
	f := &modelReader{rest: file[headerBytes:], kernels: k}
	m := f.model(sizes)
	if f.err == nil && f.rest != "" {
		f.err = fmt.Errorf("%w: %d bytes follow its end", errModel, len(f.rest))
	}
	if f.err == nil {
		m.fingerprint = fingerprintOf(file)
	}
	return m, f.err
}

// Fingerprint identifies the model.
func (m *Model) Fingerprint() string { return m.fingerprint }

// checksum is CRC-32C of s.
func checksum(s string) uint32 {
	table, sum := crc32.MakeTable(crc32.Castagnoli), uint32(0)
	var buffer [1 << 14]byte
	for len(s) > 0 {
		n := copy(buffer[:], s)
		sum = crc32.Update(sum, table, buffer[:n])
		s = s[n:]
	}
	return sum
}

// modelReader takes one part of a file after the other. After the first error all
// that it gives is zero.
type modelReader struct {
	rest    string
	kernels kernels
	err     error
}

// model reads what follows the header.
func (f *modelReader) model(sizes [7]int) *Model {
	pieceCount, vocabulary, hidden, layers, inner, positions, width := sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6]
	switch {
	case hidden == 0 || hidden%headWidth != 0 || hidden > 400: // layerNorm says why
		f.fail("its states are %d wide", hidden)
	case inner == 0 || inner%headWidth != 0 || inner > 2048:
		f.fail("it is %d wide between products", inner)
	case width == 0 || width%headWidth != 0 || width > 1024:
		f.fail("it has %d hidden units", width)
	case layers == 0 || layers > 48:
		f.fail("it has %d layers", layers)
	case positions < maxWindow:
		f.fail("it has %d positions, for windows of %d", positions, maxWindow)
	}
	if f.err != nil {
		return nil
	}
	m := &Model{kernels: f.kernels, hidden: hidden, inner: inner}
	lines := strings.Split(strings.TrimSuffix(f.take(vocabulary), "\n"), "\n")
	if len(lines) != pieceCount || pieceCount <= markPieces {
		f.fail("the vocabulary has %d pieces, not %d", len(lines), pieceCount)
		return nil
	}
	m.pieces = newPieces(lines)
	m.words = f.take(pieceCount * hidden)
	m.wordScales = f.int32s(pieceCount, 1<<24)
	m.positions = f.int32s(positions*hidden, 1<<18)
	m.shapes = f.int32s(shapes*hidden, 1<<18)
	m.norm = f.norm(hidden)
	for range layers {
		m.layers = append(m.layers, layer{
			qkv: f.linear(3*hidden, hidden), out: f.linear(hidden, hidden), norm1: f.norm(hidden),
			up: f.linear(inner, hidden), down: f.linear(hidden, inner), norm2: f.norm(hidden),
		})
	}
	m.gelu = f.gelu()
	h := &m.heads
	h.width = width
	h.first = f.linear(tags+innerTags+columnsOfWidth*width, hidden)
	both := f.int32s(sorts*width, 1<<20)
	h.distance = f.int32s(distances*width, 1<<20)
	h.mark = f.linear(tags, width)
	trust := f.int32s(sorts*tags, 1<<16)
	steps := [4]*crf{f.crf(tags), f.crf(innerTags), f.crf(tags), f.crf(tags)}
	h.outer, h.inner, h.cue = steps[0], steps[1], [sorts]*crf{steps[2], steps[3]}
	bias := f.int32s(sorts, 1<<20)
	if f.err != nil {
		return nil
	}
	for i := range sorts {
		h.sort[i] = both[i*width:][:width]
		h.trust[i] = [tags]int32(trust[i*tags:])
		h.bias[i] = bias[i]
	}
	return m
}

func (f *modelReader) fail(format string, a ...any) {
	if f.err == nil {
		f.err = fmt.Errorf("%w: "+format, append([]any{errModel}, a...)...)
	}
}

// take returns the next n bytes, and passes over what fills them up to a multiple
// of align.
func (f *modelReader) take(n int) string {
	if n < 0 || n > len(f.rest) {
		f.fail("a part of %d bytes goes over its end", n)
	}
	if f.err != nil {
		return ""
	}
	part := f.rest[:n]
	f.rest = f.rest[min(roundUp(n, align), len(f.rest)):]
	return part
}

// int32s returns the next n numbers, of which none may be beyond ±most.
func (f *modelReader) int32s(n int, most int32) []int32 {
	part := f.take(4 * n)
	if f.err != nil {
		return nil
	}
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32([]byte(part[4*i : 4*i+4])))
		if out[i] > most || out[i] < -most {
			f.fail("a number is %d, beyond %d", out[i], most)
		}
	}
	return out
}

func (f *modelReader) norm(width int) normal {
	return normal{gain: f.int32s(width, 1<<15-1), bias: f.int32s(width, 1<<20)}
}

func (f *modelReader) linear(outputs, inputs int) linear {
	part := f.take(outputs * inputs)
	columns, bias, shift := f.int32s(outputs, 1<<15-1), f.int32s(outputs, 1<<20), f.int32s(1, 32)
	if f.err != nil {
		return linear{}
	}
	if shift[0] < 1 {
		f.fail("a layer shifts by %d", shift[0])
	}
	weights := make([]int8, len(part))
	for i := range weights {
		weights[i] = int8(part[i])
		if weights[i] == -128 {
			f.fail("a weight is -128")
		}
	}
	l := linear{matrix: newMatrix(f.kernels, weights, inputs, outputs), shift: uint32(shift[0])}
	l.columns, l.bias = make([]int32, l.outputs), make([]int32, l.outputs)
	copy(l.columns, columns)
	copy(l.bias, bias)
	return l
}

func (f *modelReader) gelu() *[geluEntries + 1]int16 {
	part := f.take(2 * geluEntries)
	if f.err != nil {
		return nil
	}
	table := new([geluEntries + 1]int16)
	for i := range geluEntries {
		table[i] = int16(binary.LittleEndian.Uint16([]byte(part[2*i : 2*i+2])))
	}
	return table
}

func (f *modelReader) crf(n int) *crf { return &crf{tags: n, step: f.int32s(n*n, 1<<28)} }
