package actor

import (
	"verbale.dev/verbale/internal/lexicon"
)

// is reports whether a noun has a trait.
func (c *Cast) is(noun string, trait lexicon.Trait) bool { return c.words.Noun(noun).Has(trait) }

// isSource reports whether a word, in the singular or the plural, is a noun for people
// who are not named.
func (c *Cast) isSource(word string) bool { return c.words.NounForm(word).Has(lexicon.Source) }

// ofAdherents reports whether a word is the plural of those of a party or a faith.
func (c *Cast) ofAdherents(word string) bool {
	noun := c.words.NounForm(word)
	return noun.Has(lexicon.Adherent) && word != noun.Lemma
}

// The pronouns by person, number and gender.
func (c *Cast) masculine(word string) bool { return c.words.Pronoun(word).Gender == lexicon.Masculine }
func (c *Cast) feminine(word string) bool  { return c.words.Pronoun(word).Gender == lexicon.Feminine }
func (c *Cast) neuter(word string) bool    { return c.words.Pronoun(word).Gender == lexicon.Neuter }
func (c *Cast) plural(word string) bool    { return c.isPronoun(word, 3, true) }
func (c *Cast) firstOne(word string) bool  { return c.isPronoun(word, 1, false) }
func (c *Cast) firstMany(word string) bool { return c.isPronoun(word, 1, true) }
func (c *Cast) second(word string) bool    { return c.words.Pronoun(word).Person == 2 }

func (c *Cast) isPronoun(word string, person int, many bool) bool {
	p := c.words.Pronoun(word)
	return p.Person == person && p.Many == many
}

var (
	// honorifics stand before a personal name and are no office.
	honorifics = lexicon.SetOf("mr mrs ms miss dr sir lord lady dame herr frau monsieur madame m mme mister prof professor",
		"count countess baron baroness duke duchess marquis prince princess archduke archduchess sheikh ayatollah imam",
		"rev reverend father sister brother saint st comrade president-elect")
	// ranks stand before a personal name, often shortened.
	ranks = lexicon.SetOf("gen general col colonel capt captain maj major lt lieutenant adm admiral sgt sergeant cpl marshal",
		"sen senator rep representative gov governor cmdr commander brig brigadier pvt private")
	// modifiers stand within the words of an office.
	modifiers = lexicon.SetOf("deputy vice former ex- then acting interim chief senior junior first second top leading prime foreign",
		"defence defense interior finance trade justice energy health home state national presidential parliamentary",
		"regional federal assistant under associate special permanent royal imperial crown military army naval police",
		"press ruling opposition outgoing incoming newly elected veteran longtime long-time late general political economic",
		"european central external cabinet security intelligence nuclear republican democratic conservative labour liberal",
		"house senate white majority minority campaign managing executive supreme high grand lead main")
	formerly = lexicon.SetOf("former ex- ex late then-former onetime one-time")

	menTitles   = lexicon.SetOf("mr sir lord herr monsieur m mister count baron duke marquis prince archduke king emperor tsar czar kaiser sultan pope father brother chairman spokesman congressman")
	womenTitles = lexicon.SetOf("mrs ms miss lady dame frau madame mme countess baroness duchess princess archduchess queen empress sister chairwoman spokeswoman congresswoman")

	men = lexicon.SetOf("james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark",
		"donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric",
		"jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler",
		"aaron jose henry adam douglas nathan peter zachary walter kyle harold carl jeremy keith roger gerald ethan arthur terry",
		"lawrence sean christian albert joe austin jesse willie billy bryan bruce jordan ralph roy noah dylan eugene wayne alan juan louis",
		"russell gabriel randy philip harry vincent bobby johnny logan mike bill tim jim tom bob steve dan chris greg ben ted barack joe",
		"vladimir sergei sergey dmitry dmitri mikhail boris igor ivan nikolai alexei viktor yuri oleg pavel andrei antony francois jacques",
		"jean pierre michel nicolas gerhard helmut hans klaus wolfgang friedrich gottlieb theobald leopold nikola slobodan milan mario",
		"giovanni luigi silvio carlos luis fernando jorge hugo mohammed mohamed mahmoud ahmed ali hassan hussein omar yasser ariel ehud",
		"benjamin shimon kofi thabo nelson robert jacob olusegun junichiro shinzo bernie rudy newt mitt jeb marco rand lindsey jens recep",
		"volodymyr petro oleksandr arseniy emmanuel olaf boris tony gordon raymond rené raymond maurice francis jules edgar lazar basil")
	women = lexicon.SetOf("mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley",
		"kimberly emily donna michelle carol amanda melissa deborah stephanie dorothy rebecca sharon laura cynthia amy kathleen angela",
		"shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather",
		"diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline",
		"martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise",
		"danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis lori marie hillary condoleezza madeleine",
		"melania ivanka chelsea theresa angela liz nikki elena olga natalia irina svetlana tatiana yulia benazir indira sonia golda jill",
		"kamala ursula annalena giorgia sanna catherine federica wendy jen kellyanne loretta gennifer michele carly debbie donna maya zakharova")
)
