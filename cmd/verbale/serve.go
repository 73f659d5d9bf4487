package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/web"
)

type serveCommand struct {
	Paths     []string       `arg:"" optional:"" name:"dossier|path" help:"A dossier, or files and folders with reports, which are read into a temporary dossier unless --dossier names one."`
	Listen    string         `default:"127.0.0.1:8765" placeholder:"HOST:PORT" help:"Where to listen. Elsewhere than on this machine a token is needed."`
	Token     string         `env:"VERBALE_TOKEN" placeholder:"WORD" help:"Who asks must have it. Without it, one is made up where one is needed."`
	NoBrowser bool           `help:"Do not open the first page in a browser."`
	Engine    reading.Engine `placeholder:"ENGINE" enum:",fast,thorough" default:"" help:"What leads in finding who said what in reports that are read: fast or thorough."`
	ReadOnly  bool           `help:"Nothing can be added or corrected through the pages."`
}

// Help adds examples to the help of the command.
func (*serveCommand) Help() string {
	return `The pages show the record on its evidence; under each page's address with .json
behind it is its data (docs/api.md). Ctrl-C ends it.

Examples:
  verbale serve examples/july-1914
  verbale serve talks.db
  verbale serve talks.db --listen 0.0.0.0:8765 --token "$(pass show verbale)"`
}

// Run serves the pages until it is interrupted.
func (c *serveCommand) Run(a *app) (err error) {
	path, reports, temporary, err := c.source(a)
	if err != nil {
		return err
	}
	if temporary != "" {
		defer func() { err = errors.Join(err, os.RemoveAll(temporary)) }()
	}
	open := sqlite.Open
	if len(reports) > 0 {
		open = sqlite.Create
	}
	dossier, err := open(a.ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	listener, err := c.listen()
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	defer listener.Close()
	token, err := c.tokenFor(listener.Addr())
	if err != nil {
		return err
	}
	store, err := newPageStore(a.ctx, dossier, 2*runtime.GOMAXPROCS(0)+4)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.watch.Close()) }()
	if temporary != "" {
		store.name = filepath.Base(absolute(reports[0]))
	}
	read := &reader{path: path, reports: reports, engine: c.Engine}
	options := web.Options{
		Store: store, Hosts: hostsOf(c.Listen, listener.Addr()), Token: token, Progress: read.progress,
		Logger: slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), Version: version,
	}
	if !c.ReadOnly {
		options.Adder = &adder{path: path, read: ingest.Again(dossier)}
		options.Corrector = newPageCorrector(dossier)
	}
	pages, err := web.New(options)
	if err != nil {
		return err
	}
	address := "http://" + addressOf(listener.Addr())
	if token != "" && c.Token == "" {
		address += "/?" + url.Values{"token": {token}}.Encode()
	}
	if len(reports) > 0 {
		read.begin(a)
	}
	fmt.Fprintf(a.stdout, "dossier %s: open %s\n", plain.Text(store.name), address)
	if a.terminal && !c.NoBrowser {
		openBrowser(address)
	}
	return errors.Join(serve(a.ctx, listener, pages), read.wait())
}

// source says which dossier is served, which reports are read into it first,
// and which folder is to be taken away at the end.
func (c *serveCommand) source(a *app) (path string, reports []string, temporary string, err error) {
	switch {
	case len(c.Paths) == 1 && sqlite.IsDossier(c.Paths[0]):
		return c.Paths[0], nil, "", nil
	case len(c.Paths) == 0:
		if a.dossier != "" {
			return a.dossier, nil, "", nil
		}
		found, err := dossiersHere()
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("name a dossier or reports; no dossier is in this folder: %w", errUsage)
		}
		if err != nil || len(found) == 1 {
			return strings.Join(found, ""), nil, "", err
		}
		chosen, _, err := newest(a.ctx, found)
		return chosen, nil, "", err
	}
	for _, path := range c.Paths {
		if _, err := os.Stat(path); err != nil && path != "-" {
			return "", nil, "", fmt.Errorf("%w: %w", errUsage, err)
		}
	}
	if a.dossier != "" {
		return a.dossier, c.Paths, "", nil
	}
	temporary, err = os.MkdirTemp("", "verbale-serve-")
	if err != nil {
		return "", nil, "", fmt.Errorf("there is no place for a temporary dossier: name one with --dossier, or a folder that you may write to with TMPDIR: %w: %w", errUsage, err)
	}
	return filepath.Join(temporary, "dossier.db"), c.Paths, temporary, nil
}

func absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// addressInUse is what Windows calls a port that another listens on, WSAEADDRINUSE.
const addressInUse = syscall.Errno(10048)

// portsTried is how many ports are tried from the one asked for on.
const portsTried = 20

// listen listens where it was asked for; where that port is taken, at one of the
// next.
func (c *serveCommand) listen() (net.Listener, error) {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, err
	}
	first, err := strconv.Atoi(port)
	if err != nil || first == 0 {
		return net.Listen("tcp", c.Listen)
	}
	var taken error
	for at := first; at < min(first+portsTried, 1<<16); at++ {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(at)))
		if err == nil || !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, addressInUse) {
			return listener, err
		}
		taken = cmp.Or(taken, err)
	}
	return nil, taken
}

// tokenFor returns the token that who asks must have: none on this machine,
// unless one was given; elsewhere always one.
func (c *serveCommand) tokenFor(address net.Addr) (string, error) {
	if c.Token != "" {
		if len(c.Token) < 12 {
			return "", fmt.Errorf("a token needs 12 characters or more: %w", errUsage)
		}
		return c.Token, nil
	}
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsLoopback() {
		return "", nil
	}
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	return hex.EncodeToString(random), nil
}

// hostsOf lists what a browser may call this server. Where it listens on all
// addresses of a machine its names cannot be known, and the token guards it.
func hostsOf(asked string, address net.Addr) []string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok || !tcp.IP.IsLoopback() {
		return nil
	}
	port := strconv.Itoa(tcp.Port)
	return []string{asked, net.JoinHostPort("127.0.0.1", port), net.JoinHostPort("localhost", port), net.JoinHostPort("::1", port)}
}

func addressOf(address net.Addr) string {
	tcp, ok := address.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		if name, err := os.Hostname(); err == nil {
			return net.JoinHostPort(name, strconv.Itoa(tcp.Port))
		}
	}
	return address.String()
}

// maxConnections is how many connections are held at a time; more wait until one
// is closed. Fifty readers of a team keep some three hundred open.
const maxConnections = 1024

// serve answers until the context ends, then lets what is being answered come
// to its end.
func serve(ctx context.Context, listener net.Listener, pages http.Handler) error {
	listener = netutil.LimitListener(listener, maxConnections)
	server := &http.Server{
		Handler: pages, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return server.Close()
	}
	return nil
}

// reader reads reports beside the server.
type reader struct {
	path        string
	reports     []string
	engine      reading.Engine
	done, total atomic.Int64
	reading     atomic.Bool
	ended       chan error
}

// begin reads the reports in the background.
func (r *reader) begin(a *app) {
	r.ended = make(chan error, 1)
	r.reading.Store(true)
	source := formats.NewReader()
	source.Stdin = a.stdin
	r.total.Store(source.List(r.reports).Bytes)
	go func() {
		defer r.reading.Store(false)
		r.ended <- r.read(a, source)
	}()
}

func (r *reader) read(a *app, source *intake.Reader) (err error) {
	dossier, err := sqlite.Create(a.ctx, r.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if err := dossier.Lock(a.ctx); err != nil {
		return err
	}
	done, err := ingest.Run{Dossier: dossier, Engine: r.engine, Progress: r.done.Store}.Read(a.ctx, source, r.reports)
	for _, fault := range done.Faults {
		fmt.Fprintln(a.stderr, plain.Text(fault.Error()))
	}
	if err != nil && a.ctx.Err() == nil {
		fmt.Fprintln(a.stderr, "verbale:", plain.Text(err.Error()))
	}
	return err
}

// wait waits until the reading is at its end.
func (r *reader) wait() error {
	if r.ended == nil {
		return nil
	}
	if err := <-r.ended; err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

func (r *reader) progress() web.Progress {
	return web.Progress{Done: r.done.Load(), Total: r.total.Load(), Reading: r.reading.Load()}
}

// openBrowser opens an address in the user's browser, if there is one.
func openBrowser(address string) {
	var command *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		command = exec.Command("open", address)
	case "windows":
		command = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return
		}
		command = exec.Command("xdg-open", address)
	}
	if err := command.Start(); err == nil {
		go func() { _ = command.Wait() }() // the address is printed in any case
	}
}
