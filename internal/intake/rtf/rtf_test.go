package rtf_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
	"verbale.dev/verbale/internal/intake/rtf"
)

const head = `{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset128 Mincho;}}{\colortbl;\red0;}` +
	`{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s15 Title;}{\s16 caption;}{\*\cs10 Default;}}{\info{\title draft 3}{\author M. Solberg}{\creatim\yr2031}}{\*\generator Writer 7;}` + "\r\n"

func TestTexts(t *testing.T) {
	t.Parallel()
	before := "report a.rtf of RTF\n"
	for name, c := range map[string]struct{ body, want string }{
		"a statement": {
			`\pard\s15 Statement on the lower lock\par` + "\r\n" + `\pard\s0 Port Solvei, 7 May 2031\par {\b The council} said on Tues\-day that \'93the lock\'94 is shut.\par \pard\s1 What follows\par \pard It will open, \lquote soon\rquote\emdash in June.\par \pard\s16 The lock\par}`,
			before + "  title (text): \"Statement on the lower lock\"\n  published (text): \"7 May 2031\"\n  title: \"Statement on the lower lock\"\n  body: \"The council said on Tuesday that “the lock” is shut.\"\n" +
				"  heading: \"What follows\"\n  body: \"It will open, ‘soon’—in June.\"\n  caption: \"The lock\"\n",
		},
		"characters": {
			`Caf\'e9 \u8212?\u-10179?\u-8704? {\f1 \'cc\'ee\'f1\'ea\'e2\'e0} {\f2 \'93\'8c\'8b\'9e} a\~b \{c\} \\ d\_e, said Aasen.\par}`,
			before + "  body: \"Café —😀 Москва 東京 a\\u00a0b {c} \\\\ d-e, said Aasen.\"\n",
		},
		"beside the text": {
			`{\header no}{\footer no}{\pict\bin4 }{}x}{\*\shpinst no}The council {\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt met}} again{\footnote no}.{\v hidden}{\deleted no}{\*\bkmkstart b}\par}`,
			before + "  body: \"The council met again.\"\n",
		},
		"an export": {
			`HD Pilots wait below the lower lock\par PD 7 May 2031\par SN Harbour Gazette\par LP\par The council closed it.\par AN Document HGAZ000020310507e757000a1\par}`,
			"taken understood: Factiva export of 1 article\nreport a.rtf!HGAZ000020310507e757000a1 of Factiva export\n  outlet (record: SN): \"Harbour Gazette\"\n  published (record: PD): \"7 May 2031\"\n" +
				"  title (record: headline): \"Pilots wait below the lower lock\"\n  title (text): \"Pilots wait below the lower lock\"\n  title: \"Pilots wait below the lower lock\"\n  body: \"The council closed it.\"\n",
		},
		"breaks off": {
			`The council met again.\par It {\b rose`,
			"doubtful damaged: the RTF is damaged (it breaks off), and what came before is read\n" + before + "  body: \"The council met again.\\n\\nIt rose\"\n",
		},
		"what follows it": {`The council met again.\par} and more`, before + "  body: \"The council met again.\"\n"},
		"nothing":         {`}`, "skipped empty: there is no text in it\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var kept []string
			for line := range strings.Lines(intaketest.Tell(t, formats.NewReader(), "a.rtf", []byte(head+c.body))) {
				if !strings.Contains(line, "(properties)") && !strings.Contains(line, "language") {
					kept = append(kept, line)
				}
			}
			if got := strings.Join(kept, ""); got != c.want {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

// Groups within groups cost no stack, and are no text.
func TestDeepGroups(t *testing.T) {
	t.Parallel()
	got := intaketest.Tell(t, formats.NewReader(), "a.rtf", []byte(`{\rtf1 The council met. `+strings.Repeat("{", 1<<20)))
	if !strings.Contains(got, "groups within each other") || !strings.Contains(got, "The council met.") {
		t.Errorf("got:\n%s", got)
	}
}

func FuzzTexts(f *testing.F) {
	f.Add(head + `\u-10179?\u-8704?\'93\par{\f2\'93}\bin3 abc}`)
	f.Add(`{\rtf1\ansicpg932\'93\'8c\'8b`)
	f.Add(`{\rtf1{\stylesheet{\s1 Title;}}\s1 a\par`)
	f.Fuzz(func(t *testing.T, content string) {
		_ = intaketest.Tell(t, formats.NewReader(), "a.rtf", []byte(`{\rtf1`+content))
	})
}

func BenchmarkText(b *testing.B) {
	body := strings.Repeat(strings.Repeat(`The council closed the lower lock on Tuesday \'96 and said so to the masters. `, 8)+`\par `, 400)
	reader := intake.Reader{Formats: []intake.Format{rtf.Format}}
	content := []byte(head + body + "}")
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := reader.ReadFrom(b.Context(), "a.rtf", intaketest.Input("a.rtf", content), func(intake.Item) error { n++; return nil }); err != nil || n != 1 {
			b.Fatal(n, err)
		}
	}
}
