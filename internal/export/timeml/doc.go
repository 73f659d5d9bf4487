// Package timeml answers which words of a text a TimeML document marks as time
// expressions, and writes such documents.
//
// A TimeML file goes in or comes out; in between stands its text without
// markup, and the TIMEX3 tags as spans of it. The text keeps every byte of the
// file's TEXT element but the tags themselves and the five entities and
// character references of XML, which are decoded: offsets are bytes of that
// text.
//
// [Read] takes what annotators left behind: tags in tags, empty tags, unknown
// entities and bytes that are not UTF-8 stay or are passed over, never
// guessed. Events, signals and links are not kept. The time is linear in the
// length of the file.
//
// Reference: TimeML 1.2.1, http://www.timeml.org/publications/timeMLdocs/timeml_1.2.1.html
package timeml
