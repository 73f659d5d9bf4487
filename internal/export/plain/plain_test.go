package plain_test

import (
	"bytes"
	"testing"

	"verbale.dev/verbale/internal/export/plain"
)

func TestNothingThatATerminalObeys(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a\nb\tc":                   "a b c",
		"red \x1b[31mtitle":         "red \ufffd[31mtitle",
		"turned \u202eround\u202c":  "turned \ufffdround\ufffd",
		"\u200eleft, \u2066isolate": "\ufffdleft, \ufffdisolate",
		"Szápáry, 漢字":               "Szápáry, 漢字",
		"bell\a and C1 \u009b":      "bell\ufffd and C1 \ufffd",
	} {
		if got := plain.Text(text); got != want {
			t.Errorf("Text(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestTerminalKeepsLines(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := plain.Terminal(&out)
	text := "one,\"é\"\r\ntwo,\x1b[2J\t\u202e\n"
	for i := range len(text) { // runes come in pieces
		if _, err := w.Write([]byte(text[i : i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := out.String(), "one,\"é\"\r\ntwo,\ufffd[2J\t\ufffd\n"; got != want {
		t.Errorf("to a terminal goes %q, want %q", got, want)
	}
}
