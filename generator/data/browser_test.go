package data

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gongbao/generator/internal/need"
)

func TestFeedCanBeReadInABrowserUnderAStrictPolicy(t *testing.T) {
	chromium := need.Chromium(t)
	var r rendered
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		path := strings.TrimPrefix(req.URL.Path, "/")
		w.Header().Set("Content-Type", "application/xml")
		if strings.HasSuffix(path, ".css") {
			w.Header().Set("Content-Type", "text/css")
		}
		if !r.hasFile(path) { // the browser's own wish for an icon
			http.NotFound(w, req)
			return
		}
		w.Write(r.bytes(t, path))
	}))
	defer server.Close()
	s := site()
	s.BaseURL = server.URL + "/"
	r = render(archiveOf(t, notice("a", on(2020, 2, 21), titled("标题"))), s)

	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox)...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()

	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/agencies/jinan-audit/feed.xml")); err != nil {
		t.Fatal(err)
	}
	shown, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("*")]
		.filter(e => !e.children.length && e.getClientRects().length).map(e => e.textContent).join("\n") +
		document.querySelector("feed > *|p").innerText`))
	if err != nil {
		t.Fatal(err)
	}
	address, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("entry > *|a").href`))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"济南市审计局 - 公报汇编", "这是一个供订阅的文件。", "标题", "摘要：a。"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page does not show %q:\n%s", want, shown)
		}
	}
	for _, hidden := range []string{"tag:", "gongbao", "https://"} {
		if strings.Contains(shown, hidden) {
			t.Errorf("the page shows %q:\n%s", hidden, shown)
		}
	}
	if address != s.BaseURL+"2020/02/21/a.html" {
		t.Errorf("the title leads to %s", address)
	}
}
