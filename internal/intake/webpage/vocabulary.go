package webpage

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// tagKind is what HTML says about an element.
type tagKind uint16

const (
	isBlock   tagKind = 1 << iota // stands on lines of its own
	void                          // has no content
	unseen                        // its content is not shown as text
	rawText                       // its content is not taken for markup
	aside                         // by its name no part of an article
	tablePart                     // a table, or a part of one
)

// kindOf returns what HTML says about an element.
func kindOf(tag atom.Atom) tagKind {
	switch tag {
	case atom.Address, atom.Article, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Div,
		atom.Dl, atom.Dt,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hgroup,
		atom.Legend, atom.Li, atom.Main, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Ul, atom.Form,
		atom.Listing, atom.Head, atom.Html:
		return isBlock
	case atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Caption:
		return isBlock | tablePart
	case atom.Nav, atom.Footer, atom.Aside, atom.Menu, atom.Dialog:
		return isBlock | aside
	case atom.Button:
		return aside
	case atom.Hr:
		return isBlock | void
	case atom.Img, atom.Input, atom.Area, atom.Col, atom.Embed, atom.Source, atom.Track, atom.Wbr, atom.Param:
		return void
	case atom.Script, atom.Style, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Textarea, atom.Title,
		atom.Xmp:
		return unseen | rawText
	case atom.Template, atom.Svg, atom.Math, atom.Select, atom.Object, atom.Canvas, atom.Audio, atom.Video,
		atom.Datalist:
		return unseen
	}
	return 0
}

func isHeading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// traits is what the names that a page gives its elements say about them.
type traits uint16

const (
	skipped      traits = 1 << iota // never text
	excluded                        // not the article, unless most of the page is in it
	never                           // not the article, unless all of the page is in it
	isBody                          // the text of the article
	isByline                        // who wrote it
	isMoment                        // when it was published or changed
	isCaption                       // under a picture
	isStandfirst                    // between title and text
	isTitle                         // the title
	isComments                      // what readers wrote
)

// inherited are the traits that an element has from those around it.
const inherited = skipped

// namesOf are the words that pages use for the parts that are not their article,
// and for those that say something about it, one row a trait. Two words in a row
// are written as one. They are the habits of the common systems (WordPress, Drupal,
// Arc, Blogger, MediaWiki), held against one half of the pages of go-trafilatura's
// comparison.
var namesOf = map[traits]string{
	never: `nav navbar navigation navigations menu menus submenu breadcrumb breadcrumbs footer masthead
		cookie cookies cookiebar cookiebanner consent gdpr ccpa onetrust sronly visuallyhidden screenreader
		screenreadertext visuallyhiddenfocusable offscreen`,
	excluded: `sidebar sidebars sidenav
		toolbar topbar subnav skiplink skiplinks skipto complementary contentinfo banner dialog
		related relatedposts relatedarticles relatedcontent relatednews recirculation recirc recommended
		recommendation recommendations
		promo promos promobox promotion teaser teasers trending popular mostread mostpopular mostviewed latestnews
		morenews moreon
		morestories morefrom morefromauthor readmore readnext readalso alsoread seealso upnext nextarticle
		youmaylike youmightlike
		newsletter newsletters subscribe subscription subscriptions signup paywall regwall login register donate
		donation
		share sharing shares sharebar sharelinks sharetools sharebuttons social socials socialmedia addthis
		sharethis sharedaddy followus
		modal popup overlay lightbox toast
		ad ads advert adverts advertisement advertisements advertising adsbygoogle adslot adunit adbox adwrapper
		sponsor sponsored dfp outbrain taboola
		pagination pager postnavigation widget widgets taglist tagcloud posttags entrytags articletags tags keywords
		topics
		searchform searchbox search rating ratings poll quiz survey feedback livechat
		authorbio aboutauthor aboutauthors authorbox authorinfo authorcard authordescription copyright legal disclaimer
		toc tableofcontents infobox navbox editsection reflist catlinks noprint donotprint hiddenprint printhidden
		tooltip dropdown hamburger jumplink backtotop carouselnav entryutility entrymeta postmeta articlemeta
		articletools`,
	isComments: `comment comments commentlist commentsarea commentform commentrespond disqus disqusthread respond
		replies
		discussion conversation usercomments readercomments`,
	isBody: `articlebody storybody articletext storytext articlecontent storycontent postcontent postbody entrycontent
		bodycontent bodytext newstext newsbody articlecopy bodycopy postentry singlecontent contentbody mainarticle
		fulltext
		articlebodytext pressrelease articlemaincontent fieldnamebody mwparseroutput`,
	isByline: `byline bylines author authors authorname writer reporter vcard bylineauthor postauthor
		entryauthor articleauthor`,
	isMoment: `date dates datetime time timestamp published publishdate publisheddate datepublished datemodified
		pubdate updated lastupdated postdate entrydate articledate dateline datestamp dateposted`,
	isCaption: `caption captions figcaption wpcaption wpcaptiontext imagecaption photocaption mediacaption credit
		credits photocredit imagecredit pictext cutline`,
	isStandfirst: `standfirst subtitle subheadline subhead subheading dek deck summary lede intro articleintro sapo
		abstract kicker`,
	isTitle: `headline entrytitle posttitle articletitle storytitle pagetitle articleheadline newstitle`,
}

// names turns namesOf round.
var names = func() map[string]traits {
	turned := map[string]traits{}
	for trait, words := range namesOf {
		for word := range strings.FieldsSeq(words) {
			turned[word] |= trait
		}
	}
	return turned
}()

// traitsOf reads the value of a class or an id: its words, and two and three
// that stand together within one name.
func traitsOf(value string) traits {
	var found traits
	for name := range strings.FieldsSeq(value) {
		parts := nameParts(name)
		for i := range parts {
			joined := ""
			for _, part := range parts[i:min(len(parts), i+3)] {
				joined += part
				found |= names[joined]
			}
		}
	}
	if found&isComments != 0 {
		found |= never
	}
	return found
}

// nameParts divides "articleBody_text-2" into "article", "body", "text".
func nameParts(name string) []string {
	var parts []string
	var part []rune
	flush := func() {
		if len(part) > 0 {
			parts = append(parts, string(part))
			part = part[:0]
		}
	}
	lower := false
	for _, r := range name {
		if !unicode.IsLetter(r) {
			flush()
			lower = false
			continue
		}
		if unicode.IsUpper(r) && lower {
			flush()
		}
		lower = unicode.IsLower(r)
		part = append(part, unicode.ToLower(r))
	}
	flush()
	return parts
}

// closings begin the headings of what follows an article and is none of it:
// compared without case.
var closings = []string{
	"related", "read more", "read next", "read also", "also read", "more on", "more from", "more news",
	"more stories", "more in", "most read", "most popular",
	"most viewed", "trending", "recommended", "you may", "you might", "see also", "latest news", "latest stories",
	"latest from", "up next", "popular",
	"comments", "leave a", "join the", "add a comment", "post a comment", "responses", "share this", "follow us",
	"about the author", "subscribe",
	"sign up", "newsletter", "tags", "topics", "editor's picks", "editors' picks", "in other news", "don't miss",
	"what to read next", "keep reading", "sponsored", "advertisement", "top stories", "further reading",
	"discussion",
	"mehr zum thema", "mehr themen", "ähnliche", "verwandte", "weitere themen", "weitere artikel",
	"weitere nachrichten", "zum weiterlesen", "auch interessant", "das könnte", "kommentare", "keine kommentare",
	"schlagwort", "schlagwörter", "über den autor", "über die autorin", "lesen sie auch", "newsletter",
	"à lire aussi", "sur le même sujet", "articles liés", "commentaires", "te puede interesar", "lea también",
	"noticias relacionadas", "comentarios",
}

// asides begin short paragraphs within an article that are none of it.
var asides = []string{
	"read more:", "read more »", "read also:", "also read:", "read also", "see also:", "related:", "read next:",
	"more:", "watch:", "listen:", "read:", "don't miss:",
	"click here", "sign up", "subscribe", "follow us", "share this", "share on", "advertisement", "continue reading",
	"story continues", "article continues",
	"scroll to continue", "skip advert", "download our app", "get our", "join our", "support our", "©", "copyright",
	"all rights reserved", "tags:", "topics:",
	"filed under", "categories:", "print this", "email this", "last updated", "updated:", "published:", "loading",
	"photo gallery", "view comments", "comments (",
	"lesen sie auch", "mehr zum thema", "anzeige", "- anzeige", "à lire aussi", "lire aussi", "leia também",
	"lea también", "dieser eintrag wurde", "dieser beitrag wurde", "bewerten:", "this entry was posted",
	"have something to say", "send us", "contact us", "want more", "sponsored", "promoted", "copy link",
	"link copied", "your browser does not",
}
