package main

import (
	"context"
	"net"
	"net/http"
	"regexp"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// freePort returns a port of this machine that is not in use.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// browse [-host NAME] ADDRESS REGEXP waits until the response from an address matches. The response may be a stream.
func browse(ts *testscript.TestScript, neg bool, args []string) {
	host := ""
	if len(args) == 4 && args[0] == "-host" {
		host, args = args[1], args[2:]
	}
	if neg || len(args) != 2 {
		ts.Fatalf("usage: browse [-host NAME] ADDRESS REGEXP")
	}
	wanted, err := regexp.Compile(args[1])
	ts.Check(err)
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	var last []byte
	for ctx.Err() == nil {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, args[0], nil)
		ts.Check(err)
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil { // the server is still starting
			time.Sleep(10 * time.Millisecond)
			continue
		}
		last = nil
		for buf := make([]byte, 64<<10); err == nil && !wanted.Match(last); {
			var n int
			n, err = answer.Body.Read(buf)
			last = append(last, buf[:n]...)
		}
		answer.Body.Close()
		if wanted.Match(last) {
			return
		}
	}
	ts.Fatalf("no match in 20 s; the last response was\n%s", last)
}
