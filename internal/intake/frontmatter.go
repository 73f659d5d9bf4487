package intake

import (
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// frontMatterLimit is how far the closing line of a front matter block may be.
const frontMatterLimit = 16 << 10 // bytes

// frontMatter reads a block of "key: value" lines between two lines of three
// hyphens at the start of text, and returns its facts and the bytes it takes, 0
// where there is none. Keys are folded to lower case; quotes about a value are
// not part of it; comments, lists and nested values are passed over. A block
// with any other line is no front matter, and its hyphens are a rule.
func frontMatter(text string) (facts []verbale.Fact, size int) {
	at := 0
	for n := 0; ; n++ {
		line, next := lineAt(text, at)
		words := line.Text(text)
		switch {
		case n == 0:
			if words != "---" {
				return nil, 0
			}
		case words == "---" || words == "...":
			if len(facts) == 0 {
				return nil, 0
			}
			return facts, next
		case words == "" || strings.HasPrefix(words, "#") || strings.HasPrefix(words, "- ") || text[at] == ' ' || text[at] == '\t':
		default:
			fact, ok := keyValue(text, line)
			if !ok {
				return nil, 0
			}
			if fact.Value != "" {
				facts = append(facts, fact)
			}
		}
		if next >= len(text) || next > frontMatterLimit {
			return nil, 0
		}
		at = next
	}
}

// keyValue reads one line of front matter.
func keyValue(text string, line lang.Span) (verbale.Fact, bool) {
	words := line.Text(text)
	colon := strings.IndexByte(words, ':')
	if colon <= 0 || strings.ContainsAny(words[:colon], " \t\"'") || colon+1 < len(words) && words[colon+1] != ' ' && words[colon+1] != '\t' {
		return verbale.Fact{}, false
	}
	value := trimSpan(text, lang.Span{Start: line.Start + colon + 1, End: line.End})
	if n := value.Len(); n >= 2 {
		if quote := text[value.Start]; (quote == '"' || quote == '\'') && text[value.End-1] == quote {
			value.Start++
			value.End--
		}
	}
	return spanFact(text, fieldNamed(words[:colon]), verbale.FromFrontMatter, value), true
}

// fieldNamed folds the name of a key or column and its common other names.
func fieldNamed(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "date":
		return FieldPublished
	case "url", "link":
		return FieldURI
	case "lang":
		return FieldLanguage
	case "charset":
		return fieldEncoding
	}
	return name
}

// lineAt returns the line at byte at without its line break and the white space
// at its ends, and where the next one begins. Lines end with LF, CR or both, or
// with the line and paragraph separators of Unicode.
func lineAt(text string, at int) (line lang.Span, next int) {
	end := len(text)
	next = end
	if i := strings.IndexAny(text[at:], "\r\n"); i >= 0 {
		end = at + i
		next = end + 1
		if text[end] == '\r' && next < len(text) && text[next] == '\n' {
			next++
		}
	}
	if i := strings.Index(text[at:end], "\u2028"); i >= 0 {
		end, next = at+i, at+i+len("\u2028")
	}
	if i := strings.Index(text[at:end], "\u2029"); i >= 0 {
		end, next = at+i, at+i+len("\u2029")
	}
	return trimSpan(text, lang.Span{Start: at, End: end}), next
}

// trimSpan takes white space (White_Space of Unicode 15.0), zero-width spaces and
// byte order marks off both ends of s.
func trimSpan(text string, s lang.Span) lang.Span {
	const blank = " \t\r\n\v\f\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A" +
		"\u2028\u2029\u202F\u205F\u3000\u200B\uFEFF"
	words := strings.TrimLeft(s.Text(text), blank)
	s.Start = s.End - len(words)
	s.End = s.Start + len(strings.TrimRight(words, blank))
	return s
}
