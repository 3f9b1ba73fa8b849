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

func TestPrivateNetworksAreNotContacted(t *testing.T) {
	for address, private := range map[string]bool{
		"127.0.0.1:80": true, "10.1.2.3:443": true, "192.168.0.1:80": true, "172.16.0.1:80": true, "169.254.169.254:80": true, "0.0.0.0:80": true,
		"[::1]:80": true, "[fe80::1]:80": true, "[fd00::1]:80": true, "[::ffff:10.0.0.1]:80": true, "224.0.0.1:80": true,
		"203.0.113.9:80": false, "[2001:db8::1]:443": false,
	} {
		if err := refuse(address); errors.Is(err, errPrivate) != private {
			t.Errorf("%s: %v", address, err)
		}
	}
	if proxied() {
		t.Skip("requests go through a proxy: HTTP_PROXY or HTTPS_PROXY is set")
	}
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	client := &http.Client{Transport: Transport()}
	if fault := request(context.Background(), client, server.URL); fault != "does not answer: "+errPrivate.Error() {
		t.Errorf("this machine: %q", fault)
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
