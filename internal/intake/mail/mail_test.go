package mail_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/mail"
)

// read reads one file of a name and checks that every map holds.
func read(t testing.TB, name, content string) (documents []intake.Item, faults []*intake.Fault) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	reader := intake.Reader{Formats: []intake.Format{mail.Outlook, mail.Saved, mail.Mailbox, mail.Message}}
	err := reader.Read(context.Background(), []string{path}, func(item intake.Item) error {
		if item.Fault != nil {
			faults = append(faults, item.Fault)
			return nil
		}
		if err := item.Source.Map.Check(item.Document.Text, item.Source.Bytes); err != nil {
			return fmt.Errorf("%s: %w", item.Document.Name, err)
		}
		if !utf8.ValidString(item.Document.Text) {
			return fmt.Errorf("%s: %q is not text", item.Document.Name, item.Document.Text)
		}
		documents = append(documents, item)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents, faults
}

const plainMail = `From: =?utf-8?Q?Presse_Sundby=C3=A9?= <press@sundby.example>
To: desk@ferrypost.example
Subject: =?windows-1252?Q?Statement_on_the_pilots=92_strike?=
Message-ID: <77@sundby.example>
Date: Tue, 4 Mar 2031 09:00:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Minister Holt said on Monday that the pilots =E2=80=9Cknow the pri=
ce=E2=80=9D.

> What does the minister say?
--=20
Press office
`

func TestMessages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, file, content, want string }{
		{"plain", "a.eml", plainMail,
			"Minister Holt said on Monday that the pilots “know the price”.\n\n> What does the minister say?\n-- \nPress office\n"},
		{"alternative", "a.eml",
			"From: a@b.example\nDate: Tue, 4 Mar 2031 09:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n" +
				"--x\nContent-Type: text/plain\n\nThe minister said that the pilots would be heard.\n--x\nContent-Type: text/html\n\n<p>The minister said that the pilots would be <b>heard</b>.</p>\n--x--\n",
			"The minister said that the pilots would be heard."},
		{"html only", "a.eml",
			"From: a@b.example\nDate: Tue, 4 Mar 2031 09:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/html; charset=windows-1251\nContent-Transfer-Encoding: base64\n\n" +
				"PHA+z/Do4uXyLCDs6PA8L3A+\n", "Привет, мир"},
		{"mixed", "a.eml", "From: a@b.example\nDate: Tue, 4 Mar 2031 09:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"a b\"\n\npreamble\n" +
			"--a b\n\nFirst words of the mail.\n--a b\nContent-Type: image/png\n\nxx\n--a b\nContent-Type: text/plain\n\nSecond words.\n--a b--\nepilogue\n",
			"First words of the mail.\n\nSecond words."},
		{"no end of boundary", "a.eml",
			"From: a@b.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nWords that break off", "Words that break off"},
		{"header only in part", "a.eml", "From: a@b.example\nSubject: s\n\nWords without any type.\n",
			"Words without any type.\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			documents, faults := read(t, test.file, test.content)
			if len(documents) != 1 || len(faults) != 0 {
				t.Fatalf("%d documents, faults %v", len(documents), faults)
			}
			if got := documents[0].Document.Text; got != test.want {
				t.Errorf("want %q\n got %q", test.want, got)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	documents, _ := read(t, "note.txt", plainMail) // told by its words, not by its name
	if len(documents) != 1 {
		t.Fatal(len(documents))
	}
	d := documents[0].Document
	if d.Title != "Statement on the pilots’ strike" || d.Published != "2031-03-04T09:00:00+01:00" || d.Extra["author"] != `"Presse Sundbyé"` || d.Name != "note.txt" {
		t.Errorf("%q %q %q %q", d.Title, d.Published, d.Extra, d.Name)
	}
	for _, part := range d.Parts {
		if words := part.Text(d.Text); strings.Contains(words, "Press office") || strings.Contains(words, ">") {
			t.Errorf("%q is read", words)
		}
	}
}

func TestMailbox(t *testing.T) {
	t.Parallel()
	box := "From MAILER Tue Mar  4 09:00:00 2031\n" + plainMail + "\nFrom x@y.example Tue Mar  4 10:00:00 2031\nFrom: c@d.example\nSubject: second\nDate: Wed, 5 Mar 2031 09:00:00 +0100\n\nFrom here on\nthe strike goes on.\n\n" +
		"From x@y.example Tue Mar  4 10:00:00 2031\nFrom: c@d.example\nSubject: no words\nMessage-ID: <3@d.example>\n\n\n"
	documents, faults := read(t, "week.mbox", box)
	if len(documents) != 2 || len(faults) != 0 {
		t.Fatalf("%d documents, %v", len(documents), faults)
	}
	if name := documents[0].Document.Name; name != "week.mbox!77@sundby.example" {
		t.Error(name)
	}
	second := documents[1]
	if name := second.Document.Name; !strings.HasPrefix(name, "week.mbox!") || len(name) != len("week.mbox!")+12 {
		t.Error(name)
	}
	if at := strings.Index(box, "From x@y"); int(second.Source.Offset) != at || second.Line != 18 {
		t.Errorf("at %d, want %d; line %d", second.Source.Offset, at, second.Line)
	}
	if !strings.Contains(second.Document.Text, "From here on") {
		t.Errorf("%q", second.Document.Text)
	}
}

func TestSavedPage(t *testing.T) {
	t.Parallel()
	saved := "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ferrypost.example/strike\r\nSubject: Strike\r\nDate: Sat, 1 May 2032 09:00:00 -0000\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--B--\"\r\n\r\n----B--\r\nContent-Type: image/png\r\nContent-Location: https://ferrypost.example/a.png\r\n\r\nx\r\n" +
		"----B--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://ferrypost.example/strike\r\n\r\n" +
		"<html><head><title>Strike</title></head><body><h1>Pilots on st=\r\nrike</h1><p>=E2=80=9CNo pilot,=E2=80=9D said Rask.</p></body></html>\r\n----B----\r\n"
	documents, faults := read(t, "page.mht", saved)
	if len(documents) != 1 || len(faults) != 0 {
		t.Fatalf("%d documents, %v", len(documents), faults)
	}
	d := documents[0].Document
	if d.Text != "Pilots on strike\n\n“No pilot,” said Rask." || d.Name != "https://ferrypost.example/strike" || d.Published != "" {
		t.Errorf("%q %q %q", d.Text, d.Name, d.Published)
	}
}

// TestTranscriptIsNoMail: labels before a colon make no header.
func TestTranscriptIsNoMail(t *testing.T) {
	t.Parallel()
	const words = "From: the desk\nTo: all\nSubject: strike\nDate: Monday\n\nThe minister said no.\n"
	documents, _ := read(t, "a.txt", words)
	if len(documents) != 1 || documents[0].Document.Text != words {
		t.Errorf("%+v", documents)
	}
}

// TestMapsHold: whatever a message is encoded in, its map leads back.
func TestMapsHold(t *testing.T) {
	t.Parallel()
	pieces := []string{"=E2=80=9C", "=\r\n", "=", "=4", "=C3", "\r\n", "words ", "PHA+", "z/Do", "==", "<p>", "&amp;",
		"--x\r\n", "--x--\r\n", "Content-Type: text/html\r\n\r\n", "\x00", "\xFF", "\n> ", "-- \n", "From a b c\n"}
	kinds := []string{"text/plain", "text/html; charset=koi8-r", "multipart/mixed; boundary=x",
		"multipart/alternative; boundary=\"x\"", "text/plain; charset=utf-16le", "broken/;;boundary=x",
		"multipart/related; boundary=x; type=\"text/html\""}
	rapid.Check(t, func(rt *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(rt, "body"), "")
		kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
		transfer := rapid.SampledFrom([]string{"7bit", "quoted-printable", "base64"}).Draw(rt, "transfer")
		name := rapid.SampledFrom([]string{"a.eml", "a.mbox", "a.mht"}).Draw(rt, "name")
		read(t, name, "From: a@b.example\nMIME-Version: 1.0\nDate: Tue, 4 Mar 2031 09:00:00 +0100\nContent-Type: "+kind+"\nContent-Transfer-Encoding: "+transfer+"\n\n"+body)
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(plainMail), "a.eml")
	f.Add([]byte("From a b c\nFrom: a@b.example\n\nx\n\nFrom a b c\nTo: y@z.example\n\nz"), "a.mbox")
	f.Add([]byte("MIME-Version: 1.0\nFrom: x\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x"), "a.mht")
	f.Fuzz(func(t *testing.T, content []byte, name string) {
		switch name {
		case "a.mbox", "a.mht":
		default:
			name = "a.eml"
		}
		read(t, name, string(content))
	})
}

// TestManyParts: parts within parts, and a million of them, end at the limits.
func TestManyParts(t *testing.T) {
	t.Parallel()
	many := "From: a@b.example\nSubject: many\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\n\nwords\n", 300_000)
	documents, faults := read(t, "a.eml", many)
	if len(documents) != 1 || len(faults) != 1 || faults[0].Cause != intake.TooMany {
		t.Errorf("%d documents, %v", len(documents), faults)
	}
	deep := "From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n" + strings.Repeat("Content-Type: multipart/mixed; boundary=x\n\n--x\n", 10_000) + "\nwords of the innermost part\n"
	read(t, "a.eml", deep)
}
