package timeml_test

import (
	"fmt"

	"verbale.dev/verbale/internal/export/timeml"
)

func ExampleRead() {
	d, err := timeml.Read(`<TEXT>They met <TIMEX3 tid="t1" type="DATE" value="2022-02-07">on Monday</TIMEX3>.</TEXT>`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range d.Timexes {
		fmt.Printf("%q at %d-%d of %q\n", t.Value, t.Start, t.End, d.Text)
	}
	// Output: "2022-02-07" at 9-18 of "They met on Monday."
}
