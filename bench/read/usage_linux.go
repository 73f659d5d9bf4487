package main

import (
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// processorTime returns the processor time of this thread.
func processorTime() time.Duration {
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// peak tells the most memory that a process had, in MB.
func peak(state *os.ProcessState) string {
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		return fmt.Sprintf("%.0f", float64(usage.Maxrss)*1024/1e6)
	}
	return "–"
}
