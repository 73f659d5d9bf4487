package gold_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/gold"
)

// standOff writes a folder in the stand-off form and reads it again.
func standOff(t interface{ Fatalf(string, ...any) }, folder *gold.Folder) (*gold.Folder, []byte) {
	var b bytes.Buffer
	if err := gold.WriteStandOff(&b, folder); err != nil {
		t.Fatalf("%v", err)
	}
	again, faults := gold.ReadStandOff("x.jsonl", b.Bytes(), textsOf(folder))
	if len(faults) > 0 {
		t.Fatalf("%v", faults)
	}
	return again, b.Bytes()
}

func textsOf(folder *gold.Folder) gold.Texts {
	return func(name, sum string) (string, bool) {
		for _, r := range folder.Reports {
			if got := sha256.Sum256([]byte(r.Text)); r.TextName() == name && hex.EncodeToString(got[:]) == sum {
				return r.Text, true
			}
		}
		return "", false
	}
}

// sameReport fails where two readings of a report's gold differ.
func sameReport(t interface{ Errorf(string, ...any) }, want, got *gold.Report) {
	if want.Key != got.Key || want.Day != got.Day || want.Text != got.Text || want.TextName() != got.TextName() {
		t.Errorf("%s comes back as %s of %s", want.Key, got.Key, got.TextName())
	}
	if len(want.Statements) != len(got.Statements) {
		t.Errorf("%s: %d statements of %d", want.Key, len(got.Statements), len(want.Statements))
		return
	}
	for i := range want.Statements {
		w, g := want.Statements[i], got.Statements[i]
		w.Document, g.Document = "", ""
		if !reflect.DeepEqual(w, g) {
			t.Errorf("%s comes back otherwise:\n%s\n%s", w.ID, shown(w), shown(g))
		}
	}
	for _, lists := range [][2]any{{want.Actors, got.Actors}, {want.Mentions, got.Mentions}, {want.Borderline, got.Borderline}, {want.Doubtful, got.Doubtful}} {
		if !reflect.DeepEqual(lists[0], lists[1]) && fmt.Sprint(lists[0]) != fmt.Sprint(lists[1]) {
			t.Errorf("%s: %v comes back as %v", want.Key, lists[0], lists[1])
		}
	}
	if len(want.Dates) != len(got.Dates) {
		t.Errorf("%s: %d time expressions of %d", want.Key, len(got.Dates), len(want.Dates))
		return
	}
	for i, w := range want.Dates {
		if g := got.Dates[i]; w.Span != g.Span || w.Type != g.Type || w.Value != g.Value || !reflect.DeepEqual(w.Mod, g.Mod) {
			t.Errorf("%s: %+v comes back as %+v", want.Key, w, g)
		}
	}
}

func shown(s verbale.Statement) string {
	text, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// relationsOf gives relations as lines that can be compared, without what is
// for people only.
func relationsOf(folder *gold.Folder) []string {
	of := map[string]string{}
	for _, r := range folder.Reports {
		of[r.Document] = r.Key
	}
	var lines []string
	for _, r := range folder.Relations {
		values := map[string][]string{}
		for name, v := range r.Values {
			if name != "note" && name != "names" && len(v) > 0 {
				values[name] = v
			}
		}
		lines = append(lines, fmt.Sprintln(r.Record, r.ID, r.Term, r.Factuality, r.Flags, values))
		for _, l := range r.Links { // evidence of different fields may change places
			at := l.Statement
			if l.Words != nil {
				at = fmt.Sprint(of[l.Words.Document], l.Words.Span)
			}
			lines = append(lines, fmt.Sprintln(r.Record, r.ID, l.Field, l.Term, l.Options, at))
		}
	}
	return lines
}

// The example comes back from the stand-off form, and from there as words.
func TestStandOffOfJuly(t *testing.T) {
	t.Parallel()
	folder, faults, err := gold.Read(filepath.Join(july, "gold"))
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	again, data := standOff(t, folder)
	for i, r := range folder.Reports {
		sameReport(t, r, again.Reports[i])
	}
	want, got := relationsOf(folder), relationsOf(again)
	slices.Sort(want)
	slices.Sort(got)
	if !reflect.DeepEqual(want, got) {
		t.Errorf("relations:\n%s\n%s", strings.Join(want, ""), strings.Join(got, ""))
	}
	if _, twice := standOff(t, again); !bytes.Equal(data, twice) {
		t.Error("written again, it is not the same")
	}
	lawful(t, again)
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var record struct {
			Record string
			Spans  map[string][][]any
		}
		if err := json.Unmarshal([]byte(line), &record); err != nil || record.Record == "" || record.Spans == nil {
			t.Fatalf("line %d: %v", n+1, err)
		}
	}
}

// No words of a text stand in the stand-off form: none of its runs of four
// words, names of actors apart.
func TestStandOffHoldsNoWords(t *testing.T) {
	t.Parallel()
	folder, _, err := gold.Read(filepath.Join(july, "gold"))
	if err != nil {
		t.Fatal(err)
	}
	folder.Actors = nil
	for _, r := range folder.Reports {
		r.Actors = nil
	}
	var b bytes.Buffer
	if err := gold.WriteStandOff(&b, folder); err != nil {
		t.Fatal(err)
	}
	committed := b.String()
	for _, r := range folder.Reports {
		words := strings.Fields(r.Text)
		for i := range len(words) - 3 {
			if run := strings.Join(words[i:i+4], " "); strings.Contains(committed, run) {
				t.Errorf("%s: %q", r.Document, run)
			}
		}
	}
}

// The words form is written whole: what was read stands in it again.
func TestFolderComesBackAsWords(t *testing.T) {
	t.Parallel()
	folder, faults, err := gold.Read(filepath.Join(july, "gold"))
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	dir := t.TempDir()
	if err := gold.WriteFolder(dir, folder); err != nil {
		t.Fatal(err)
	}
	again, faults, err := gold.Read(dir)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	for i, r := range folder.Reports {
		sameReport(t, r, again.Reports[i])
	}
	want, got := relationsOf(folder), relationsOf(again)
	slices.Sort(want)
	slices.Sort(got)
	if !reflect.DeepEqual(want, got) {
		t.Errorf("relations:\n%s\n%s", strings.Join(want, ""), strings.Join(got, ""))
	}
}

// wharf is a text that lies elsewhere under an id, with a line that it has twice.
const wharf = "The lock is shut.\n\nPilot Aske Lund said “the lock is shut” and that he had told the harbour so.\n\nThe lock is shut.\n"

const wharfGold = `report wharf.txt
  id wire-77
  day 1921-03-04

actor lund person Aske Lund
  names Lund; the pilot
actor harbour organisation the harbour

time DATE 1921-03-04  @1 {The lock is shut}
statement 1 mixed say
  words {s Pilot Aske Lund} {q said} {c “the lock is shut” and that he had told the harbour so}.
  by lund
  on 1921-03-02 words
statement 2 indirect say same_side borderline
  words that {s he} {q had told} the harbour {c so}.
  by lund
  to harbour
  in 1
statement 3 indirect say same_side doubtful repeats
  words that {s he} had told {q the harbour} so.
  words @2 {c The lock is shut}.
  by lund
  on none
  in 1
mention lund  said “the lock is shut” and that {he} had
`

const wharfEvents = `event shutting decision planned background doubtful
  note somebody shuts the lock
  by lund, harbour
  place the lock
  on 1921-03
  voice wharf:1
  told as=possible wharf | @2 {The lock is shut}
  told wharf:1
`

// wharfFolder reads the gold of the wharf from words.
func wharfFolder(t testing.TB) *gold.Folder {
	t.Helper()
	folder, faults, err := gold.ReadFS(fstest.MapFS{
		"wharf.txt":        {Data: []byte(wharf)},
		"gold/actors.gold": {Data: []byte(cellarActors)},
		"gold/wharf.gold":  {Data: []byte(wharfGold)},
		"gold/events.gold": {Data: []byte(wharfEvents)},
	}, "gold")
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	return folder
}

func TestMarksAndPlaces(t *testing.T) {
	t.Parallel()
	folder := wharfFolder(t)
	r := folder.Reports[0]
	if !r.Borderline["wharf:2"] || !r.Doubtful["wharf:3"] || r.Borderline["wharf:1"] || r.TextName() != "wire-77" {
		t.Errorf("borderline %v, doubtful %v, text %s", r.Borderline, r.Doubtful, r.TextName())
	}
	for _, s := range r.Statements {
		switch s.ID {
		case "wharf:2":
			if s.SaidOn == nil || *s.SaidOn != "1921-03-02" || *s.SaidOnFrom != verbale.FromContext {
				t.Errorf("a statement within one of its own side has the day %v", s.SaidOn)
			}
		case "wharf:3":
			if s.SaidOn != nil || s.Content[0].Start != strings.LastIndex(wharf, "The lock") {
				t.Errorf("the third statement: %s", shown(s))
			}
		}
	}
	event := folder.Relations[0]
	if event.Term != "decision" || event.Factuality != "planned" || !event.Has("background") || event.Value("place") != "the lock" ||
		len(event.Links) != 2 || event.Links[0].Options["as"] != "possible" || event.Links[0].Words.Start != r.Statements[2].Content[0].Start {
		t.Errorf("the event is %+v", event)
	}
	again, data := standOff(t, folder)
	sameReport(t, r, again.Reports[0])
	if !reflect.DeepEqual(relationsOf(folder), relationsOf(again)) {
		t.Errorf("relations: %v, %v", relationsOf(folder), relationsOf(again))
	}
	for _, want := range []string{`"text":"wire-77"`, `"borderline":true`, `"on":"none"`, `["wire-77",`, `"factuality":"planned"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("there is no %s in %s", want, data)
		}
	}
	if strings.Contains(string(data), "somebody shuts") {
		t.Errorf("a sentence of the annotator is committed: %s", data)
	}
}

func TestStandOffFaults(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256([]byte(wharf))
	digest := hex.EncodeToString(sum[:])
	report := fmt.Sprintf(`{"text":"w","sha256":%q,"record":"report","id":"k","fields":{},"spans":{}}`, digest) + "\n"
	within := func(rest string) string { return report + fmt.Sprintf(`{"text":"w","sha256":%q,%s}`, digest, rest) }
	cases := []struct{ name, text, want string }{
		{"no JSON", "report", "x.jsonl:1: is no record"},
		{"no text", `{"record":"time","id":"k:t1"}`, "x.jsonl:1: a time needs the name and the hash"},
		{"a text that is not there", strings.ReplaceAll(report, digest, "00"), "there is no text w"},
		{"no report before", within(`"record":"x"`)[len(report):], "before the report record"},
		{"a record that is none", within(`"record":"shout"`), `x.jsonl:2: "shout" is no record`},
		{"a report twice", report + report, "x.jsonl:2: the report \"k\" needs a key of its own"},
		{"a span beyond the text", within(`"record":"mention","fields":{"actor":"x"},"spans":{"mention":[[0,9999]]}`), "is no span of w"},
		{"a span within a letter", within(`"record":"mention","fields":{"actor":"x"},"spans":{"mention":[[42,44]]}`), "is no span of w"},
		{"a span with a space", within(`"record":"mention","fields":{"actor":"x"},"spans":{"mention":[[0,4]]}`), "begins or ends with a space"},
		{"no span", within(`"record":"time","fields":{"type":"DATE","value":"1921"}`), `needs one span "time"`},
		{"a statement of another", within(`"record":"statement","id":"j:1"`), "needs an id that begins with k:"},
		{"a span that is none", within(`"record":"statement","id":"k:1","fields":{"mode":"indirect","kind":"say"},"spans":{"said":[[0,3]],"content":[[0,3]]}`), `"said" is no span of a statement`},
		{"a kind that is none", within(`"record":"statement","id":"k:1","fields":{"mode":"indirect","kind":"shout"},"spans":{"content":[[0,3]]}`), `"shout" is no mode`},
		{"an actor that is none", within(`"record":"statement","id":"k:1","fields":{"mode":"indirect","kind":"say","by":["nobody"]},"spans":{"content":[[0,3]]}`), `"nobody" is no actor`},
		{"a field that is none", report + `{"record":"event","id":"e","fields":{"type":"vote","mood":"bad"}}`, `"mood" is no field of event`},
		{"evidence that is none", report + `{"record":"event","id":"e","fields":{"type":"vote"},"spans":{"told":[["v",0,3]]}}`, `there is no report of the text "v"`},
		{"evidence of nothing", report + `{"record":"event","id":"e","fields":{"type":"vote","told":[3]}}`, "told has no span 3"},
		{"spans of no field", report + `{"record":"event","id":"e","fields":{"type":"vote"},"spans":{"seen":[["w",0,3]]}}`, `"seen" is no evidence of event`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, faults := gold.ReadStandOff("x.jsonl", []byte(c.text), func(_, sum string) (string, bool) { return wharf, sum == digest })
			found := false
			for _, f := range faults {
				found = found || strings.Contains(f.String(), c.want)
			}
			if !found {
				t.Errorf("no fault says %q: %v", c.want, faults)
			}
		})
	}
}

// Whatever is read from words comes back from the stand-off form.
func TestStandOffComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "é", "die", "Tür"}), 6, 20).Draw(t, "words")
		text := strings.Join(words, " ")
		start := func(i int) int { return len(strings.Join(words[:i], " ")) + min(i, 1) }
		piece := func(from, to int) verbale.Excerpt {
			e := verbale.Excerpt{}
			e.Start, e.End = start(from), len(strings.Join(words[:to], " "))
			e.Text = text[e.Start:e.End]
			return e
		}
		folder := &gold.Folder{Actors: []gold.Actor{{ID: "x", Type: verbale.Person, Name: "X", Names: []string{"X"}}}}
		r := &gold.Report{Key: "k", Document: "k.txt", Text: text, Day: "1921-03-04"}
		n := rapid.IntRange(1, 3).Draw(t, "statements")
		for i := range n {
			cue := rapid.IntRange(0, 2).Draw(t, "cue")
			from := rapid.IntRange(cue+1, len(words)-2).Draw(t, "from")
			to := rapid.IntRange(from+1, len(words)).Draw(t, "to")
			st := verbale.Statement{
				ID: fmt.Sprintf("k:%d", i+1), Document: "k.txt", Part: verbale.Body, Mode: verbale.Indirect,
				Kind:       rapid.SampledFrom(verbale.Kinds).Draw(t, "kind"),
				Factuality: rapid.SampledFrom(verbale.Factualities).Draw(t, "factuality"),
				Account:    rapid.SampledFrom(verbale.Accounts).Draw(t, "account"),
				Repeats:    rapid.Bool().Draw(t, "repeats"),
				Cue:        []verbale.Excerpt{piece(cue, cue+1)},
				Content:    []verbale.Excerpt{piece(from, to)},
			}
			if rapid.Bool().Draw(t, "spoken") {
				st.Speakers = []verbale.ActorRef{folder.Actors[0].Ref()}
				st.Speaker = &st.Speakers[0]
			}
			if rapid.Bool().Draw(t, "dated") {
				day, from := "1921-03-02", rapid.SampledFrom(verbale.DateOrigins).Draw(t, "from")
				st.SaidOn, st.SaidOnFrom = &day, &from
			}
			r.Statements = append(r.Statements, st)
		}
		folder.Reports = []*gold.Report{r}
		var b bytes.Buffer
		if err := gold.WriteStandOff(&b, folder); err != nil {
			t.Fatal(err)
		}
		// The rules of gold may find fault with what was drawn; it comes back all the same.
		again, _ := gold.ReadStandOff("x.jsonl", b.Bytes(), textsOf(folder))
		var written strings.Builder
		if err := gold.Write(&written, again.Reports[0]); err != nil {
			t.Fatal(err)
		}
		words2, _, err := gold.ReadFS(fstest.MapFS{
			"k.txt": {Data: []byte(text)}, "gold/k.gold": {Data: []byte(written.String())},
			"gold/actors.gold": {Data: []byte("actor x person X\n")},
		}, "gold")
		if err != nil {
			t.Fatal(err)
		}
		sameReport(t, again.Reports[0], words2.Reports[0])
		if len(again.Reports[0].Statements) != n {
			t.Fatalf("%d statements of %d", len(again.Reports[0].Statements), n)
		}
	})
}

func FuzzReadStandOff(f *testing.F) {
	var b bytes.Buffer
	if err := gold.WriteStandOff(&b, wharfFolder(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), wharf)
	f.Add([]byte(`{"text":"w","sha256":"","record":"report","id":"k"}`), "x")
	f.Add([]byte(`{"record":"event","id":"e","fields":{"type":"vote","told":[{"of":-1,"as":"x"}]},"spans":{"told":[[1,2]]}}`), "x")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		sum := sha256.Sum256([]byte(text))
		digest := []byte(hex.EncodeToString(sum[:]))
		old := sha256.Sum256([]byte(wharf))
		data = bytes.ReplaceAll(data, []byte(hex.EncodeToString(old[:])), digest)
		folder, faults := gold.ReadStandOff("x.jsonl", data, func(string, string) (string, bool) { return text, true })
		lawful(t, folder)
		if len(faults) > 0 {
			return
		}
		again, _ := standOff(t, folder)
		if len(again.Reports) != len(folder.Reports) || len(again.Relations) != len(folder.Relations) {
			t.Fatalf("%d reports of %d", len(again.Reports), len(folder.Reports))
		}
	})
}
