package charset_test

import (
	"testing"
	"unicode/utf8"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/charset"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, raw, declared, want, encoding string
		base, bad                           int
	}{
		{"plain", "café", "", "café", "utf-8", 0, 0},
		{"mark", "\uFEFFcafé", "windows-1252", "café", "utf-8", 3, 0},
		{"single bytes", "caf\xE9 \x93no\x94", "iso-8859-1", "café “no”", "windows-1252", 0, 0},
		{"cyrillic", "\xCC\xE8\xF0", "windows-1251", "Мир", "windows-1251", 0, 0},
		{"double bytes", "\x8B\x99 a", "shift_jis", "漁 a", "shift_jis", 0, 0},
		{"with states", "\x1B$B5y\x1B(B a", "iso-2022-jp", "漁 a", "iso-2022-jp", 0, 0},
		{"four bytes", "\x94\x39\xDA\x33", "gb18030", "💩", "gb18030", 0, 0},
		{"wide", "\xFF\xFEa\x00\x3D\xD8\xA9\xDC", "", "a💩", "utf-16le", 2, 0},
		{"bad bytes", "a\xFFb\xC3", "utf-8", "a\uFFFDb\uFFFD", "utf-8", 0, 2},
		{"none", "", "windows-1251", "", "windows-1251", 0, 0},
	} {
		got, err := charset.Decode([]byte(test.raw), test.declared)
		if err != nil || string(got.Bytes) != test.want || got.Encoding != test.encoding || got.Bad != test.bad {
			t.Errorf("%s: %q in %s, %d bad, %v", test.name, got.Bytes, got.Encoding, got.Bad, err)
			continue
		}
		m := got.Map
		if m == nil {
			if string(got.Bytes) != test.raw[got.Base:] {
				t.Errorf("%s: no map, and the text is not the bytes", test.name)
			}
			continue
		}
		if err := m.Check(test.want, []byte(test.raw)); err != nil && test.want != "" {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	for _, declared := range []string{"", "x-unknown"} {
		_, err := charset.Decode([]byte("caf\xE9"), declared)
		if fault, ok := err.(*intake.Fault); !ok || fault.Cause != intake.BadEncoding || fault.Offset != 3 {
			t.Errorf("%q: %v", declared, err)
		}
	}
}

func TestDecodeMarkup(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"<meta charset=windows-1251>\xCC":                                                       "windows-1251",
		"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-2'>\xB1":          "iso-8859-2",
		"<?xml version=\"1.0\" encoding=\"koi8-r\"?><p>\xCD":                                    "koi8-r",
		"<meta charset=utf-16><p>é":                                                             "utf-8",
		"<meta name=x content=\"y\"><meta data-charset=no><meta charset = \"gbk\" ><p>\xD3\xE6": "gbk",
	} {
		got, err := charset.DecodeMarkup([]byte(raw), "")
		if err != nil || got.Encoding != want || got.Bad != 0 {
			t.Errorf("%q: %s, %d bad, %v", raw, got.Encoding, got.Bad, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=shift_jis>\x8B\x99\x81"), "")
	f.Add([]byte("\x1B$B5y\x1B"), "iso-2022-jp")
	f.Add([]byte("\xFF\xFE\x3D\xD8"), "x")
	f.Add([]byte("\x94\x39\xDA"), "gb18030")
	f.Fuzz(func(t *testing.T, raw []byte, declared string) {
		got, err := charset.DecodeMarkup(raw, declared)
		if err != nil {
			return
		}
		if !utf8.Valid(got.Bytes) {
			t.Fatalf("%q", got.Bytes)
		}
		if got.Map != nil && len(got.Bytes) > 0 {
			if err := got.Map.Check(string(got.Bytes), raw); err != nil {
				t.Fatal(err)
			}
		}
	})
}
