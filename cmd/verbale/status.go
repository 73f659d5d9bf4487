package main

import (
	"context"
	"errors"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/record"
)

// The exit statuses, as docs/exit-codes.md lists them.
const (
	statusDone        = 0
	statusFault       = 1
	statusUsage       = 2
	statusSkipped     = 3
	statusDossier     = 4
	statusFaulty      = 5
	statusInterrupted = 130
)

// The kinds of errors that a command ends with.
var (
	errUsage   = errors.New("wrong use")
	errSkipped = errors.New("some input was skipped")
	errFaulty  = errors.New("the dossier has faults")
	errQuiet   = errors.New("said already")
)

// statuses maps each kind of error to an exit status and to what a user can do.
var statuses = []struct {
	kind   error
	status int
	advice string
}{
	{errUsage, statusUsage, ""},
	{errSkipped, statusSkipped, ""},
	{errFaulty, statusFaulty, ""},
	{record.ErrQuery, statusUsage, ""},
	{export.ErrFormat, statusUsage, ""},
	{record.ErrNotFound, statusUsage, `Read some reports first ("verbale read PATH"), or name a dossier with --dossier.`},
	{record.ErrLocked, statusDossier, "Wait until it is done, or read into another dossier with --dossier."},
	{record.ErrNewer, statusDossier, "Use a newer version of Verbale; the file was not touched."},
	{record.ErrDamaged, statusFaulty, "Put a copy made by \"verbale backup\" in its place, or read the reports into a new dossier."},
	{record.ErrReadOnly, statusDossier, "See that its folder is there and that you may write to both, or copy the file and name the copy with --dossier."},
	{record.ErrFull, statusFault, "Make room and give the same command again: it goes on from what is in."},
	{record.ErrNotDossier, statusDossier, "Name another file with --dossier; this one was not touched."},
}

// statusOf returns the exit status for the error that a command ended with.
func statusOf(ctx context.Context, err error) int {
	if err == nil {
		return statusDone
	}
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, errQuiet)) {
		return statusInterrupted
	}
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			return s.status
		}
	}
	return statusFault
}

func adviceFor(err error) string {
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			return s.advice
		}
	}
	return ""
}
