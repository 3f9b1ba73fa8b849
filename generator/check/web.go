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
)

// Other sites are asked politely: two questions at a time, one a second to a host, each address once, HEAD first and GET only
// where HEAD is refused, and no answer is read further than its head. Who wrote the bulletins may not use the check to reach into
// the network in which it runs: Transport asks public addresses alone.
const (
	atOnce    = 2
	patience  = 30 * time.Second // for one question with all its redirects
	userAgent = "gongbao"
)

// Transport is what carries questions to other sites. It refuses addresses of private networks and of this machine, unless a
// proxy stands between, which then has to (HTTP_PROXY and HTTPS_PROXY in the environment).
func Transport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSHandshakeTimeout, t.ResponseHeaderTimeout = 15*time.Second, 15*time.Second
	if !proxied() {
		d := &net.Dialer{Timeout: 15 * time.Second, Control: func(_, address string, _ syscall.RawConn) error { return refuse(address) }}
		t.DialContext = d.DialContext
	}
	return t
}

func proxied() bool {
	for _, scheme := range []string{"http", "https"} {
		if u, err := http.ProxyFromEnvironment(&http.Request{URL: &url.URL{Scheme: scheme, Host: "example.org"}}); err != nil || u != nil {
			return true
		}
	}
	return false
}

var errPrivate = errors.New("it lies in a private network or on this machine, where nobody is asked")

func refuse(address string) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if ip := a.Addr().Unmap(); !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return errPrivate
	}
	return nil
}

// ask asks for the addresses of other sites that the pages link to.
func (b *build) ask(ctx context.Context, report *Report) error {
	addresses := slices.Sorted(maps.Keys(b.web))
	report.Addresses = len(addresses)
	queue := make(chan string)
	var busy sync.WaitGroup
	done := 0
	client := &http.Client{Timeout: patience, Transport: &paced{base: b.Web, pace: b.Pace, next: map[string]time.Time{}}}
	for range atOnce {
		busy.Go(func() {
			for address := range queue {
				fault := question(ctx, client, address)
				b.mu.Lock()
				if fault != "" && ctx.Err() == nil {
					g := b.web[address]
					g.warning, g.hint = true, "look for its new address, or say in the text when it was read"
					b.groups[groupKey{ruleWeb, address + " " + fault}] = g
				}
				done++
				if b.Progress != nil {
					b.Progress(Web, done, len(addresses))
				}
				b.mu.Unlock()
			}
		})
	}
	for _, address := range inTurn(addresses) {
		if ctx.Err() != nil {
			break
		}
		queue <- address
	}
	close(queue)
	busy.Wait()
	return ctx.Err()
}

// inTurn orders addresses so that the hosts take turns, and nobody waits for one host while others are free.
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

// question asks for one address, and says what is wrong with it, or nothing.
func question(ctx context.Context, client *http.Client, address string) string {
	if u, err := url.Parse(address); err != nil || u.Hostname() == "" {
		return "is no address"
	}
	var status int
	var err error
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		status, err = once(ctx, client, method, address)
		switch {
		case err != nil && unreachable(err):
			return "does not answer: " + plain(err)
		case err != nil:
		case status < 400, status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusTooManyRequests:
			return "" // somebody is there, though not for everybody
		}
	}
	if err != nil {
		return "does not answer: " + plain(err)
	}
	return strings.TrimSpace(fmt.Sprintf("answers %d %s", status, http.StatusText(status)))
}

func once(ctx context.Context, client *http.Client, method, address string) (status int, err error) {
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("User-Agent", userAgent)
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

// unreachable says whether an error lies with the host and not with the question.
func unreachable(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return errors.As(err, &dns) || errors.As(err, &op) && op.Op == "dial"
}

// plain is an error in the words of its cause, without the address that the message names anyway.
func plain(err error) string {
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
		return "no host of this name"
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}

// paced lets one question a host pass in a time. Redirects pass through it as well.
type paced struct {
	base http.RoundTripper
	pace time.Duration
	mu   sync.Mutex
	next map[string]time.Time // when a host may be asked again
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
		return nil, fmt.Errorf("it leads to an address of the kind %s", r.URL.Scheme)
	}
	return p.base.RoundTrip(r)
}
