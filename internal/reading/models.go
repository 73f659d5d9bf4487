package reading

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
	"verbale.dev/verbale/lang/encoder"
)

// rulesVersion counts the changes of rules after which a reading can come out
// differently: of code, of lists of words, of the order of stages. TestName fails
// where the readings of the example change and it does not.
const rulesVersion = 32

// Models is all that a reading depends on beside the document and the rules. What
// they hold never changes and is shared by all readers.
type Models struct {
	Engine      lang.Engine          // says what the words of a text are
	Statements  *attribution.Weights // find who said what
	Antecedents *actor.Weights       // say whom a pronoun means
	Lexicon     *lexicon.Lexicon     // what verbs and nouns are to us
	Encoder     encoder.Engine       // leads in finding who said what; nil where Statements does it alone
}

// Engine says what leads in finding statements.
type Engine string

// The engines.
const (
	Fast     Engine = "fast"     // two classifiers on the trees
	Thorough Engine = "thorough" // a pre-trained encoder, before the rest; it takes two to three times as long
)

// Default is the engine that reads into a dossier which is new, where nobody names
// another.
const Default = Thorough

// Engines lists every engine.
var Engines = []Engine{Fast, Thorough}

// ShippedBy returns the models in the binary for an engine. Weights are read when they
// are first used.
func ShippedBy(engine Engine) Models {
	m := Shipped()
	if engine == Thorough {
		m.Encoder = encoder.Shipped()
	}
	return m
}

// Shipped is ShippedBy the fast engine.
func Shipped() Models {
	return Models{Engine: lang.Shipped(), Statements: attribution.Shipped(), Antecedents: actor.Shipped(),
		Lexicon: lexicon.Load()}
}

// Name names the readings that the models give: the version of the rules and a
// fingerprint of the models and of the table of the world. A dossier keeps it with
// each reading, so that it knows what to read anew. It reads no model.
func (m Models) Name() string {
	parts := []string{lang.Fingerprint(m.Engine), m.Statements.Fingerprint(), m.Antecedents.Fingerprint(),
		m.Lexicon.Fingerprint(), world.Fingerprint()}
	suffix := ""
	if m.Encoder != nil {
		parts, suffix = append(parts, m.Encoder.Fingerprint()), thoroughSuffix
	}
	digest := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return fmt.Sprintf("verbale-%d-%x%s", rulesVersion, digest[:4], suffix)
}

const thoroughSuffix = "-thorough"

// EngineOf returns the engine of the models that have a name.
func EngineOf(name string) Engine {
	if strings.HasSuffix(name, thoroughSuffix) {
		return Thorough
	}
	return Fast
}

// Name is that of the models in the binary that read where nobody names an engine.
func Name() string { return name() }

var name = sync.OnceValue(func() string { return ShippedBy(Default).Name() })
