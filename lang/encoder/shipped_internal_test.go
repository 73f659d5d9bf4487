package encoder

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files")

// tenParagraphs are invented for this test.
const tenParagraphs = `The harbour board of Quellmünde will not raise its fees, its chairman Ivo Brandt said on Tuesday.
"We have promised the fishermen a quiet year," Brandt told reporters, "and a quiet year they shall have."
According to the ferry company, the minister had said that the tunnel "would pay for itself by 2031".
Asked whether she believed the figures, Mayor Lena Okafor laughed and declined to comment.
Critics accuse the board of hiding a report in which engineers warned that the north pier was sinking.
The report states: "Pier 3 moved 41 mm between March and June."
Union leaders, who met the board twice last week, want guarantees; the board says it knows of no demand.
“He told me that nobody would be dismissed,” said Tomas Ek, a crane driver, “but my cousin says they already asked him to go.”
THE BOARD DENIES EVERYTHING — its spokeswoman wrote in an e-mail that “no such list exists”.
Whether the council will vote in autumn is open, officials familiar with the talks acknowledged.`

func readingOf(m *Model) string {
	hash := sha256.New()
	for _, a := range m.NewReader().Read(tenParagraphs, Paragraphs(tenParagraphs)) {
		fmt.Fprintf(hash, "%v\n", a)
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// TestShippedReadsTheSameEverywhere holds the reading of ten paragraphs, margins and
// all, against its hash, with every set of kernels here; the soak test below runs it
// in other builds and on other processors.
func TestShippedReadsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	path := filepath.Join("testdata", "reading.sha256")
	got := readingOf(loadShipped())
	if *update {
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.TrimSpace(string(want)) {
		t.Errorf("the paragraphs read as %s, were %s; after a new model run go test ./lang/encoder -run Everywhere -update", got, want)
	}
	for _, k := range everySet()[1:] { // the plain ones are slow; the soak runs them
		m, err := load(shippedFile, k)
		if err != nil {
			t.Fatal(err)
		}
		if other := readingOf(m); other != got {
			t.Errorf("kernels %d read %s", k, other)
		}
	}
}

// TestShippedFindsWhatIsSaid: who says what, in the plainest of the paragraphs.
func TestShippedFindsWhatIsSaid(t *testing.T) {
	t.Parallel()
	text := strings.SplitAfter(tenParagraphs, "\n")[0]
	list := Shipped().NewReader().Read(text, Paragraphs(text))
	if len(list) != 1 {
		t.Fatalf("%d attributions, not 1: %v", len(list), list)
	}
	a := list[0]
	if len(a.Source) != 1 || len(a.Cue) != 1 || len(a.Content) != 1 {
		t.Fatalf("%+v", a)
	}
	for got, want := range map[string]string{
		a.Source[0].Text(text):  "its chairman Ivo Brandt",
		a.Cue[0].Text(text):     "said",
		a.Content[0].Text(text): "The harbour board of Quellmünde will not raise its fees",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// TestOtherBuildsReadTheSame, in the soak alone, runs the tests of equality in builds
// without assembly, and for arm64 where an emulator is installed (qemu-user).
func TestOtherBuildsReadTheSame(t *testing.T) {
	if os.Getenv("VERBALE_SOAK") == "" {
		t.Skip("set VERBALE_SOAK")
	}
	emulator, err := exec.LookPath("qemu-aarch64-static")
	if err != nil {
		emulator, _ = exec.LookPath("qemu-aarch64")
	}
	for _, build := range []struct{ name, setting, tags, emulator string }{
		{"purego", "", "purego", ""},
		{"arm64", "GOARCH=arm64", "", emulator},
	} {
		t.Run(build.name, func(t *testing.T) {
			if runtime.GOARCH != "amd64" {
				t.Skip("the other builds are those that amd64 can run")
			}
			if build.setting != "" && emulator == "" {
				t.Skip("no qemu-aarch64 here")
			}
			binary := filepath.Join(t.TempDir(), "encoder.test")
			compile := exec.Command("go", "test", "-c", "-tags", build.tags, "-o", binary, ".")
			compile.Env = append(os.Environ(), build.setting)
			if out, err := compile.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			run := []string{binary, "-test.run", "Everywhere|Exact|Twins|Alike|Training"}
			if build.emulator != "" {
				run = append([]string{build.emulator}, run...)
			}
			if out, err := exec.Command(run[0], run[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// BenchmarkRead reads the ten paragraphs with every set of kernels.
func BenchmarkRead(b *testing.B) {
	for _, k := range everySet()[1:] {
		m, err := load(shippedFile, k)
		if err != nil {
			b.Fatal(err)
		}
		r, paragraphs := m.NewReader(), Paragraphs(tenParagraphs)
		b.Run([]string{"plain", "avx2", "vnni", "neon", "dot"}[k], func(b *testing.B) {
			b.SetBytes(int64(len(tenParagraphs)))
			b.ReportAllocs()
			for b.Loop() {
				if len(r.Read(tenParagraphs, paragraphs)) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
}

// BenchmarkLoad measures how long the model in the binary takes to set up.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(shippedFile); err != nil {
			b.Fatal(err)
		}
	}
}
