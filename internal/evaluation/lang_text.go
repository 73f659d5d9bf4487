package evaluation

import (
	"strings"

	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

// GoldDocument is one document of a treebank.
type GoldDocument struct {
	ID        string
	Sentences []*conllu.Sentence
}

// GoldDocuments parts the sentences of a file where documents begin. What comes
// before the first mark is a document without id.
func GoldDocuments(sentences []*conllu.Sentence) []GoldDocument {
	var documents []GoldDocument
	for i, s := range sentences {
		if i == 0 || s.NewDocument {
			documents = append(documents, GoldDocument{ID: s.Document})
		}
		last := &documents[len(documents)-1]
		last.Sentences = append(last.Sentences, s)
	}
	return documents
}

// Genre returns the genre in the id of a document: "news" for GUM_news_worship,
// "weblog" for weblog-….
func (d GoldDocument) Genre() string {
	id := strings.TrimPrefix(d.ID, "GUM_")
	if i := strings.IndexAny(id, "_-"); i >= 0 {
		return id[:i]
	}
	return id
}

// LanguageFromText reads the raw text under each gold document with analyzer
// and returns the scores of all together and of each genre. The raw text is the
// sentences of a paragraph joined as SpaceAfter says, paragraphs by an empty
// line.
func LanguageFromText(analyzer *lang.Analyzer, documents []GoldDocument) (all LanguageScores, genres map[string]*LanguageScores, err error) {
	genres = map[string]*LanguageScores{}
	for _, d := range documents {
		analysis := analyzer.Analyze(conllu.RawText(d.Sentences))
		scores, err := Language(d.Sentences, conllu.FromDocument(analysis, d.ID))
		if err != nil {
			return all, nil, err
		}
		all.Add(scores)
		genre := d.Genre()
		if genres[genre] == nil {
			genres[genre] = &LanguageScores{}
		}
		genres[genre].Add(scores)
	}
	return all, genres, nil
}
