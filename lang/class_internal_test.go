package lang

import "testing"

func TestClasses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		want  class
		runes string
	}{
		{space, " \t\u00a0\u2009\u3000\u200b\x00\x07"},
		{lineEnd, "\n\r\u0085\u2028"},
		{paragraphEnd, "\v\f\u2029"},
		{ignorable, "\u00ad\u200c\u200d\u200e\u202e\u2060\ufe0f\ufeff"},
		{lower, "azßñжω"},
		{upper, "AZÅЖΩ"},
		{letter, "漢あعא\ufffd"},
		{mark, "\u0301\u0308"},
		{digit, "09٣५"},
		{number, "½²Ⅷ"},
		{opening, "([{"},
		{closing, ")]}"},
		{quote, "\"'`‘’“”„«»ʼ"},
		{dash, "-–—―‑−"},
		{connector, "_"},
		{punctuation, ".,!?:;…•/*@#&%"},
		{currency, "$€£¥₴₽"},
		{symbol, "+=<>|~^°©😀🇳"},
		{other, "\ue000\U000e0100"[:3]},
	}
	for _, test := range tests {
		for _, r := range test.runes {
			if got := classOf(r); got != test.want {
				t.Errorf("%U is of class %d, want %d", r, got, test.want)
			}
		}
	}
	if c, size := classAt("\xff", 0); c != letter || size != 1 {
		t.Errorf("a byte that is no UTF-8 is of class %d and %d bytes wide", c, size)
	}
}
