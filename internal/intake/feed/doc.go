// Package feed answers which articles a feed brings, and which feeds and pages a
// list names: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom, JSON Feed; OPML and sitemaps.
//
// An entry is a report: its title, and the fullest of its texts, which is HTML in
// most feeds, with the map back through HTML, entities and charset to the bytes of
// the feed. It is named FEED!ID by its guid or id, else by its link. OPML and
// sitemaps hold no reports; [Outlines] and [Sitemap] give what they name.
//
// Feeds as they come are not always XML: unknown entities stay, end tags that are
// missing are put in. Where no more can be read, what came before counts. Nothing
// that a feed declares is expanded or fetched. The time is linear, and memory that
// of the feed.
//
// gofeed reads more dialects, and is not used because it does not tell where in the
// feed an entry stood.
package feed
