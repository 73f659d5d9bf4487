package lang_test

import (
	"fmt"

	"verbale.dev/verbale/lang"
)

func Example() {
	d := lang.NewAnalyzer().Analyze("The envoys didn't sign. They left Oslo at 9 p.m. on Friday.")
	for _, s := range d.Sentences {
		for i := s.First; i < s.Last; i++ {
			fmt.Printf("%s|", d.Form(i))
		}
		fmt.Println()
	}
	// Output:
	// The|envoys|did|n't|sign|.|
	// They|left|Oslo|at|9|p.m.|on|Friday|.|
}

func ExampleDocument_TokenAt() {
	d := lang.NewAnalyzer().Analyze("A note was handed over.")
	fmt.Println(d.Form(d.TokenAt(3)), d.Form(d.TokenAt(6)))
	// Output: note was
}

func ExampleAnalyzer_Analyze_parts() {
	text := "TALKS RESUME\n=====\nThe talks resumed."
	title, body := lang.Span{Start: 0, End: 12}, lang.Span{Start: 19, End: len(text)}
	d := lang.NewAnalyzer().Analyze(text, title, body)
	for _, s := range d.Sentences {
		fmt.Println(s.Paragraph, s.Span.Text(text))
	}
	// Output:
	// 0 TALKS RESUME
	// 1 The talks resumed.
}
