package iob2_test

import (
	"reflect"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/export/iob2"
)

func TestRead(t *testing.T) {
	t.Parallel()
	const file = `# newdoc id = d
# sent_id = d-1
# text = Eva Lund left Oslo.
1	Eva	B-PER	-	x
2	Lund	I-PER	-	x
3	left	O	-	-
4	Oslo	B-LOC	-	-
5	.	O	-	-

# sent_id = d-2
1	Aas	I-PER	-	-
2	Hale	B-PER	-	-
3	Bank	I-ORG	-	-
`
	want := []iob2.Sentence{
		{ID: "d-1", Text: "Eva Lund left Oslo.", Words: []string{"Eva", "Lund", "left", "Oslo", "."},
			Names: []iob2.Name{{First: 0, Last: 2, Label: "PER"}, {First: 3, Last: 4, Label: "LOC"}}},
		{ID: "d-2", Words: []string{"Aas", "Hale", "Bank"},
			Names: []iob2.Name{{First: 0, Last: 1, Label: "PER"}, {First: 1, Last: 2, Label: "PER"}, {First: 2, Last: 3, Label: "ORG"}}},
	}
	got, err := iob2.Read(strings.NewReader(file))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"1\ta\n":              "line 1: 2 columns",
		"\n1\ta\tPER\n":       `line 2: "PER" is no tag`,
		"1\ta\tS-PER\t-\t-\n": `line 1: "S-PER" is no tag`,
	} {
		if _, err := iob2.Read(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", file, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("1\ta\tB-X\n\n")
	f.Fuzz(func(t *testing.T, file string) {
		sentences, err := iob2.Read(strings.NewReader(file))
		if err != nil {
			return
		}
		for _, s := range sentences {
			last := 0
			for _, n := range s.Names {
				if n.First < last || n.Last <= n.First || n.Last > len(s.Words) {
					t.Errorf("names %v in %d words", s.Names, len(s.Words))
				}
				last = n.Last
			}
		}
	})
}
