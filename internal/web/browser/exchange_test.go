package browser_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// fiveReports is the folder of the five reports of the case that the pages are shown
// with, or skips the test where there is none.
func fiveReports(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	folder := filepath.Join(shared, "dossiers", "indivisible-security")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the five reports are not here: ", err)
	}
	return folder
}

// answered is a line that tells of an answer: who, whose word it is, and the words.
type answered struct{ Party, Says, Words string }

// answersSeen lists the lines of answers of a page that tell of one.
const answersSeen = `[...document.querySelectorAll(".party li")].filter((l) => !l.closest("details.perhaps")).map((l) => ({Party: l.closest(".party").querySelector(".who").innerText.trim(), Says: l.querySelector(".says")?.innerText.trim() ?? "", Words: l.querySelector(".q")?.innerText.trim() ?? ""}))`

// TestExchangeOverTheFiveReports finds by what is seen what a reader looks for: the three
// parts of the demand, each with its words; the question with a line for each addressee,
// also the silent; and beside each answer whose word it is.
func TestExchangeOverTheFiveReports(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is too slow for -short")
	}
	address := serverOf(t, fiveReports(t))
	all := browser(t)
	t.Run("three parts of the demand", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/"), chromedp.WaitVisible("nav[aria-label=Rooms]"),
			chromedp.Click(`//nav[@aria-label="Rooms"]//a[text()="Exchange"]`), chromedp.WaitVisible(".request"))
		parts := value[[]string](t, ctx, `[...document.querySelector(".parts").querySelectorAll(":scope > li .wanted .q")].map((q) => q.innerText)`)
		if len(parts) != 3 {
			t.Fatalf("the demand has %d parts: %q", len(parts), parts)
		}
		for i, about := range []string{"NATO", "strike weapons", "1997"} {
			if !strings.Contains(parts[i], about) || !strings.HasPrefix(parts[i], "“") {
				t.Errorf("part %d is %q, and says nothing of %s", i+1, parts[i], about)
			}
		}
		do(t, ctx, chromedp.Click(".parts .wanted .q"), chromedp.WaitVisible("dialog.drawer #here"))
		if lit := value[string](t, ctx, `document.getElementById("here").innerText`); !strings.HasPrefix(strings.Trim(parts[0], "“”"), lit) {
			t.Errorf("the words %q open on %q", parts[0], lit)
		}
		do(t, ctx, chromedp.KeyEvent(kb.Escape), until(`!document.querySelector("dialog.drawer") && location.pathname === "/exchange"`))
	})
	t.Run("the question has a line for each who is asked", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/exchange"), chromedp.WaitVisible(".request"))
		asked := value[[]string](t, ctx, `[...document.querySelectorAll(".request")].filter((r) => r.querySelector(".verb").innerText.startsWith("asks") && !r.closest("details.perhaps"))
			.map((r) => [...r.querySelectorAll(".party .who")].map((w) => w.innerText.replace(/\s+/g, " ").trim()).join("; "))`)
		most := ""
		for _, parties := range asked {
			if strings.Count(parties, ";") > strings.Count(most, ";") {
				most = parties
			}
		}
		if !strings.Contains(most, "Canada nothing in this dossier") || !strings.Contains(most, "United States") || strings.Count(most, ";") < 2 {
			t.Errorf("the lines of those who are asked are %q", asked)
		}
	})
	t.Run("beside each answer whose word it is", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/exchange"), chromedp.WaitVisible(".request"))
		lines := value[[]answered](t, ctx, answersSeen)
		if len(lines) < 4 {
			t.Fatalf("%d answers are told of", len(lines))
		}
		bySide := 0
		for _, l := range lines {
			if l.Party == "" || l.Says == "" || len(l.Words) < 4 {
				t.Errorf("an answer without its party, whose word it is, or its words: %+v", l)
			}
			if strings.Contains(l.Says, "says ") {
				bySide++
			}
		}
		if bySide == 0 {
			t.Error("of no answer it is said who says so")
		}
		// Each stands at the right of what was asked, and below it where there is no room.
		const left = `(() => { const r = document.querySelector(".request:has(.party)"), a = r.querySelector(".asked").getBoundingClientRect(), b = r.querySelector(".answered").getBoundingClientRect(); return [a.right <= b.left, b.top >= a.bottom] })()`
		if side := value[[]bool](t, ctx, left); !side[0] {
			t.Error("the answers do not stand at the right")
		}
		do(t, ctx, chromedp.EmulateViewport(360, 740))
		if side := value[[]bool](t, ctx, left); !side[1] {
			t.Error("on a narrow screen the answers do not stand below")
		}
	})
	t.Run("without scripts", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, emulation.SetScriptExecutionDisabled(true), chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/exchange?on=2022-01-28"), chromedp.WaitVisible(".request"),
			chromedp.Click("section .wanted .q"), chromedp.WaitVisible("article.report #here"))
	})
	t.Run("the first page tells where it stands", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/"), chromedp.WaitVisible("#h-stands"))
		blocks := value[[]string](t, ctx, `[...document.querySelectorAll("main h2")].map((h) => h.innerText)`)
		for _, want := range []string{"Where it stands", "The days that mattered", "Due and foretold", "Papers, last moved", "The cast", "What is not known"} {
			if !strings.Contains(strings.Join(blocks, "|"), want) {
				t.Errorf("the first page has the blocks %q, and not %q", blocks, want)
			}
		}
		if lines := value[int](t, ctx, `document.querySelectorAll("main h1, main .first > div :is(h2, li)").length`); lines > 40 {
			t.Errorf("the first page has %d lines", lines)
		}
		days := value[[]string](t, ctx, `[...document.querySelectorAll(".days li")].map((l) => l.innerText)`)
		if !strings.Contains(strings.Join(days, "|"), "26 January 2022") {
			t.Errorf("the days that mattered are %q", days)
		}
		if wide := value[int](t, ctx, `Math.max(...[...document.querySelectorAll("main table")].map((t) => t.scrollWidth), 0)`); wide > 1280 {
			t.Errorf("a table is %d wide", wide)
		}
	})
	t.Run("the timeline has a list beside the lanes, papers and events in it", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/timeline"), chromedp.WaitVisible("svg.timeline"))
		if beside := value[bool](t, ctx, `document.querySelector(".lanes").getBoundingClientRect().right <= document.querySelector(".in-order").getBoundingClientRect().left`); !beside {
			t.Error("the list does not stand beside the lanes")
		}
		if facts := value[[]string](t, ctx, `[...document.querySelectorAll(".in-order .fact")].map((f) => f.innerText)`); len(facts) < 4 {
			t.Errorf("what was done is %q", facts)
		}
		twice := value[[]string](t, ctx, `[...document.querySelectorAll(".in-order .day time")].map((d) => d.dateTime).filter((d, i, all) => all.indexOf(d) !== i)`)
		if len(twice) > 1 { // a day, and what is not after it
			t.Errorf("days stand twice: %q", twice)
		}
		do(t, ctx, emulation.SetEmulatedMedia().WithMedia("print"))
		if drawn := value[int](t, ctx, `[...document.querySelectorAll(".lanes svg")].filter((s) => s.getClientRects().length).length`); drawn > 0 {
			t.Error("on paper the lanes are drawn")
		}
	})
	t.Run("clauses, foretold, changes", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/clauses"), chromedp.WaitVisible(".clause-table"))
		if cells := value[[]string](t, ctx, `[...document.querySelectorAll(".clause-table td")].map((c) => c.innerText)`); !strings.Contains(strings.Join(cells, "|"), "own ") || !strings.Contains(strings.Join(cells, "|"), "not voiced in this dossier") {
			t.Errorf("the table of clauses has the cells %q", cells)
		}
		do(t, ctx, chromedp.Navigate(address+"/expectations"), chromedp.WaitVisible(".foretold"))
		if rows := value[int](t, ctx, `[...document.querySelectorAll(".foretold")].filter((r) => r.querySelector(".answered").innerText.trim() && r.querySelector(".wanted .q")).length`); rows < 3 {
			t.Errorf("%d lines have what was foretold and what is told of it", rows)
		}
		do(t, ctx, chromedp.Navigate(address+"/changes?since=2022-01-27"), chromedp.WaitVisible(".changes li"))
		if days := value[[]string](t, ctx, `[...document.querySelectorAll("main section h2")].map((h) => h.innerText)`); len(days) < 2 {
			t.Errorf("the days on which something is new are %q", days)
		}
	})
}

// TestExchangeOverTheExample holds of the example what holds of every exchange.
func TestExchangeOverTheExample(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is too slow for -short")
	}
	address := exampleServer(t)
	ctx := browser(t)
	do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/exchange"), chromedp.WaitVisible(".request"))
	for _, l := range value[[]answered](t, ctx, answersSeen) {
		if l.Says == "" || len(l.Words) < 4 {
			t.Errorf("an answer without whose word it is, or its words: %+v", l)
		}
	}
	if unfolded := value[int](t, ctx, `document.querySelectorAll("details.perhaps[open] .request").length`); unfolded > 0 {
		t.Errorf("%d requests that may be none are not folded", unfolded)
	}
	counts := value[[]string](t, ctx, `[...document.querySelectorAll("main section")].filter((s) => Number(s.querySelector("h2 .n").innerText) !== [...s.querySelectorAll(".request")].filter((r) => !r.closest(".perhaps")).length).map((s) => s.querySelector("h2").innerText)`)
	if len(counts) > 0 {
		t.Errorf("these headings count otherwise than what stands under them: %q", counts)
	}
	before := value[int](t, ctx, `document.querySelectorAll(".request").length`)
	do(t, ctx, chromedp.Click(".as-of a"), until(`location.search.startsWith("?on=")`), chromedp.WaitVisible("main h1"))
	if after := value[int](t, ctx, `document.querySelectorAll(".request").length`); after >= before {
		t.Errorf("on the first day there are %d requests, at the last report %d", after, before)
	}
}
