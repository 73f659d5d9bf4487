package mail

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/richardlehane/mscfb"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/charset"
	"verbale.dev/verbale/internal/intake/rtf"
	"verbale.dev/verbale/internal/intake/webpage"
)

// Outlook is a message as Outlook saves it: a compound file of streams, one a
// property (MS-OXMSG, MS-CFB).
var Outlook = intake.Format{
	Name: "e-mail of Outlook (MSG)", Extractor: "msg/2", Endings: []string{".msg"}, Signed: true,
	Match: func(h intake.Head) bool {
		// The directory is where it likes to be; in files of Outlook its first entries
		// stand in the head or the name tells.
		return bytes.HasPrefix(h.Bytes, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) &&
			(h.Ending() == ".msg" || bytes.Contains(h.Bytes, wide("__nameid_version1.0")) || bytes.Contains(h.Bytes, wide("__properties_version1.0")))
	},
	Read: readOutlook,
}

// wide spells ASCII in UTF-16.
func wide(s string) []byte {
	var w []byte
	for i := range len(s) {
		w = append(w, s[i], 0)
	}
	return w
}

// The properties that are read, by their ids in hexadecimal (MS-OXPROPS).
const (
	propSubject    = "0037"
	propHeaders    = "007D"
	propSender     = "0C1A"
	propBody       = "1000"
	propBodyHTML   = "1013"
	propBodyRTF    = "1009"
	propMessageID  = "1035"
	propAttachData = "3701"
	propAttachName = "3707"
	propShortName  = "3704"

	idSubmitted = 0x0039
	idDelivered = 0x0E06
	idCodepage  = 0x3FDE
)

// traced gives the bytes of a file to the library, and notes which of them a
// stream was read from: those that go straight into the stream's own memory. What
// the library reads of its tables goes elsewhere.
type traced struct {
	raw   []byte
	into  []byte // of the stream in hand
	reads intake.MapBuilder
}

var errOutside = errors.New("outside of the file")

func (t *traced) ReadAt(p []byte, offset int64) (int, error) {
	if offset < 0 || offset > int64(len(t.raw)) || int64(len(p)) > int64(len(t.raw))-offset {
		return 0, errOutside
	}
	from := t.raw[offset : offset+int64(len(p))]
	if place := cap(t.into) - cap(p); len(p) > 0 && place >= 0 && place < len(t.into) && &p[0] == &t.into[place] {
		t.reads.Copy(string(from), int(offset))
	}
	return copy(p, from), nil
}

// stream is one property of a message: its bytes, and where they stand in the file.
type stream struct {
	kind  string // its type: 001F is text in UTF-16, 001E text, 0102 bytes
	bytes []byte
	m     intake.Map
}

// outlook is a message taken apart.
type outlook struct {
	streams     map[string]stream
	properties  []byte // those of a fixed size
	attachments []map[string]stream
}

// openOutlook reads the streams of a compound file that are wanted. The library
// panics on some files that are damaged; that is one fault of the file.
func openOutlook(raw []byte, members int) (o *outlook, err error) {
	defer func() {
		if r := recover(); r != nil {
			o, err = nil, fmt.Errorf("the tables of the file contradict each other: %v", r)
		}
	}()
	if err := plausible(raw); err != nil {
		return nil, err
	}
	trace := &traced{raw: raw}
	file, err := mscfb.New(trace)
	if err != nil {
		return nil, err
	}
	o = &outlook{streams: map[string]stream{}}
	attached := map[string]map[string]stream{}
	left := int64(len(raw)) // a stream cannot be longer than its file, nor can all of them
	for n := 0; n < members; n++ {
		entry, err := file.Next()
		if err == io.EOF {
			return o, nil
		}
		if err != nil {
			return nil, err
		}
		into := o.streams
		switch {
		case len(entry.Path) == 0:
		case len(entry.Path) == 1 && strings.HasPrefix(entry.Path[0], "__attach_version1.0_"):
			if attached[entry.Path[0]] == nil {
				attached[entry.Path[0]] = map[string]stream{}
				o.attachments = append(o.attachments, attached[entry.Path[0]])
			}
			into = attached[entry.Path[0]]
		default:
			continue
		}
		id, isProperty := strings.CutPrefix(entry.Name, "__substg1.0_")
		if entry.Name != "__properties_version1.0" && (!isProperty || len(id) != 8) || entry.Size <= 0 || entry.Size > left {
			continue
		}
		left -= entry.Size
		s := stream{bytes: make([]byte, entry.Size)}
		trace.reads, trace.into = intake.MapBuilder{}, s.bytes
		_, err = io.ReadFull(entry, s.bytes)
		trace.into = nil
		if err != nil {
			return nil, err
		}
		if trace.reads.String() != string(s.bytes) {
			return nil, errors.New("a stream is not where its table says")
		}
		s.m = trace.reads.Map()
		if !isProperty {
			if len(entry.Path) == 0 {
				o.properties = s.bytes
			}
			continue
		}
		s.kind = strings.ToUpper(id[4:])
		into[strings.ToUpper(id[:4])] = s
	}
	return o, nil
}

// plausible holds the numbers of sectors in the head of a compound file against its
// length: the library makes tables of these sizes before it looks.
func plausible(raw []byte) error {
	const head, shift = 512, 30
	if len(raw) < head {
		return io.ErrUnexpectedEOF
	}
	size := binary.LittleEndian.Uint16(raw[shift:])
	if size != 9 && size != 12 {
		return errors.New("its sectors have no known size")
	}
	most := uint32(len(raw)>>size) + 1
	for _, at := range []int{40, 44, 64, 72} { // directory, FAT, mini FAT, DIFAT
		if count := binary.LittleEndian.Uint32(raw[at:]); count > most {
			return fmt.Errorf("it says that it has %d sectors of a kind, and has room for %d", count, most)
		}
	}
	return nil
}

// fixed returns a property of a fixed size, as its eight bytes.
func (o *outlook) fixed(id uint16) ([]byte, bool) {
	const head, size = 32, 16 // of the properties of a message that lies in no other
	for at := head; at+size <= len(o.properties); at += size {
		if binary.LittleEndian.Uint16(o.properties[at+2:]) == id {
			return o.properties[at+8 : at+size], true
		}
	}
	return nil, false
}

// date returns a property that is a time, in ISO 8601.
func (o *outlook) date(ids ...uint16) string {
	for _, id := range ids {
		value, ok := o.fixed(id)
		if !ok {
			continue
		}
		// Tenths of a microsecond since 1601.
		const epoch = 116444736000000000
		ticks := int64(binary.LittleEndian.Uint64(value))
		if when := time.Unix((ticks-epoch)/1e7, 0).UTC(); ticks > epoch && when.Year() < 2200 {
			return when.Format(time.RFC3339)
		}
	}
	return ""
}

// codepages are the encodings of Windows that have another name on the web.
var codepages = map[uint32]string{
	65001: "utf-8", 20127: "windows-1252", 20866: "koi8-r", 21866: "koi8-u", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 54936: "gb18030", 51932: "euc-jp", 50220: "iso-2022-jp", 874: "windows-874", 10000: "macintosh",
}

// encoding is what texts are encoded in that are not UTF-16.
func (o *outlook) encoding() string {
	value, ok := o.fixed(idCodepage)
	if !ok {
		return ""
	}
	page := binary.LittleEndian.Uint32(value)
	if name := codepages[page]; name != "" {
		return name
	}
	if page >= 28591 && page <= 28606 {
		return fmt.Sprintf("iso-8859-%d", page-28590)
	}
	return fmt.Sprintf("windows-%d", page)
}

// encodingOf is what a stream is encoded in.
func (s stream) encodingOf(other string) string {
	if s.kind == "001F" {
		return "utf-16le"
	}
	return other
}

// words returns a property on one line.
func (o *outlook) words(of map[string]stream, id string) string {
	text, err := charset.Decode(of[id].bytes, of[id].encodingOf(o.encoding()))
	if err != nil {
		return ""
	}
	return oneLine(string(text.Bytes))
}

// body is the text of the message: the plain one, else what the page shows, else the
// text in RTF.
func (o *outlook) body(declared string) (content, error) {
	other := o.encoding()
	if other == "" {
		other = declared
	}
	if s, ok := o.streams[propBody]; ok {
		if c, err := plain(s.bytes, s.encodingOf(other), s.m); err != nil || strings.TrimSpace(c.text) != "" {
			return c, err
		}
	}
	s, ok := o.streams[propBodyHTML]
	if !ok {
		return o.rich()
	}
	page, err := webpage.Whole(s.bytes, webpage.Options{Encoding: s.encodingOf(other)})
	if err != nil {
		return content{}, err
	}
	return content{page.Text, page.Map.Compose(s.m), page.Layout, page.Encoding, page.Bad, page.BadAt, nil}, nil
}

// rich is the text of a message that has its words in RTF only. Of a page that was
// written as RTF (MS-OXRTFEX) it is what RTF shows: the tags stand in groups that are
// passed over.
func (o *outlook) rich() (content, error) {
	s, ok := o.streams[propBodyRTF]
	if !ok {
		return content{}, nil
	}
	raw, m, err := unpackRTF(s.bytes)
	if err != nil {
		return content{}, &intake.Fault{Cause: intake.Damaged, Offset: -1,
			Reason: fmt.Sprintf("the RTF of the message cannot be unpacked (%v)", err), Advice: "save it again, as EML if that can be"}
	}
	rep, fault := rtf.Parse(raw)
	return content{doubt: fault, text: rep.Text, m: rep.Map.Compose(m).Compose(s.m), layout: rep.Layout}, nil
}

// facts are what a message of Outlook says about itself. The header that it came
// with counts before what Outlook made of it.
func (o *outlook) facts() ([]verbale.Fact, string) {
	h, _ := readHeader([]byte(o.text(propHeaders)))
	facts := h.facts()
	add := func(field, value, name string) {
		if value != "" {
			facts = append(facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromRecord.At(name)})
		}
	}
	add(intake.FieldTitle, o.words(o.streams, propSubject), "PidTagSubject")
	add(intake.FieldPublished, o.date(idSubmitted, idDelivered), "PidTagClientSubmitTime")
	if sender := o.words(o.streams, propSender); sender != "" {
		quoted, _ := json.Marshal(sender) // a string always can be
		add("author", string(quoted), "PidTagSenderName")
	}
	id := h.id()
	if id == "" {
		id = strings.Trim(o.words(o.streams, propMessageID), "<>")
	}
	return facts, id
}

// text returns a property with its line breaks.
func (o *outlook) text(id string) string {
	text, err := charset.Decode(o.streams[id].bytes, o.streams[id].encodingOf(o.encoding()))
	if err != nil {
		return ""
	}
	return string(text.Bytes)
}

func readOutlook(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	o, err := openOutlook(raw, in.Limits.Members)
	if err != nil {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1,
			Reason: fmt.Sprintf("the message cannot be opened (%v)", err),
			Advice: "save it again, as EML if that can be"}
	}
	c, err := o.body(in.Encoding)
	if err != nil {
		return err
	}
	facts, id := o.facts()
	switch {
	case strings.TrimSpace(c.text) != "":
		if c.doubt != nil {
			if err := out.Fault(c.doubt); err != nil {
				return err
			}
		}
		if err := out.Report(intake.Report{ID: id, Text: c.text, Map: c.m, Layout: c.layout, Facts: facts,
			Encoding: c.encoding}); err != nil {
			return err
		}
	case len(o.attachments) == 0:
		return &intake.Fault{Cause: intake.NoWords, Offset: -1,
			Reason: "the message has no words", Advice: "save it as EML or text"}
	}
	for _, attachment := range o.attachments {
		data, name := attachment[propAttachData], o.words(attachment, propAttachName)
		if name == "" {
			name = o.words(attachment, propShortName)
		}
		if data.kind != "0102" || name == "" || isRecording(name) {
			continue
		}
		if err := out.Nested(ctx, name, int64(len(data.bytes)), bytes.NewReader(data.bytes)); err != nil {
			return err
		}
	}
	return nil
}

// isRecording reports whether a file is a picture or a recording by its name.
func isRecording(name string) bool {
	name = strings.ToLower(name)
	for _, ending := range []string{".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".mp3",
		".mp4", ".wav", ".m4a", ".mov", ".avi", ".ics", ".vcf", ".p7s"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}
