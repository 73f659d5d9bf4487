package pdf

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
)

// font says what the codes of a font stand for, and how wide they are.
type font struct {
	wide    bool              // codes of two bytes
	unicode map[string]string // ToUnicode, by code
	lengths [5]bool           // lengths of codes in ToUnicode
	table   [256]string       // of codes of one byte
	widths  map[int]float64   // in units of the font size
	missing float64           // width of what has none
	bold    bool
	native  bool // codes of two bytes that stand for themselves
}

var noFont = font{missing: 0.5, table: latin()}

// latin is WinAnsiEncoding.
func latin() (table [256]string) {
	for c := 32; c < 256; c++ {
		if r := charmap.Windows1252.DecodeByte(byte(c)); r != utf8.RuneError {
			table[c] = string(r)
		}
	}
	return table
}

// length returns how many bytes the next code takes.
func (f *font) length(raw []byte) int {
	if f.wide {
		return min(2, len(raw))
	}
	return 1
}

// decode returns the words of a code, "" where it stands for nothing that can be
// read, and its width.
func (f *font) decode(code []byte) (string, float64) {
	n := 0
	for _, c := range code {
		n = n<<8 | int(c)
	}
	width, ok := f.widths[n]
	if !ok {
		width = f.missing
	}
	if words, ok := f.unicode[string(code)]; ok {
		return words, width
	}
	if len(code) == 1 {
		words := f.table[code[0]]
		if !ok && f.widths == nil && words != "" {
			width = plainWidth(words)
		}
		return words, width
	}
	if f.native && n >= 32 && utf8.ValidRune(rune(n)) && !utf16.IsSurrogate(rune(n)) {
		return string(rune(n)), width
	}
	return "\uFFFD", width
}

// plainWidth guesses the width of a character of the fonts that every reader
// has, and whose widths no file gives.
func plainWidth(words string) float64 {
	r, _ := utf8.DecodeRuneInString(words)
	switch {
	case strings.ContainsRune("ijltfr.,:;'|!()[]-‘’ I", r):
		return 0.29
	case strings.ContainsRune("mwMW—%@", r):
		return 0.84
	case 'A' <= r && r <= 'Z':
		return 0.68
	}
	return 0.5
}

// font returns the font of a name in resources.
func (r *reader) font(resources types.Dict, name string) *font {
	fonts, err := r.file.DereferenceDict(resources["Font"])
	if err != nil || fonts == nil {
		return &noFont
	}
	o, ok := fonts[name]
	if !ok {
		return &noFont
	}
	key := fmt.Sprintf("%p %s", fonts, name)
	if reference, ok := o.(types.IndirectRef); ok {
		key = reference.String()
	}
	if known, ok := r.fonts[key]; ok {
		return known
	}
	f := &noFont
	if dict, err := r.file.DereferenceDict(o); err == nil && dict != nil {
		f = r.read(dict)
	}
	r.fonts[key] = f
	return f
}

func nameOf(o types.Object) string {
	if n, ok := o.(types.Name); ok {
		return n.Value()
	}
	return ""
}

// read reads a font dictionary.
func (r *reader) read(dict types.Dict) *font {
	f := &font{missing: 0.5, table: latin()}
	base := nameOf(dict["BaseFont"])
	f.bold = strings.Contains(base, "Bold") || strings.Contains(base, "Black")
	encoding, _ := r.file.Dereference(dict["Encoding"])
	if nameOf(dict["Subtype"]) == "Type0" {
		f.wide, f.missing, f.table = true, 1, [256]string{}
		f.native = strings.Contains(nameOf(encoding), "UCS2") || strings.Contains(nameOf(encoding), "UTF16")
		if list, err := r.file.DereferenceArray(dict["DescendantFonts"]); err == nil && len(list) > 0 {
			if descendant, err := r.file.DereferenceDict(list[0]); err == nil {
				r.composite(f, descendant)
			}
		}
	} else {
		r.simple(f, dict, encoding)
	}
	if cmap, err := r.decoded(dict["ToUnicode"]); err == nil && cmap != nil {
		f.readCMap(cmap)
	}
	return f
}

// simple reads a font with codes of one byte.
func (r *reader) simple(f *font, dict types.Dict, encoding types.Object) {
	name := nameOf(encoding)
	if d, ok := encoding.(types.Dict); ok {
		name = nameOf(d["BaseEncoding"])
	}
	if name == "MacRomanEncoding" {
		for c := 32; c < 256; c++ {
			f.table[c] = string(charmap.Macintosh.DecodeByte(byte(c)))
		}
	}
	if d, ok := encoding.(types.Dict); ok {
		differences, _ := r.file.DereferenceArray(d["Differences"])
		code := 0
		for _, o := range differences {
			switch o := o.(type) {
			case types.Integer:
				code = o.Value()
			case types.Name:
				if code >= 0 && code < 256 {
					if words, ok := glyphNamed(o.Value()); ok {
						f.table[code] = words
					}
				}
				code++
			}
		}
	}
	first, _ := r.file.DereferenceNumber(dict["FirstChar"])
	widths, err := r.file.DereferenceArray(dict["Widths"])
	if err != nil || widths == nil {
		return
	}
	f.widths = map[int]float64{}
	scale := 1.0 / 1000
	if nameOf(dict["Subtype"]) == "Type3" {
		if list, err := r.file.DereferenceArray(dict["FontMatrix"]); err == nil && len(list) == 6 {
			if n, err := r.file.DereferenceNumber(list[0]); err == nil && n > 0 {
				scale = n
			}
		}
	}
	for i, o := range widths {
		if w, err := r.file.DereferenceNumber(o); err == nil && i < 256 {
			f.widths[int(first)+i] = w * scale
		}
	}
	if descriptor, err := r.file.DereferenceDict(dict["FontDescriptor"]); err == nil && descriptor != nil {
		if w, err := r.file.DereferenceNumber(descriptor["MissingWidth"]); err == nil && w > 0 {
			f.missing = w * scale
		}
	}
}

// composite reads the widths of a font with codes of two bytes (ISO 32000-1,
// 9.7.4.3).
func (r *reader) composite(f *font, dict types.Dict) {
	if w, err := r.file.DereferenceNumber(dict["DW"]); err == nil && w > 0 {
		f.missing = w / 1000
	}
	list, err := r.file.DereferenceArray(dict["W"])
	if err != nil || list == nil {
		return
	}
	f.widths = map[int]float64{}
	for i := 0; i+1 < len(list); {
		first, err := r.file.DereferenceNumber(list[i])
		if err != nil {
			return
		}
		next, _ := r.file.Dereference(list[i+1])
		if row, ok := next.(types.Array); ok {
			for n, o := range row {
				if w, err := r.file.DereferenceNumber(o); err == nil {
					f.widths[int(first)+n] = w / 1000
				}
			}
			i += 2
			continue
		}
		last, err := r.file.DereferenceNumber(list[i+1])
		if err != nil || i+2 >= len(list) {
			return
		}
		w, err := r.file.DereferenceNumber(list[i+2])
		if err != nil {
			return
		}
		for n := int(first); n <= int(last) && n < 1<<16; n++ {
			f.widths[n] = w / 1000
		}
		i += 3
	}
}

// readCMap reads a ToUnicode map (ISO 32000-1, 9.10.3).
func (f *font) readCMap(raw []byte) {
	f.unicode = map[string]string{}
	l := lexer{raw: raw}
	var operands []operand
	for {
		o, ok := l.next()
		if !ok {
			return
		}
		if o.kind != keyword {
			if len(operands) < 1000 {
				operands = append(operands, o)
			}
			continue
		}
		switch o.name {
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				f.put(operands[i].bytes, utf16Of(operands[i+1].bytes))
			}
		case "endbfrange":
			f.ranges(raw, operands)
		}
		operands = operands[:0]
	}
}

func (f *font) put(code []byte, words string) {
	const most = 70_000
	if len(code) == 0 || len(code) > 4 || len(f.unicode) >= most {
		return
	}
	f.unicode[string(code)] = words
}

// ranges reads rows of "<lo> <hi> <first>" and "<lo> <hi> [<one> <two>]". The
// lexer hands arrays on as what is in them, so that a row with an array is told
// by the count.
func (f *font) ranges(raw []byte, operands []operand) {
	for i := 0; i+2 < len(operands); {
		low, high := operands[i].bytes, operands[i+1].bytes
		from, to := codeOf(low), codeOf(high)
		if len(low) == 0 || len(low) != len(high) || to < from || to-from > 1<<16 {
			return
		}
		if first := operands[i+2]; opensArray(raw, operands[i+1], first) {
			for n := 0; n <= to-from && i+2+n < len(operands); n++ {
				f.put(codeBytes(from+n, len(low)), utf16Of(operands[i+2+n].bytes))
			}
			i += 3 + to - from
			continue
		}
		target := operands[i+2].bytes
		for n := 0; n <= to-from; n++ {
			shifted := append([]byte(nil), target...)
			for at, carry := len(shifted)-1, n; at >= 0 && carry > 0; at-- {
				carry += int(shifted[at])
				shifted[at], carry = byte(carry), carry>>8
			}
			f.put(codeBytes(from+n, len(low)), utf16Of(shifted))
		}
		i += 3
	}
}

// opensArray reports whether "[" stands between two strings.
func opensArray(raw []byte, before, after operand) bool {
	if len(before.places) == 0 || len(after.places) == 0 {
		return false
	}
	from, to := before.places[len(before.places)-1], after.places[0]
	return from <= to && to <= len(raw) && strings.ContainsRune(string(raw[from:to]), '[')
}

func codeOf(raw []byte) int {
	n := 0
	for _, c := range raw {
		n = n<<8 | int(c)
	}
	return n
}

func codeBytes(n, size int) []byte {
	raw := make([]byte, size)
	for i := size - 1; i >= 0; i-- {
		raw[i], n = byte(n), n>>8
	}
	return raw
}

func utf16Of(raw []byte) string {
	if len(raw) == 1 {
		return string(rune(raw[0]))
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return strings.ReplaceAll(string(utf16.Decode(units)), "\x00", "")
}

// glyphNames are the names of characters that the Adobe Glyph List has beside
// the letters and figures themselves.
var glyphNames = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": "\"", "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")",
	"asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "−", "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
	"seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": "\\",
	"bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~", "quoteleft": "‘", "quoteright": "’",
	"quotedblleft": "“", "quotedblright": "”", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "endash": "–", "emdash": "—",
	"bullet": "•", "ellipsis": "…", "dagger": "†", "daggerdbl": "‡", "section": "§", "paragraph": "¶", "copyright": "©", "registered": "®", "trademark": "™", "degree": "°", "periodcentered": "·",
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "f_i": "fi", "f_l": "fl", "f_f": "ff", "f_f_i": "ffi", "f_f_l": "ffl", "germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "oslash": "ø",
	"Oslash": "Ø", "dotlessi": "ı", "lslash": "ł", "Lslash": "Ł", "eth": "ð", "Eth": "Ð", "thorn": "þ", "Thorn": "Þ", "Euro": "€", "sterling": "£", "cent": "¢", "yen": "¥", "currency": "¤", "florin": "ƒ",
	"onehalf": "½", "onequarter": "¼", "threequarters": "¾", "onesuperior": "¹", "twosuperior": "²", "threesuperior": "³", "ordfeminine": "ª", "ordmasculine": "º", "multiply": "×", "divide": "÷",
	"plusminus": "±", "logicalnot": "¬", "brokenbar": "¦", "mu": "µ", "exclamdown": "¡", "questiondown": "¿", "nbspace": "\u00A0", "sfthyphen": "\u00AD", "softhyphen": "\u00AD", "fraction": "⁄", "perthousand": "‰",
}

// accents are the ends of names of letters with one.
var accents = []struct{ name, mark string }{
	{"acute", "\u0301"}, {"grave", "\u0300"}, {"circumflex", "\u0302"}, {"dieresis", "\u0308"}, {"tilde", "\u0303"}, {"ring", "\u030A"}, {"cedilla", "\u0327"}, {"caron", "\u030C"},
	{"ogonek", "\u0328"}, {"macron", "\u0304"}, {"breve", "\u0306"}, {"dotaccent", "\u0307"}, {"hungarumlaut", "\u030B"},
}

// glyphNamed returns the character of a name of a glyph.
func glyphNamed(name string) (string, bool) {
	if cut := strings.IndexByte(name, '.'); cut > 0 { // "a.sc" is a small capital
		name = name[:cut]
	}
	if words, ok := glyphNames[name]; ok {
		return words, true
	}
	if len(name) == 1 {
		return name, true
	}
	for _, prefix := range []string{"uni", "u"} {
		if digits, ok := strings.CutPrefix(name, prefix); ok && len(digits) >= 4 && len(digits) <= 6 {
			if n, err := strconv.ParseUint(digits, 16, 32); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
				return string(rune(n)), true
			}
		}
	}
	for _, accent := range accents {
		if letter, ok := strings.CutSuffix(name, accent.name); ok && len(letter) == 1 {
			return letter + accent.mark, true
		}
	}
	return "", false
}
