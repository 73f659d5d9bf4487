package conllu_test

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

const sample = `# newdoc id = minutes-7
# newpar id = p1
# speaker = chair
# sent_id = minutes-7-1
# text = They didn't sign it.
1	They	they	PRON	PRP	Case=Nom|Number=Plur	4	nsubj	4:nsubj	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	4:aux	_
3	n't	not	PART	RB	_	4	advmod	4:advmod	_
4	sign	sign	VERB	VB	VerbForm=Inf	0	root	0:root	_
5	it	it	PRON	PRP	_	4	obj	4:obj	SpaceAfter=No
5.1	then	then	ADV	RB	_	_	_	4:advmod	_
6	.	.	PUNCT	.	_	4	punct	4:punct	_

# newpar
# sent_id = minutes-7-2
# text = Why?
1	Why	why	ADV	WRB	_	0	root	_	SpaceAfter=No
2	?	?	PUNCT	.	_	1	punct	_	SpaceAfter=No

`

func TestReadAndWrite(t *testing.T) {
	t.Parallel()
	sentences, err := conllu.ReadAll(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(sentences) != 2 {
		t.Fatalf("%d sentences", len(sentences))
	}
	s := sentences[0]
	if s.ID != "minutes-7-1" || s.Document != "minutes-7" || !s.NewDocument || s.Paragraph != "p1" || !s.NewParagraph || s.Text != "They didn't sign it." {
		t.Errorf("comments are %+v", s)
	}
	if want := []string{"# speaker = chair"}; !reflect.DeepEqual(s.Comments, want) {
		t.Errorf("other comments are %q", s.Comments)
	}
	var tokens []string
	for token := range s.Tokens {
		tokens = append(tokens, token.Form)
	}
	if got := strings.Join(tokens, " "); got != "They didn't sign it ." {
		t.Errorf("tokens are %s", got)
	}
	if got, want := conllu.RawText(sentences), "They didn't sign it.\n\nWhy?"; got != want {
		t.Errorf("the text is %q, want %q", got, want)
	}
	if got := write(t, sentences); got != sample {
		t.Errorf("written again:\n%s", got)
	}
}

func write(t interface{ Fatal(...any) }, sentences []*conllu.Sentence) string {
	var b strings.Builder
	w := conllu.NewWriter(&b)
	for _, s := range sentences {
		if err := w.Write(s); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestFaults(t *testing.T) {
	t.Parallel()
	row := func(columns string) string { return strings.ReplaceAll(columns, " ", "\t") + "\n" }
	tests := []struct{ name, file, want string }{
		{"columns", row("1 a a X X"), "line 1: 5 columns"},
		{"empty column", "1\ta\t\tX\tX\t_\t0\troot\t_\t_\n", "line 1: column 3 is empty"},
		{"id", row("2 a a X X _ 0 root _ _"), `line 1: id "2"`},
		{"head", row("1 a a X X _ x root _ _"), "line 1: head"},
		{"head outside", row("1 a a X X _ 0 root _ _") + row("2 b b X X _ 3 dep _ _") + "\n", "a head outside"},
		{"two roots", row("1 a a X X _ 0 root _ _") + row("2 b b X X _ 0 root _ _") + "\n", "one root"},
		{"cycle", row("1 a a X X _ 0 root _ _") + row("2 b b X X _ 3 dep _ _") + row("3 c c X X _ 2 dep _ _") + "\n", "cycle"},
		{"own head", row("1 a a X X _ 0 root _ _") + row("2 b b X X _ 2 dep _ _") + "\n", "cycle"},
		{"range", row("2-3 ab _ _ _ _ _ _ _ _"), "line 1: range"},
		{"range beyond", row("1-2 ab _ _ _ _ _ _ _ _") + row("1 a a X X _ 0 root _ _") + "\n", "beyond the last word"},
		{"comment inside", row("1 a a X X _ 0 root _ _") + "# late\n", "line 2: a comment"},
	}
	for _, test := range tests {
		_, err := conllu.ReadAll(strings.NewReader(test.file))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := conllu.NewReader(strings.NewReader("")).Read(); err != io.EOF {
		t.Errorf("an empty file gives %v", err)
	}
}

// A last sentence without empty line is read all the same.
func TestMissingLastLine(t *testing.T) {
	t.Parallel()
	sentences, err := conllu.ReadAll(strings.NewReader(strings.TrimRight(sample, "\n")))
	if err != nil || len(sentences) != 2 {
		t.Errorf("%d sentences, %v", len(sentences), err)
	}
}

var snippets = []string{
	"The", "envoy", "said", "can't", "cannot", "Oslo's", "U.S.", "Mr.", ".", ",", "!", "\"", "“", "”", "—", "|", "\\", "_", "#", "=", "\\s", "SpaceAfter=No",
	" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u2028", "\u0085", "\v", "é", "漢", "👍🏽", "\u200d", "\ufeff", "\ufffd",
}

// TestDocumentsComeBack holds that what is written is read as the same, and that
// the text can be rebuilt from it.
func TestDocumentsComeBack(t *testing.T) {
	t.Parallel()
	a := lang.NewAnalyzer()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(snippets), 0, 40).Draw(t, "snippets"), "")
		d := a.Analyze(text)
		sentences := conllu.FromDocument(d, "a b/c")
		again, err := conllu.ReadAll(strings.NewReader(write(t, sentences)))
		if err != nil {
			t.Fatal(err)
		}
		if len(sentences) > 0 && !reflect.DeepEqual(again, sentences) {
			t.Errorf("read again: %+v\nwant %+v", again, sentences)
		}
		if len(d.Tokens) == 0 {
			return
		}
		if got := conllu.RawText(again); got != text {
			t.Errorf("the text came back as %q, was %q", got, text)
		}
		for i, s := range again {
			joined, space := "", ""
			for token := range s.Tokens {
				joined += space + token.Form
				space = " "
				if v, _ := conllu.Attribute(token.Misc, "SpaceAfter"); v == "No" {
					space = ""
				}
			}
			if joined != s.Text {
				t.Errorf("the tokens are %q, # text is %q", joined, s.Text)
			}
			if len(s.Words) != d.Sentences[i].Last-d.Sentences[i].First {
				t.Errorf("%d words of %d", len(s.Words), d.Sentences[i].Last-d.Sentences[i].First)
			}
		}
	})
}

// Names are brackets: number, type and place of the head, then the number again.
func TestEntities(t *testing.T) {
	t.Parallel()
	text := "Per Aas met Hale."
	d := &lang.Document{
		Text: text,
		Tokens: []lang.Token{
			{Span: lang.Span{Start: 0, End: 3}, Lemma: "Per", UPOS: "PROPN", Head: 2, DepRel: "nsubj"},
			{Span: lang.Span{Start: 4, End: 7}, Lemma: "Aas", UPOS: "PROPN", Head: 0, DepRel: "flat"},
			{Span: lang.Span{Start: 8, End: 11}, Lemma: "meet", UPOS: "VERB", Head: -1, DepRel: "root"},
			{Span: lang.Span{Start: 12, End: 16}, Lemma: "Hale", UPOS: "PROPN", Head: 2, DepRel: "obj"},
			{Span: lang.Span{Start: 16, End: 17}, Lemma: ".", UPOS: "PUNCT", Head: 2, DepRel: "punct"},
		},
		Sentences: []lang.Sentence{{Span: lang.Span{Start: 0, End: 17}, First: 0, Last: 5, Root: 2}},
		Entities: []lang.Entity{
			{Span: lang.Span{Start: 0, End: 7}, First: 0, Last: 2, Label: "PER"},
			{Span: lang.Span{Start: 12, End: 16}, First: 3, Last: 4, Label: "PER"},
		},
	}
	const want = `# newdoc id = note
# newpar
# global.Entity = eid-etype-head
# sent_id = note-1
# text = Per Aas met Hale.
1	Per	Per	PROPN	_	_	3	nsubj	_	Entity=(1-person-1
2	Aas	Aas	PROPN	_	_	1	flat	_	Entity=1)
3	met	meet	VERB	_	_	0	root	_	_
4	Hale	Hale	PROPN	_	_	3	obj	_	Entity=(2-person-1)|SpaceAfter=No
5	.	.	PUNCT	_	_	3	punct	_	_

`
	if got := write(t, conllu.FromDocument(d, "note")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var x conllu.Exporter
	x.Sentences(d, "note")
	if got := x.Sentences(d, "note")[0].Words[3].Misc; got != "Entity=(4-person-1)|SpaceAfter=No" {
		t.Errorf("the second document's second name is %s", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n")
	f.Fuzz(func(t *testing.T, file string) {
		sentences, err := conllu.ReadAll(strings.NewReader(file))
		if err != nil {
			return
		}
		conllu.RawText(sentences)
		if _, err := conllu.ReadAll(strings.NewReader(write(t, sentences))); err != nil {
			t.Errorf("what was read and written cannot be read: %v", err)
		}
	})
}
