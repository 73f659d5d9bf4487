// Package browser_test does with the pages what people do, in a headless
// Chromium, against the command as it is built.
package browser_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// exampleServer serves the example.
func exampleServer(t *testing.T) string {
	t.Helper()
	return serverOf(t, filepath.Join("..", "..", "..", "examples", "july-1914"))
}

// serverOf builds the command, lets it serve reports as a user would, and returns the
// address that it prints.
func serverOf(t *testing.T, reports string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "verbale")
	if out, err := exec.Command("go", "build", "-o", program, "verbale.dev/verbale/cmd/verbale").CombinedOutput(); err != nil {
		t.Fatalf("the command cannot be built: %v\n%s", err, out)
	}
	command := exec.Command(program, "serve", reports, "--listen", "127.0.0.1:0", "--no-browser")
	printed, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(os.Interrupt)
		_ = command.Wait()
	})
	line, err := bufio.NewReader(printed).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, found := strings.Cut(strings.TrimSpace(line), ": open ")
	if !found {
		t.Fatalf("no address is printed: %q", line)
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		var dossier struct {
			Progress struct{ Reading bool }
		}
		answer, err := http.Get(address + "/dossier.json")
		if err == nil {
			err = json.NewDecoder(answer.Body).Decode(&dossier)
			_ = answer.Body.Close()
		}
		if err == nil && !dossier.Progress.Reading {
			return address
		}
		if time.Now().After(end) {
			t.Fatalf("the reports are not read within a minute: %v", err)
		}
	}
}

// browser starts a headless Chromium, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium here: install Debian's chromium to run the tests of the pages")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.WSURLReadTimeout(60*time.Second), chromedp.Flag("lang", "en"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	ctx, cancel := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	// What runs first in a context starts its browser or tab, which ends with it.
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab opens another tab of a browser for a test.
func tab(t *testing.T, browser context.Context) context.Context {
	t.Helper()
	ctx, end := chromedp.NewContext(browser)
	t.Cleanup(end)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	for i, action := range actions {
		step, cancel := context.WithTimeout(ctx, 40*time.Second)
		err := chromedp.Run(step, action)
		cancel()
		if err != nil {
			var where string
			_ = chromedp.Run(ctx, chromedp.Location(&where))
			t.Fatalf("step %d at %s: %v", i+1, where, err)
		}
	}
}

// until waits for a script to be true; a page that is just leaving is asked
// again.
func until(script string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		for {
			var holds bool
			if err := chromedp.Evaluate(script, &holds).Do(ctx); err == nil && holds {
				return nil
			}
			select {
			case <-time.After(50 * time.Millisecond):
			case <-ctx.Done():
				return fmt.Errorf("never so: %s", script)
			}
		}
	})
}

func value[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	var v T
	do(t, ctx, chromedp.Evaluate(script, &v))
	return v
}

// TestPagesInABrowser does with the pages what people do.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is too slow for -short")
	}
	address := exampleServer(t)
	all := browser(t)
	t.Run("to a lit quotation and back", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(720, 900), chromedp.Navigate(address+"/statements"), chromedp.WaitVisible(".item a.evidence"))
		words := value[string](t, ctx, `document.querySelector(".item .content").textContent`)
		do(t, ctx, chromedp.Click(".item a.evidence"), chromedp.WaitVisible("#here"), chromedp.WaitVisible("#card"))
		if lit := value[string](t, ctx, `document.getElementById("here").textContent`); !strings.HasPrefix(lit, words[:min(12, len(words))]) && !strings.HasPrefix(words, lit) {
			t.Errorf("lit up is %q, chosen was %q", lit, words)
		}
		do(t, ctx, until(`(() => { const b = document.getElementById("here").getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight })()`))
		do(t, ctx, chromedp.Evaluate(`history.back()`, nil), until(`document.getElementById("total") !== null`))
	})

	t.Run("search, facet, sort, page", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/statements"), chromedp.WaitVisible("#total"))
		before := value[string](t, ctx, `document.getElementById("total").textContent`)
		do(t, ctx, chromedp.WaitVisible("a[rel=next]"))
		first := value[string](t, ctx, `document.querySelector("[data-item]").dataset.item`)
		do(t, ctx, chromedp.Click("a[rel=next]"), until(`document.querySelector("[data-item]")?.dataset.item !== `+fmt.Sprintf("%q", first)))
		do(t, ctx, chromedp.Navigate(address+"/find"), chromedp.WaitVisible(".find input"),
			chromedp.SendKeys(".find input", "german"), chromedp.WaitVisible("#found-actor"), chromedp.WaitVisible("#found-statement"))
		if hits := value[int](t, ctx, `document.querySelectorAll(".item mark").length`); hits == 0 {
			t.Error("no hit is highlighted")
		}
		do(t, ctx, chromedp.Click(".found .hits a.speaker"), chromedp.WaitVisible("h1"))
		do(t, ctx, chromedp.Navigate(address+"/statements"), chromedp.WaitVisible("#total"),
			chromedp.SendKeys(".with input", "war"+kb.Enter), until(`document.getElementById("total")?.textContent !== `+fmt.Sprintf("%q", before)))
		if query := value[string](t, ctx, `location.search`); query != "?q=war&since=&until=" {
			t.Errorf("the address says %q", query)
		}
		count := value[int](t, ctx, `Number(document.querySelector(".facet li .n").textContent)`)
		do(t, ctx, chromedp.Click(".facet li a"), chromedp.WaitVisible(".chip"))
		if total := value[int](t, ctx, `parseInt(document.getElementById("total").textContent)`); total != count {
			t.Errorf("the facet said %d, the list has %d", count, total)
		}
		do(t, ctx, chromedp.Click(`.sorts a[href*="sort=report"]`), until(`location.search.includes("sort=report")`), chromedp.WaitVisible("#total"))
	})

	t.Run("on a narrow screen the facets are folded, and open", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(address+"/statements"), chromedp.WaitVisible("#total"))
		if top := value[int](t, ctx, `Math.round(document.querySelector(".item").getBoundingClientRect().top)`); top > 740 {
			t.Errorf("the first statement begins at %d, below the screen", top)
		}
		do(t, ctx, chromedp.Click("details.fold summary"), chromedp.WaitVisible(".facet li a"))
	})

	t.Run("a quotation in a drawer, and the page stays", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address+"/statements"), chromedp.WaitVisible(".item a.evidence"))
		words := value[string](t, ctx, `document.querySelector(".item .content").textContent`)
		do(t, ctx, chromedp.Click(".item a.evidence"), chromedp.WaitVisible("dialog.drawer #here"))
		if lit := value[string](t, ctx, `document.getElementById("here").textContent`); !strings.HasPrefix(lit, words[:min(12, len(words))]) && !strings.HasPrefix(words, lit) {
			t.Errorf("lit up is %q, chosen was %q", lit, words)
		}
		do(t, ctx, until(`(() => { const b = document.getElementById("here").getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight })()`),
			chromedp.KeyEvent(kb.Escape), until(`!document.querySelector("dialog.drawer")`))
		if at := value[string](t, ctx, `location.pathname`); at != "/statements" {
			t.Errorf("the page went to %s", at)
		}
		if back := value[bool](t, ctx, `document.activeElement.matches(".item a.evidence")`); !back {
			t.Error("the focus is not where it was")
		}
	})

	t.Run("the rooms and their pages, from one to the next", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(address+"/"), chromedp.WaitVisible("nav[aria-label=Rooms]"))
		do(t, ctx, chromedp.Click(`//nav[@aria-label="Rooms"]//a[text()="Record"]`), chromedp.WaitVisible("nav.tabs"))
		if shown := value[[]string](t, ctx, `[...document.querySelectorAll("nav.tabs a")].map((a) => a.textContent)`); len(shown) < 3 || shown[0] != "Timeline" || shown[1] != "Statements" {
			t.Errorf("the pages of the record are %q", shown)
		}
		do(t, ctx, chromedp.Click(`//nav[@class="tabs"]//a[text()="Statements"]`), chromedp.WaitVisible("#total"))
		do(t, ctx, chromedp.Click(".actions summary"), chromedp.WaitVisible(`.actions a[href="/find"]`), chromedp.Click(`.actions a[href="/find"]`), chromedp.WaitVisible(".find input"))
		do(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.WaitVisible(`.actions a[href="/review"] .n`))
	})

	t.Run("a correction made, seen, undone", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.Navigate(address+"/review"), chromedp.WaitVisible(".verdicts"))
		report := value[string](t, ctx, `document.querySelector(".review .source a[href*='/d/']").getAttribute("href")`)
		do(t, ctx, chromedp.SetValue(`.fields-form select`, "threaten"), chromedp.Click(`.fields-form form:nth-of-type(3) button`), chromedp.WaitVisible(".undo"))
		do(t, ctx, chromedp.Navigate(address+report), chromedp.WaitVisible("#card"))
		if card := value[string](t, ctx, `document.getElementById("card").textContent`); !strings.Contains(card, "threaten") || !strings.Contains(card, "a person changed") {
			t.Errorf("the correction is not on the card: %s", card)
		}
		do(t, ctx, chromedp.Navigate(address+"/corrections"), chromedp.WaitVisible("table"), chromedp.Click("td form button"), until(`[...document.querySelectorAll("td")].some((cell) => cell.textContent === "undone")`))
		do(t, ctx, chromedp.Navigate(address+report), chromedp.WaitVisible("#card"))
		if card := value[string](t, ctx, `document.getElementById("card").textContent`); strings.Contains(card, "a person changed") {
			t.Errorf("the correction still holds: %s", card)
		}
	})

	t.Run("keyboard alone", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.Navigate(address+"/statements"), chromedp.WaitVisible("#total"), chromedp.KeyEvent("j"), chromedp.KeyEvent("j"))
		if at := value[int](t, ctx, `[...document.querySelectorAll("[data-item]")].indexOf(document.activeElement)`); at != 1 {
			t.Errorf("after j j the focus is on item %d", at)
		}
		do(t, ctx, chromedp.KeyEvent("k"), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible("#card"), chromedp.KeyEvent("j"))
		if on := value[bool](t, ctx, `document.activeElement.matches("a.open")`); !on {
			t.Error("j does not go to the next statement of a report")
		}
		do(t, ctx, chromedp.KeyEvent("g"), chromedp.KeyEvent("t"), chromedp.WaitVisible("svg.timeline"), chromedp.KeyEvent("/"))
		if on := value[bool](t, ctx, `document.activeElement.matches(".find input")`); !on {
			t.Error("/ does not go to the search")
		}
		do(t, ctx, chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("?"), chromedp.WaitVisible("dl.keys"))
		do(t, ctx, chromedp.Navigate(address+"/review"), chromedp.WaitVisible(".verdicts"))
		left := value[string](t, ctx, `document.querySelector(".sum").textContent`)
		do(t, ctx, chromedp.KeyEvent("y"), chromedp.WaitVisible(".undo"))
		if now := value[string](t, ctx, `document.querySelector(".sum").textContent`); now == left {
			t.Error("a statement found right is still to be reviewed")
		}
		do(t, ctx, chromedp.KeyEvent("z"), until(`document.querySelector(".sum").textContent === `+fmt.Sprintf("%q", left)))
	})

	t.Run("files dropped, looked at, taken in as a note", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, chromedp.Navigate(address+"/add"), chromedp.WaitVisible("#drop"),
			chromedp.Evaluate(`(() => {
				const data = new DataTransfer();
				data.items.add(new File(["Mr. Quill said on Monday that the ferry would sail.\n"], "ferry.txt", { type: "text/plain" }));
				data.items.add(new File(["Mrs. Ott replied that it would not.\n"], "ferry-2.txt", { type: "text/plain" }));
				for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
			})()`, nil), chromedp.WaitVisible(".preview"))
		if shown := value[string](t, ctx, `[...document.querySelectorAll(".preview")].map((p) => p.textContent).join()`); !strings.Contains(shown, "ferry would sail") || !strings.Contains(shown, "ferry-2.txt") {
			t.Errorf("not both files are shown: %s", shown)
		}
		do(t, ctx, chromedp.Evaluate(`for (const kind of document.querySelectorAll("select[name=kind]")) kind.value = "note"`, nil),
			chromedp.Click("button[name=confirm]"), chromedp.WaitVisible("ol.reports"))
		if badges := value[int](t, ctx, `[...document.querySelectorAll(".reports li")].filter((l) => l.textContent.includes("ferry") && l.querySelector(".badge")?.textContent === "note").length`); badges != 2 {
			t.Errorf("%d notes are marked as such, want 2", badges)
		}
		do(t, ctx, chromedp.Navigate(address+"/statements?document=ferry.txt"), chromedp.WaitVisible(".item .badge"))
	})

	t.Run("without scripts a file is added too", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "plain.txt")
		if err := os.WriteFile(file, []byte("Mr. Quill said on Tuesday that the bridge was up.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx := tab(t, all)
		do(t, ctx, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(address+"/add"), chromedp.WaitVisible("#drop"),
			chromedp.SetUploadFiles("#file", []string{file}), chromedp.Click(".add button.strong"), chromedp.WaitVisible(".preview"),
			chromedp.Click("button[name=confirm]"), chromedp.WaitVisible("article.report .text"))
	})

	t.Run("without scripts", func(t *testing.T) {
		ctx := tab(t, all)
		do(t, ctx, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(address+"/statements"), chromedp.WaitVisible("#total"),
			chromedp.SendKeys(".find input", "war"+kb.Enter), chromedp.WaitVisible(".item mark"),
			chromedp.Click(".item a.evidence"), chromedp.WaitVisible("#here"), chromedp.WaitVisible("#card"))
	})
}

// awaited has a script's promise waited for.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// pagesToLookAt lists an address of every kind of page.
func pagesToLookAt(t *testing.T, ctx context.Context, address string) []string {
	t.Helper()
	do(t, ctx, chromedp.Navigate(address+"/statements"), chromedp.WaitVisible(".item a.speaker"))
	found := value[[]string](t, ctx, `[document.querySelector(".item a.evidence").pathname, document.querySelector(".item a.speaker").pathname,
		"/compare?" + [...document.querySelectorAll(".pick input")].slice(0, 2).map((b) => "s=" + b.value).join("&")]`)
	return append(found, "/", "/exchange", "/clauses", "/expectations", "/changes", "/papers", "/statements", "/statements?q=war", "/timeline", "/actors", "/reports", "/style", "/keys", "/api", "/add",
		"/review", "/corrections", "/compare", "/nowhere")
}

// TestPagesAreAccessible has axe look at every page in light and dark, and
// holds that none is wider than a narrow screen.
func TestPagesAreAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is too slow for -short")
	}
	axe, err := os.ReadFile(filepath.Join("testdata", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	address := exampleServer(t)
	ctx := browser(t)
	for _, path := range pagesToLookAt(t, ctx, address) {
		for _, scheme := range []string{"light", "dark"} {
			var result struct {
				Violations []struct {
					ID, Help string
					Nodes    []struct{ HTML, FailureSummary string }
				}
				Passes []struct{ ID string }
			}
			do(t, ctx,
				emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.Navigate(address+path), chromedp.WaitReady("main"))
			var raw string
			do(t, ctx, chromedp.Evaluate(string(axe)+`;1`, nil), chromedp.Evaluate(
				`axe.run({resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) => JSON.stringify({violations: r.violations, passes: r.passes}))`,
				&raw, awaited))
			if err := json.Unmarshal([]byte(raw), &result); err != nil {
				t.Fatal(err)
			}
			if len(result.Passes) < 5 {
				t.Errorf("%s in %s: axe looked at nothing", path, scheme)
			}
			for _, v := range result.Violations {
				t.Errorf("%s in %s: %s (%s): %d times, first %s: %s", path, scheme, v.ID, v.Help, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
			}
		}
		do(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(address+path), chromedp.WaitReady("main"))
		if wide := value[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
			t.Errorf("%s is %d wide on a screen of 360", path, wide)
		}
		if header := value[int](t, ctx, `Math.round(document.querySelector("header.top").getBoundingClientRect().height)`); header > 48 {
			t.Errorf("%s: the header is %d high on a screen of 360, more than one row", path, header)
		}
		if twice := value[[]string](t, ctx, `[...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i)`); len(twice) > 0 {
			t.Errorf("%s has ids twice: %v", path, twice)
		}
		do(t, ctx, chromedp.EmulateViewport(1280, 900))
		shoot(t, ctx, address, path)
	}
}

// shoot keeps a picture of a page where VERBALE_PICTURES names a folder.
func shoot(t *testing.T, ctx context.Context, address, path string) {
	t.Helper()
	folder := os.Getenv("VERBALE_PICTURES")
	if folder == "" {
		return
	}
	var picture []byte
	do(t, ctx, chromedp.Navigate(address+path), chromedp.WaitReady("main"), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		picture, err = page.CaptureScreenshot().Do(ctx)
		return err
	}))
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune("/?=&@%", r) {
			return '_'
		}
		return r
	}, path)
	if err := os.WriteFile(filepath.Join(folder, name[:min(len(name), 60)]+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}
