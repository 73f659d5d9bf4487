package mail

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/webpage"
)

const extractor = "mail/1"

// Message is a single e-mail.
var Message = intake.Format{
	Name: "e-mail (EML)", Extractor: extractor, Endings: []string{".eml", ".email"},
	Signed: false, Match: isMessage, Read: readMessage,
}

// Mailbox is a file of many e-mails, as Unix and Thunderbird keep them.
var Mailbox = intake.Format{
	Name: "mailbox (mbox)", Extractor: extractor, Endings: []string{".mbox", ".mbx"}, Many: true,
	Match: func(h intake.Head) bool {
		line, rest, _ := bytes.Cut(h.Bytes, []byte("\n"))
		return isBorder(line) && looksLikeHeader(rest, 1)
	},
	Read: readMailbox,
}

// Saved is a page that a browser saved with all that belongs to it.
var Saved = intake.Format{
	Name: "saved web page (MHTML)", Extractor: "mhtml/1", Endings: []string{".mht", ".mhtml"},
	Match: func(h intake.Head) bool {
		if !looksLikeHeader(h.Bytes, 2) {
			return false
		}
		head, _ := readHeader(h.Bytes)
		kind, _ := head.mediaType()
		ending := h.Ending()
		return (kind == "multipart/related" || kind == "text/html") &&
			(ending == ".mht" || ending == ".mhtml" || head.get("snapshot-content-location") != "" || strings.Contains(strings.ToLower(head.get("from")), "saved by"))
	},
	Read: readSaved,
}

// messageFields are fields of which every message has some.
var messageFields = []string{"from", "to", "date", "subject", "message-id", "mime-version", "received", "return-path",
	"delivered-to", "x-mozilla-status", "content-type"}

// looksLikeHeader reports whether bytes begin with a header that has at least
// that many fields of a message.
func looksLikeHeader(raw []byte, least int) bool {
	h, _ := readHeader(raw[:min(len(raw), intake.HeadSize)])
	known := 0
	for _, name := range messageFields {
		if h.get(name) != "" {
			known++
		}
	}
	return known >= least
}

// isMessage reports whether a file begins with the header of a message: with
// four of its fields under any name of a text, which a transcript with labels
// does not have.
func isMessage(h intake.Head) bool {
	if h.Ending() == ".eml" || h.Ending() == ".email" {
		return looksLikeHeader(h.Bytes, 2)
	}
	head, _ := readHeader(h.Bytes)
	return looksLikeHeader(h.Bytes, 4) && (head.get("mime-version") != "" || head.get("message-id") != "" || head.get("received") != "") && head.date("date") != ""
}

func readMessage(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	rep, attached, err := message(raw, in, out)
	if err != nil {
		return err
	}
	if rep.Text != "" {
		if err := out.Report(rep); err != nil {
			return err
		}
	} else if len(attached) == 0 {
		return &intake.Fault{Cause: intake.Empty, Offset: -1, Reason: "there are no words in the message"}
	}
	return attachments(ctx, raw, attached, in, out)
}

// message makes the report of one message.
func message(raw []byte, in *intake.Input, out *intake.Sink) (intake.Report, []*part, error) {
	budget := in.Limits.Members
	whole := parsePart(raw, 0, len(raw), 0, &budget)
	var attached []*part
	var all []content
	for _, p := range whole.words(&attached) {
		c, err := p.decode(raw, in.Encoding)
		if err != nil {
			return intake.Report{}, nil, err
		}
		all = append(all, c)
	}
	c := join(all)
	if c.bad > 0 {
		if err := out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.BadEncoding, Offset: -1,
			Document: whole.id(),
			Reason:   fmt.Sprintf("%d bytes of the message are not %s as it declares, and stand as U+FFFD in the text", c.bad, c.encoding),
			Advice:   "name its encoding with --encoding"}); err != nil {
			return intake.Report{}, nil, err
		}
	}
	if budget < 0 {
		if err := out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.TooMany, Offset: -1,
			Document: whole.id(),
			Reason:   fmt.Sprintf("the message has more than %d parts, and the rest is not looked at", in.Limits.Members)}); err != nil {
			return intake.Report{}, nil, err
		}
	}
	if strings.TrimSpace(c.text) == "" {
		c = content{}
	}
	return intake.Report{ID: whole.id(), Text: c.text, Map: c.m, Layout: c.layout, Facts: whole.facts(),
		Encoding: c.encoding}, attached, nil
}

// attachments reads what a message carries beside its words.
func attachments(ctx context.Context, raw []byte, attached []*part, in *intake.Input, out *intake.Sink) error {
	for i, p := range attached {
		name := p.file()
		switch {
		case strings.HasPrefix(p.kind, "image/") || strings.HasPrefix(p.kind, "audio/") || strings.HasPrefix(p.kind,
			"video/"),
			p.kind == "text/calendar" || strings.HasSuffix(p.kind, "-signature") || p.kind == "message/delivery-status":
			continue // nothing to read in it
		case p.kind == "message/rfc822" && name == "":
			name = fmt.Sprintf("message-%d.eml", i+1)
		case name == "":
			continue
		}
		if err := out.Nested(ctx, name, int64(p.body.Len()), p.stream(raw)); err != nil {
			return err
		}
	}
	return nil
}

// readMailbox reads one message after the other and holds no more than one.
func readMailbox(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	box := mailbox{source: in.Source, limit: in.Limits.File}
	for {
		raw, start, line, err := box.next()
		if err == io.EOF {
			return nil
		}
		if errors.Is(err, errLong) {
			if err := out.Fault(&intake.Fault{Cause: intake.TooBig, Line: line, Offset: start,
				Reason: fmt.Sprintf("the message has more than %d bytes", in.Limits.File),
				Advice: "take it out of the mailbox"}); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		rep, attached, err := message(raw, in, out)
		if fault := (*intake.Fault)(nil); errors.As(err, &fault) {
			fault.Line = line
			if err := out.Fault(fault); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		if rep.Text != "" {
			rep.Bytes, rep.Offset, rep.Line = raw, start, line
			if err := out.Report(rep); err != nil {
				return err
			}
		}
		if err := attachments(ctx, raw, attached, in, out); err != nil {
			return err
		}
	}
}

var errLong = errors.New("message too long")

// mailbox divides a stream at lines "From … " that follow a blank line.
type mailbox struct {
	source  *bufio.Reader
	limit   int64
	pending []byte // the line that parts the message in hand from the one before
	at      int64  // bytes read
	lines   int
}

// isBorder reports whether a line is one that parts messages: "From", a sender,
// and a day with a time of day.
func isBorder(line []byte) bool {
	if !bytes.HasPrefix(line, []byte("From ")) || len(bytes.Fields(line)) < 6 {
		return false
	}
	at := bytes.IndexByte(line, ':')
	return at >= 2 && at+2 < len(line) && isDigit(line[at-1]) && isDigit(line[at+1]) && isDigit(line[at+2])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// next returns the next message with the line that stands before it.
func (m *mailbox) next() (raw []byte, start int64, line int, err error) {
	start, line = m.at-int64(len(m.pending)), max(1, m.lines)
	raw = append(raw, m.pending...)
	m.pending = nil
	blank, long := false, false
	for {
		piece, err := m.source.ReadSlice('\n')
		whole := err == nil
		if len(piece) > 0 {
			if blank && len(raw) > 0 && whole && isBorder(piece) {
				m.at += int64(len(piece))
				m.lines++
				m.pending = bytes.Clone(piece)
				if long {
					return nil, start, line, errLong
				}
				return raw, start, line, nil
			}
			m.at += int64(len(piece))
			if !long {
				raw = append(raw, piece...)
			}
			if int64(len(raw)) > m.limit {
				long, raw = true, raw[:1]
			}
			if whole {
				m.lines++
			}
			blank = whole && len(bytes.TrimRight(piece, "\r\n")) == 0
		}
		switch {
		case err == bufio.ErrBufferFull || whole:
		case err == io.EOF && long:
			return nil, start, line, errLong
		case err == io.EOF && len(raw) > 0:
			return raw, start, line, nil
		default:
			return nil, start, line, err
		}
	}
}

// readSaved reads the page of an MHTML file.
func readSaved(_ context.Context, in *intake.Input, out *intake.Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	budget := in.Limits.Members
	whole := parsePart(raw, 0, len(raw), 0, &budget)
	root := &whole
	for len(root.parts) > 0 {
		root = root.root()
	}
	if root.kind != "text/html" && root.kind != "application/xhtml+xml" {
		return &intake.Fault{Cause: intake.NoWords, Offset: -1,
			Reason: "the saved page has no part that is HTML", Advice: "save it again from the browser"}
	}
	body, m := decodeTransfer(raw[root.body.Start:root.body.End], root.get("content-transfer-encoding"), root.body.Start)
	address := webAddress(whole.get("snapshot-content-location"))
	if address == "" {
		address = webAddress(root.get("content-location"))
	}
	declared := root.parameters["charset"]
	if in.Encoding != "" && declared == "" {
		declared = in.Encoding
	}
	page, err := webpage.Extract(body, webpage.Options{Encoding: declared, Address: address})
	if err != nil {
		return err
	}
	if err := page.Doubt(out); err != nil {
		return err
	}
	rep := page.Report()
	rep.Map = page.Map.Compose(m)
	return out.Report(rep)
}
