package identity_test

import (
	"fmt"
	"testing"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/identity"
)

// TestLargeBlocksAreNearLinear derives blocks of the kinds that could compare each
// of their profiles with each other, and blocks four times as large: an acronym
// and the names it may stand for, and last names beside full ones. Each must take
// less than nine times as long; if every pair were compared it would be sixteen.
func TestLargeBlocksAreNearLinear(t *testing.T) {
	t.Parallel()
	kinds := map[string]func(i int) identity.Profile{
		"acronyms": func(i int) identity.Profile {
			p := identity.Profile{Type: verbale.Organisation, Name: "CU", Names: []string{fmt.Sprint("name ", i)}}
			if i%2 == 0 {
				p.Name = fmt.Sprintf("C%d Union", i%40)
			}
			return p
		},
		"last names": func(i int) identity.Profile {
			p := identity.Profile{
				Type:    verbale.Person,
				Name:    "Holt",
				Offices: []string{fmt.Sprintf("envoy %d | w-aaa", i)},
			}
			if i%2 == 0 {
				p.Name = fmt.Sprintf("G%d Holt", i)
			}
			return p
		},
	}
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			var ratio float64
			for range 5 { // what else the machine does may disturb it
				small, large := timeOf(kind, 2_000), timeOf(kind, 8_000)
				if ratio = float64(large) / float64(small); ratio < 9 {
					return
				}
			}
			t.Errorf("four times the profiles take %.1f times as long", ratio)
		})
	}
}

func timeOf(kind func(int) identity.Profile, n int) time.Duration {
	members := make([]identity.Member, n)
	for i := range members {
		p := kind(i)
		members[i] = identity.Member{Profile: p, Key: p.ID()}
	}
	members = derive.Sorted(members)
	start := time.Now()
	derive.Rows(identity.Deriver{}, "block", members)
	return time.Since(start)
}
