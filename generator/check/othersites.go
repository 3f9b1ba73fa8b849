package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"gongbao/generator/parallel"
	"gongbao/generator/problem"
)

// Requests to other sites are polite: two at a time, one per second and host, one per address, GET only if HEAD is refused, and no
// response body is read. Authors of bulletins must not be able to reach the network in which check runs, so Transport connects only
// to addresses of the public network.
const (
	atOnce    = 2
	patience  = 30 * time.Second // for one request with all its redirects
	userAgent = "gongbao"
)

// Transport returns the transport for requests to other sites. It refuses addresses that are not of the public network: private
// networks, this machine, and all others that IANA's registries mark so (specialaddresses.go). The address is looked at when a
// connection is made, so a name that changes its address between two looks, and a redirect, are refused as well. If the environment
// names a proxy (HTTP_PROXY, HTTPS_PROXY), names are up to the proxy, but an address written in a link is not.
func Transport() http.RoundTripper {
	proxied := http.DefaultTransport.(*http.Transport).Clone()
	proxied.TLSHandshakeTimeout, proxied.ResponseHeaderTimeout = 15*time.Second, 15*time.Second
	direct := proxied.Clone()
	direct.Proxy = nil
	d := &net.Dialer{Timeout: 15 * time.Second, Control: func(_, address string, _ syscall.RawConn) error { return refuse(address) }}
	direct.DialContext = d.DialContext
	return guarded{direct, proxied}
}

// guarded sends each request directly, or through the proxy that the environment names for it.
type guarded struct{ direct, proxied *http.Transport }

func (g guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := refuseHost(r.URL.Hostname()); err != nil {
		return nil, err
	}
	if u, err := g.proxied.Proxy(r); err != nil || u != nil {
		return g.proxied.RoundTrip(r)
	}
	return g.direct.RoundTrip(r)
}

var (
	errPrivate = errors.New("it is in a private network or on this machine, which check does not contact")
	errNumeric = errors.New("its host is a number, but not an IPv4 address in four parts")
)

// refuse returns an error for an address with port that is not of the public network.
func refuse(address string) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !isGlobal(a.Addr()) {
		return errPrivate
	}
	return nil
}

// refuseHost returns an error for a host that is an address outside the public network, or a name of this machine. Numbers such as
// 2130706433, 0x7f.1 or 127.1 are refused, since some resolvers and proxies take them for addresses.
func refuseHost(host string) error {
	if a, err := netip.ParseAddr(host); err == nil {
		if !isGlobal(a) {
			return errPrivate
		}
		return nil
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	last := name[strings.LastIndexByte(name, '.')+1:]
	if last == "localhost" {
		return errPrivate
	}
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") && strings.Trim(last[2:], "0123456789abcdef") == "" {
		return errNumeric
	}
	return nil
}

// ask requests each address of another site that the pages link to.
func (b *builtArchive) ask(ctx context.Context, report *Report) error {
	addresses := slices.Sorted(maps.Keys(b.web))
	report.Addresses = len(addresses)
	jobs := atOnce
	if b.Jobs > 0 {
		jobs = min(jobs, b.Jobs)
	}
	queue := inTurn(addresses)
	done := 0
	client := &http.Client{Timeout: patience, Transport: &paced{base: b.Web, pace: b.Pace, next: map[string]time.Time{}}}
	parallel.Each(len(queue), jobs, func(i int) {
		if ctx.Err() != nil {
			return
		}
		address := queue[i]
		fault := request(ctx, client, address)
		b.mu.Lock()
		defer b.mu.Unlock()
		if fault != "" && ctx.Err() == nil {
			g := b.web[address]
			g.hint = "find its new address, or say in the text when you read it"
			b.groups[groupKey{problem.ExternalLink, address + " " + fault}] = g
		}
		if done++; b.Progress != nil {
			b.Progress(Web, done, len(addresses))
		}
	})
	return ctx.Err()
}

// inTurn orders addresses so that the hosts take turns and no worker waits for one host while others are free.
func inTurn(addresses []string) []string {
	type place struct {
		turn    int
		address string
	}
	turns := map[string]int{}
	places := make([]place, len(addresses))
	for i, a := range addresses {
		host := ""
		if u, err := url.Parse(a); err == nil {
			host = u.Hostname()
		}
		places[i] = place{turns[host], a}
		turns[host]++
	}
	slices.SortStableFunc(places, func(a, b place) int { return a.turn - b.turn })
	ordered := make([]string, len(places))
	for i, p := range places {
		ordered[i] = p.address
	}
	return ordered
}

// request requests an address and returns what is wrong with it, or "".
func request(ctx context.Context, client *http.Client, address string) string {
	if u, err := url.Parse(address); err != nil || u.Hostname() == "" {
		return "is not a valid address"
	}
	var status int
	var err error
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		status, err = requestOnce(ctx, client, method, address)
		switch {
		case err != nil && unreachable(err):
			return "does not answer: " + reason(err)
		case err != nil:
		case status < 400, status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusTooManyRequests:
			return "" // the page exists, though not for everyone
		}
	}
	if err != nil {
		return "does not answer: " + reason(err)
	}
	return strings.TrimSpace(fmt.Sprintf("answers %d %s", status, http.StatusText(status)))
}

func requestOnce(ctx context.Context, client *http.Client, method, address string) (status int, err error) {
	r, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, err
	}
	r.Header.Set("User-Agent", userAgent)
	answer, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

// unreachable reports whether an error is about the host, so that another method would fail as well.
func unreachable(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return errors.As(err, &dns) || errors.As(err, &op) && op.Op == "dial" || errors.Is(err, errPrivate) || errors.Is(err, errNumeric)
}

// reason returns the cause of an error, without the address that the message names anyway.
func reason(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return "no answer in time"
		}
		err = u.Err
	}
	if errors.Is(err, errPrivate) {
		return errPrivate.Error()
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return "the host does not exist"
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}

// paced is a transport that spaces out the requests to each host, redirects included.
type paced struct {
	base http.RoundTripper
	pace time.Duration
	mu   sync.Mutex
	next map[string]time.Time // by host: time of the next request
}

func (p *paced) RoundTrip(r *http.Request) (*http.Response, error) {
	p.mu.Lock()
	now := time.Now()
	at := p.next[r.URL.Hostname()]
	if at.Before(now) {
		at = now
	}
	p.next[r.URL.Hostname()] = at.Add(p.pace)
	p.mu.Unlock()
	if wait := at.Sub(now); wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
		return nil, fmt.Errorf("it redirects to a %s address", r.URL.Scheme)
	}
	return p.base.RoundTrip(r)
}
