package web

import (
	"strings"

	"verbale.dev/verbale"
)

// The types of this file are what the API answers with and what the pages are
// made from. Fields are added, never renamed or taken away; a test holds their
// description against its version.

// ReportRef names the report that a statement stands in.
type ReportRef struct {
	ID        string               `json:"id" doc:"The document's name in the dossier."`
	Short     string               `json:"short" doc:"What tables call the report: \"Courant, 1 Aug 1914\"."`
	Kind      verbale.DocumentKind `json:"kind" doc:"report, transcript, paper, release or note."`
	Outlet    *string              `json:"outlet"`
	Title     *string              `json:"title"`
	Published *string              `json:"published"`
	URI       *string              `json:"uri"`
}

// Rest is what what the report is called has behind the name of its outlet; ""
// where it does not begin with that. The two are shown apart: a name that is
// written from right to left would turn the date behind it about.
func (r ReportRef) Rest() string {
	if r.Outlet == nil {
		return ""
	}
	rest, _ := strings.CutPrefix(r.Short, *r.Outlet)
	if rest == r.Short {
		return ""
	}
	return rest
}

// Item is a statement in a list.
type Item struct {
	Statement verbale.Statement `json:"statement"`
	Side      *string           `json:"side" doc:"The side of the first speaker; null is not known."`
	Report    ReportRef         `json:"report"`
	Address   string            `json:"address" doc:"Path of the page that lights up its content, for ever."`
	Portable  *string           `json:"portable" doc:"The outlet's own address with a text fragment; null where the report has no address."`

	Tag     int         `json:"-"`
	Number  int         `json:"-"`
	Excerpt [][]segment `json:"-"`
}

// OtherSide returns the side where it is called otherwise than the speaker.
func (i Item) OtherSide() *string {
	if i.Side != nil && i.Statement.Speaker != nil && i.Statement.Speaker.Name == *i.Side {
		return nil
	}
	return i.Side
}

// IsNote reports whether it stands in a note of one's own.
func (i Item) IsNote() bool { return i.Report.Kind == verbale.Note }

// Cited returns the item as one line for prose.
func (i Item) Cited() string { return citation(i) }

// FacetValue is one value of a facet with how many statements have it.
type FacetValue struct {
	Value   string `json:"value" doc:"As it stands in a query: an id for speakers, \"-\" for none."`
	Label   string `json:"label"`
	Count   int    `json:"count"`
	Chosen  bool   `json:"chosen"`
	Address string `json:"-"`
	Tag     int    `json:"-"`
}

// Facet counts the values of one field under the other conditions of a query.
type Facet struct {
	Field  string       `json:"field"`
	Values []FacetValue `json:"values" doc:"The most frequent ones."`
	More   int          `json:"more" doc:"How many values are not listed."`
	Whole  string       `json:"-"` // address of the page that lists them
}

// StatementsData is a page of a list of statements.
type StatementsData struct {
	Total  int     `json:"total" doc:"Statements that the query lets through."`
	Items  []Item  `json:"items"`
	Facets []Facet `json:"facets"`
	Next   *string `json:"next" doc:"Cursor of the page after this one; null at the end. Give it as \"after\"."`

	LeftOut LeftOutData `json:"left_out" doc:"What the limits on days drop because no day is known."`
	Missed  []MissData  `json:"missed" doc:"Names that were asked for and that nobody and nothing in the dossier has."`
}

// LeftOutData counts what the limits on days drop because no day is known.
type LeftOutData struct {
	Said     int `json:"said" doc:"Statements without a day on which they were said, dropped by since and until."`
	Reported int `json:"reported" doc:"Statements of reports without a day, dropped by reported_since and reported_until."`
}

// MissData is a name that nothing in the dossier has.
type MissData struct {
	Field   string   `json:"field"`
	Value   string   `json:"value"`
	Nearest []string `json:"nearest" doc:"Names that may have been meant, the nearest first."`
}

// Count is a number of statements or reports under a name.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// SideData is one side with those who speak for it.
type SideData struct {
	Side       *string      `json:"side" doc:"null is no known side."`
	Statements int          `json:"statements"`
	Actors     []ActorCount `json:"actors" doc:"Those with most statements."`
	More       int          `json:"more" doc:"How many actors are not listed."`
	Tag        int          `json:"-"`
}

// ActorCount is an actor with how many statements it makes.
type ActorCount struct {
	ID    string            `json:"id"`
	Name  string            `json:"name"`
	Type  verbale.ActorType `json:"type"`
	Count int               `json:"count"`
}

// DayData is a day with how much was said on it.
type DayData struct {
	Day        string `json:"day"`
	Statements int    `json:"statements"`
	Outlets    int    `json:"outlets" doc:"Outlets that report statements of that day."`

	Headlines []ReportRef `json:"headlines" doc:"Reports with a title that tell most of that day's statements; two at most."`
}

// ThroughRow tells through which outlets the words of a side come.
type ThroughRow struct {
	Side  string        `json:"side"`
	Cells []ThroughCell `json:"cells" doc:"One for each outlet, in the order of \"outlets\"."`
	Tag   int           `json:"-"`
}

// ThroughCell counts a side's statements in one outlet.
type ThroughCell struct {
	Own      int `json:"own" doc:"The outlet tells them as the side's own words."`
	Ascribed int `json:"ascribed" doc:"The outlet tells that others, or itself, ascribe them."`
}

// PeriodRow counts the reports of an outlet.
type PeriodRow struct {
	Outlet  *string `json:"outlet"`
	Reports int     `json:"reports"`
	Counts  []int   `json:"counts" doc:"One for each period, in the order of \"periods\"."`
}

// Totals counts what is in the dossier.
type Totals struct {
	Reports        int `json:"reports"`
	UndatedReports int `json:"undated_reports"`
	NotRead        int `json:"not_read"`
	Statements     int `json:"statements"`
	Unattributed   int `json:"unattributed"`
	Undated        int `json:"undated"`
	Speakers       int `json:"speakers"`
	Checked        int `json:"checked" doc:"Statements that a person found right as they are."`
	Corrected      int `json:"corrected"`
	Added          int `json:"added"`
	Struck         int `json:"struck" doc:"Not counted among the statements."`
}

// UnreadReport is a report that could not be read, and why.
type UnreadReport struct {
	ID     string `json:"id"`
	Short  string `json:"short"`
	Reason string `json:"reason"`
}

// DossierData is the whole dossier at a glance.
type DossierData struct {
	Name     string         `json:"name"`
	About    string         `json:"description" doc:"What a person says of the dossier; may be empty."`
	First    *string        `json:"first" doc:"Day of the first report."`
	Last     *string        `json:"last"`
	Totals   Totals         `json:"totals"`
	Sides    []SideData     `json:"sides"`
	Days     []DayData      `json:"days" doc:"The days with most statements, in order of the calendar."`
	Periods  []string       `json:"periods" doc:"Days, months or years, whichever gives no more than 31."`
	Outlets  []PeriodRow    `json:"outlets"`
	More     int            `json:"more" doc:"How many outlets are not listed."`
	Through  []ThroughRow   `json:"through"`
	Columns  []*string      `json:"columns" doc:"The outlets of \"through\"."`
	Latest   []Item         `json:"latest" doc:"The statements that were said last."`
	Unread   []UnreadReport `json:"unread"`
	Progress Progress       `json:"progress"`
}

// VersionData is one version of a report.
type VersionData struct {
	Version string `json:"version" doc:"First 16 hex digits of its hash."`
	ReadAt  string `json:"read_at"`
	Address string `json:"address"`
}

// FactData is one value that was found for a field of a report.
type FactData struct {
	Field  string         `json:"field"`
	Value  string         `json:"value"`
	Origin verbale.Origin `json:"origin"`
}

// MentionData is a span that names or refers to an actor.
type MentionData struct {
	verbale.Excerpt
	Form  verbale.MentionForm `json:"form"`
	Actor *string             `json:"actor" doc:"Its id; null where it is not tied to one."`
}

// ReportData is one version of a report with all that was read from it.
type ReportData struct {
	Document   verbale.DocumentRow      `json:"document"`
	Hash       string                   `json:"hash"`
	Newest     bool                     `json:"newest" doc:"Whether this is the newest version."`
	Versions   []VersionData            `json:"versions" doc:"Oldest first."`
	Text       string                   `json:"text"`
	Facts      []FactData               `json:"facts"`
	Statements []Item                   `json:"statements"`
	Mentions   []MentionData            `json:"mentions"`
	Dates      []verbale.TimeExpression `json:"dates"`
}

// TellerItem is a statement that others say was made.
type TellerItem struct {
	Teller *verbale.ActorRef `json:"teller" doc:"Who says that it was said; null is the outlet."`
	Item   Item              `json:"item"`
}

// ActorData is the profile of an actor.
type ActorData struct {
	Actor     verbale.ActorRow `json:"actor" doc:"With its most frequent names and offices, and of each office the first and the last evidence."`
	Side      *string          `json:"side"`
	Reports   int              `json:"reports" doc:"Reports that speak of the actor."`
	MoreNames int              `json:"more_names" doc:"Names that are not listed."`
	Told      []int            `json:"told" doc:"How often each of the actor's offices is told."`
	MoreHeld  int              `json:"more_offices" doc:"Offices that are not listed."`
	Total     int              `json:"total" doc:"Statements told as the actor's own, or by its own side."`
	Own       []Item           `json:"own" doc:"The latest of them."`
	Others    []TellerItem     `json:"others" doc:"What others say the actor said: the latest of it."`
	Ascribed  int              `json:"ascribed" doc:"How much others say that the actor said."`
	Addresses []ActorCount     `json:"addresses" doc:"Whom the actor addresses, most often first."`
	SpeakOf   []ActorCount     `json:"speak_of" doc:"Who speaks of the actor, most often first."`
	Months    []Count          `json:"months" doc:"The actor's own statements by month in which they were said."`
	Undated   int              `json:"undated"`

	Tag int `json:"-"`
}

// ActorsData is the cast.
type ActorsData struct {
	Sides []SideData `json:"sides"`
	Total int        `json:"total" doc:"Actors that speak."`
}
