package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// captionStarts begin paragraphs that stand beside the story: under a picture
// or a film, or as a pointer to other stories. Compared without case where the
// entry is in lower case. Collected from 300 outlets of 2012 to 2020.
var captionStarts = []string{
	"file photo", "file picture", "FILE - ", "FILE – ", "FILE — ", "FILE--", "FILE: ",
	"image copyright", "image caption", "media caption", "media playback is unsupported", "enlarge this image", "toggle caption",
	"photo:", "photos:", "photo by ", "photograph by ", "photo credit", "(photo", "( photo", "picture:", "image:", "credit:", "hide caption", "view photos",
	"video:", "(video", "( video", "watch:", "( watch", "(watch", "WATCH ", "just watched", "must watch", "listen:", "listen to ", "LISTEN ", "CLOSE ",
	"read also", "also read", "read more", "read next", "read the full", "read or share", "read:", "(read", "( read", "see also", "see more", "related:", "related story", "related stories", "related article", "related coverage", "more on this", "more:", "MORE ", "also:", "( also on", "(also on", "don't miss", "recommended:", "you may also like",
	"click here", "click to ", "click for ", "click on ", "sign up ", "subscribe", "follow us", "follow @", "like us on", "join us on", "share this", "get the ", "download the ", "advertisement", "story continues below", "continue reading", "scroll to continue", "skip ahead",
}

// offers keep "get the …" to offers: the words that must also be there.
var offers = []string{"inbox", "newsletter", "app", "delivered", "alerts"}

// credits are words of a photo credit; a short paragraph or the end of a
// paragraph with one of them is a caption.
var credits = []string{
	"Getty Images", "AP Photo", "/AFP", "/AP)", "/Reuters", "/REUTERS", "REUTERS/", "AFP/", "EPA/", "/EPA", "via AP", "via Reuters", "(Reuters)", "(AP)", "(AFP)",
	"(Photo", "Photo by", "Photo:", "(Image", "Shutterstock", "Associated Press)", "/TASS", "/Sputnik", "/Bloomberg", "/EFE", "/ANSA", "| AP", "| Getty", "| Reuters", "| REUTERS",
}

// creditReach is how near to the end of a paragraph a credit must stand, in bytes.
const creditReach = 60

// isCaption reports whether a paragraph is a caption, a photo credit, or one of
// the lines that lead to other stories ("read also", "• Minister on talks").
func isCaption(words string) bool {
	trimmed := strings.TrimLeft(words, "*_>[ ")
	for _, start := range captionStarts {
		if len(trimmed) < len(start) {
			continue
		}
		head := trimmed[:len(start)]
		if head == start || start == strings.ToLower(start) && strings.EqualFold(head, start) {
			if startsStory(trimmed, start) {
				continue
			}
			return true
		}
	}
	return creditEnds(words) || topicBullet(words) || followLine(trimmed)
}

// followLine reports whether a paragraph is like "Follow Jane Doe on Twitter".
func followLine(words string) bool {
	if len(words) > 120 || !strings.HasPrefix(words, "Follow ") {
		return false
	}
	for _, network := range []string{" on Twitter", " on Facebook", " on X", " on Instagram", " on Telegram"} {
		if strings.Contains(words, network) {
			return true
		}
	}
	return false
}

// startsStory excepts sentences that happen to begin like a caption ("Follow
// us", "Subscribers …", "CLOSE to the border …").
func startsStory(words, start string) bool {
	switch start {
	case "get the ":
		lower := strings.ToLower(words)
		for _, offer := range offers {
			if strings.Contains(lower, offer) {
				return false
			}
		}
		return true
	case "CLOSE ", "WATCH ", "LISTEN ", "MORE ":
		next, _ := utf8.DecodeRuneInString(words[len(start):])
		return !unicode.IsUpper(next)
	case "sign up ", "subscribe", "advertisement", "listen to ", "click on ", "download the ", "continue reading", "share this":
		return len(words) > 160
	}
	return false
}

// creditEnds reports whether a paragraph ends with a photo credit. A sentence
// that cites an agency in brackets is long and goes on after it.
func creditEnds(words string) bool {
	tail := words
	if len(tail) > creditReach {
		cut := len(tail) - creditReach
		for cut < len(tail) && !utf8.RuneStart(tail[cut]) { // text that is no UTF-8 too
			cut++
		}
		tail = tail[cut:]
	}
	for _, credit := range credits {
		at := strings.LastIndex(tail, credit)
		if at < 0 {
			continue
		}
		// What follows the credit is names, not a clause: a short run without a
		// verb, so at most six words.
		if after := tail[at+len(credit):]; len(strings.Fields(after)) <= 6 && len(words) < 1200 {
			if credit[0] == '(' && (credit[len(credit)-1] == ')') && strings.TrimSpace(after) != "" {
				continue // "(AP) — Text", a dateline
			}
			return true
		}
	}
	return false
}

// topicBullet reports whether a paragraph is a pointer of the form "• Minister
// on talks": a bullet, at most four words that begin with a capital, "on", and
// at most six more without a stop.
func topicBullet(words string) bool {
	bullet, size := utf8.DecodeRuneInString(words)
	if !strings.ContainsRune("•▪►◦⦁·", bullet) || endsSentence(words) {
		return false
	}
	who, what, ok := strings.Cut(words[size:], " on ")
	named := strings.Fields(who)
	topic := strings.Fields(what)
	return ok && len(named) >= 1 && len(named) <= 4 && startsUpper(named[0]) && len(topic) >= 1 && len(topic) <= 6
}
