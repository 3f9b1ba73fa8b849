package ledger

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPublishedLedgerIsFetched(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/archive/data/addresses.txt", "/copy.txt":
			fmt.Fprint(w, text("current /2020/02/21/a.html"))
		case "/moved/data/addresses.txt":
			http.Redirect(w, r, "/copy.txt", http.StatusFound)
		case "/page/data/addresses.txt":
			fmt.Fprint(w, "<!DOCTYPE html>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "site/data"), 0o755)
	os.WriteFile(filepath.Join(dir, "site/data/addresses.txt"), []byte(text("current /2020/02/21/a.html")), 0o644)
	os.WriteFile(filepath.Join(dir, "other.txt"), []byte("hello"), 0o644)
	for from, want := range map[string]string{
		server.URL + "/archive/":                      "",
		server.URL + "/archive":                       "",
		server.URL + "/copy.txt":                      "",
		server.URL + "/moved/":                        "",
		server.URL + "/page/":                         "this is not a ledger",
		server.URL + "/none/":                         "answers 404 Not Found; expected the ledger of the published site. Leave --published out for the first publication",
		"http://":                                     "not a web address",
		"http://127.0.0.1:1/":                         "the ledger cannot be fetched: ",
		filepath.Join(dir, "site"):                    "",
		filepath.Join(dir, "site/data/addresses.txt"): "",
		filepath.Join(dir, "other.txt"):               "this is not a ledger",
		filepath.Join(dir, "none.txt"):                "no such file; expected a copy of data/addresses.txt",
		os.DevNull:                                    "not a file",
	} {
		p, err := Published(context.Background(), from)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", from, err)
		case want == "":
			if v := Unexplained(Head, p); len(v) != 1 {
				t.Errorf("%s: %v", from, v)
			}
		case err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "--published "+from+": "):
			t.Errorf("%s: %v; want %s", from, err, want)
		}
	}
}

// A server that never stops sending, or never starts, ends neither the machine's memory nor the build.
func TestPublishedLedgerHasABound(t *testing.T) {
	stop := make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-stop }))
	defer server.Close()
	defer close(stop)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Published(ctx, server.URL); err == nil {
		t.Error("the fetch does not end with its context")
	}
	if _, err := readAll(endless{}); err != errTooLarge {
		t.Error(err)
	}
}

// endless is a text without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
