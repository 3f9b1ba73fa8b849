package preview

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func (d *desk) rename(from, to string) {
	d.Helper()
	if err := os.Rename(from, to); err != nil {
		d.Fatal(err)
	}
}

// settle waits until the server has noticed what happened to a folder.
func settle() { time.Sleep(3 * rootEvery / 2) }

func TestContentThatIsMovedAwayAndBackIsStillWatched(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.save("bulletins/deep/c.md", notice("第三份", "正文丙。"))
	d.until("the bulletin", d.shows("/2020/02/21/c.html", "正文丙。"))
	for _, pause := range []func(){func() {}, settle} {
		d.rename(d.dir, d.dir+"-away")
		pause()
		d.rename(d.dir+"-away", d.dir)
		pause()
		for _, text := range []string{"搬回来了。", "又改了。"} {
			d.save("bulletins/deep/c.md", notice("第三份", text))
			d.until("a save after the move", d.shows("/2020/02/21/c.html", text))
		}
	}
}

func TestLastGoodPagesStayWhileTheContentIsAway(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.rename(d.dir, d.dir+"-away")
	d.until("a line in the log", func() bool { return strings.Contains(d.log.String(), "the folder is gone") })
	settle()
	if status, body := d.get(pageOfA); status != 200 || !strings.Contains(body, "正文甲。") {
		t.Errorf("status %d\n%s", status, body)
	}
	d.rename(d.dir+"-away", d.dir)
	d.until("a line in the log", func() bool { return strings.Contains(d.log.String(), "the folder is back") })
	settle()
	if log := d.log.String(); strings.Contains(log, "problem") {
		t.Errorf("the log reports problems that no one made:\n%s", log)
	}
}

func TestContentThatIsReplacedIsWatched(t *testing.T) {
	t.Parallel()
	for name, replace := range map[string]func(d *desk, other string){
		"by another folder": func(d *desk, other string) {
			d.rename(d.dir, d.dir+"-old")
			d.rename(other, d.dir)
		},
		"after a while": func(d *desk, other string) {
			d.rename(d.dir, d.dir+"-old")
			settle()
			d.rename(other, d.dir)
		},
		"after it was deleted": func(d *desk, other string) { // the new folder may get the number of the old one
			if err := os.RemoveAll(d.dir); err != nil {
				d.Fatal(err)
			}
			if err := os.CopyFS(d.dir, os.DirFS(other)); err != nil {
				d.Fatal(err)
			}
		},
		"together with the folder above it": func(d *desk, other string) {
			above := filepath.Dir(d.dir)
			next := above + "-next"
			d.Cleanup(func() { os.RemoveAll(above + "-old") })
			if err := os.Mkdir(next, 0o755); err != nil {
				d.Fatal(err)
			}
			d.rename(other, filepath.Join(next, filepath.Base(d.dir)))
			d.rename(above, above+"-old")
			d.rename(next, above)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := open(t)
			other := d.dir + "-other"
			if err := os.CopyFS(other, os.DirFS(d.dir)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(other, "bulletins", "a.md"), []byte(notice("第一份", "换了文件夹。")), 0o644); err != nil {
				t.Fatal(err)
			}
			replace(d, other)
			d.until("what the other folder says", d.shows(pageOfA, "换了文件夹。"))
			d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
			d.until("a save in the other folder", d.shows(pageOfA, "改过的正文。"))
			d.save("bulletins/new/c.md", notice("第三份", "正文丙。"))
			d.until("a new folder in the other folder", d.shows("/2020/02/21/c.html", "正文丙。"))
		})
	}
}

func TestLinkThatLeadsToOtherContentIsFollowed(t *testing.T) {
	t.Parallel()
	var link string
	d := open(t, func(o *Options) {
		link = o.Site.Content + "-link"
		if err := os.Symlink(o.Site.Content, link); err != nil {
			t.Skip("no links here: ", err)
		}
		o.Site.Content = link
	})
	other := d.dir + "-other"
	if err := os.CopyFS(other, os.DirFS(d.dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, link+"-new"); err != nil {
		t.Fatal(err)
	}
	d.rename(link+"-new", link)
	settle()
	d.dir = other
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("a save where the link leads now", d.shows(pageOfA, "改过的正文。"))
}

func TestFolderInTheContentThatIsMovedAwayOrReplacedIsStillWatched(t *testing.T) {
	t.Parallel()
	d := open(t)
	bulletins := filepath.Join(d.dir, "bulletins")
	for _, pause := range []func(){func() {}, func() { time.Sleep(50 * time.Millisecond) }} {
		d.rename(bulletins, d.dir+"-away")
		pause()
		d.rename(d.dir+"-away", bulletins)
		pause()
		d.save("bulletins/a.md", notice("第一份", "搬回来了。"))
		d.until("a save after the move", d.shows(pageOfA, "搬回来了。"))

		other := d.dir + "-other"
		if err := os.CopyFS(other, os.DirFS(bulletins)); err != nil {
			t.Fatal(err)
		}
		d.rename(bulletins, d.dir+"-old")
		d.rename(other, bulletins)
		pause()
		d.save("bulletins/a.md", notice("第一份", "换了文件夹。"))
		d.until("a save in the other folder", d.shows(pageOfA, "换了文件夹。"))
		if err := os.RemoveAll(d.dir + "-old"); err != nil {
			t.Fatal(err)
		}
		d.save("bulletins/a.md", notice("第一份", "正文甲。"))
		d.until("the first text", d.shows(pageOfA, "正文甲。"))
	}
}

func TestThemeFolderThatIsReplacedIsWatched(t *testing.T) {
	t.Parallel()
	theme := filepath.Join(t.TempDir(), "theme")
	style := func(dir, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, "styles"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "styles", "tokens.css"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	style(theme, ":root { --probe: 1px }")
	d := open(t, func(o *Options) { o.Site.Theme = theme })
	_, first := d.get("/")
	style(theme+"-new", ":root { --probe: 1px }")
	d.rename(theme, theme+"-old")
	d.rename(theme+"-new", theme)
	settle()
	style(theme, ":root { --probe: 2px }")
	d.until("the new style", func() bool { _, now := d.get("/"); return now != first })
}

func TestServerThatCannotWatchSaysThatItPolls(t *testing.T) {
	t.Parallel()
	d := open(t)
	s := &Server{options: Options{Log: d.log}}
	s.giveUpWatching(os.ErrPermission)
	if log := d.log.String(); !strings.Contains(log, "cannot watch the content (permission denied); looking for changes every 2s instead") {
		t.Error(log)
	}
	if s.watcher != nil || s.options.Poll != pollEvery {
		t.Errorf("watcher %v, poll %v", s.watcher, s.options.Poll)
	}
}
