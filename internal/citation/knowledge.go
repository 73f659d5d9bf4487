package citation

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
)

// zotero writes RDF as Zotero exports and imports it: a newspaper article for each
// statement, with the words as a note of it. References: the translator "Zotero RDF" of
// Zotero (namespaces export# and biblio#).
func zotero(sources []Source) string {
	var b strings.Builder
	b.WriteString(xml.Header + `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"` +
		` xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">` + "\n")
	for i, s := range sources {
		element := func(indent, name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "%s<%s>%s</%s>\n", indent, name, xmlText(value), name)
			}
		}
		fmt.Fprintf(&b, "  <bib:Article rdf:about=\"#item_%d\">\n", i+1)
		element("    ", "z:itemType", "newspaperArticle")
		if outlet := s.outlet(); outlet != "" {
			fmt.Fprintf(&b, "    <dcterms:isPartOf><bib:Newspaper><dc:title>%s</dc:title></bib:Newspaper></dcterms:isPartOf>\n", xmlText(outlet))
		}
		element("    ", "dc:title", s.title())
		element("    ", "dc:date", s.day())
		if s.Report.Language != nil {
			element("    ", "z:language", *s.Report.Language)
		}
		element("    ", "dcterms:abstract", s.words())
		if address := s.address(); address != "" {
			fmt.Fprintf(&b, "    <dc:identifier><dcterms:URI><rdf:value>%s</rdf:value></dcterms:URI></dc:identifier>\n", xmlText(address))
		}
		element("    ", "dc:description", s.place()+"; "+s.Statement.ID)
		fmt.Fprintf(&b, "    <dcterms:isReferencedBy rdf:resource=\"#note_%d\"/>\n  </bib:Article>\n  <bib:Memo rdf:about=\"#note_%d\">\n", i+1, i+1)
		element("    ", "rdf:value", s.words()+" — "+s.sayer()+" ["+s.place()+"]")
		b.WriteString("  </bib:Memo>\n")
	}
	b.WriteString("</rdf:RDF>\n")
	return b.String()
}

func xmlText(words string) string {
	var to strings.Builder
	_ = xml.EscapeText(&to, []byte(words)) // a builder takes everything
	return to.String()
}

// claimReviews writes a skeleton of schema.org's ClaimReview for each statement: the claim,
// whose it is and where it appeared. What a checker decides is null and stays so until
// somebody writes it: who reviews, where, and with what rating.
func claimReviews(sources []Source) (string, error) {
	type thing = map[string]any
	all := []thing{}
	for _, s := range sources {
		article := thing{"@type": "NewsArticle", "headline": s.title(), "identifier": s.place()}
		for key, value := range map[string]string{"url": s.address(), "datePublished": s.day()} {
			if value != "" {
				article[key] = value
			}
		}
		if outlet := s.outlet(); outlet != "" {
			article["publisher"] = thing{"@type": "Organization", "name": outlet}
		}
		claim := thing{"@type": "Claim", "identifier": s.Statement.ID, "appearance": article, "text": s.words(), "description": s.sayer()}
		var authors []thing
		for _, actor := range s.Statement.Speakers {
			author := thing{"@type": "Thing", "name": actor.Name}
			if actor.Office != nil && *actor.Office != "" {
				author["description"] = *actor.Office
			}
			authors = append(authors, author)
		}
		if authors != nil {
			claim["author"] = authors
		}
		if s.Statement.SaidOn != nil {
			claim["datePublished"] = *s.Statement.SaidOn
		}
		all = append(all, thing{"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": s.words(), "itemReviewed": claim,
			"author": nil, "url": nil, "datePublished": nil, "reviewRating": nil})
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(all)
	return b.String(), err
}
