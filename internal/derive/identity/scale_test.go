package identity_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
)

// cast draws reports of six actors each from a world of names, the frequent ones
// far more often than the others, and calls them now by the full name, now by an
// initial or the last name, with or without state and office.
type cast struct {
	random *rand.Rand
	names  [][2]string
	zipf   *rand.Zipf
}

func newCast(names int) *cast {
	random := rand.New(rand.NewPCG(3, 5))
	syllables := []string{"ka", "lo", "mi", "ner", "pa", "ris", "to", "vel", "zan", "dor", "bel", "sin", "gur", "hal", "wen", "os"}
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(syllables[random.IntN(len(syllables))])
		}
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	c := &cast{random: random, zipf: rand.NewZipf(random, 1.1, 20, uint64(names-1))}
	for range names {
		c.names = append(c.names, [2]string{word(2), word(3)})
	}
	return c
}

func (c *cast) report(id int) []identity.Profile {
	states := []string{"w-rus", "w-usa", "w-deu", "w-fra", "w-gbr", "w-chn"}
	locals := []verbale.LocalActor{}
	for range 6 {
		n := c.zipf.Uint64()
		name := c.names[n]
		called := name[0] + " " + name[1]
		switch c.random.IntN(10) {
		case 0:
			called = name[0][:1] + ". " + name[1]
		case 1, 2:
			called = name[1]
		}
		local := verbale.LocalActor{Name: called, Type: verbale.Person, Names: []string{called}}
		if state := states[n%uint64(len(states))]; c.random.IntN(2) == 0 {
			local.Roles = []verbale.LocalRole{{Title: "minister", OfWorld: state}}
			local.Sides = []int{6}
			locals = append(locals, local)
			continue
		}
		locals = append(locals, local)
	}
	locals = append(locals, verbale.LocalActor{Name: "Russia", Type: verbale.State, World: "w-rus"})
	return identity.ProfilesOf(locals, fmt.Sprint("r", id))
}

// BenchmarkReports settles who is who over many reports of 20,000 names, and then
// the blocks of one more report.
func BenchmarkReports(b *testing.B) {
	for _, reports := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(reports), func(b *testing.B) {
			c := newCast(20_000)
			for b.Loop() {
				blocks := map[string]map[string]identity.Profile{}
				enter := func(id int) (touched map[string]bool) {
					touched = map[string]bool{}
					for _, p := range c.report(id) {
						block := p.Block()
						if blocks[block] == nil {
							blocks[block] = map[string]identity.Profile{}
						}
						blocks[block][p.ID()] = p
						touched[block] = true
					}
					return touched
				}
				start := time.Now()
				for id := range reports {
					enter(id)
				}
				for _, block := range blocks {
					settle(block)
				}
				b.ReportMetric(float64(time.Since(start).Microseconds())/float64(reports), "µs/report")
				var spent []time.Duration
				for id := range 1000 {
					touched, least := enter(reports+id), time.Hour
					for range 3 { // the least of three, so that what else the machine does is left out
						start := time.Now()
						for block := range touched {
							settle(blocks[block])
						}
						least = min(least, time.Since(start))
					}
					spent = append(spent, least)
				}
				var largest map[string]identity.Profile
				for _, block := range blocks {
					if len(block) > len(largest) {
						largest = block
					}
				}
				least := time.Hour
				for range 20 {
					start := time.Now()
					settle(largest)
					least = min(least, time.Since(start))
				}
				b.ReportMetric(float64(len(largest)), "profiles/largest-block")
				b.ReportMetric(float64(least.Microseconds())/1000, "ms/largest-block")
				slices.Sort(spent)
				b.ReportMetric(float64(spent[len(spent)/2].Microseconds())/1000, "ms/new-report")
				b.ReportMetric(float64(spent[len(spent)*99/100].Microseconds())/1000, "ms/new-report-99th")
			}
		})
	}
}

// BenchmarkLastName settles one block of as many people of one last name.
func BenchmarkLastName(b *testing.B) {
	for _, people := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			c := newCast(people)
			var profiles []identity.Profile
			for _, name := range c.names {
				profiles = append(profiles, person(name[0]+c.names[c.random.IntN(people)][0]+" Smith", "", ""))
			}
			for b.Loop() {
				identity.Settle(profiles)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(people), "µs/person")
		})
	}
}

func settle(block map[string]identity.Profile) []identity.Actor {
	profiles := make([]identity.Profile, 0, len(block))
	for _, p := range block {
		profiles = append(profiles, p)
	}
	return identity.Settle(profiles)
}
