package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
)

// TestGarbled: what a text came through is told, and the text stays as it is.
func TestGarbled(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, told string }{
		{"The pilots â€œknow the priceâ€\u009D, said Holt.", `decoded twice: 2 places like "â€œ"`},
		{"CafÃ© owners and naÃ¯ve pilots met.", `decoded twice: 2 places like "Ã©"`},
		{"&quot;No,&quot; she said.", `not decoded: 2 places like "&quot;"`},
		{"<p>No.</p>", `not decoded: 2 places like "<p>"`},
		{"Fish &#38; chips &#x2014; no.", `not decoded: 2 places like "&#38;"`},
		{"Lund & Orr; Café “Åse” in São Paulo – ‘Ö’ … € £ « » ½", ""},
		{"A <b and c> d; R&D; x & y;", ""},
		{"One Ã© may be meant.", ""},
		{"рыба 漁船 naïve", ""},
	} {
		path := filepath.Join(t.TempDir(), "a.txt")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		told, text := "", ""
		err := (&intake.Reader{}).Read(context.Background(), []string{path}, func(item intake.Item) error {
			if item.Fault != nil {
				told += item.Fault.Error()
			} else {
				text = item.Document.Text
			}
			return nil
		})
		if err != nil || text != test.text || (test.told == "") != (told == "") || !strings.Contains(told, test.told) {
			t.Errorf("%q: told %q, text %q, %v", test.text, told, text, err)
		}
	}
}

// TestRepair: what a text came through is mended where that is asked, told, and leads
// back to its bytes.
func TestRepair(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want, told string }{
		{"The pilots â€œknow the priceâ€\u009D, said Holt.", "The pilots “know the price”, said Holt.", "is mended"},
		{"\uFEFFCafÃ© owners and naÃ¯ve pilots met.", "Café owners and naïve pilots met.", "is mended"},
		{"&quot;No,&quot; she said &amp; left.", `"No," she said & left.`, "is mended"},
		{"<p>No.</p><p>The <b>port</b> is shut.</p>", "\nNo.\n\nThe port is shut.\n", "is mended"},
		{"&ldquo;CafÃ©&rdquo; and naÃ¯ve", "“Café” and naïve", "decoded twice and held HTML"},
		{"One Ã© may be meant.", "One Ã© may be meant.", ""},
		{"A <b and c> d; R&D; x & y;", "A <b and c> d; R&D; x & y;", ""},
	} {
		path := filepath.Join(t.TempDir(), "a.txt")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		told, text := "", ""
		err := (&intake.Reader{Repair: true}).Read(context.Background(), []string{path}, func(item intake.Item) error {
			if item.Fault != nil {
				told += item.Fault.Error()
				return nil
			}
			text = item.Document.Text
			if told != "" && !strings.HasSuffix(item.Source.Extractor, "repair/1") {
				t.Errorf("%q: made by %q", test.text, item.Source.Extractor)
			}
			if told != "" {
				return item.Source.Map.Check(text, item.Source.Bytes)
			}
			return nil
		})
		if err != nil || text != test.want || (test.told == "") != (told == "") || !strings.Contains(told, test.told) {
			t.Errorf("%q: told %q, text %q, %v", test.text, told, text, err)
		}
	}
}
