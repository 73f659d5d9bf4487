package timex_test

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// TestReading reads sentences of our own and wants every expression in them,
// with its value, and nothing else.
func TestReading(t *testing.T) {
	t.Parallel()
	const tuesday = "2022-02-08"
	for _, c := range []struct{ name, day, text, want string }{
		// The verb decides between the last and the coming weekday.
		{"past verb", tuesday, "The minister said on Thursday that she had signed it.", "Thursday=2022-02-03"},
		{"future verb", tuesday, "The two ministers will meet on Thursday in Geneva.", "Thursday=2022-02-10"},
		{"the report's own weekday", tuesday, "The minister said on Tuesday that she would go.", "Tuesday=2022-02-08"},
		{"infinitive of purpose", tuesday, "They agreed to meet again on Friday in Minsk.", "Friday=2022-02-11"},
		{"a deadline", tuesday, "He gave them until Saturday.", "Saturday=2022-02-12"},
		{"a month with a past verb", tuesday, "The drafts were sent in December.", "December=2021-12"},
		{"a month with a future verb", tuesday, "The council will vote in December.", "December=2022-12"},
		{"the month of the report", tuesday, "They met in February.", "February=2022-02"},
		{"a day of this month that is past", tuesday, "They met on Feb. 2.", "Feb. 2=2022-02-02"},
		{"a day that was last year", tuesday, "The drafts were published on December 17.", "December 17=2021-12-17"},

		// Orders and spellings.
		{"British", tuesday, "The letter is dated 28 January 2022.", "28 January 2022=2022-01-28"},
		{"British with ordinal", tuesday, "The letter is dated 28th January, 2022.", "28th January, 2022=2022-01-28"},
		{"American", tuesday, "The letter is dated January 28, 2022.", "January 28, 2022=2022-01-28"},
		{"ISO", tuesday, "The letter is dated 2022-01-28.", "2022-01-28=2022-01-28"},
		{"with points, day first", tuesday, "The letter is dated 28.1.2022.", "28.1.2022=2022-01-28"},
		{"with slashes, one way only", tuesday, "The letter is dated 1/28/2022.", "1/28/2022=2022-01-28"},
		{"with slashes, both ways", tuesday, "The letter is dated 2/1/2022.", "2/1/2022=2022-XX-XX"},
		{"in words", tuesday, "It is due on March eighth.", "March eighth=2022-03-08"},
		{"a spoken year", tuesday, "They met in nineteen ninety-one.", "nineteen ninety-one=1991"},

		// Ranges.
		{"between two days", tuesday, "They met between January 10 and 13 in three cities.", "January 10=2022-01-10; 13=2022-01-13"},
		{"days with a hyphen", tuesday, "They met on January 10-13 in three cities.", "January 10=2022-01-10; 13=2022-01-13"},
		{"from year to year", tuesday, "He led it from 2010 to 2014.", "2010=2010; 2014=2014"},
		{"months with a hyphen", tuesday, "They met in January-February.", "January=2022-01; February=2022-02"},
		{"between years", tuesday, "He earned much between 1985 and 1987.", "1985=1985; 1987=1987"},

		// The month and the year of a list stand once.
		{"a range with its year", tuesday, "They met March 9-13, 2012.", "March 9=2012-03-09; 13, 2012=2012-03-13"},
		{"a range with a dash and its year", tuesday, "They met Mar. 9–13, 2012.", "Mar. 9=2012-03-09; 13, 2012=2012-03-13"},
		{"from a day to a day of one year", tuesday, "They met from March 9 to April 3, 2012.", "March 9=2012-03-09; April 3, 2012=2012-04-03"},
		{"a stretch over the turn of the year", tuesday, "They ruled from November to May 1965.", "November=1964-11; May 1965=1965-05"},
		{"months with one year", tuesday, "It sat in June, July and August 1999.", "June=1999-06; July=1999-07; August 1999=1999-08"},
		{"days before their month", tuesday, "They met on 9-13 March 2012.", "9=2012-03-09; 13 March 2012=2012-03-13"},
		{"a list before its month", tuesday, "They met on 3, 10 and 17 January.", "3=2022-01-03; 10=2022-01-10; 17 January=2022-01-17"},
		{"ordinals before their month", tuesday, "They met on the 9th and 10th of March 2012.", "9th=2012-03-09; 10th of March 2012=2012-03-10"},
		{"a list behind its month", tuesday, "They met on January 3, 10 and 17.", "January 3=2022-01-03; 10=2022-01-10; 17=2022-01-17"},
		{"no list: a number counts", tuesday, "On January 3, 13 ships left.", "January 3=2022-01-03"},
		{"a day of the week with its number", tuesday, "The court will sit on Tuesday 15 and Wednesday the 16th.", "Tuesday 15=2022-02-15; Wednesday the 16th=2022-02-16"},
		{"no day: a number counts", tuesday, "On Tuesday 15 were found.", "Tuesday=2022-02-08"},
		{"short second years", tuesday, "The war of 1998-99 ended; that of 1914/15 began.", "1998=1998; 99=1999; 1914=1914; 15=1915"},
		{"a second year of one digit", tuesday, "The talks of 1996/7 and 1999/0 failed.", "1996=1996; 7=1997; 1999=1999; 0=2000"},
		{"between two days of the week", tuesday, "They met between Monday and Wednesday.", "Monday=2022-01-31; Wednesday=2022-02-02"},
		{"two days of the week apart", tuesday, "They met on Monday and Wednesday.", "Monday=2022-02-07; Wednesday=2022-02-02"},
		{"no second year: a month", tuesday, "The file of 2012-05-06 was lost.", "2012-05-06=2012-05-06"},
		{"names of months between hyphens", tuesday, "The file is dated 19-Nov-21, the note 3-DEC-2021.", "19-Nov-21=2021-11-19; 3-DEC-2021=2021-12-03"},
		{"hours as soldiers say them", tuesday, "At 1430 hours they left.", "1430 hours=2022-02-08T14:30"},
		{"hours as a length", tuesday, "After 1200 hours of talks they left.", "1200 hours=PT1200H"},
		{"from weekday to weekday, past", tuesday, "They met from Monday to Friday.", "Monday=2022-01-31; Friday=2022-02-04"},
		{"from weekday to weekday, ahead", tuesday, "They will meet from Monday to Friday.", "Monday=2022-02-14; Friday=2022-02-18"},

		// Approximate.
		{"mid-month", tuesday, "They met in mid-December.", "mid-December=2021-12(MID)"},
		{"late decade", tuesday, "It began in the late 1990s.", "the late 1990s=199(END)"},
		{"early year", tuesday, "It opened in early 2021.", "early 2021=2021(START)"},

		// Lengths, ages, sets.
		{"hours", tuesday, "They have 48 hours to reply.", "48 hours=PT48H"},
		{"more than a month", tuesday, "It took more than a month.", "more than a month=P1M(MORE_THAN)"},
		{"and a half", tuesday, "After two and a half years they met; it took three-and-a-half hours.", "two and a half years=P2Y6M; three-and-a-half hours=PT3H30M"},
		{"the future as an attribute", tuesday, "They spoke on the future US role.", ""},
		{"to last", tuesday, "The talks would last two weeks.", "two weeks=P2W"},
		{"hyphenated", tuesday, "After a two-hour meeting they left.", "two-hour=PT2H"},
		{"an age", tuesday, "The 36-year-old envoy left.", "36-year-old=P36Y"},
		{"a set", tuesday, "The staffs speak every Tuesday.", "every Tuesday=XXXX-WXX-2"},

		// Anaphora.
		{"the day before", tuesday, "The note came on January 27. The day before, the envoy had left.", "January 27=2022-01-27; The day before=2022-01-26"},
		{"two days later", tuesday, "The note came on January 27. Two days later they met.", "January 27=2022-01-27; Two days later=2022-01-29"},
		{"that week", tuesday, "The note came on January 27. They met twice that week.", "January 27=2022-01-27; that week=2022-W04"},
		{"the same month", tuesday, "The note came on May 3, 2014. They met in the same month.", "May 3, 2014=2014-05-03; the same month=2014-05"},
		{"the following year", tuesday, "He was made a general in 1995, and the following year he left.", "1995=1995; the following year=1996"},
		{"too coarse for a day", tuesday, "He was made a general in 1995. That day it rained.", "1995=1995; That day=XXXX-XX-XX"},

		// No report's day: relative expressions stay relative.
		{"undated weekday", "", "The minister said on Thursday that she had signed it.", "Thursday=XXXX-WXX-4"},
		{"undated yesterday", "", "They met yesterday.", "yesterday=PAST_REF"},
		{"undated today", "", "They meet today.", "today=PRESENT_REF"},
		{"undated next week", "", "They meet next week.", "next week=FUTURE_REF"},
		{"undated month", "", "They will meet in May.", "May=XXXX-05"},
		{"undated day", "", "They met on January 10.", "January 10=XXXX-01-10"},
		{"undated morning", "", "They met this morning.", "this morning=XXXX-XX-XXTMO"},
		{"undated quarter", "", "Output fell in the third quarter.", "the third quarter=XXXX-Q3"},
		{"undated, counted from a date", "", "The note came on 27 January 2022. Two days later they met.", "27 January 2022=2022-01-27; Two days later=2022-01-29"},

		{"undated, in a month spoken of", "", "They met in December 2021. On December 15 they signed; on January 3 they left.",
			"December 2021=2021-12; December 15=2021-12-15; January 3=XXXX-01-03"},

		// What does not exist or contradicts itself.
		{"31 February", tuesday, "It is dated February 31, 2021.", "February 31, 2021=2021-02"},
		{"29 February in no leap year", tuesday, "It is dated 29 February 2021.", "29 February 2021=2021-02"},
		{"29 February without a year", tuesday, "It was signed on February 29.", "February 29=2020-02-29"},
		{"contradictory weekday", tuesday, "They met on Monday, January 25, 2022.", "Monday, January 25, 2022=2022-01-25"},
		{"Old Style", tuesday, "It fell on 25 October 1917 (Old Style).", "25 October 1917 (Old Style)=1917-10-25"},
		{"before 1900", tuesday, "It was signed on 30 March 1856.", "30 March 1856=1856-03-30"},
		{"no century", tuesday, "The class of '68 came.", "'68=1968"},
		{"no century and no day to count from", "", "The class of '68 came.", "'68=XXXX"},

		// Not time expressions.
		{"a prime minister", tuesday, "Theresa May said no, and the May government fell.", ""},
		{"the modal verb", tuesday, "May I go? They may 10 times ask.", ""},
		{"the verb march", tuesday, "Workers march for bread.", ""},
		{"a newspaper", tuesday, "The Sun printed it.", ""},
		{"a fall", tuesday, "They cheered the fall of the city.", ""},
		{"an ordinal", tuesday, "He won a second term.", ""},
		{"a number of votes", tuesday, "He won by 1997 votes.", ""},
		{"a price", tuesday, "It costs $1997 a piece.", ""},
		{"a resolution", tuesday, "Under Resolution 1970 they froze funds.", ""},
		{"a decimal", tuesday, "Shares closed at 2082.1 in London.", ""},
		{"three-quarters", tuesday, "About three-quarters of it is gone.", ""},
		{"last bastion", tuesday, "It was the last bastion to fall.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := show(read(c.text, c.day)); got != c.want {
				t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestMarksOfDoubt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, rule, said string }{
		{"They met on Monday, January 25, 2022.", "weekday-contradicts-date", "2022-01-25?"},
		{"They met on Tuesday, January 25, 2022.", "weekday-and-date", "2022-01-25"},
		{"It is dated February 31, 2021.", "no-such-day", "2021-02"},
		{"It fell on 25 October 1917 Old Style.", "old-style", "1917-10-25?"},
		{"They met last week.", "last-unit", "2022-01-31/2022-02-06"},
		{"They met around March 1, 2021.", "about", "2021-03-01~"},
		{"They met in the summer of 2021.", "season-of-year", "2021-06~/2021-08~"},
		{"They met in early 2021.", "early", "2021"},
		{"They met on Monday evening.", "day-part", "2022-02-07"},
		{"They met recently.", "recently", ""},
		{"They met for two weeks.", "length", ""},
	} {
		dates := read(c.text, "2022-02-08")
		if len(dates) != 1 {
			t.Errorf("%s: %s", c.text, show(dates))
			continue
		}
		said, _ := timex.SaidOn(&dates[0])
		if dates[0].Rule != c.rule || said != c.said {
			t.Errorf("%s: %q by %s, want %q by %s", c.text, said, dates[0].Rule, c.said, c.rule)
		}
	}
}

// TestQuotations counts from the day on which the words were said, where that
// is known, and from nothing where it is not.
func TestQuotations(t *testing.T) {
	t.Parallel()
	const text = `On Friday he wrote: "We met yesterday." In 2014 she had said: "We meet tomorrow." They meet today.`
	doc := lang.NewAnalyzer().Analyze(text)
	found := timex.Find(page.New(doc, nil))
	first, second := spanOf(text, `"We met yesterday."`), spanOf(text, `"We meet tomorrow."`)
	for _, c := range []struct {
		said []timex.Said
		want string
	}{
		{nil, "Friday=2022-02-04; yesterday=2022-02-07; 2014=2014; tomorrow=2022-02-09; today=2022-02-08"},
		{[]timex.Said{{Span: first, Day: "2022-02-04"}, {Span: second}},
			"Friday=2022-02-04; yesterday=2022-02-03; 2014=2014; tomorrow=FUTURE_REF; today=2022-02-08"},
		{[]timex.Said{{Span: second}, {Span: first, Day: "2022-02-04"}, {Span: lang.Span{Start: 0, End: len(text)}, Day: "2022-03-01"}},
			"Friday=2022-02-25; yesterday=2022-02-03; 2014=2014; tomorrow=FUTURE_REF; today=2022-03-01"},
	} {
		got := timex.Resolve(found, timex.Context{Day: "2022-02-08", Said: c.said})
		if show(got) != c.want {
			t.Errorf("with %v:\n got %s\nwant %s", c.said, show(got), c.want)
		}
	}
}

// TestSaidOnOneOfSeveralDays: a value is given where every day leads to it.
func TestSaidOnOneOfSeveralDays(t *testing.T) {
	t.Parallel()
	const text = `"We met yesterday, and we will meet next year, in May or this week."`
	found := timex.Find(page.New(lang.NewAnalyzer().Analyze(text), nil))
	for said, want := range map[string]string{
		"2021-11-15/2021-11-21": "yesterday=PAST_REF; next year=2022; May=2022-05; this week=2021-W46",
		"2021":                  "yesterday=PAST_REF; next year=2022; May=XXXX-05; this week=PRESENT_REF",
		"2021-11-15":            "yesterday=2021-11-14; next year=2022; May=2022-05; this week=2021-W46",
		"":                      "yesterday=PAST_REF; next year=FUTURE_REF; May=XXXX-05; this week=PRESENT_REF",
	} {
		got := timex.Resolve(found, timex.Context{Day: "2022-02-08", Said: []timex.Said{{Span: spanOf(text, text), Day: said}}})
		if show(got) != want {
			t.Errorf("said on %q:\n got %s\nwant %s", said, show(got), want)
		}
	}
}

func TestAnchors(t *testing.T) {
	t.Parallel()
	dates := read("The note came on 27 January 2022. Two days later they met. They met again last week.", "2022-02-08")
	want := []string{"", "2022-01-27", "2022-02-08"}
	if len(dates) != len(want) {
		t.Fatal(show(dates))
	}
	for i, d := range dates {
		anchor := ""
		if d.Anchor != nil {
			anchor = *d.Anchor
		}
		if anchor != want[i] {
			t.Errorf("%q counts from %q, want %q", d.Text, anchor, want[i])
		}
		if d.Type != verbale.Date {
			t.Errorf("%q is a %s", d.Text, d.Type)
		}
	}
}
