package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/mcp"
	"verbale.dev/verbale/internal/record/sqlite"
)

type mcpCommand struct {
	Listen           string `placeholder:"HOST:PORT" help:"Speak streamable HTTP there, under /mcp, and not over standard input and output. Only addresses of this machine."`
	AllowCorrections bool   `help:"The assistant may correct statements and undo that. Without it nothing can be written."`
	By               string `placeholder:"NAME" env:"VERBALE_BY" help:"Who says so, for corrections; without it the name of the account. The record adds that an assistant made it."`
}

// Help adds examples to the help of the command.
func (*mcpCommand) Help() string {
	return `A program with an assistant starts this by itself, and speaks to it over standard
input and output; docs/mcp.md says how to tell it so, and what can be asked.

Examples:
  verbale --dossier talks.db mcp
  verbale --dossier talks.db mcp --listen 127.0.0.1:8766`
}

// maxRequest is how large a request to the server over HTTP may be.
const maxRequest = 1 << 20

// Run answers until the other side ends it, or it is interrupted.
func (c *mcpCommand) Run(a *app) (err error) {
	d, err := a.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	model, err := modelOf(a.ctx, d)
	if err != nil {
		return err
	}
	server := c.server(d, model)
	if c.Listen != "" {
		return c.serve(a, d, server)
	}
	err = server.Run(a.ctx, &sdk.IOTransport{Reader: io.NopCloser(a.stdin), Writer: nopCloser{a.stdout}})
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func (c *mcpCommand) server(d *sqlite.Dossier, model string) *sdk.Server {
	options := mcp.Options{Dossier: d, Version: version, Model: model}
	if c.AllowCorrections {
		options.Desk = correction.New(d, ingest.Again(d))
		options.Desk.Prepare, options.Desk.CheckDocument = ingest.Corrected, intake.Check
		options.By = author{By: c.By}.who().By + " (assistant)"
	}
	return mcp.New(options)
}

// serve speaks HTTP on an address of this machine. Pages of other sites cannot reach
// it: neither by a name of their own for this machine, nor by a form.
func (c *mcpCommand) serve(a *app, d *sqlite.Dossier, server *sdk.Server) error {
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	defer listener.Close()
	if tcp, ok := listener.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return fmt.Errorf("%s can be reached from other machines, and whoever asks there is not known; name an address of this machine, as 127.0.0.1:8766: %w", c.Listen, errUsage)
	}
	handler := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return server }, &sdk.StreamableHTTPOptions{
		SessionTimeout: time.Hour, CrossOriginProtection: http.NewCrossOriginProtection(),
		Logger: slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	mux := http.NewServeMux()
	mux.Handle("/mcp", http.MaxBytesHandler(handler, maxRequest))
	to := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(a.stderr, "dossier %s: assistants ask at http://%s/mcp\n", d.Path(), listener.Addr())
	stop := context.AfterFunc(a.ctx, func() { _ = to.Close() })
	defer stop()
	if err := to.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
