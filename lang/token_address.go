package lang

import "strings"

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
	// A host, a file or an e-mail address: letters with dots, a known ending.
	limit := min(end, p+lookahead)
	e, dot, at := p, -1, -1
	for e < limit {
		b := text[e]
		if b == '.' {
			dot = e
		} else if b == '@' {
			if at >= 0 {
				break
			}
			at = e
		} else if !(b == '-' || b == '_' || b == '%' || b == '+' || isDigit(b) || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z') {
			break
		}
		e++
	}
	if dot < 0 && at < 0 {
		return p
	}
	for e > p && (text[e-1] == '.' || text[e-1] == '-' || text[e-1] == '+' || text[e-1] == '%') {
		e--
	}
	if at > p && at+1 < e && wordlyAt(text, at+1) && (text[at-1] != '.' || dot > at) {
		return e
	}
	if at >= 0 {
		return p
	}
	dot = strings.LastIndexByte(text[p:e], '.')
	if dot <= 0 || p+dot+1 == e || !ending(text[p+dot+1:e]) && !newsgroup(text[p:e]) {
		return p
	}
	if text[p+dot-1] == '.' || strings.Contains(text[p:e], "..") {
		return p
	}
	if e < end && text[e] == '/' {
		return addressEnd(text, p, end)
	}
	return e
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
