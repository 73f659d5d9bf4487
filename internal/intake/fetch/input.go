package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net/url"
	"path"

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
	in := &intake.Input{Name: "page", Source: bufio.NewReader(bytes.NewReader(a.Body)), Encoding: a.Encoding, URL: a.Address}
	if at, err := url.Parse(a.Address); err == nil {
		if last := path.Base(at.Path); last != "." && last != "/" {
			in.Name = last
		}
	}
	return in
}
