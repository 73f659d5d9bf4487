package calendar_test

import (
	"fmt"

	"verbale.dev/verbale/internal/calendar"
)

func ExampleValue_EDTF() {
	for _, text := range []string{"2022-W06", "2022-Q1", "2022-SU", "199", "2022-02-08TEV", "XXXX-WXX-4"} {
		v, _ := calendar.ParseValue(text)
		fmt.Printf("%s: %q\n", text, v.EDTF())
	}
	// Output:
	// 2022-W06: "2022-02-07/2022-02-13"
	// 2022-Q1: "2022-01/2022-03"
	// 2022-SU: "2022-06~/2022-08~"
	// 199: "1990/1999"
	// 2022-02-08TEV: "2022-02-08"
	// XXXX-WXX-4: ""
}
