package feed_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/feed"
)

// read reads one file of a name and checks that every map holds.
func read(t testing.TB, name, content string) (documents []intake.Item, faults []*intake.Fault) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	reader := intake.Reader{Formats: []intake.Format{feed.Format, feed.JSON, feed.List}}
	err := reader.Read(context.Background(), []string{path}, func(item intake.Item) error {
		if item.Fault != nil {
			faults = append(faults, item.Fault)
			return nil
		}
		if err := item.Source.Map.Check(item.Document.Text, item.Source.Bytes); err != nil {
			return fmt.Errorf("%s: %w", item.Document.Name, err)
		}
		documents = append(documents, item)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents, faults
}

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ferrypost</title><link>https://ferrypost.example/</link><language>en-gb</language>
<image><title>Logo</title></image>
<item><title>Pilots &amp;amp; ports</title><link>https://ferrypost.example/1</link><guid isPermaLink="false">fp-1</guid><pubDate>Tue, 04 Mar 2031 06:12:00 GMT</pubDate><dc:creator><![CDATA[Ada Lund]]></dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>Rask said the pilots &#8220;wait&#8221;.</p><p>Holt did not.</p>]]></content:encoded></item>
<item><title>No words but these</title><link>https://ferrypost.example/2</link></item></channel></rss>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Sea Wire</title><id>urn:f</id>
<entry><title type="html">Lock &lt;b&gt;gates&lt;/b&gt;</title><id>urn:e:1</id><link rel="self" href="https://seawire.example/self"/><link href="https://seawire.example/gates"/>
<published>2031-06-07T08:00:00Z</published><updated>2031-06-08T08:00:00Z</updated><author><name>Nils Orr</name><uri>x</uri></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The gates at Ost &amp; Vest will be renewed.</p></div></content></entry></feed>`

const jsonFeed = `{"version":"https:\/\/jsonfeed.org\/version\/1.1","title":"Sea Wire","language":"en","items":[
 {"id":"7","url":"https://seawire.example/7","title":"A dredger \u2013 at last","content_html":"<p>It came \"late\", said Orr.<\/p>","date_published":"2031-05-01T09:00:00Z","authors":[{"name":"Mia Sand"}]},
 {"id":8,"content_text":"Plain words & more."}]}`

func TestFeeds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file, content string
		texts, names  []string
		published     string
		author        string
	}{
		{"a.xml", rss, []string{"Pilots & ports\n\nRask said the pilots “wait”.\n\nHolt did not.",
			"No words but these"},
			[]string{"a.xml!fp-1", "a.xml!https://ferrypost.example/2"}, "2031-03-04T06:12:00Z", `"Ada Lund"`},
		{"b.rss", atom, []string{"Lock gates\n\nThe gates at Ost & Vest will be renewed."}, []string{"b.rss!urn:e:1"}, "2031-06-07T08:00:00Z", `"Nils Orr"`},
		{"c.json", jsonFeed, []string{"A dredger – at last\n\nIt came \"late\", said Orr.", "Plain words & more."}, []string{"c.json!7", "c.json!8"}, "2031-05-01T09:00:00Z", `"Mia Sand"`},
		{"windows.xml", "<?xml version='1.0' encoding='windows-1252'?><rss><channel><title>F</title><item><title>Caf\xE9 &mdash; no</title><description>Open.</description></item></channel></rss>",
			[]string{"Café — no\n\nOpen."}, nil, "", ""},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			documents, faults := read(t, test.file, test.content)
			if len(documents) != len(test.texts) || len(faults) != 0 {
				t.Fatalf("%d documents, %v", len(documents), faults)
			}
			for i, item := range documents {
				if item.Document.Text != test.texts[i] {
					t.Errorf("want %q\n got %q", test.texts[i], item.Document.Text)
				}
				if test.names != nil && item.Document.Name != test.names[i] {
					t.Error(item.Document.Name)
				}
			}
			first := documents[0].Document
			if first.Published != test.published || first.Extra["author"] != test.author || first.Title == "" || first.Outlet == "" {
				t.Errorf("%q %q %q %q", first.Published, first.Extra, first.Title, first.Outlet)
			}
		})
	}
}

// TestBrokenFeed: what came before the break is in, and the break is told.
func TestBrokenFeed(t *testing.T) {
	t.Parallel()
	documents, faults := read(t, "a.xml", rss[:strings.Index(rss, "<item><title>No words")]+"<item><title>Cut < off")
	if len(documents) == 0 || documents[0].Document.Name != "a.xml!fp-1" || len(faults) != 1 || faults[0].Cause != intake.Damaged {
		t.Errorf("%d documents, %v", len(documents), faults)
	}
}

// TestEntitiesAreNotExpanded: a document type that declares entities within
// entities costs nothing.
func TestEntitiesAreNotExpanded(t *testing.T) {
	t.Parallel()
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;&x; words</title></item></channel></rss>`
	documents, _ := read(t, "a.rss", bomb)
	if len(documents) != 1 || documents[0].Document.Text != "&b;&x; words" {
		t.Errorf("%+v", documents)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	const opml = `<opml version="2.0"><body><outline text="Sea"><outline type="rss" text="Ferrypost" xmlUrl="https://ferrypost.example/rss"/><outline xmlUrl="javascript:x"/></outline></body></opml>`
	const sitemap = `<?xml version="1.0"?><urlset xmlns:news="x"><url><loc>https://ferrypost.example/1?a=1&amp;b=2</loc><news:news><news:title>Pilots</news:title><news:publication_date>2031-03-04</news:publication_date></news:news></url></urlset>`
	if l := feed.ReadList([]byte(opml)); len(l.Feeds) != 1 || l.Feeds[0].Title != "Ferrypost" {
		t.Errorf("%+v", l)
	}
	if l := feed.ReadList([]byte(sitemap)); len(l.Pages) != 1 || l.Pages[0].Address != "https://ferrypost.example/1?a=1&b=2" || l.Pages[0].Published != "2031-03-04" {
		t.Errorf("%+v", l)
	}
	if l := feed.ReadList([]byte(`<sitemapindex><sitemap><loc>https://ferrypost.example/news.xml</loc></sitemap></sitemapindex>`)); len(l.Sitemaps) != 1 {
		t.Errorf("%+v", l)
	}
	if _, faults := read(t, "a.opml", opml); len(faults) != 1 || faults[0].Cause != intake.NoWords {
		t.Errorf("%v", faults)
	}
}

func TestMapsHold(t *testing.T) {
	t.Parallel()
	pieces := []string{"<item>", "</item>", "<title>", "</title>", "<description>", "</description>",
		"<content type=\"xhtml\">", "</content>", "<![CDATA[", "]]>", "&lt;p&gt;", "&amp;nbsp;", "words ", "<b>", "é",
		"\x00", "\xFF", "<!--", "-->",
		"<author><name>", "</author>", "<link href=\"x\"/>", "<guid>", "</guid>", "<entry>", "<?x?>", "<!DOCTYPE",
		"<source>"}
	rapid.Check(t, func(rt *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(rt, "pieces"), "")
		read(t, "a.xml", "<rss><channel><title>F</title><item><title>"+body)
		read(t, "b.json", strings.Replace(jsonFeed, "Plain words", strings.NewReplacer("\x00", "", "\xFF", "", `"`, `\"`).Replace(body), 1))
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(rss), false)
	f.Add([]byte(atom), false)
	f.Add([]byte(jsonFeed), true)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		name := "a.rss"
		if isJSON {
			name = "a.json"
		}
		read(t, name, string(content))
		feed.ReadList(content)
	})
}
