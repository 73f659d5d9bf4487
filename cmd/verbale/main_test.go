package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"verbale": func() {
			main()
		},
	})
}

// TestScripts runs the command as a user would: each file of testdata/script
// is a folder of reports and what is typed there. The command "status N" before
// a command line is spelled "! verbale" where N is not 0; scripts check the
// message, and TestStatuses the numbers.
func TestScripts(t *testing.T) {
	t.Parallel()
	example, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLE", example+"/../../examples/july-1914")
			return nil
		},
	})
}
