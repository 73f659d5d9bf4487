//go:build !linux

package main

import (
	"os"
	"time"
)

var began = time.Now()

// processorTime returns the time on the clock, for want of the thread's.
func processorTime() time.Duration { return time.Since(began) }

// peak tells nothing where the system does not say.
func peak(*os.ProcessState) string { return "–" }
