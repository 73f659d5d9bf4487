package main

import (
	"fmt"
	"runtime"

	"verbale.dev/verbale/internal/reading"
)

// version is the version of the program.
const version = "0.1.0"

type versionCommand struct{}

// Run prints the versions.
func (versionCommand) Run(a *app) error {
	_, err := fmt.Fprintf(a.stdout, "verbale %s, model %s, %s %s/%s\n",
		version, reading.Name(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
