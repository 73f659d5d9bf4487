package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net/url"
	"path"
	"slices"

	"verbale.dev/verbale/internal/intake"
)

// Read fetches an address and reads what stands there, in whatever format it is,
// as a file is read. What cannot be fetched is a fault; errors are those of the
// context and of yield.
func (c *Client) Read(ctx context.Context, reader *intake.Reader, address string, yield func(intake.Item) error) error {
	answer, err := c.Get(ctx, address, Validators{})
	if err != nil {
		return Tell(err, address, yield)
	}
	return reader.ReadFrom(ctx, address, answer.Input(), yield)
}

// ReadAll reads paths in their order, each of them an address, a file or a
// folder. Errors are as of [Client.Read] and [intake.Reader.Read].
func (c *Client) ReadAll(ctx context.Context, reader *intake.Reader, paths []string, yield func(intake.Item) error) error {
	for len(paths) > 0 {
		files := 0
		for files < len(paths) && !IsAddress(paths[files]) {
			files++
		}
		if files > 0 {
			if err := reader.Read(ctx, paths[:files], yield); err != nil {
				return err
			}
		}
		if paths = paths[files:]; len(paths) == 0 {
			break
		}
		if err := c.Read(ctx, reader, paths[0], yield); err != nil {
			return err
		}
		paths = paths[1:]
	}
	return nil
}

// Files leaves out the addresses among paths.
func Files(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths), IsAddress)
}

// Tell hands on what went wrong with an address, if that is a fault.
func Tell(err error, address string, yield func(intake.Item) error) error {
	if fault := (*intake.Fault)(nil); errors.As(err, &fault) {
		fault.File = address
		return yield(intake.Item{Fault: fault, File: address})
	}
	return err
}

// Input is the answer on its way through a reader.
func (a *Answer) Input() *intake.Input {
	in := &intake.Input{Name: "page", Source: bufio.NewReader(bytes.NewReader(a.Body)), Encoding: a.Encoding,
		URL: a.Address}
	if at, err := url.Parse(a.Address); err == nil {
		if last := path.Base(at.Path); last != "." && last != "/" {
			in.Name = last
		}
	}
	return in
}
