package lang

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// readingHash is that of all that is read off the example's reports.
func readingHash(t testing.TB, n *network) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "examples", "july-1914", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no example: %v", err)
	}
	a := NewAnalyzer()
	a.annotator = &networkAnnotator{network: n}
	hash := sha256.New()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := a.Analyze(strings.ReplaceAll(string(text), "\r\n", "\n"))
		fmt.Fprintf(hash, "%s\n%v\n%v\n%v\n", filepath.Base(file), d.Tokens, d.Sentences, d.Entities)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// TestReadingIsTheSameEverywhere holds the reading of the example against its
// hash, with every set of kernels here; the soak test runs it with -tags purego,
// GOAMD64=v3 and on other processors.
func TestReadingIsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	const path = "testdata/reading.sha256"
	got := readingHash(t, loadShipped())
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.TrimSpace(string(want)) {
		t.Errorf("the example reads as %s, was %s; after a new model run go test ./lang -run Everywhere -update", got, want)
	}
	for _, k := range append(sets(), kernelsPlain) {
		if k == kernelsPlain && testing.Short() {
			continue // slow
		}
		n, err := loadNetwork(shippedFile(), k)
		if err != nil {
			t.Fatal(err)
		}
		if other := readingHash(t, n); other != got {
			t.Errorf("kernels %d read %s", k, other)
		}
	}
}

// TestReadingIsTheSameInOtherBuilds, in the soak alone, runs the test above in
// builds without assembly, for a newer amd64, and for arm64 where an emulator is
// installed (qemu-user).
func TestReadingIsTheSameInOtherBuilds(t *testing.T) {
	if os.Getenv("VERBALE_SOAK") == "" {
		t.Skip("set VERBALE_SOAK")
	}
	emulator, err := exec.LookPath("qemu-aarch64-static")
	if err != nil {
		emulator, _ = exec.LookPath("qemu-aarch64")
	}
	for _, build := range []struct{ name, setting, tags, emulator string }{
		{"purego", "", "purego", ""},
		{"v3", "GOAMD64=v3", "", ""},
		{"arm64", "GOARCH=arm64", "", emulator},
		{"arm64 purego", "GOARCH=arm64", "purego", emulator},
	} {
		t.Run(build.name, func(t *testing.T) {
			if runtime.GOARCH != "amd64" {
				t.Skip("the other builds are those that amd64 can run")
			}
			if build.setting == "GOARCH=arm64" && emulator == "" {
				t.Skip("no qemu-aarch64 here")
			}
			binary := filepath.Join(t.TempDir(), "lang.test")
			compile := exec.Command("go", "test", "-c", "-tags", build.tags, "-o", binary, ".")
			compile.Env = append(os.Environ(), build.setting)
			if out, err := compile.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			run := []string{binary, "-test.short", "-test.run", "Everywhere|Kernels"}
			if build.emulator != "" {
				run = append([]string{build.emulator}, run...)
			}
			if out, err := exec.Command(run[0], run[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestAnalysisAllocatesLittle holds the budget: a document's tokens, sentences,
// lemmas and names, and scratch that grows now and then.
func TestAnalysisAllocatesLittle(t *testing.T) {
	text := strings.Repeat("The envoys of the two republics met in Oslo on Friday and signed nothing. ", 20)
	a := NewAnalyzer()
	a.Analyze(text)
	const budget = 16
	if n := testing.AllocsPerRun(20, func() { a.Analyze(text) }); n > budget {
		t.Errorf("%.0f allocations a document, the budget is %d", n, budget)
	}
}

// BenchmarkLoad measures how long the model in the binary takes to set up.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := loadNetwork(shippedFile(), fastestKernels()); err != nil {
			b.Fatal(err)
		}
	}
}
