package main

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"sync"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/web"
)

// mostRemembered is how many bytes of files that were looked at are held until somebody
// has them read; the oldest go first.
const mostRemembered = 64 << 20

// remembered is a report as it was recognised in a file or at an address.
type remembered struct {
	key      [sha256.Size]byte // of its text, as a form sends it back
	document verbale.Document
	source   intake.Source
	size     int
}

// memory holds reports between the page that shows them and the one that has them read,
// so that the bytes as received, and what their markup says, are kept with the text.
type memory struct {
	mutex sync.Mutex
	all   []remembered
	size  int
}

// keyOf is that of a text with the line breaks of a form.
func keyOf(text string) [sha256.Size]byte {
	return sha256.Sum256([]byte(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)))
}

// put remembers a report that was made from other bytes than its text.
func (m *memory) put(item intake.Item) {
	if item.Document == nil || item.Source == nil || item.Source.Extractor == "" {
		return
	}
	r := remembered{key: keyOf(item.Document.Text), document: *item.Document, source: *item.Source}
	r.source.Bytes, r.source.File = bytes.Clone(item.Source.Bytes), bytes.Clone(item.Source.File)
	r.document.Facts = slices.Clone(item.Document.Facts)
	r.size = len(r.source.Bytes) + len(r.source.File) + len(r.document.Text)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.all = slices.DeleteFunc(m.all, func(old remembered) bool {
		if old.key == r.key {
			m.size -= old.size
		}
		return old.key == r.key
	})
	m.all, m.size = append(m.all, r), m.size+r.size
	for m.size > mostRemembered {
		m.size -= m.all[0].size
		m.all = slices.Delete(m.all, 0, 1)
	}
}

// get returns the report of a text, or nil where none was looked at, or somebody changed
// its words.
func (m *memory) get(text string) *remembered {
	key := keyOf(text)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for i := range m.all {
		if m.all[i].key == key {
			r := m.all[i]
			return &r
		}
	}
	return nil
}

// onlyChanged leaves out of a draft what was recognised and not changed: its origin stays
// what it was.
func (r *remembered) onlyChanged(draft web.Draft) web.Draft {
	d := &r.document
	for _, field := range []struct {
		given *string
		found string
	}{{&draft.Outlet, d.Outlet}, {&draft.Published, d.Published}, {&draft.URI, d.URI}, {&draft.Title, d.Title}} {
		if *field.given == field.found {
			*field.given = ""
		}
	}
	return draft
}

// restore gives a report that comes back from the form its text, its facts and its source.
func (r *remembered) restore(item intake.Item) intake.Item {
	if item.Document == nil {
		return item
	}
	facts := slices.DeleteFunc(slices.Clone(r.document.Facts), func(f verbale.Fact) bool { return f.Origin.Class() == verbale.FromTable })
	given := slices.DeleteFunc(slices.Clone(item.Document.Facts), func(f verbale.Fact) bool { return f.Origin.Class() != verbale.FromTable })
	d := &verbale.Document{Name: item.Document.Name, Text: r.document.Text, Encoding: r.document.Encoding, ByteBase: r.document.ByteBase, Facts: append(facts, given...)}
	intake.Settle(d)
	source := r.source
	item.Document, item.Source = d, &source
	return item
}
