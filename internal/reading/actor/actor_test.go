package actor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// castOf reads a text and spells each actor with its mentions: "name: words, words".
func castOf(text string, setting actor.Setting, statements ...draft.Statement) (actor.Resolution, map[string]string) {
	doc := lang.NewAnalyzer().Analyze(text)
	r := actor.Find(actor.Shipped(), lexicon.Load(), page.New(doc, nil), setting).Resolve(statements)
	spelt := map[string]string{}
	for i, a := range r.Actors {
		var words []string
		for _, m := range r.Mentions {
			if m.Chain == i {
				words = append(words, m.Text)
			}
		}
		spelt[a.Name] = strings.Join(words, " | ")
	}
	return r, spelt
}

var friday = actor.Setting{Day: "2022-02-04", Place: "Moscow"}

// TestChains holds words that must be tied to one actor. A case that comes out
// wrong and is known to has wrong set; whoever mends it takes that away.
func TestChains(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, text string
		setting    actor.Setting
		name       string
		words      []string // that are all mentions of that actor
		not        []string // that are not
		wrong      bool
	}{
		{"full name, last name, pronoun", "Foreign Minister Ana Lopes arrived late. Lopes spoke for an hour. She left alone.", friday,
			"Ana Lopes", []string{"Foreign Minister Ana Lopes", "Lopes", "She"}, nil, false},
		{"apposition after a name", "Jan Novak, the ambassador of Poland, smiled. The ambassador then sat down.", friday,
			"Jan Novak", []string{"Jan Novak, the ambassador of Poland", "The ambassador"}, nil, false},
		{"apposition before a name", "They met the Polish ambassador, Jan Novak, at noon.", friday,
			"Jan Novak", []string{"the Polish ambassador, Jan Novak"}, nil, false},
		{"two of one last name", "Peter Moss met Clara Moss. Mr. Moss paid. Mrs. Moss sang.", friday,
			"Peter Moss", []string{"Peter Moss", "Mr. Moss"}, []string{"Mrs. Moss"}, false},
		{"acronym in brackets", "The Harbour Workers Union (HWU) called a strike. HWU wants more pay.", friday,
			"Harbour Workers Union", []string{"HWU"}, nil, false},
		{"a government is its state", "The French government refused. France had reasons. Paris was firm.", friday,
			"France", []string{"The French government", "France", "Paris"}, nil, false},
		{"a city that is a place", "He was born in Paris and died at London. France wept.", friday,
			"France", []string{"France"}, []string{"Paris"}, false},
		{"a palace is a body", "The Kremlin denied it. Russia waits.", friday,
			"Russia", []string{"Russia"}, []string{"The Kremlin"}, false},
		{"a loose collective is no state", "The West must answer, Russia insists.", friday,
			"the West", []string{"The West"}, []string{"Russia"}, false},
		{"a state that is gone", "Vienna sent a note. Austria-Hungary waited.", actor.Setting{Day: "1914-07-24"},
			"Austria-Hungary", []string{"Vienna", "Austria-Hungary"}, nil, false},
		{"a holder without a name", "The Russian foreign minister left early.", friday,
			"Sergei Lavrov", []string{"The Russian foreign minister"}, nil, false},
		{"the alliance", "NATO met on Friday. The alliance was divided.", friday,
			"NATO", []string{"NATO", "The alliance"}, nil, false},
		{"a name that is a word", "Prime Minister Theresa May spoke. They may leave in May. May smiled.", actor.Setting{Day: "2017-05-02"},
			"Theresa May", []string{"Prime Minister Theresa May", "May"}, nil, false},
		{"the subject goes on", "Maria Costa met Helen Strand on Monday. She told her that the plan was late. She then left.", friday,
			"Maria Costa", []string{"Maria Costa", "She"}, nil, false},
		{"an object is not its subject", "Peter Moss met Paul Reed. Moss thanked him.", friday,
			"Paul Reed", []string{"Paul Reed", "him"}, nil, false},
		{"a given name tells the gender", "Svetlana Orlova met Rashid Karam in Kyiv. He thanked her.", friday,
			"Rashid Karam", []string{"Rashid Karam", "He"}, []string{"her"}, false},
		{"told of before it is named", "In her speech on Monday, Chancellor Ines Wolff called for calm.", friday,
			"Ines Wolff", []string{"her"}, nil, false},
		{"a noun that is nobody's name", "A farmer came to the gate with Peter Moss. Moss shouted. The women left. They were tired.", friday,
			"Peter Moss", []string{"Peter Moss", "Moss"}, []string{"They"}, false},
		{"a place before a subject", "In Milton, the mayor, Clara Reed, smiled. At Milton, the mayor said nothing.", friday,
			"Clara Reed", []string{"the mayor"}, []string{"Milton, the mayor"}, false},
		{"initials without brackets", "The Harbour Workers Union called a strike. On Monday the HWU won.", friday,
			"Harbour Workers Union", []string{"the HWU"}, nil, false},
		{"initials of a name with an adjective before it", "The case stands on a complaint filed by the federal Grain and Harbour Commission. The G.H.C. said that the project had failed.", friday,
			"Grain and Harbour Commission", []string{"The G.H.C."}, nil, false},
		{"two campaigns are one", "Clara Reed ran for mayor. Clara Reed's campaign was short of money. The Reed campaign closed.", friday,
			"Reed campaign", []string{"Clara Reed's campaign", "The Reed campaign"}, nil, false},
		{"a post at an organisation", "Poland's Permanent Representative at the OSCE Piotr Novak spoke.", friday,
			"Piotr Novak", []string{"Poland's Permanent Representative at the OSCE Piotr Novak"}, nil, false},
		{"an office without an article", "The draft will fail, Russian FM said. Foreign Minister Sergei Lavrov of Russia left.", friday,
			"Sergei Lavrov", []string{"Russian FM"}, nil, false},
		{"a campaign by its candidate", "Clara Reed ran for mayor. The Reed campaign was short of money.", friday,
			"Reed campaign", []string{"The Reed campaign"}, []string{"Clara Reed"}, false},
		{"an honorific makes a person of it", "In Ortona they met Count Ortona. Count Ortona smiled.", friday,
			"Ortona", []string{"Count Ortona"}, nil, false},
		{"a particle the name begins with", "The letter came from Baron van der Meulen. The baron sent it by wire.", friday,
			"van der Meulen", []string{"Baron van der Meulen", "The baron"}, nil, false},
		{"an office of two words in apposition", "She wrote to the Polish chargé d'affaires, Jan Novak.", friday,
			"Jan Novak", []string{"the Polish chargé d'affaires, Jan Novak"}, nil, false},
		{"two titles are no title", "The President and Mr. Reed were at sea.", friday,
			"Reed", []string{"Mr. Reed"}, nil, false},
		{"a surname that comes first has no gender", "Foreign Minister Li Weihan spoke. He left.", friday,
			"Li Weihan", []string{"Foreign Minister Li Weihan", "He"}, nil, false},
		{"what a noun is of", "The envoys of the friendly states waited. They had no news.", friday,
			"The envoys", []string{"The envoys of the friendly states", "They"}, nil, false},
		{"told of before without a name", "An official of the port spoke of a delay. Peter Moss nodded. The official then left.", friday,
			"An official", []string{"An official of the port", "The official"}, nil, false},
		{"an office of the state where a scene is laid", "In Berlin, the chancellor sent for her staff.", actor.Setting{Day: "2017-05-02", Place: "London"},
			"Angela Merkel", []string{"the chancellor"}, nil, false},
		{"an office of the state of whoever speaks", "Foreign Minister Sergei Lavrov must ask the president.", actor.Setting{Day: "2022-02-04", Place: "London"},
			"Vladimir Putin", []string{"the president"}, nil, false},
		{"a kingdom is no republic", "Belgium lies beside France. The kingdom is small.", friday,
			"Belgium", []string{"Belgium", "The kingdom"}, nil, false},
		{"an administration is not its head", "The Reed administration was slow. Reed said so, and Reed left.", friday,
			"Reed administration", []string{"The Reed administration"}, []string{"Reed"}, false},
		{"a party's people are one group", "The Whigs had met at noon. Whigs were few.", friday,
			"Whigs", []string{"The Whigs", "Whigs"}, nil, false},
		{"of two Sir Edwards the first", "Sir Edward Marsh met Sir Edward Stone.\n\nSir Edward left by the evening train.", friday,
			"Edward Marsh", []string{"Sir Edward Marsh", "Sir Edward"}, nil, false},
		{"of two Sir Edwards the paragraph's", "Sir Edward Marsh was ill.\n\nSir Edward Stone went for him. Sir Edward was back by night.", friday,
			"Edward Stone", []string{"Sir Edward Stone", "Sir Edward"}, nil, false},
		{"whose government", "Belgium waited. Its government had been called together.", friday,
			"Belgium", []string{"Belgium", "Its government"}, nil, false},
		{"a newspaper by its place", "Peter Moss wrote for the Hamburg Morning Post. The newspaper paid him badly.", friday,
			"Hamburg Morning Post", []string{"the Hamburg Morning Post", "The newspaper"}, nil, false},
		{"a last name sooner than a first", "Clara Reed met Reed Hanson. Reed smiled.", friday,
			"Clara Reed", []string{"Clara Reed", "Reed"}, nil, false},
		{"what is said of somebody is nobody else", "Maria Costa is a candidate in France. She smiled.", friday,
			"Maria Costa", []string{"a candidate", "She"}, nil, false},
		{"a place before an office", "Senator Ana Lopes of Texas rose. The Texas senator left.", friday,
			"Ana Lopes", []string{"The Texas senator"}, nil, false},
		{"an office of another party", "Republican candidate Paul Reed met Democratic candidate Ana Lopes. The Republican candidate left.", friday,
			"Paul Reed", []string{"The Republican candidate"}, nil, false},
		{"people of a party", "Democrats met in Boston. They were tired.", friday,
			"Democrats", []string{"Democrats", "They"}, nil, false},
		{"people of a country are not the state", "Most Americans were tired. The Americans refused.", friday,
			"United States", []string{"The Americans"}, []string{"Most Americans", "Americans"}, false},
		{"a firm without its last words", "He works for Harbour Stone Partners. Harbour Stone paid nobody.", friday,
			"Harbour Stone Partners", []string{"Harbour Stone"}, nil, false},
		{"a body by its kind", "The Harbour Workers Union sued Acme Holdings Inc. The company was late.", friday,
			"Acme Holdings Inc", []string{"The company"}, nil, false},
		{"a name that is a title", "Matthew Prince owns a firm. Mr. Prince paid.", friday,
			"Matthew Prince", []string{"Mr. Prince"}, nil, false},
		{"initials with stops", "The Southern Electric Company paid. The S.E.C. was late.", friday,
			"Southern Electric Company", []string{"The S.E.C."}, nil, false},
		{"two spellings in one report", "Anthony Blinken flew in. Antony Blinken flew out.", friday,
			"Anthony Blinken", []string{"Anthony Blinken", "Antony Blinken"}, nil, false},
	} {
		r, spelt := castOf(test.text, test.setting)
		words := strings.Split(spelt[test.name], " | ")
		ok := true
		for _, word := range test.words {
			ok = ok && slices.Contains(words, word)
		}
		for _, word := range test.not {
			ok = ok && !slices.Contains(words, word)
		}
		if ok == test.wrong {
			t.Errorf("%s: %v\nof %v", test.what, spelt, r.Mentions)
		}
	}
}

func TestRolesAndSides(t *testing.T) {
	t.Parallel()
	r, _ := castOf("U.S. Under Secretary of State for Political Affairs Mara Quist met Poland's former defence minister, Jan Novak.", friday)
	roles := map[string]string{}
	for _, a := range r.Actors {
		for _, role := range a.Roles {
			if got := role.Evidence.Span.Text("U.S. Under Secretary of State for Political Affairs Mara Quist met Poland's former defence minister, Jan Novak."); got != role.Evidence.Text {
				t.Errorf("the evidence of %q is not at its span", role.Title)
			}
			roles[a.Name] = fmt.Sprint(role.Title, ", ", role.OfWorld, ", ", role.Former)
		}
		if a.Name == "Mara Quist" && (len(a.Sides) != 1 || r.Actors[a.Sides[0]].World != "w-usa") {
			t.Errorf("%s speaks for %v", a.Name, a.Sides)
		}
	}
	if want := "Under Secretary of State for Political Affairs, w-usa, false"; roles["Mara Quist"] != want {
		t.Errorf("Mara Quist: %s, want %s", roles["Mara Quist"], want)
	}
	if want := "defence minister, w-pol, true"; roles["Jan Novak"] != want {
		t.Errorf("Jan Novak: %s, want %s", roles["Jan Novak"], want)
	}
}

// TestStandpoints holds for whom somebody speaks, by ids in the table of the world, and of
// which country he is.
func TestStandpoints(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ what, text, source, sides, country string }{
		{"a minister", "Polish Foreign Minister Ana Lopes said that it rained.", "Polish Foreign Minister Ana Lopes", "w-pol", "w-pol"},
		{"a spokesman of a ministry", "Polish Foreign Ministry spokesman Jan Novak said that it rained.", "Polish Foreign Ministry spokesman Jan Novak", "w-pol", "w-pol"},
		{"an envoy to another state", "Jan Novak, the Polish ambassador to Norway, said that it rained.", "Jan Novak, the Polish ambassador to Norway,", "w-pol", "w-pol"},
		{"a former minister", "Former Polish foreign minister Ana Lopes said that it rained.", "Former Polish foreign minister Ana Lopes", "", "w-pol"},
		{"a minister of then", "The road was built by then-Polish foreign minister Ana Lopes, who said that it rained.", "who", "", "w-pol"},
		{"a minister who was something else", "Ana Lopes, Polish foreign minister and a former mayor, said that it rained.", "Ana Lopes, Polish foreign minister and a former mayor,", "w-pol", "w-pol"},
		{"a legislator", "Polish lawmaker Ana Lopes said that it rained.", "Polish lawmaker Ana Lopes", "", "w-pol"},
		{"a senator by the short form", "The White House was dark. Sen. Ana Lopes said that it rained.", "Sen. Ana Lopes", "", "w-usa"},
		{"a governor", "Texas Governor Ana Lopes said that it rained.", "Texas Governor Ana Lopes", "", "w-usa"},
		{"an office that one state has", "The White House was dark. Treasury Secretary Ana Lopes said that it rained.", "Treasury Secretary Ana Lopes", "w-usa", "w-usa"},
		{"an association's president", "Polish Harbour Association president Ana Lopes said that it rained.", "Polish Harbour Association president Ana Lopes", "", "w-pol"},
		{"a head of an organisation", "NATO Secretary General Ana Lopes said that it rained.", "NATO Secretary General Ana Lopes", "w-nato", ""},
		{"an adviser to a president", "Polish President Jan Novak rose. Ana Lopes, an adviser to Novak, said that it rained.", "Ana Lopes, an adviser to Novak,", "w-pol", "w-pol"},
		{"a state that stands beside the office", "The mayor blamed Norway and Foreign Minister Ana Lopes said that it rained.", "Foreign Minister Ana Lopes", "", ""},
		{"a parliament", "The Polish parliament said that it rained.", "The Polish parliament", "", "w-pol"},
		{"a ministry", "The Polish Foreign Ministry said that it rained.", "The Polish Foreign Ministry", "w-pol", "w-pol"},
		{"an administration", "U.S. President Joe Biden rose. The Biden administration said that it rained.", "The Biden administration", "w-usa", "w-usa"},
		{"officials", "Polish officials said that it rained.", "Polish officials", "w-pol", "w-pol"},
		{"officials of two", "Polish and Norwegian officials said that it rained.", "Polish and Norwegian officials", "w-nor w-pol", ""},
		{"a clerk of a ministry", "A clerk of the Polish Foreign Ministry said that it rained.", "A clerk of the Polish Foreign Ministry", "w-pol", "w-pol"},
		{"lawmakers", "Polish lawmakers said that it rained.", "Polish lawmakers", "", "w-pol"},
		{"farmers", "Polish farmers said that it rained.", "Polish farmers", "", "w-pol"},
	} {
		r, _ := castOf(test.text, actor.Setting{Day: "2022-02-04"}, said(test.text, test.source, "said", "that it rained"))
		if len(r.Ties[0].Speakers) != 1 {
			t.Errorf("%s: speakers %v", test.what, r.Ties[0].Speakers)
			continue
		}
		a := r.Actors[r.Ties[0].Speakers[0]]
		sides := slices.Sorted(slices.Values(a.Speaks))
		if got := strings.Join(sides, " "); got != test.sides || a.Country != test.country {
			t.Errorf("%s: %s speaks for %q and is of %q, want %q and %q", test.what, a.Name, got, a.Country, test.sides, test.country)
		}
	}
}

// said makes a statement of a text from its source, cue and content. The source is the
// last place of its words before the cue, else the first.
func said(text, source, cue, content string) draft.Statement {
	at := func(words string) []verbale.Excerpt {
		i := strings.Index(text, words)
		if before := strings.Index(text, cue); words == source && before > 0 {
			if last := strings.LastIndex(text[:before], words); last >= 0 {
				i = last
			}
		}
		if words == "" || i < 0 {
			return []verbale.Excerpt{}
		}
		return []verbale.Excerpt{{Span: lang.Span{Start: i, End: i + len(words)}, Text: words}}
	}
	return draft.Statement{Source: at(source), Cue: at(cue), Content: at(content)}
}

func TestSpeakers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, text, source, cue, content string
		speakers, addressees             string
	}{
		{"a name", "Ana Lopes said that it rained.", "Ana Lopes", "said", "that it rained", "Ana Lopes", ""},
		{"several", "Ana Lopes and Jan Novak said that it rained.", "Ana Lopes and Jan Novak", "said", "that it rained", "Ana Lopes, Jan Novak", ""},
		{"the spokesman of somebody", "Peter Moss, a spokesman for Ana Lopes, said that it rained.", "Peter Moss, a spokesman for Ana Lopes", "said", "that it rained", "Peter Moss", ""},
		{"the one spoken to", "Ana Lopes told Jan Novak that it rained.", "Ana Lopes", "told", "that it rained", "Ana Lopes", "Jan Novak"},
		{"an unnamed source", "A senior German official said that it rained.", "A senior German official", "said", "that it rained", "A senior German official", ""},
		{"a body", "The Polish Foreign Ministry said that it rained.", "The Polish Foreign Ministry", "said", "that it rained", "Polish Foreign Ministry", ""},
		{"a pronoun", "Ana Lopes rose. She said that it rained.", "She", "said", "that it rained", "Ana Lopes", ""},
		{"a capital", "Berlin says that it rained.", "Berlin", "says", "that it rained", "Germany", ""},
		{"a paper of whom it names", "Poland sent a letter to Berlin. The letter says that it rained.", "The letter", "says", "that it rained", "Poland", ""},
		{"a paper by its owner", "Poland's note says that it rained.", "Poland's note", "says", "that it rained", "Poland", ""},
		{"the point of a paper", "Poland handed over a note of ten points. The fifth says that it rained.", "The fifth", "says", "that it rained", "Poland", ""},
		{"a paper that is told of as it", "Poland sent a letter to Berlin. It says that it rained.", "It", "says", "that it rained", "Poland", ""},
		{"both sides", "Poland and Germany met at noon. Both sides said that it rained.", "Both sides", "said", "that it rained", "Poland, Germany", ""},
		{"the two", "Ana Lopes dined with nobody. Jan Novak and Peter Moss came late. The two said that it rained.", "The two", "said", "that it rained", "Jan Novak, Peter Moss", ""},
		{"the two countries", "Poland wrote to Germany. The two countries agree that it rained.", "The two countries", "agree", "that it rained", "Poland, Germany", ""},
		{"the latter", "Jan Novak and Peter Moss came late. The latter said that it rained.", "The latter", "said", "that it rained", "Peter Moss", ""},
		{"the former", "Jan Novak and Peter Moss came late. The former said that it rained.", "The former", "said", "that it rained", "Jan Novak", ""},
		{"the latter of things", "They spoke of rain and of snow. The latter said that it rained.", "The latter", "said", "that it rained", "", ""},
		{"the title that a name has", "Acme's chairman Ana Lopes, Peter Moss and Poland's ambassador Jan Novak said that it rained.", "Acme's chairman Ana Lopes, Peter Moss and Poland's ambassador Jan Novak", "said", "that it rained", "Ana Lopes, Peter Moss, Jan Novak", ""},
		{"a name after whose he is", "Ana Lopes's deputy, Jan Novak, said that it rained.", "Ana Lopes's deputy, Jan Novak,", "said", "that it rained", "Jan Novak", ""},
		{"a name after a dash", "Ana Lopes's deputy — Jan Novak — said that it rained.", "Ana Lopes's deputy — Jan Novak —", "said", "that it rained", "Jan Novak", ""},
		{"both of two apart", "Jan Novak came late. Later he met Chancellor Ana Lopes. Both leaders said that it rained.", "Both leaders", "said", "that it rained", "Jan Novak, Ana Lopes", ""},
		{"whose tweet it is", "Jan Novak came late. His second tweet said that it rained.", "His second tweet", "said", "that it rained", "Jan Novak", ""},
		{"a poll and a survey", "Peter Moss read a poll by the Harbour Institute. The survey said that it rained.", "The survey", "said", "that it rained", "Harbour Institute", ""},
		{"a father is not his son", "Jan Novak came late. His father said that it rained.", "His father", "said", "that it rained", "His father", ""},
		{"who was it before", "Ana Lopes, the former mayor, met Jan Novak. The former mayor said that it rained.", "The former mayor", "said", "that it rained", "Ana Lopes", ""},
		{"by his age", "Jan Novak came late. The 43-year-old said that it rained.", "The 43-year-old", "said", "that it rained", "Jan Novak", ""},
		{"what a man cannot be called", "Ana Lopes and Peter Moss came late. The businessman said that it rained.", "The businessman", "said", "that it rained", "Peter Moss", ""},
		{"a word that says something new", "Jan Novak came late. The fund manager said that it rained.", "The fund manager", "said", "that it rained", "Jan Novak", ""},
		{"a woman's office", "Congresswoman Ana Lopes met Peter Moss. The congresswoman said that it rained.", "The congresswoman", "said", "that it rained", "Ana Lopes", ""},
		{"his campaign", "Jan Novak came late. His campaign said that it rained.", "His campaign", "said", "that it rained", "Novak campaign", ""},
		{"many of a country", "Poland waits. Many Russians say that it rained.", "Many Russians", "say", "that it rained", "Many Russians", ""},
		{"a family", "Ana Novak met Jan Novak. The Novaks said that it rained.", "The Novaks", "said", "that it rained", "Ana Novak, Jan Novak", ""},
		{"countrymen", "The Russians say that it rained.", "The Russians", "say", "that it rained", "Russia", ""},
		{"a countryman", "Peter Moss won the race. The Ghanaian said that it rained.", "The Ghanaian", "said", "that it rained", "Peter Moss", ""},
		{"a thing does not speak", "Poland built a bridge. The bridge fell. It said that it rained.", "It", "said", "that it rained", "Poland", ""},
		{"the ministry of the minister", "Polish Foreign Minister Ana Lopes rose. The ministry said that it rained.", "The ministry", "said", "that it rained", "Polish Foreign Ministry", ""},
		{"no source: the subject by the tree", "Jan Novak sat down. Late in the day came the answer, said Novak.", "", "said", "Late in the day came the answer", "Jan Novak", ""},
		{"no source: the subject is shared", "Ana Lopes praised the map but said that it rained.", "", "said", "that it rained", "Ana Lopes", ""},
		{"no source: a participle of the main clause", "Jan Novak said the road that Ana Lopes built was shut, adding that it rained.", "", "adding", "that it rained", "Jan Novak", ""},
		{"no source: asked by nobody named", "Asked whether it rained, Jan Novak nodded.", "", "Asked", "whether it rained", "", ""},
		{"no source: named right before the verb", "As he left the room after meeting Jan Novak, Ana Lopes urged him to wait.", "", "urged", "him to wait", "Ana Lopes", ""},
		{"no source: before a colon", "Ana Lopes struck another note: “We shall see rain.”", "", "", "“We shall see rain.”", "Ana Lopes", ""},
		{"no source: after a dash", "“We shall see rain.” — Ana Lopes", "", "", "“We shall see rain.”", "Ana Lopes", ""},
		{"a surname that is a city", "Defence Minister Lloyd Austin came late. Austin said that it rained.", "Austin", "said", "that it rained", "Lloyd Austin", ""},
		{"a city that nobody is called", "Talks in Paris ended. Paris said that it rained.", "Paris", "said", "that it rained", "France", ""},
		{"a surname that is a people", "Premier Bill English came late. Mr. English said that it rained.", "Mr. English", "said", "that it rained", "Bill English", ""},
		{"a surname that is a title", "Rep. Steve King came late. King said that it rained.", "King", "said", "that it rained", "Steve King", ""},
		{"a surname that is an office", "Senator Per Judge came late. Judge said that it rained.", "Judge", "said", "that it rained", "Per Judge", ""},
		{"a surname that is a month", "Minister Ada March came late. March said that it rained.", "March", "said", "that it rained", "Ada March", ""},
		{"a surname that is a modal", "Ada Will came late. Will said that it rained.", "Will", "said", "that it rained", "Ada Will", ""},
		{"a surname that is a verb", "The envoy Mohamed Said came late. Said told reporters that it rained.", "Said", "told", "that it rained", "Mohamed Said", ""},
		{"a state that a man is called after, named otherwise too", "Vernon Jordan flew to Jordan. Jordan said that it rained.", "Jordan", "said", "that it rained", "Jordan", ""},
		{"a label before a name", "SPORT Theresa May said that it rained.", "SPORT Theresa May", "said", "that it rained", "Theresa May", ""},
		{"a particle with a capital", "Ursula von der Leyen came late. Von der Leyen said that it rained.", "Von der Leyen", "said", "that it rained", "Ursula von der Leyen", ""},
		{"a particle within a name", "Ilse d'Arcy came late. D'Arcy said that it rained.", "D'Arcy", "said", "that it rained", "Ilse d'Arcy", ""},
		{"two with what they are", "Captain Jens Cook and engineer Joel Banks came late. They said that it rained.", "They", "said", "that it rained", "Jens Cook, Joel Banks", ""},
		{"two with where they stand", "Jan Novak (right) and Peter Moss (left) came late. The latter said that it rained.", "The latter", "said", "that it rained", "Peter Moss", ""},
		{"both of two places", "Norland and Drennia signed on Monday. Both said that it rained.", "Both", "said", "that it rained", "Norland, Drennia", ""},
		{"a joint statement", "At a summit with Polish President Jan Novak, Norwegian Prime Minister Ana Lopes smiled. A joint statement said that it rained.", "A joint statement", "said", "that it rained", "Poland, Norway", ""},
		{"a president without a state", "President Ana Lopes met Norwegian President Jan Novak. The president said that it rained.", "The president", "said", "that it rained", "Ana Lopes", ""},
		{"a name at the end of an office that is none of the tables", "US Under-Helmsman of State Ana Lopes said that it rained.", "US Under-Helmsman of State Ana Lopes", "said", "that it rained", "Ana Lopes", ""},
		{"another state's body of a known name", "Congress sat. The Peruvian Congress said that it rained.", "The Peruvian Congress", "said", "that it rained", "Peruvian Parliament", ""},
		{"a newspaper by what it is called once", "The Meridian daily came late. Meridian said that it rained.", "Meridian", "said", "that it rained", "Meridian", ""},
		{"whose name tells", "Robin Moran met Martha Vik. She said that it rained.", "She", "said", "that it rained", "Martha Vik", ""},
		{"a country in general", "Poland waited. Every country said that it rained.", "Every country", "said", "that it rained", "Every country", ""},
	} {
		r, _ := castOf(test.text, friday, said(test.text, test.source, test.cue, test.content))
		names := func(list []int) string {
			var all []string
			for _, i := range list {
				all = append(all, r.Actors[i].Name)
			}
			return strings.Join(all, ", ")
		}
		if got := names(r.Ties[0].Speakers); got != test.speakers {
			t.Errorf("%s: speakers %q, want %q", test.what, got, test.speakers)
		}
		if got := names(r.Ties[0].Addressees); got != test.addressees {
			t.Errorf("%s: addressees %q, want %q", test.what, got, test.addressees)
		}
	}
}

func TestUnnamed(t *testing.T) {
	t.Parallel()
	text := "Two State Department officials, who asked not to be named because the talks go on, said that it rained."
	r, _ := castOf(text, friday, said(text, "Two State Department officials, who asked not to be named because the talks go on", "said", "that it rained"))
	a := r.Actors[r.Ties[0].Speakers[0]]
	if a.Type != verbale.Unnamed || a.Source == nil {
		t.Fatalf("the source is %+v", a)
	}
	if a.Source.Number != "two" || a.Source.Affiliation != "State Department" || a.Source.Terms == nil || a.Source.Reason == nil ||
		a.Source.Reason.Text != "because the talks go on" {
		t.Errorf("of the source is known %+v", a.Source)
	}
}

// TestVoices holds pronouns of the first and second person outside quotation marks.
func TestVoices(t *testing.T) {
	t.Parallel()
	talk := "The Daily Ledger talked with Ana Lopes, a sculptor, about stone.\n\nWhen did you begin?\n\nI began at nine. My father gave me a chisel.\n\n" +
		"Do you work at night?\n\nI sleep at night, and I think that I work better by day."
	for _, test := range []struct{ what, text, word, name string }{
		{"the guest of an interview answers", talk, "I", "Ana Lopes"},
		{"the guest of an interview is asked", talk, "you", "Ana Lopes"},
		{"whose speech it is", "Remarks by Mayor Clara Reed\n\nI am glad that I came. I see my friends, and I see my sister. They helped me.", "me", "Clara Reed"},
		{"the author of a report", "I came to the village at noon. Clara Reed met me there.", "me", "I"},
		{"those who wrote it", "We came to the village at noon. Clara Reed met us there.", "us", "we"},
		{"turns", "Ana Lopes: I never said so.\n\nPeter Moss: But I heard it.", "I", "Ana Lopes|Peter Moss"},
		{"the other of two turns", "Clara Reed: I thank you.\n\nPeter Moss: I was glad to help.", "you", "Peter Moss"},
	} {
		r, _ := castOf(test.text, friday)
		who := map[string]bool{}
		for _, m := range r.Mentions {
			if m.Text == test.word && m.Chain >= 0 {
				who[r.Actors[m.Chain].Name] = true
			}
		}
		for name := range strings.SplitSeq(test.name, "|") {
			if !who[name] {
				t.Errorf("%s: %q is %v", test.what, test.word, who)
			}
		}
	}
}

// TestQuotationGoesOn holds the pronouns of a quotation that no statement holds: it
// goes on with that of the paragraph before.
func TestQuotationGoesOn(t *testing.T) {
	t.Parallel()
	text := "“I was there,” Ana Lopes said.\n\n“Nobody saw me.”"
	r, _ := castOf(text, friday, said(text, "Ana Lopes", "said", "“I was there,”"))
	for _, m := range r.Mentions {
		if m.Text == "me" && (m.Chain < 0 || r.Actors[m.Chain].Name != "Ana Lopes") {
			t.Errorf("%q is %v", m.Text, m.Chain)
		}
	}
}

func TestFirstPerson(t *testing.T) {
	t.Parallel()
	text := "“We will wait, and I will write,” Foreign Minister Sergei Lavrov of Russia said."
	r, _ := castOf(text, friday, said(text, "Foreign Minister Sergei Lavrov of Russia", "said", "“We will wait, and I will write,”"))
	who := map[string]string{}
	for _, m := range r.Mentions {
		if m.Form == verbale.Pronominal && m.Chain >= 0 {
			who[m.Text] = r.Actors[m.Chain].Name
		}
	}
	if who["I"] != "Sergei Lavrov" || who["We"] != "Russia" {
		t.Errorf("the first person is %v", who)
	}
}

// FuzzResolve reads any text, with statements anywhere in it.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{
		"Ana Lopes, the minister of Poland, told Jan Novak (JN) that “we” wait.", "US Department of", "the the of of , , (", "\xff\xfe U.S.",
		"Secretary of State", "Sir Edward", "M. ", "“ ” \" The West's\n\nBerlin", "Russia's", "the government of the",
	} {
		f.Add(seed, 1, 5, 9, 12)
	}
	analyzer := lang.NewAnalyzer()
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		if len(text) > 4<<10 {
			return
		}
		doc := analyzer.Analyze(text)
		var statements []draft.Statement
		if n := len(doc.Tokens); n > 0 {
			excerpt := func(x, y int) []verbale.Excerpt {
				i, j := abs(x)%n, abs(y)%n
				i, j = min(i, j), max(i, j)
				span := lang.Span{Start: doc.Tokens[i].Start, End: doc.Tokens[j].End}
				return []verbale.Excerpt{{Span: span, Text: span.Text(text)}}
			}
			statements = append(statements,
				draft.Statement{Source: excerpt(a, b), Cue: excerpt(b, c), Content: excerpt(c, d)},
				draft.Statement{Source: excerpt(c, a), Content: excerpt(a, d)})
		}
		r := actor.Find(actor.Shipped(), lexicon.Load(), page.New(doc, nil), friday).Resolve(statements)
		if len(r.Ties) != len(statements) {
			t.Fatalf("%d ties of %d statements", len(r.Ties), len(statements))
		}
		for i, m := range r.Mentions {
			if m.Start < 0 || m.End > len(text) || m.Start >= m.End || text[m.Start:m.End] != m.Text || m.Chain >= len(r.Actors) || m.Chain < -1 {
				t.Fatalf("mention %d is %+v", i, m)
			}
		}
		for i, l := range r.Actors {
			if l.Name == "" || l.Type == "" {
				t.Fatalf("actor %d is %+v", i, l)
			}
		}
		for _, tie := range r.Ties {
			for _, i := range append(slices.Clone(tie.Speakers), tie.Addressees...) {
				if i < 0 || i >= len(r.Actors) {
					t.Fatalf("a tie to %d of %d actors", i, len(r.Actors))
				}
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// TestObserve holds that who observes sees the candidates of a pronoun, the nearest
// first, and chooses among them.
func TestObserve(t *testing.T) {
	t.Parallel()
	const text = "Anna Roth met Clara Moss on Monday. She was late."
	doc := lang.NewAnalyzer().Analyze(text)
	for place, want := range map[int]string{0: "Clara Moss", 1: "Anna Roth", -1: ""} {
		var seen []string
		r := actor.Find(actor.Shipped(), lexicon.Load(), page.New(doc, nil), friday).Observe(nil, func(c actor.Choice) int {
			for _, o := range c.Options {
				seen = append(seen, o.Actor.Name)
				if len(o.Evidence) == 0 || fmt.Sprint(o.Evidence[0]) != "anyone" {
					t.Errorf("%s: evidence %v", o.Actor.Name, o.Evidence)
				}
			}
			return place
		})
		if !slices.Equal(seen, []string{"Clara Moss", "Anna Roth"}) {
			t.Fatalf("seen: %q", seen)
		}
		got := ""
		for _, m := range r.Mentions {
			if m.Text == "She" {
				got = r.Actors[m.Chain].Name
			}
		}
		if got != want {
			t.Errorf("of %d: %q, want %q", place, got, want)
		}
	}
}
