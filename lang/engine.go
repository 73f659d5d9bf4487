package lang

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
)

// Engine says of the words of a text what they are, once they are cut: tags,
// lemmas, trees and names. An Analyzer cuts the text, whatever the engine.
//
// What an engine holds is immutable and shared; any number of goroutines may use
// it. Two engines with one fingerprint give the same Documents.
type Engine interface {
	// Fingerprint identifies the model, in letters, digits and hyphens. It costs
	// little: nothing is loaded for it.
	Fingerprint() string
	// NewAnnotator returns an Annotator with scratch memory of its own. The first
	// one may have to load the model.
	NewAnnotator() Annotator
}

// Annotator annotates Documents for one goroutine.
type Annotator interface {
	// Annotate fills in what is empty in a Document that has its tokens and
	// sentences: all columns of the tokens, the roots of the sentences and the
	// entities. The words of each sentence form one tree. It never fails, takes
	// time linear in the tokens, and gives the same for the same Document,
	// whatever was annotated before.
	Annotate(d *Document)
}

// NewAnalyzerOver returns an Analyzer over an engine.
func NewAnalyzerOver(e Engine) *Analyzer {
	return &Analyzer{segmenter: segmenter{weights: boundaryWeights()}, annotator: e.NewAnnotator()}
}

// Fingerprint identifies all weights that an Analyzer over e reads with: those of
// the engine, and those that say where sentences end.
func Fingerprint(e Engine) string {
	return fmt.Sprintf("%s-%08x", e.Fingerprint(), binary.LittleEndian.Uint32([]byte(segmentFile[len(segmentFile)-4:])))
}

// Shipped returns the engine of the model in the binary. Its model is set up when
// the first Annotator is asked for, and once.
func Shipped() Engine { return shippedEngine{} }

// Open returns the engine of a model file, packed as the one in the binary is or as
// the trainer writes it. The file is read and checked as a whole; an error says what
// is wrong with it.
func Open(path string) (Engine, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("lang: open a model: %w", err)
	}
	model, err := unpacked(string(file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	n, err := loadNetwork(model, fastestKernels())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return networkEngine{n, fingerprintOf(model)}, nil
}

// fingerprintOf is the format of a model and the checksum in its header, which
// openModel holds against its bytes.
func fingerprintOf(file string) string {
	return fmt.Sprintf("network%d-%08x", modelVersion, binary.LittleEndian.Uint32([]byte(file[24:28])))
}

// networkEngine is a network with its fingerprint.
type networkEngine struct {
	network     *network
	fingerprint string
}

func (e networkEngine) Fingerprint() string { return e.fingerprint }

func (e networkEngine) NewAnnotator() Annotator { return &networkAnnotator{network: e.network} }

// networkAnnotator is a network with scratch memory.
type networkAnnotator struct {
	network *network
	scratch scratch
}

func (a *networkAnnotator) Annotate(d *Document) { a.network.annotate(d, &a.scratch) }

// shippedEngine is the network in the binary, which is not loaded for its name.
type shippedEngine struct{}

var shippedFingerprint = sync.OnceValue(func() string { return fingerprintOf(headerOf(packedFile)) })

func (shippedEngine) Fingerprint() string { return shippedFingerprint() }

func (shippedEngine) NewAnnotator() Annotator { return &networkAnnotator{network: loadShipped()} }
