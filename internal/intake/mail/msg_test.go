package mail_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"verbale.dev/verbale/internal/intake"
)

// member is a stream of a compound file, or with inner ones a storage.
type member struct {
	name  string
	bytes []byte
	inner []member
}

// compound writes a compound file (MS-CFB, version 3): small streams in the mini
// stream, others in sectors of their own, every other sector left free, so that
// no stream lies in one piece.
func compound(members []member) []byte {
	const free, end, fatMark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
	type entry struct {
		name         string
		kind         byte
		child, right uint32
		start        uint32
		size         uint32
	}
	var entries []entry
	var sectors [][]byte
	var fat []uint32
	var mini []byte
	var miniFAT []uint32
	chain := func(content []byte) uint32 { // in every second sector
		first, last := uint32(end), -1
		for at := 0; at < len(content); at += 512 {
			sectors = append(sectors, make([]byte, 512), append(make([]byte, 0, 512), content[at:min(at+512, len(content))]...))
			fat = append(fat, free, end)
			n := len(sectors) - 1
			if last >= 0 {
				fat[last] = uint32(n)
			} else {
				first = uint32(n)
			}
			last = n
		}
		return first
	}
	var add func(list []member) uint32
	add = func(list []member) uint32 {
		first := uint32(free)
		var previous int
		for i, m := range list {
			e := entry{name: m.name, kind: 2, child: free, right: free, start: end, size: uint32(len(m.bytes))}
			n := len(entries)
			entries = append(entries, e)
			switch {
			case m.inner != nil:
				entries[n].kind = 1
				entries[n].child = add(m.inner)
			case len(m.bytes) >= 4096:
				entries[n].start = chain(m.bytes)
			case len(m.bytes) > 0:
				entries[n].start = uint32(len(mini) / 64)
				for at := 0; at < len(m.bytes); at += 64 {
					mini = append(mini, append(m.bytes[at:min(at+64, len(m.bytes)):min(at+64, len(m.bytes))], make([]byte, 64-min(64, len(m.bytes)-at))...)...)
					miniFAT = append(miniFAT, uint32(len(miniFAT)+1))
				}
				miniFAT[len(miniFAT)-1] = end
			}
			if i == 0 {
				first = uint32(n)
			} else {
				entries[previous].right = uint32(n)
			}
			previous = n
		}
		return first
	}
	entries = append(entries, entry{name: "Root Entry", kind: 5, right: free})
	entries[0].child = add(members)
	entries[0].size, entries[0].start = uint32(len(mini)), chain(mini)
	table := func(numbers []uint32) []byte {
		var b []byte
		for _, n := range numbers {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
		for len(b)%512 != 0 {
			b = binary.LittleEndian.AppendUint32(b, free)
		}
		return b
	}
	miniTable := table(miniFAT)
	miniStart := chain(miniTable)
	var directory []byte
	for _, e := range entries {
		raw := make([]byte, 128)
		for i, unit := range utf16.Encode([]rune(e.name)) {
			binary.LittleEndian.PutUint16(raw[2*i:], unit)
		}
		binary.LittleEndian.PutUint16(raw[64:], uint16(2*len(e.name)+2))
		raw[66], raw[67] = e.kind, 1
		binary.LittleEndian.PutUint32(raw[68:], free)
		binary.LittleEndian.PutUint32(raw[72:], e.right)
		binary.LittleEndian.PutUint32(raw[76:], e.child)
		binary.LittleEndian.PutUint32(raw[116:], e.start)
		binary.LittleEndian.PutUint32(raw[120:], e.size)
		directory = append(directory, raw...)
	}
	directoryStart := chain(directory)
	fatSectors := len(fat)/127 + 1
	fatStart := len(sectors)
	for range fatSectors {
		fat = append(fat, fatMark)
	}
	head := make([]byte, 512)
	copy(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for at, value := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(head[at:], value)
	}
	for at, value := range map[int]uint32{44: uint32(fatSectors), 48: directoryStart, 56: 4096, 60: miniStart, 64: uint32(len(miniTable) / 512), 68: end} {
		binary.LittleEndian.PutUint32(head[at:], value)
	}
	for i := range 109 {
		location := uint32(free)
		if i < fatSectors {
			location = uint32(fatStart + i)
		}
		binary.LittleEndian.PutUint32(head[76+4*i:], location)
	}
	file := head
	for _, sector := range sectors {
		file = append(file, append(sector, make([]byte, 512-len(sector))...)...)
	}
	return append(file, table(fat)[:512*fatSectors]...)
}

func wide(s string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// properties are those of a fixed size: the time of sending, the code page.
func properties() []byte {
	raw := make([]byte, 32)
	property := func(kind, id uint16, value uint64) {
		raw = binary.LittleEndian.AppendUint16(raw, kind)
		raw = binary.LittleEndian.AppendUint16(raw, id)
		raw = binary.LittleEndian.AppendUint32(raw, 6)
		raw = binary.LittleEndian.AppendUint64(raw, value)
	}
	property(0x40, 0x0039, uint64(1930377600)*1e7+116444736000000000) // 2031-03-04T08:00:00Z
	property(0x03, 0x3FDE, 1251)
	return raw
}

func TestOutlook(t *testing.T) {
	t.Parallel()
	words := "Minister Holt said that the pilots “know the price”.\r\n" + strings.Repeat("The strike goes on, her office said. ", 100)
	plain := compound([]member{
		{name: "__nameid_version1.0", inner: []member{{name: "__substg1.0_00020102", bytes: []byte("x")}}},
		{name: "__substg1.0_0037001F", bytes: wide("Statement on the strike")},
		{name: "__substg1.0_0C1A001F", bytes: wide("Presse Sundby")},
		{name: "__substg1.0_1000001F", bytes: wide(words)},
		{name: "__properties_version1.0", bytes: properties()},
		{name: "__attach_version1.0_#00000000", inner: []member{{name: "__substg1.0_37010102", bytes: []byte("The annex says that tolls will rise.")}, {name: "__substg1.0_3707001F", bytes: wide("annex.txt")}}},
	})
	documents, faults := read(t, "note.msg", string(plain))
	if len(documents) != 2 || len(faults) != 0 {
		t.Fatalf("%d documents, %v", len(documents), faults)
	}
	d := documents[0].Document
	if d.Text != words || d.Title != "Statement on the strike" || d.Published != "2031-03-04T08:00:00Z" || d.Extra["author"] != `"Presse Sundby"` {
		t.Errorf("%q %q %q", d.Title, d.Published, d.Extra)
	}
	if len(documents[0].Source.Map) < 2 {
		t.Error("the text lies in one piece, and tests nothing")
	}
	if name := documents[1].Document.Name; name != "note.msg!annex.txt" {
		t.Error(name)
	}
	page := compound([]member{
		{name: "__substg1.0_10130102", bytes: []byte("<html><p>\xCC\xE8\xF0, said Holt.</p></html>")},
		{name: "__properties_version1.0", bytes: properties()},
	})
	documents, faults = read(t, "page.msg", string(page))
	if len(documents) != 1 || len(faults) != 0 || documents[0].Document.Text != "Мир, said Holt." {
		t.Errorf("%+v, %v", documents, faults)
	}
	_, faults = read(t, "empty.msg", string(compound([]member{{name: "__substg1.0_0037001F", bytes: wide("No words")}})))
	if len(faults) != 1 || faults[0].Cause != intake.NoWords {
		t.Errorf("%v", faults)
	}
	_, faults = read(t, "cut.msg", string(plain[:1200]))
	if len(faults) != 1 || faults[0].Cause != intake.Damaged {
		t.Errorf("%v", faults)
	}
}

// packRTF packs RTF without references, in the way of MS-OXRTFCP.
func packRTF(words string) []byte {
	raw := []byte{0, 0, 0, 0, 0, 0, 0, 0, 'L', 'Z', 'F', 'u', 0, 0, 0, 0}
	for at := 0; at < len(words); at += 8 {
		raw = append(append(raw, 0), words[at:min(at+8, len(words))]...)
	}
	return raw
}

// TestRichText: a message that has its words in RTF only, as Outlook writes them to
// others of its kind.
func TestRichText(t *testing.T) {
	t.Parallel()
	// The example of MS-OXRTFCP 4.1.1, with references into the dictionary and into
	// what came before.
	example, err := hex.DecodeString("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0")
	if err != nil {
		t.Fatal(err)
	}
	encapsulated := `{\rtf1\ansi\ansicpg1251\fromhtml1 {\fonttbl{\f0\fcharset204 Arial;}}{\*\htmltag19 <html>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \f0 \'cc\'e8\'f0, said Minister Holt.{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 {\*\htmltag64 <p>}The strike goes on.{\*\htmltag27 </html>}}`
	words := `{\rtf1\ansi The lock is shut, said Holt.\par It opens in June.}`
	plain := append([]byte{0, 0, 0, 0, byte(len(words)), 0, 0, 0, 'M', 'E', 'L', 'A', 0, 0, 0, 0}, words...)
	for name, c := range map[string]struct {
		packed []byte
		want   string
	}{
		"the example":   {example, "hello world"},
		"a page as RTF": {packRTF(encapsulated), "Мир, said Minister Holt.\n\nThe strike goes on."},
		"not packed":    {plain, "The lock is shut, said Holt.\n\nIt opens in June."},
	} {
		documents, faults := read(t, "rich.msg", string(compound([]member{
			{name: "__substg1.0_10090102", bytes: c.packed}, {name: "__properties_version1.0", bytes: properties()}})))
		if len(documents) != 1 || len(faults) != 0 || documents[0].Document.Text != c.want {
			t.Errorf("%s: %d documents, %v", name, len(documents), faults)
			if len(documents) > 0 {
				t.Errorf("%q", documents[0].Document.Text)
			}
		}
	}
	for _, packed := range [][]byte{{1, 2, 3}, append(packRTF("")[:8], "ZIP!    "...), append(packRTF(""), 1, 2)} {
		_, faults := read(t, "rich.msg", string(compound([]member{
			{name: "__substg1.0_10090102", bytes: packed}, {name: "__properties_version1.0", bytes: properties()}})))
		if len(faults) != 1 || faults[0].Cause != intake.Damaged {
			t.Errorf("%q: %v", packed, faults)
		}
	}
}

// TestHostileTables: numbers and chains that are made up cost no more than the
// file is long.
func TestHostileTables(t *testing.T) {
	t.Parallel()
	whole := compound([]member{{name: "__substg1.0_1000001F", bytes: wide(strings.Repeat("words ", 900))},
		{name: "__substg1.0_0037001F", bytes: wide("a")}, {name: "__properties_version1.0", bytes: properties()}})
	var places []int
	for at := 24; at < 80; at += 4 {
		places = append(places, at)
	}
	for at := len(whole) - 512; at < len(whole); at += 16 { // the FAT
		places = append(places, at)
	}
	root := bytes.Index(whole, wide("Root Entry"))
	for at := root + 64; at < root+3*128; at += 4 { // the directory
		places = append(places, at)
	}
	for _, at := range places {
		for _, value := range []uint32{1, 0x7FFFFFFF, 0xFFFFFFF0} {
			changed := bytes.Clone(whole)
			binary.LittleEndian.PutUint32(changed[at:], value)
			begun := time.Now()
			read(t, "a.msg", string(changed))
			if spent := time.Since(begun); spent > 5*time.Second {
				t.Fatalf("%d at %d costs %s", value, at, spent)
			}
		}
	}
}

func FuzzOutlook(f *testing.F) {
	f.Add(compound([]member{{name: "__substg1.0_1000001F", bytes: wide(strings.Repeat("words ", 900))},
		{name: "__properties_version1.0", bytes: properties()}}))
	f.Add(compound([]member{{name: "__substg1.0_10090102", bytes: packRTF(`{\rtf1 Rask said {\b no}.\par}`)}, {name: "__properties_version1.0", bytes: properties()}}))
	f.Add(bytes.Repeat([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), 100))
	f.Fuzz(func(t *testing.T, raw []byte) { read(t, "a.msg", string(raw)) })
}
