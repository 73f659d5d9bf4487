// Command pack writes a model file as the zstd frame that the binary holds.
//
// Usage: pack IN.model OUT.model.zst
package main

import (
	"fmt"
	"os"

	"github.com/klauspost/compress/zstd"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pack IN.model OUT.model.zst")
		os.Exit(2)
	}
	if err := pack(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// pack compresses as far as the library goes: a model is packed once and unpacked
// whenever it is set up, and unpacking costs the same.
func pack(in, out string) error {
	model, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	return os.WriteFile(out, w.EncodeAll(model, nil), 0o644)
}
