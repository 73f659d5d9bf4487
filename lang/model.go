package lang

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

// A model file is, in little-endian order:
//
//	0   8 bytes  "VERBALE\x00"
//	8   uint32   version of the format, modelVersion
//	12  uint32   number of tensors
//	16  uint64   length of the file in bytes
//	24  uint32   CRC-32C of all bytes from 32 on
//	28  uint32   0
//	32  for each tensor 64 bytes:
//	      40 bytes  name, ended by zeros
//	      uint32    kind: 1 signed bytes, 2 int32, 3 lines of UTF-8 text
//	      uint32    rows (of lines: their number)
//	      uint32    columns (of lines: 1)
//	      uint32    length in bytes
//	      uint64    offset of its first byte in the file, a multiple of 64
//	    the tensors' bytes, zeros between them
//
// Version 3 has an encoder of its own for names, names.*, where version 2 had a
// few blocks over the other one and version 1 four more columns of tags. Weights of a layer called x are x.weight (signed bytes, a row an output),
// x.bias and x.shift (int32, one an output; see matrix). MODEL.md lists the
// tensors and training/engine/export.py writes them.
const (
	modelMagic   = "VERBALE\x00"
	modelVersion = 3
	headerBytes  = 32
	entryBytes   = 64
)

const (
	kindBytes = 1
	kindInt32 = 2
	kindLines = 3
)

var errModel = errors.New("lang: not a model")

type tensor struct {
	kind, rows, columns int
	data                string
}

// int16s returns the signed bytes of t, widened.
func (t tensor) int16s() []int16 {
	out := make([]int16, len(t.data))
	for i := range out {
		out[i] = int16(int8(t.data[i]))
	}
	return out
}

// modelFile is the checked table of contents of a model.
type modelFile struct {
	tensors map[string]tensor
	kernels kernels // that layers are packed for
}

// openModel checks the header, the checksum and the borders of all tensors.
// Nothing is copied.
func openModel(file string) (*modelFile, error) {
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
	if sum := binary.LittleEndian.Uint32(header[24:]); sum != checksum(file[headerBytes:]) {
		return nil, fmt.Errorf("%w: the checksum does not match, the file is damaged", errModel)
	}
	count := int(binary.LittleEndian.Uint32(header[12:]))
	if count > (len(file)-headerBytes)/entryBytes {
		return nil, fmt.Errorf("%w: the table of contents goes over its end", errModel)
	}
	m := &modelFile{tensors: make(map[string]tensor, count)}
	for i := range count {
		at := headerBytes + i*entryBytes
		name := strings.TrimRight(file[at:at+40], "\x00")
		entry := []byte(file[at+40 : at+entryBytes])
		t := tensor{
			kind:    int(binary.LittleEndian.Uint32(entry)),
			rows:    int(binary.LittleEndian.Uint32(entry[4:])),
			columns: int(binary.LittleEndian.Uint32(entry[8:])),
		}
		length := uint64(binary.LittleEndian.Uint32(entry[12:]))
		offset := binary.LittleEndian.Uint64(entry[16:])
		if offset > uint64(len(file)) || length > uint64(len(file))-offset {
			return nil, fmt.Errorf("%w: tensor %q goes over its end", errModel, name)
		}
		t.data = file[offset : offset+length]
		size := map[int]uint64{kindBytes: 1, kindInt32: 4}[t.kind]
		if t.kind != kindLines && uint64(t.rows)*uint64(t.columns)*size != length {
			return nil, fmt.Errorf("%w: tensor %q has %d bytes, not those of %d × %d", errModel, name, length, t.rows, t.columns)
		}
		m.tensors[name] = t
	}
	return m, nil
}

// checksum is CRC-32C of s.
func checksum(s string) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	var buffer [1 << 14]byte
	sum := uint32(0)
	for len(s) > 0 {
		n := copy(buffer[:], s)
		sum = crc32.Update(sum, table, buffer[:n])
		s = s[n:]
	}
	return sum
}

// get returns the tensor called name if it has that kind and shape; −1 stands
// for any number of rows or columns.
func (m *modelFile) get(name string, kind, rows, columns int) (tensor, error) {
	t, ok := m.tensors[name]
	if !ok {
		return tensor{}, fmt.Errorf("%w: tensor %q is missing", errModel, name)
	}
	if t.kind != kind || (rows >= 0 && t.rows != rows) || (columns >= 0 && t.columns != columns) {
		return tensor{}, fmt.Errorf("%w: tensor %q is of kind %d, %d × %d, not %d, %d × %d",
			errModel, name, t.kind, t.rows, t.columns, kind, rows, columns)
	}
	return t, nil
}

// int32s returns a copy of the numbers of the tensor called name.
func (m *modelFile) int32s(name string, rows, columns int) ([]int32, error) {
	t, err := m.get(name, kindInt32, rows, columns)
	if err != nil {
		return nil, err
	}
	out := make([]int32, t.rows*t.columns)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32([]byte(t.data[4*i : 4*i+4])))
	}
	return out, nil
}

// lines returns the lines of the tensor called name, which share its memory.
func (m *modelFile) lines(name string) ([]string, error) {
	t, err := m.get(name, kindLines, -1, 1)
	if err != nil {
		return nil, err
	}
	out := strings.Split(t.data, "\n")
	if len(out) != t.rows {
		return nil, fmt.Errorf("%w: tensor %q has %d lines, not %d", errModel, name, len(out), t.rows)
	}
	return out, nil
}

// layer returns the layer called name.
func (m *modelFile) layer(name string, outputs, inputs int) (*matrix, error) {
	weights, bias, shift, err := m.linear(name, outputs, inputs)
	if err != nil {
		return nil, err
	}
	return newMatrix(m.kernels, weights.int16s(), weights.columns, bias, shift), nil
}

// convolution returns the layer called name, over three words of a width.
func (m *modelFile) convolution(name string, width int) (*convolution, error) {
	weights, bias, shift, err := m.linear(name, -1, 3*width)
	if err != nil {
		return nil, err
	}
	return newConvolution(m.kernels, weights.data, width, bias, shift), nil
}

// sparseLayer returns the layer called name, which reads what a rectifier leaves.
func (m *modelFile) sparseLayer(name string, outputs, inputs int) (*sparse, error) {
	weights, bias, shift, err := m.linear(name, outputs, inputs)
	if err != nil {
		return nil, err
	}
	if weights.columns%gatherLanes != 0 || weights.columns > 1<<16 {
		return nil, fmt.Errorf("%w: layer %q reads %d numbers", errModel, name, weights.columns)
	}
	return newSparse(m.kernels, weights.data, weights.columns, bias, shift), nil
}

// linear returns what a layer is made of.
func (m *modelFile) linear(name string, outputs, inputs int) (weights tensor, bias, shift []int32, err error) {
	if weights, err = m.get(name+".weight", kindBytes, outputs, inputs); err != nil {
		return
	}
	if bias, err = m.int32s(name+".bias", weights.rows, 1); err != nil {
		return
	}
	if shift, err = m.int32s(name+".shift", weights.rows, 1); err != nil {
		return
	}
	for _, s := range shift {
		if s < 0 || s > 31 {
			err = fmt.Errorf("%w: layer %q shifts by %d", errModel, name, s)
		}
	}
	return
}
