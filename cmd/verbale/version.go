package main

import (
	"fmt"
	"runtime"

	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/lang/encoder"
)

// version is the version of the program.
const version = "0.1.0"

type versionCommand struct {
	Licences bool `help:"Also the terms of what the models in the program were made from."`
}

// Run prints the versions.
func (c versionCommand) Run(a *app) error {
	_, err := fmt.Fprintf(a.stdout, "verbale %s, model %s, %s %s/%s\n",
		version, reading.Name(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if err == nil && c.Licences {
		_, err = fmt.Fprintf(a.stdout, "\n%s\n%s", encoder.Notice, encoder.Terms)
	}
	return err
}
