package preview

import (
	"bufio"
	"bytes"
	"flag"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongbao/generator/publish"
)

var manyTabs = flag.Int("tabs", 300, "open tabs of TestManyTabsLearnOfASave; 2000 take some 60 MB")

// countedPages counts how often the page of a is rendered.
type countedPages struct {
	pageSource
	renders *atomic.Int32
}

func (c countedPages) Find(path string) (publish.File, bool) {
	f, ok := c.pageSource.Find(path)
	if render := f.Render; ok && f.Path == pageOfA[1:] {
		f.Render = func(dst []byte) ([]byte, error) {
			c.renders.Add(1)
			return render(dst)
		}
	}
	return f, ok
}

// TestManyTabsLearnOfASave opens many tabs of one page, and measures how long all of them take to learn of a save. The page is rendered
// once for all.
//
//	go test ./generator/preview -run ManyTabs -tabs 2000 -v
func TestManyTabsLearnOfASave(t *testing.T) {
	d := open(t)
	events := make(chan time.Time, 3**manyTabs)
	for range *manyTabs {
		conn, err := net.Dial("tcp", d.server.listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		r, _ := http.NewRequest(http.MethodGet, d.server.URL()+"_gongbao/events?page="+url.QueryEscape(pageOfA), nil)
		if err := r.Write(conn); err != nil {
			t.Fatal(err)
		}
		go func() {
			lines := bufio.NewScanner(conn)
			for lines.Buffer(nil, 1<<20); lines.Scan(); {
				if bytes.HasPrefix(lines.Bytes(), []byte(`data: {"kind":"page"`)) {
					events <- time.Now()
				}
			}
		}()
	}
	for range *manyTabs { // the page as it is
		<-events
	}
	var renders atomic.Int32
	d.server.mu.Lock()
	d.server.shown = countedPages{d.server.shown, &renders}
	d.server.rendered = nil
	d.server.mu.Unlock()
	var busy sync.WaitGroup
	for range 8 {
		busy.Go(d.server.refreshTabs)
	}
	busy.Wait()
	if n := renders.Load(); n != 1 {
		t.Errorf("the page was rendered %d times for %d tabs", n, *manyTabs)
	}
	saved := time.Now()
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	var last time.Time
	for range *manyTabs {
		select {
		case last = <-events:
		case <-time.After(10 * time.Second):
			t.Fatal("not all tabs learn of the save")
		}
	}
	t.Logf("%d tabs learn of a save within %v", *manyTabs, last.Sub(saved).Round(time.Millisecond))
}
