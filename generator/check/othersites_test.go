package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"gongbao/generator/problem"
)

// webPage returns a page with links to other sites.
func webPage(addresses ...string) string {
	var b strings.Builder
	for _, a := range addresses {
		fmt.Fprintf(&b, "<a href=\"%s\">x</a>\n", a)
	}
	return htmlPage(b.String())
}

func TestLinksToOtherSitesAreChecked(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]int{}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.Method+" "+r.URL.Path]++
		mu.Unlock()
		if r.UserAgent() != "gongbao" {
			t.Errorf("asked as %q", r.UserAgent())
		}
		switch r.URL.Path {
		case "/fine", "/new":
		case "/moved":
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		case "/mail":
			w.Header().Set("Location", "mailto:a@example.org")
			w.WriteHeader(http.StatusFound)
		case "/no-head":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		case "/members":
			w.WriteHeader(http.StatusForbidden)
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		default:
			http.NotFound(w, r)
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()

	at := server.URL
	o := publishFiles(t, map[string]string{
		"index.html":        webPage(at+"/fine#a", at+"/fine#b", at+"/moved", at+"/no-head", at+"/members", at+"/gone?a=1&amp;b=2", at+"/broken", "mailto:a@example.org"),
		"2020/02/21/a.html": webPage(at+"/gone?a=1&amp;b=2", "http://"+closed.Addr().String()+"/", at+"/mail", "http://[::bad"),
	})
	o.Web, o.Pace = http.DefaultTransport, time.Microsecond
	got := run(t, o, problem.ExternalLink)
	for i := range got {
		got[i] = strings.ReplaceAll(strings.ReplaceAll(got[i], at, "HOST"), closed.Addr().String(), "CLOSED")
	}
	equalLines(t, got,
		"2020/02/21/a.html:4:10 external-link: HOST/gone?a=1&b=2 answers 404 Not Found (2)",
		"2020/02/21/a.html:5:4 external-link: http://CLOSED/ does not answer: connection refused",
		"2020/02/21/a.html:6:4 external-link: HOST/mail does not answer: it redirects to a mailto address",
		"2020/02/21/a.html:7:4 external-link: http://[::bad is not a valid address",
		"index.html:10:4 external-link: HOST/broken answers 502 Bad Gateway")
	if asked["HEAD /fine"] != 1 || asked["GET /fine"] != 0 || asked["HEAD /gone"] != 1 || asked["GET /gone"] != 1 || asked["GET /no-head"] != 1 {
		t.Errorf("asked %v; want each once, and GET only where HEAD was refused", asked)
	}
}

func TestOtherSitesAreNotContactedByDefault(t *testing.T) {
	o := publishFiles(t, map[string]string{"index.html": webPage("http://192.0.2.1/")})
	if got := run(t, o); len(got) > 0 {
		t.Error(got)
	}
}

// roundTrip is a transport without a network.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestRequestsToOtherSitesAreSpacedOut(t *testing.T) {
	var addresses []string
	for _, host := range []string{"a", "b", "c"} {
		for i := range 5 {
			addresses = append(addresses, fmt.Sprintf("http://%s.example/%d", host, i))
		}
	}
	o := publishFiles(t, map[string]string{"index.html": webPage(addresses...)})
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		atOnceNow, most, questions := 0, 0, 0
		last := map[string]time.Time{}
		o.Web = roundTrip(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			if before, ok := last[r.URL.Host]; ok && time.Since(before) < time.Second {
				t.Errorf("%s was asked again after %v", r.URL.Host, time.Since(before))
			}
			last[r.URL.Host] = time.Now()
			questions++
			atOnceNow++
			most = max(most, atOnceNow)
			mu.Unlock()
			time.Sleep(300 * time.Millisecond)
			mu.Lock()
			atOnceNow--
			mu.Unlock()
			answer := &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader("")), Header: http.Header{}, Request: r}
			switch {
			case strings.HasSuffix(r.URL.Path, "/1") && r.Method == http.MethodHead:
				answer.StatusCode = http.StatusNotImplemented
			case strings.HasSuffix(r.URL.Path, "/2"):
				answer.StatusCode = http.StatusFound
				answer.Header.Set("Location", "/other")
			}
			return answer, nil
		})
		o.Pace = 0 // the default
		if got := run(t, o, problem.ExternalLink); len(got) > 0 {
			t.Error(got)
		}
		if most != 2 || questions != 15+3+3 {
			t.Errorf("%d requests, %d at a time; want 21, 2 at a time", questions, most)
		}
	})
}

func TestOneJobMeansOneRequestAtATime(t *testing.T) {
	o := publishFiles(t, map[string]string{"index.html": webPage("http://a.example/", "http://b.example/", "http://c.example/")})
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		o.Jobs = 1
		o.Web = roundTrip(func(r *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Second)
			now.Add(-1)
			return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Header: http.Header{}, Request: r}, nil
		})
		if got := run(t, o, problem.ExternalLink); len(got) > 0 || most.Load() != 1 {
			t.Errorf("%d requests at a time; findings %v", most.Load(), got)
		}
	})
}

func TestHostsTakeTurns(t *testing.T) {
	got := fmt.Sprint(inTurn([]string{"http://a/1", "http://a/2", "http://a/3", "http://b/1", "http://c/1", "http://c/2"}))
	if want := "[http://a/1 http://b/1 http://c/1 http://a/2 http://c/2 http://a/3]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// addressesOf are addresses and whether check may contact them: one of each row of IANA's registries, and what is written otherwise.
var addressesOf = map[bool][]string{
	false: {"127.0.0.1", "127.255.255.254", "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.169.254", "0.0.0.0", "0.1.2.3",
		"100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.88.99.2",
		"198.18.0.1", "198.19.255.255", "198.51.100.9", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::a00:1", "::ffff:10.0.0.1", "::ffff:100.100.100.200", "::ffff:0:127.0.0.1", "fe80::1", "fe80::1%eth0", "fd00::1", "fd00:ec2::254", "fec0::1",
		"ff02::1", "ff0e::1", "64:ff9b::a00:1", "64:ff9b::100.100.100.200", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "100::1", "100:0:0:1::1", "2001::1", "2001:0:a00:1::",
		"2001:2::1", "2001:10::1", "2001:db8::1", "2001:1ff::1", "2002:a00:1::", "2002:808:808::1", "3fff::1", "5f00::1", "4000::1", "8000::1"},
	true: {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.0.9", "192.0.1.1", "198.20.0.1", "223.5.5.5", "::ffff:223.5.5.5",
		"64:ff9b::808:808", "2001:200::1", "2001:4860:4860::8888", "2001:1::1", "2400:3200::1", "2606:4700:4700::1111", "3ffe::1", "3fff:1000::1"},
}

func TestOnlyThePublicNetworkIsContacted(t *testing.T) {
	for public, addresses := range addressesOf {
		for _, a := range addresses {
			if err := refuse(net.JoinHostPort(a, "80")); errors.Is(err, errPrivate) == public {
				t.Errorf("connection to %s: %v", a, err)
			}
			if err := refuseHost(a); errors.Is(err, errPrivate) == public {
				t.Errorf("host %s: %v", a, err)
			}
		}
	}
	for host, want := range map[string]error{"localhost": errPrivate, "a.LOCALHOST.": errPrivate, "2130706433": errNumeric, "127.1": errNumeric, "0x7f.0.0.1": errNumeric,
		"0x7f000001": errNumeric, "0177.0.0.1": errNumeric, "1.2.3.4.5": errNumeric, "www.example.org": nil, "localhost.example.org": nil, "0xyz": nil, "x.1a": nil} {
		if err := refuseHost(host); !errors.Is(err, want) {
			t.Errorf("host %s: found %v; expected %v", host, err, want)
		}
	}
}

func TestRedirectsAndChangedNamesDoNotLeadInside(t *testing.T) {
	asked := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer server.Close()
	public := roundTrip(func(r *http.Request) (*http.Response, error) { // a public host that redirects to this machine
		if r.URL.Hostname() == "public.example" {
			return &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {server.URL}}, Body: http.NoBody, Request: r}, nil
		}
		return Transport().RoundTrip(r)
	})
	want := "does not answer: " + errPrivate.Error()
	if fault := request(context.Background(), &http.Client{Transport: public}, "http://public.example/"); fault != want {
		t.Errorf("a redirect: %q", fault)
	}
	// The host was fine, and yet the connection leads to this machine: so it is with a name whose address changes in between.
	direct := Transport().(guarded).direct
	if fault := request(context.Background(), &http.Client{Transport: direct}, server.URL); fault != want {
		t.Errorf("a connection: %q", fault)
	}
	// With a proxy for other hosts, those that are not for the proxy are still looked at, and so are addresses in links.
	proxied := Transport().(guarded)
	proxied.proxied = proxied.proxied.Clone()
	proxied.proxied.Proxy = func(r *http.Request) (*url.URL, error) {
		if r.URL.Hostname() == "intern.example" {
			return nil, nil
		}
		return url.Parse(server.URL)
	}
	for _, address := range []string{"http://100.100.100.200/latest", "http://[64:ff9b::a00:1]/", server.URL} {
		if fault := request(context.Background(), &http.Client{Transport: proxied}, address); fault != want {
			t.Errorf("%s through a proxy: %q", address, fault)
		}
	}
	if asked {
		t.Error("this machine was asked")
	}
	if fault := request(context.Background(), &http.Client{Transport: proxied}, "http://public.example/"); fault != "" || !asked {
		t.Errorf("a public host through a proxy: %q, asked %v", fault, asked)
	}
}

func TestNetworkErrorsAreReportedPlainly(t *testing.T) {
	for want, err := range map[string]error{
		"the host does not exist":    &url.Error{Err: &net.OpError{Op: "dial", Err: &net.DNSError{Name: "x"}}},
		"no answer in time":          &url.Error{Err: context.DeadlineExceeded},
		"stopped after 10 redirects": &url.Error{Err: errors.New("stopped after 10 redirects")},
	} {
		if got := reason(err); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
