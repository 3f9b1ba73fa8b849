package preview

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"gongbao/generator/publish"
)

// slowPage is a site of which one page renders only when it is released.
type slowPage struct {
	pageSource
	path               string
	rendering, release chan bool
}

func (s slowPage) Find(path string) (publish.File, bool) {
	f, ok := s.pageSource.Find(path)
	if render := f.Render; ok && f.Path == s.path {
		f.Render = func(dst []byte) ([]byte, error) {
			s.rendering <- true
			<-s.release
			return render(dst)
		}
	}
	return f, ok
}

// renderSlowly begins to render the page of a for the open tabs. The rendering lasts until finish is called, which waits for its end.
func (d *desk) renderSlowly() (finish func()) {
	slow := slowPage{d.server.shown, pageOfA[1:], make(chan bool), make(chan bool)}
	d.server.mu.Lock()
	d.server.shown, d.server.rendered = slow, nil
	d.server.mu.Unlock()
	done := make(chan bool)
	go func() {
		defer close(done)
		d.server.refreshTabs()
	}()
	<-slow.rendering
	return func() {
		close(slow.release)
		<-done
	}
}

func TestRequestsAreAnsweredWhilePagesOfOpenTabsAreRendered(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.listen(pageOfA)
	finish := d.renderSlowly()
	client := http.Client{Timeout: 5 * time.Second}
	for _, path := range []string{"", "agencies/", "_gongbao/client.js"} {
		resp, err := client.Get(d.server.URL() + path)
		if err != nil {
			t.Errorf("/%s waits for the page of a tab: %v", path, err)
			continue
		}
		resp.Body.Close()
	}
	finish()
}

func TestTabsAreDroppedWhileAPageIsRendered(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.listen(pageOfA)
	finish := d.renderSlowly()
	d.server.dropTabs() // would wait for ever if it needed the end of the rendering
	finish()
}

func TestPageThatCannotBeRenderedIsReportedInItsPlace(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.server.mu.Lock()
	d.server.shown = brokenPage{d.server.shown}
	d.server.mu.Unlock()
	status, body := d.get(pageOfA)
	if status != http.StatusInternalServerError || !strings.Contains(body, "2020/02/21/a.html") || !strings.Contains(body, "no such template") {
		t.Errorf("status %d\n%s", status, body)
	}
}

type brokenPage struct{ pageSource }

func (s brokenPage) Find(path string) (publish.File, bool) {
	f, ok := s.pageSource.Find(path)
	f.Render = func([]byte) ([]byte, error) { return nil, errors.New("no such template") }
	return f, ok
}
