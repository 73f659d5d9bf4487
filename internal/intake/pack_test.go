package intake_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/intake"
)

func TestPackedMapComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := intake.Map{}
		text := 0
		for range rapid.IntRange(0, 20).Draw(t, "runs") {
			r := intake.Run{Text: text, Kind: intake.RunKind(rapid.IntRange(0, 2).Draw(t, "kind")), Source: rapid.IntRange(0, 1<<30).Draw(t, "source")}
			r.TextEnd = text + rapid.IntRange(1, 1<<20).Draw(t, "length")
			r.SourceEnd = r.Source + r.TextEnd - r.Text
			if r.Kind != intake.Copied {
				r.SourceEnd = r.Source + rapid.IntRange(0, 100).Draw(t, "within")
			}
			text = r.TextEnd
			m = append(m, r)
		}
		back, err := intake.UnpackMap(m.Pack())
		if err != nil || !reflect.DeepEqual(back, m) {
			t.Fatalf("%v came back as %v, %v", m, back, err)
		}
	})
	if back, err := intake.UnpackMap(intake.Map(nil).Pack()); back != nil || err != nil {
		t.Error(back, err)
	}
}

func FuzzUnpackMap(f *testing.F) {
	f.Add(intake.Map{{Text: 0, TextEnd: 3, Source: 7, SourceEnd: 10}, {Text: 3, TextEnd: 4, Source: 2, SourceEnd: 8, Kind: intake.Decoded}}.Pack())
	f.Fuzz(func(t *testing.T, packed []byte) {
		if m, err := intake.UnpackMap(packed); err == nil {
			_ = m.Check("", nil) // any answer will do
		}
	})
}
