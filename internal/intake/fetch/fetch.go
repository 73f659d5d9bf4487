// Package fetch answers what stands at an address of the web, when a person asked
// for it.
//
//	c := fetch.New(fetch.Options{})
//	page, err := c.Get(ctx, "https://ferrypost.example/strike", fetch.Validators{})
//
// # Manners
//
// It asks robots.txt first (RFC 9309), under the name "verbale", and stays away from
// what is disallowed there, and from a site whose robots.txt cannot be had. Between
// two requests to one host it waits a second, or as long as the site wants, up to
// maxDelay. It says who it is, sends no cookies, and runs nothing.
//
// # Bounds
//
// At most maxRedirects redirects, each of them under the same rules; at most
// Options.MaxBytes bytes after unpacking; at most Options.Timeout for one address.
// Only http and https. Addresses of this machine and of private networks are
// refused at the moment of dialling, so that neither a redirect nor a name that
// resolves to one leads there; no proxy is used, which would dial instead.
//
// A Client may be used by many goroutines.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"

	"verbale.dev/verbale/internal/intake"
)

// Agent is the name under which pages are asked for, and by which robots.txt
// speaks to it.
const Agent = "verbale"

const (
	maxRedirects = 5
	maxRobots    = 500 << 10 // bytes: RFC 9309 asks for at least that much
	maxDelay     = 30 * time.Second
	maxHosts     = 10_000 // hosts that are remembered
)

// Options say how a Client goes about.
type Options struct {
	Local    bool          // addresses of this machine and of private networks too
	MaxBytes int64         // of one answer; 0 means intake.DefaultMaxFile
	Timeout  time.Duration // of one address with its redirects; 0 means a minute
	Delay    time.Duration // between requests to one host; 0 means a second
}

// Validators are what an answer said about its version, for asking again only
// for what has changed.
type Validators struct {
	ETag     string
	Modified string
}

// Answer is what stood at an address.
type Answer struct {
	Address   string // after redirects
	Body      []byte
	Type      string // the media type: "text/html"
	Encoding  string // as the header declares it, or ""
	Unchanged bool   // since the validators; there is no body then
	Validators
}

// Client fetches. Make one with [New].
type Client struct {
	options Options
	http    *http.Client

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what is remembered of one host.
type host struct {
	mu     sync.Mutex
	asked  bool
	robots *robotstxt.RobotsData // nil for one that could not be had
	next   time.Time             // when it may be asked again
}

// New makes a Client.
func New(o Options) *Client {
	if o.MaxBytes <= 0 {
		o.MaxBytes = intake.DefaultMaxFile
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.Delay <= 0 {
		o.Delay = time.Second
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	if !o.Local {
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return public(address) }
	}
	return &Client{
		options: o, hosts: map[string]*host{},
		http: &http.Client{
			Transport: &http.Transport{
				DialContext: dialer.DialContext, TLSHandshakeTimeout: 15 * time.Second,
				ResponseHeaderTimeout:  30 * time.Second,
				MaxResponseHeaderBytes: 1 << 20, MaxIdleConns: 10, IdleConnTimeout: 30 * time.Second,
				ForceAttemptHTTP2: true,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// errPrivate says that an address is not of the public web.
var errPrivate = errors.New("it leads to this machine or to a private network")

// notPublic are the networks beyond those that netip knows to be private: shared
// addresses of providers, those for documents and tests, translation of IPv4.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("fec0::/10"),
}

// public refuses an address that is about to be dialled and is not of the public
// web.
func public(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, errPrivate)
	}
	ip := at.Addr().Unmap().WithZone("")
	refused := !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast()
	for _, network := range notPublic {
		refused = refused || network.Contains(ip)
	}
	if refused {
		return fmt.Errorf("%s: %w", ip, errPrivate)
	}
	return nil
}

// Get asks for an address. The error is an [intake.Fault] that says what to do,
// or that of the context.
func (c *Client) Get(ctx context.Context, address string, known Validators) (*Answer, error) {
	whole := ctx
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		return nil, refused(intake.Unreachable, "it is no address of the web", "write it as https://…")
	}
	for range maxRedirects + 1 {
		if at.Scheme != "http" && at.Scheme != "https" {
			return nil, refused(intake.NotAllowed, "only http and https are fetched, and this is "+at.Scheme, "")
		}
		if err := c.admitted(ctx, at); err != nil {
			return nil, c.failed(whole, err)
		}
		response, err := c.ask(ctx, at, known)
		if err != nil {
			return nil, c.failed(whole, err)
		}
		next, answer, err := c.take(response, at, known)
		if err != nil {
			return nil, c.failed(whole, err)
		}
		if answer != nil {
			return answer, nil
		}
		at = next
	}
	return nil, refused(intake.Unreachable, fmt.Sprintf("it leads on to other addresses more than %d times", maxRedirects), "open it in a browser, and save the page")
}

func refused(cause intake.Cause, reason, advice string) *intake.Fault {
	return &intake.Fault{Kind: intake.Skipped, Cause: cause, Offset: -1, Count: 1, Reason: reason, Advice: advice}
}

// failed says what went wrong, in words.
func (c *Client) failed(ctx context.Context, err error) error {
	var fault *intake.Fault
	switch {
	case errors.As(err, &fault):
		return fault
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errPrivate):
		return refused(intake.NotAllowed, errPrivate.Error(), "say --allow-local if that is meant")
	case errors.Is(err, context.DeadlineExceeded):
		return refused(intake.Unreachable, fmt.Sprintf("it does not answer within %s", c.options.Timeout),
			"try again later")
	}
	var inner *url.Error
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return refused(intake.Unreachable, "it cannot be fetched: "+err.Error(), "look at the address, or try again later")
}

// host returns what is remembered of a host.
func (c *Client) host(at *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := at.Scheme + "://" + strings.ToLower(at.Host)
	if len(c.hosts) >= maxHosts {
		clear(c.hosts)
	}
	if c.hosts[key] == nil {
		c.hosts[key] = &host{}
	}
	return c.hosts[key]
}

// admitted asks robots.txt whether an address may be asked for, and waits until
// its host may be.
func (c *Client) admitted(ctx context.Context, at *url.URL) error {
	h := c.host(at)
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.asked {
		robots, err := c.robots(ctx, at)
		if err != nil {
			return err
		}
		h.asked, h.robots = true, robots
	}
	delay := c.options.Delay
	if h.robots != nil {
		group := h.robots.FindGroup(Agent)
		if !group.Test(at.RequestURI()) {
			return refused(intake.NotAllowed, "the site does not want it fetched by programs (robots.txt)",
				"open it in a browser, and save the page")
		}
		delay = max(delay, min(group.CrawlDelay, maxDelay))
	} else {
		return refused(intake.NotAllowed, "the site's robots.txt cannot be had, so that nothing is fetched from it",
			"try again later")
	}
	if wait := time.Until(h.next); wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	h.next = time.Now().Add(delay)
	return nil
}

// robots fetches the robots.txt of a host; nil where the site has one and cannot
// give it. Redirects of it are followed on any host.
func (c *Client) robots(ctx context.Context, at *url.URL) (*robotstxt.RobotsData, error) {
	from := &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		response, err := c.ask(ctx, from, Validators{})
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(io.LimitReader(response.Body, maxRobots))
		response.Body.Close()
		if location, redirected := redirect(response, from); redirected {
			if location == nil {
				return nil, nil
			}
			from = location
			continue
		}
		if err != nil || response.StatusCode >= 500 || response.StatusCode == http.StatusTooManyRequests {
			return nil, nil
		}
		data, err := robotstxt.FromStatusAndBytes(response.StatusCode, body)
		if err != nil {
			return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil) // rules that are none forbid nothing
		}
		return data, nil
	}
	return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil) // RFC 9309: too many redirects, as if there were none
}

// redirect returns where an answer leads; nil for an address that is none of
// http.
func redirect(response *http.Response, at *url.URL) (*url.URL, bool) {
	switch response.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, false
	}
	to, err := at.Parse(response.Header.Get("Location"))
	if err != nil || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
		return nil, true
	}
	return to, true
}

// ask sends one request.
func (c *Client) ask(ctx context.Context, at *url.URL, known Validators) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", Agent+"/1 (reads news reports on behalf of one person)")
	request.Header.Set("Accept",
		"text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5")
	if known.ETag != "" {
		request.Header.Set("If-None-Match", known.ETag)
	}
	if known.Modified != "" {
		request.Header.Set("If-Modified-Since", known.Modified)
	}
	return c.http.Do(request)
}

// take reads an answer: the next address where it leads on, else what it says.
func (c *Client) take(response *http.Response, at *url.URL, known Validators) (*url.URL, *Answer, error) {
	defer response.Body.Close()
	if next, redirected := redirect(response, at); redirected {
		if next == nil {
			return nil, nil, refused(intake.NotAllowed, "it leads on to what is no address of the web", "")
		}
		return next, nil, nil
	}
	answer := &Answer{Address: at.String(),
		Validators: Validators{cut(response.Header.Get("ETag")), cut(response.Header.Get("Last-Modified"))}}
	switch {
	case response.StatusCode == http.StatusNotModified:
		answer.Unchanged = true
		answer.Validators = known
		return nil, answer, nil
	case response.StatusCode == http.StatusTooManyRequests || response.StatusCode == http.StatusServiceUnavailable:
		c.rest(at, response.Header.Get("Retry-After"))
		return nil, nil, refused(intake.Unreachable,
			"the site asks to be left alone for a while (status "+strconv.Itoa(response.StatusCode)+")",
			"try again later")
	case response.StatusCode != http.StatusOK:
		return nil, nil, refused(intake.Unreachable,
			"the site answers with status "+strconv.Itoa(response.StatusCode), "look at the address")
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, c.options.MaxBytes+1))
	if int64(len(body)) > c.options.MaxBytes {
		return nil, nil, refused(intake.TooBig, fmt.Sprintf("it has more than %d bytes, the limit for a file", c.options.MaxBytes), "")
	}
	if err != nil {
		return nil, nil, err
	}
	answer.Body = body
	kind, parameters, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	answer.Type, answer.Encoding = kind, parameters["charset"]
	return nil, answer, nil
}

// cut bounds a validator, which is sent back as it came.
func cut(value string) string {
	if len(value) > 1000 {
		return ""
	}
	return value
}

// rest leaves a host alone for as long as it asks, up to maxDelay.
func (c *Client) rest(at *url.URL, after string) {
	wait := maxDelay
	if seconds, err := strconv.Atoi(after); err == nil && seconds >= 0 {
		wait = min(maxDelay, time.Duration(seconds)*time.Second)
	}
	h := c.host(at)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next = time.Now().Add(wait)
}

// IsAddress reports whether a path given by a person is an address of the web.
func IsAddress(path string) bool {
	lower := strings.ToLower(path[:min(len(path), len("https://"))])
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}
