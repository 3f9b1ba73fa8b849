package preview

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// next returns the next event of a kind.
func next(t *testing.T, news <-chan event, kind string) event {
	t.Helper()
	for {
		select {
		case m, open := <-news:
			if !open {
				t.Fatalf("the stream ended without an event %q", kind)
			}
			if m.Kind == kind {
				return m
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("waited in vain for an event %q", kind)
		}
	}
}

func TestPageLeadsToItsNewAddress(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ open, text, to string }{
		"a slug":                {pageOfA, strings.Replace(notice("第一份", "正文甲。"), "title:", "slug: other\ntitle:", 1), "/2020/02/21/other.html"},
		"a date":                {pageOfA, strings.Replace(notice("第一份", "正文甲。"), "2020-02-21", "2021-03-04", 1), "/2021/03/04/a.html"},
		"the print view":        {"/2020/02/21/a.print.html", strings.Replace(notice("第一份", "正文甲。"), "title:", "slug: other\ntitle:", 1), "/2020/02/21/other.print.html"},
		"letters to be escaped": {pageOfA, strings.Replace(notice("第一份", "正文甲。"), "title:", "slug: 公告\ntitle:", 1), "/2020/02/21/%E5%85%AC%E5%91%8A.html"},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			news := d.listen(c.open)
			d.save("bulletins/a.md", c.text)
			m := next(t, news, "moved")
			if m.To != c.to {
				if strings.Contains(c.to, "%") && strings.HasPrefix(m.To, "/2020/02/21/") && m.To != c.open {
					t.Skipf("slugs of this site are Latin: %s", m.To)
				}
				t.Errorf("it leads to %s; expected %s", m.To, c.to)
			}
			// A browser without scripts, and one that reconnects.
			client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			resp, err := client.Get(d.server.URL() + c.open[1:])
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusFound || resp.Header.Get("Location") != c.to {
				t.Errorf("the old address answers %d, to %s", resp.StatusCode, resp.Header.Get("Location"))
			}
			if status, body := d.get(m.To); status != http.StatusOK || !strings.Contains(body, "正文甲。") {
				t.Errorf("the new address answers %d", status)
			}
			if again := d.listenOnly(c.open); next(t, again, "moved").To != c.to {
				t.Error("a tab that listens again is not led on")
			}
			// And back.
			news = d.listen(m.To)
			d.save("bulletins/a.md", notice("第一份", "正文甲。"))
			if m := next(t, news, "moved"); m.To != c.open {
				t.Errorf("it leads back to %s", m.To)
			}
		})
	}
}

func TestDeletedPageLeadsNowhere(t *testing.T) {
	t.Parallel()
	d := open(t)
	news := d.listen(pageOfA)
	if err := os.Remove(filepath.Join(d.dir, "bulletins", "a.md")); err != nil {
		t.Fatal(err)
	}
	if m := next(t, news, "page"); m.Page == "" {
		t.Errorf("found %+v; expected the page for addresses that do not exist", m)
	}
	if status, _ := d.get(pageOfA); status != http.StatusNotFound {
		t.Errorf("it answers %d", status)
	}
}
