// Package mail answers what a message says: an e-mail (EML), each of a mailbox
// (mbox), a page that a browser saved as one (MHTML), and a message of Outlook
// (MSG).
//
// Of a message with the same words in several forms the plain one is taken, and
// the page where there is no other; the words within HTML are all those that it
// shows. What stands behind ">" and below "-- " is kept and not read. The body is
// decoded from its transfer encoding (quoted-printable, base64) and its charset,
// and the map leads back through both. Headers are metadata; a message in a
// mailbox is named by its Message-ID. Attachments are read each in its own
// format, as members of the message.
//
// The time is linear in the bytes, and memory is bounded by one message. Parts
// lie at most maxDepth deep in each other, and at most intake.Limits.Members of
// them are looked at.
//
// References: RFC 5322 (messages), RFC 2045–2047 (MIME), RFC 2557 (MHTML), RFC
// 4155 (mbox).
package mail
