package lang

import (
	"strings"
	"unicode/utf8"
)

// address returns the end of the URL, e-mail address, handle, hashtag or file
// name that begins at p, or p.
func (t *tokenizer) address(p, end int) int {
	text := t.text
	rest := text[p:end]
	switch text[p] {
	case '@', '#':
		if len(rest) > 1 {
			if c, _ := classAt(rest, 1); c.alphabetic() && (p == 0 || !wordlyBefore(text, max(0, p-4), p)) {
				return wordEnd(text, p+1, end)
			}
		}
		return p
	case 'h', 'H', 'w', 'W', 'f', 'F', 'm', 'M':
		head := rest[:min(len(rest), 8)]
		for _, scheme := range [...]string{"http://", "https://", "ftp://", "www.", "mailto:", "HTTP://", "HTTPS://", "WWW.", "Http://", "Www."} {
			if strings.HasPrefix(head, scheme) && len(rest) > len(scheme) {
				return addressEnd(text, p, end)
			}
		}
	}
	if c, _ := classAt(text, p); !c.alphabetic() && c != digit {
		return p
	}
	return host(text, p, end)
}

// host returns the end of the host, file or e-mail address that begins at p: letters
// with dots and a known ending, or an "@" between words; else p.
func host(text string, p, end int) int {
	e, dot, at := hostRun(text, p, min(end, p+lookahead))
	if dot < 0 && at < 0 {
		return p
	}
	for e > p && strings.IndexByte(".-+%", text[e-1]) >= 0 {
		e--
	}
	if at > p && at+1 < e && wordlyAt(text, at+1) && (text[at-1] != '.' || dot > at) {
		return e
	}
	if at >= 0 || !named(text[p:e]) {
		return p
	}
	if e < end && text[e] == '/' {
		return addressEnd(text, p, end)
	}
	return e
}

// hostRun returns the end of the run of characters of hosts and addresses that begins
// at p, with the places of its last dot and of its one "@", each -1 where there is none.
func hostRun(text string, p, limit int) (e, dot, at int) {
	dot, at = -1, -1
	for e = p; e < limit; e++ {
		switch b := text[e]; {
		case b == '.':
			dot = e
		case b == '@' && at < 0:
			at = e
		case b >= utf8.RuneSelf || !inHost[b]:
			return e, dot, at
		}
	}
	return e, dot, at
}

// inHost are the characters of hosts, files and mail boxes but "." and "@".
var inHost = func() (in [utf8.RuneSelf]bool) {
	for _, b := range []byte("-_%+0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		in[b] = true
	}
	return in
}()

// named reports whether s, which has dots in it, is the name of a host or file.
func named(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot <= 0 || dot+1 == len(s) || s[dot-1] == '.' || strings.Contains(s, "..") {
		return false
	}
	return ending(s[dot+1:]) || newsgroup(s)
}

// newsgroup reports whether s is three words or more in lower case with dots
// between, which no run of sentences without spaces looks like.
func newsgroup(s string) bool {
	labels, length := 1, 0
	for i := range len(s) {
		switch b := s[i]; {
		case b == '.':
			if length < 2 {
				return false
			}
			labels++
			length = 0
		case 'a' <= b && b <= 'z' || b == '-':
			length++
		default:
			return false
		}
	}
	return labels > 2 && length > 1
}

// ending reports whether s ends names of hosts or files and is hardly ever a
// word of its own.
func ending(s string) bool {
	switch s {
	case "com", "org", "net", "edu", "gov", "mil", "info", "biz", "uk", "ru", "de", "fr", "eu", "ca", "au", "cn", "jp", "ch", "nl", "se", "ua", "tv", "nz", "br", "mx", "ir", "il", "ie", "ly",
		"COM", "Com", "ORG", "NET", "GOV", "EDU",
		"doc", "docx", "xls", "xlsx", "pdf", "jpg", "jpeg", "gif", "png", "txt", "html", "htm", "php", "asp", "exe", "zip", "mp3", "mp4", "csv", "ppt", "url",
		"DOC", "XLS", "PDF", "JPG", "TXT", "ZIP", "XLSX", "DOCX":
		return true
	}
	return false
}

// addressEnd returns the end of the URL at p: all that is left of the chunk but
// the punctuation of the sentence around it.
func addressEnd(text string, p, end int) int {
	e := p
	for e < end {
		c, size := classAt(text, e)
		if c == quote && text[e] != '\'' || text[e] == '<' || text[e] == '>' || text[e] == '|' {
			break
		}
		e += size
	}
	for e > p {
		c, size := classBefore(text[p:e], e-p)
		switch b := text[e-1]; {
		case b == '/', b == '&', b == '%', b == '#', b == '=', b == '_', b == '-', b == '+', b == '~', b == '$':
			return e
		case b == ')' && strings.IndexByte(text[max(p, e-lookahead):e], '(') >= 0:
			return e
		case c.wordly():
			return e
		}
		e -= size
	}
	return p
}
