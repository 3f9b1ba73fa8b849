package publish

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/zeebo/xxh3"
)

// pages is a site as the tests know it: the bytes of each path.
type pages map[string]string

// plan returns the files of a site, in no order.
func (p pages) plan() []File {
	var files []File
	for path, text := range p {
		files = append(files, File{Path: path, Key: xxh3.HashString128(text).Bytes(),
			Render: func(dst []byte) ([]byte, error) { return append(dst, text...), nil }})
	}
	return files
}

// linked makes a site of n bulletins and the lists that link to them. Of two versions, one page in twelve differs, some
// are in one of them only, and so are some folders. Each link leads to a page of the same version.
func linked(version, n int) pages {
	r := func(i, mod int) int { return int(xxh3.HashString(fmt.Sprint(version, i)) % uint64(mod)) }
	p := pages{}
	var all, months []string
	for i := range n {
		if r(i, 20) == 0 {
			continue
		}
		month := fmt.Sprintf("20%02d/%02d", i*10/n, i%12)
		if (i%12+version)%5 == 0 && i*10/n == version%10 {
			month += "/corrected" // a folder that only some versions have
		}
		all = append(all, fmt.Sprintf("%s/bulletin-%05d.html", month, i))
		if !slices.Contains(months, month) {
			months = append(months, month)
		}
	}
	lists := map[string][]string{}
	for k, path := range all {
		body := fmt.Sprintf("bulletin %s\n", path)
		if r(k, 12) == 0 {
			body += fmt.Sprintf("edited in version %d\n", version)
		}
		print := strings.TrimSuffix(path, ".html") + ".print.html"
		p[print] = body + a(path)
		p[path] = body + texts[:200+k%50*5] + a(print) + a(all[(k+1)%len(all)]) + a("index.html")
		lists[filepath.Dir(path)] = append(lists[filepath.Dir(path)], path)
	}
	home := fmt.Sprintf("version %d\n", version)
	for _, month := range months {
		p[month+"/index.html"] = month + "\n" + a(lists[month]...)
		home += a(month + "/index.html")
	}
	p["index.html"] = home + a("about.html")
	p["about.html"] = "about\n" + a("index.html")
	return p
}

var texts = strings.Repeat("text ", 100)

func a(paths ...string) string {
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, "<a href=\"/%s\">\n", p)
	}
	return b.String()
}

var href = regexp.MustCompile(`href="/([^"]+)"`)

func linksOf(text []byte) []string {
	var out []string
	for _, m := range href.FindAllSubmatch(text, -1) {
		out = append(out, string(m[1]))
	}
	return out
}

// deadLinks follows every link from the home page, while the site may be changing, hands each page that it reads to visit,
// and returns the links that lead nowhere.
func deadLinks(dir string, visit func(path, text string)) (dead []string) {
	cameFrom := map[string]string{"index.html": ""}
	queue := []string{"index.html"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		text, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			if path != "index.html" && stillDead(dir, path, cameFrom) {
				dead = append(dead, cameFrom[path]+" -> "+path)
			}
			continue
		}
		visit(path, string(text))
		for _, to := range linksOf(text) {
			if _, ok := cameFrom[to]; !ok {
				cameFrom[to] = path
				queue = append(queue, to)
			}
		}
	}
	return dead
}

// stillDead says that one who starts at the home page now meets the dead link. Without this, a crawl that takes longer
// than a publication would complain of links that it read before it.
func stillDead(dir, path string, cameFrom map[string]string) bool {
	var way []string
	for p := path; p != ""; p = cameFrom[p] {
		way = append(way, p)
	}
	slices.Reverse(way)
	for range 3 { // three times, for a whole publication may pass in between
		for i, p := range way {
			text, err := os.ReadFile(filepath.Join(dir, p))
			if i == len(way)-1 {
				if err == nil {
					return false
				}
			} else if err != nil || !slices.Contains(linksOf(text), way[i+1]) {
				return false
			}
		}
	}
	return true
}

// tree reads the published site, without the hidden folder.
func tree(t testing.TB, dir string) pages {
	t.Helper()
	p := pages{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.Name() == hidden {
			return fs.SkipDir
		}
		if e.IsDir() {
			if below, err := os.ReadDir(name); err != nil || len(below) == 0 && name != dir {
				t.Errorf("folder %s is empty", name)
			}
			return nil
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		p[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p pages) diff(q pages) string {
	var out []string
	for path := range p {
		switch text, ok := q[path]; {
		case !ok:
			out = append(out, "missing "+path)
		case text != p[path]:
			out = append(out, fmt.Sprintf("%s holds %.60q, want %.60q", path, text, p[path]))
		}
	}
	for path := range q {
		if _, ok := p[path]; !ok {
			out = append(out, "not expected "+path)
		}
	}
	slices.Sort(out)
	return strings.Join(out[:min(len(out), 5)], "; ")
}

// expect asserts that the folder holds a site and nothing else, at rest.
func (p pages) expect(t testing.TB, dir string) {
	t.Helper()
	if d := p.diff(tree(t, dir)); d != "" {
		t.Errorf("the site is not as expected: %s", d)
	}
	entries, _ := os.ReadDir(filepath.Join(dir, hidden))
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, []string{manifestName, sealName}) {
		t.Errorf("the hidden folder holds %q after a publication", names)
	}
}

func (p pages) with(more pages, without ...string) pages {
	q := maps.Clone(p)
	maps.Copy(q, more)
	for _, path := range without {
		delete(q, path)
	}
	return q
}

func publish(t testing.TB, dir string, p pages) *Report {
	t.Helper()
	r, err := Publish(context.Background(), dir, p.plan(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// folder returns a folder for one test: in memory if possible, since the tests make tens of thousands of files.
func folder(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "gongbao-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
