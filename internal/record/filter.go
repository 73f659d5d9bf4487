package record

import (
	"fmt"
	"strings"

	"verbale.dev/verbale"
)

// Filter says which rows are wanted. An empty field asks for nothing; what is
// given must all hold. A list holds where any of its values does.
type Filter struct {
	IDs      []string // ids of statements, or beginnings of them
	Document []string // names of documents, or their last elements
	Outlet   []string // any part of the outlet's name, in any case
	Since    string   // ISO date, month or year: said then or later
	Until    string   // ISO date, month or year: said then or earlier

	Speaker []string // any part of a name of the speaker, in any case
	To      []string // any part of a name of an addressee
	About   string   // words within the content, as search has them
	Kind    []verbale.Kind
	Mode    []verbale.Mode
	Account []verbale.Account // without it: all, but with Speaker own and same side
	Channel []verbale.Channel

	Undated      bool // no day on which it was said
	Unattributed bool // no speaker
	Checked      bool // a person has checked, corrected or added it
	Struck       bool // also rows that a person has struck

	ByDate bool // statements in order of the day on which they were said, undated last

	Type []verbale.TimeType // types of time expressions
	Name []string           // any part of a name of an actor

	Actor []string // ids of actors
	Side  []string // ids of actors or parts of their names: of actors that speak for them
}

// Accounts returns the accounts that the filter lets through, or nil for all.
// Who asks for a speaker asks for that speaker's own words.
func (f *Filter) Accounts() []verbale.Account {
	if len(f.Account) == 0 && len(f.Speaker) > 0 {
		return []verbale.Account{verbale.Own, verbale.SameSide}
	}
	return f.Account
}

// clause gathers conditions and their arguments.
type clause struct {
	conditions []string
	arguments  []any
}

func (c *clause) add(condition string, arguments ...any) {
	c.conditions = append(c.conditions, condition)
	c.arguments = append(c.arguments, arguments...)
}

// anyOf adds condition, which holds one "?", once for each value, any of which may hold.
func anyOf[T ~string](c *clause, condition string, values []T, spell func(string) string) {
	if len(values) == 0 {
		return
	}
	alternatives := make([]string, len(values))
	for i, value := range values {
		alternatives[i] = condition
		for range strings.Count(condition, "?") {
			c.arguments = append(c.arguments, spell(string(value)))
		}
	}
	c.conditions = append(c.conditions, "("+strings.Join(alternatives, " OR ")+")")
}

func (c *clause) where() string {
	if len(c.conditions) == 0 {
		return "TRUE"
	}
	return strings.Join(c.conditions, " AND ")
}

func same(value string) string { return value }

// within spells a LIKE pattern for "holds value", with \ as the escape.
func within(value string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(value) + "%"
}

func beginning(value string) string { return strings.TrimPrefix(within(value), "%") }

func lastElement(value string) string { return "%/" + strings.TrimPrefix(beginning(value), "") }

// documents adds what is asked of documents d and versions v.
func (f *Filter) documents(c *clause) {
	if len(f.Document) > 0 {
		alternatives := make([]string, 0, len(f.Document))
		for _, name := range f.Document {
			alternatives = append(alternatives, `d.name = ? OR d.name LIKE ? ESCAPE '\'`)
			c.arguments = append(c.arguments, name, strings.TrimSuffix(lastElement(name), "%"))
		}
		c.conditions = append(c.conditions, "("+strings.Join(alternatives, " OR ")+")")
	}
	anyOf(c, `v.outlet LIKE ? ESCAPE '\'`, f.Outlet, within)
}

// statements adds what is asked of statements s.
func (f *Filter) statements(c *clause) error {
	f.documents(c)
	anyOf(c, `s.id LIKE ? ESCAPE '\'`, f.IDs, beginning)
	const actorOf = `EXISTS (SELECT 1 FROM statement_actor t
		JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local JOIN actor a ON a.id = l.actor
		WHERE t.statement = s.number AND t.role = '%s'
		  AND (a.name LIKE ? ESCAPE '\' OR l.name LIKE ? ESCAPE '\' OR l.names LIKE ? ESCAPE '\'))`
	anyOf(c, fmt.Sprintf(actorOf, "speaker"), f.Speaker, within)
	anyOf(c, fmt.Sprintf(actorOf, "addressee"), f.To, within)
	anyOf(c, `EXISTS (SELECT 1 FROM statement_actor t
		JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		JOIN actor_side x ON x.actor = l.actor LEFT JOIN actor b ON b.id = x.side
		WHERE t.statement = s.number AND t.role = 'speaker' AND (x.side LIKE ? ESCAPE '\' OR b.name LIKE ? ESCAPE '\'))`, f.Side, within)
	anyOf(c, `s.kind = ?`, f.Kind, same)
	anyOf(c, `s.mode = ?`, f.Mode, same)
	anyOf(c, `s.account = ?`, f.Accounts(), same)
	anyOf(c, `s.channel = ?`, f.Channel, same)
	if f.About != "" {
		match, err := matchExpression(f.About)
		if err != nil {
			return err
		}
		c.add(`s.number IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)`, match)
	}
	f.days(c, "s.said_on")
	if f.Undated {
		c.add(`s.said_on IS NULL`)
	}
	if f.Unattributed {
		c.add(`NOT EXISTS (SELECT 1 FROM statement_actor t WHERE t.statement = s.number AND t.role = 'speaker')`)
	}
	if f.Checked {
		c.add(`s.status IN ('checked', 'corrected', 'added')`)
	}
	if !f.Struck {
		c.add(`s.status <> 'struck'`)
	}
	return nil
}

// days adds the limits on a column of ISO dates, months, years or intervals
// a/b: a value is within them if some day of it can be.
func (f *Filter) days(c *clause, column string) {
	if f.Since != "" {
		last := fmt.Sprintf(`substr(%[1]s, instr(%[1]s, '/') + 1)`, column)
		c.add(fmt.Sprintf(`(%[1]s >= ? OR (length(%[1]s) < length(?) AND %[1]s = substr(?, 1, length(%[1]s))))`, last),
			f.Since, f.Since, f.Since)
	}
	if f.Until != "" {
		c.add(fmt.Sprintf(`substr(%[1]s, 1, length(?)) <= ?`, column), f.Until, f.Until)
	}
}

// matchExpression turns words as a person types them into an FTS5 query: all
// the words, in any order; a quoted string exactly.
func matchExpression(words string) (string, error) {
	var terms []string
	for i, piece := range strings.Split(words, `"`) {
		if i%2 == 1 {
			if phrase := strings.TrimSpace(piece); phrase != "" {
				terms = append(terms, `"`+phrase+`"`)
			}
			continue
		}
		for _, word := range strings.Fields(piece) {
			terms = append(terms, `"`+word+`"`)
		}
	}
	if len(terms) == 0 {
		return "", fmt.Errorf("record: nothing to look for in %q: %w", words, ErrQuery)
	}
	return strings.Join(terms, " "), nil
}
