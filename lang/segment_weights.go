package lang

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync"
)

//go:embed segment.weights
var segmentFile string

// The format of segment.weights, all numbers little-endian: "VBSEG", a byte for
// the version, a byte for the logarithm of the number of weights, the weights as
// int16, the CRC-32 (IEEE) of all that comes before it.
const (
	weightsMagic   = "VBSEG"
	weightsVersion = 1
	weightsHeader  = len(weightsMagic) + 2
)

var errWeights = errors.New("lang: the weights of sentence boundaries are damaged")

// parseWeights reads a file of weights. It refuses one that is truncated, of
// another version or damaged.
func parseWeights(file string) ([]int16, error) {
	if len(file) < weightsHeader+4 || file[:len(weightsMagic)] != weightsMagic {
		return nil, fmt.Errorf("%w: no header", errWeights)
	}
	if v := file[len(weightsMagic)]; v != weightsVersion {
		return nil, fmt.Errorf("lang: weights of sentence boundaries have version %d, this program reads %d", v, weightsVersion)
	}
	if bits := file[len(weightsMagic)+1]; bits != featureBits {
		return nil, fmt.Errorf("%w: 2^%d weights instead of 2^%d", errWeights, bits, featureBits)
	}
	body := file[:len(file)-4]
	if len(body) != weightsHeader+2<<featureBits {
		return nil, fmt.Errorf("%w: %d bytes", errWeights, len(file))
	}
	if crc32.ChecksumIEEE([]byte(body)) != binary.LittleEndian.Uint32([]byte(file[len(body):])) {
		return nil, fmt.Errorf("%w: checksum", errWeights)
	}
	weights := make([]int16, 1<<featureBits)
	for i := range weights {
		at := weightsHeader + 2*i
		weights[i] = int16(uint16(body[at]) | uint16(body[at+1])<<8)
	}
	return weights, nil
}

// encodeWeights writes what parseWeights reads, with a weight for each feature.
// Weights beyond 16 bits are brought within them.
func encodeWeights(weights []int) []byte {
	file := append([]byte(weightsMagic), weightsVersion, featureBits)
	for _, w := range weights {
		file = binary.LittleEndian.AppendUint16(file, uint16(int16(min(max(w, math.MinInt16), math.MaxInt16))))
	}
	return binary.LittleEndian.AppendUint32(file, crc32.ChecksumIEEE(file))
}

// boundaryWeights returns the weights that ship in the binary, read once. They
// are shared and never written to.
var boundaryWeights = sync.OnceValue(func() []int16 {
	weights, err := parseWeights(segmentFile)
	if err != nil {
		panic(err) // the binary was built with a broken file
	}
	return weights
})
