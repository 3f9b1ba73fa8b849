package generator

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	addresses "gongbao/generator/address"
	"gongbao/generator/corpus"
	"gongbao/generator/internal/folder"
	"gongbao/generator/ledger"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/site"
)

var (
	lawSteps = flag.Int("law.steps", 200, "random changes that the law is tried with")
	lawSeed  = flag.Uint64("law.seed", 1, "seed of the random changes")
)

var testNow = site.Moment{Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}

// The law of the house: an incremental build and a clean build give the same bytes, whatever has happened in between.
func TestIncrementalBuildEqualsCleanBuild(t *testing.T) {
	dir := t.TempDir()
	a := &archivist{t: t, dir: filepath.Join(dir, "content"), r: rand.New(rand.NewPCG(*lawSeed, 0)), clock: time.Now().Add(-24 * time.Hour), now: testNow}
	if err := corpus.Write(a.dir, corpus.Options{Bulletins: 16, Least: 100, Most: 400, Languages: []string{"zh-Hans", "en"}}); err != nil {
		t.Fatal(err)
	}
	a.lenient()
	options := Options{Content: a.dir, Output: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: testNow}
	clean := Options{Content: a.dir, Output: filepath.Join(dir, "clean"), Now: testNow, Clean: true}
	a.output = options.Output
	var history []string
	failed := 0
	promised := map[string]bool{}
	for step := range *lawSteps {
		history = append(history, a.change())
		options.Now, clean.Now = a.now, a.now
		before := folder.Snapshot(t, options.Output)
		_, err := Build(context.Background(), options)
		want, cleanErr := rendered(t, clean)
		if errors.Is(err, ErrProblems) != errors.Is(cleanErr, ErrProblems) || err != nil && !errors.Is(err, ErrProblems) {
			t.Fatalf("step %d (%s): incremental build says %v, clean build %v", step, history[step], err, cleanErr)
		}
		if err != nil {
			failed++
			if now := folder.Snapshot(t, options.Output); !folder.Equal(before, now) {
				t.Fatalf("step %d (%s): a build with problems changed the site: %s", step, history[step], folder.Difference(before, now))
			}
			continue
		}
		promised = a.keepsPromises(promised)
		if got := folder.Snapshot(t, options.Output); !folder.Equal(got, want) {
			t.Fatalf("step %d, seed %d: %s\nafter %s", step, *lawSeed, folder.Difference(want, got), strings.Join(history[max(0, step-5):], "; "))
		}
	}
	if failed == *lawSteps {
		t.Fatal("every build had problems: nothing was tried")
	}
	// A clean build writes what was rendered in memory.
	for _, name := range a.sources() {
		a.write(name, strings.Replace(a.read(name), "publisherr: ", "publisher: ", 1))
	}
	options.Now = site.Moment{Time: testNow.AddDate(3, 0, 0)} // everything has been published, so that links lead somewhere
	clean.Now = options.Now
	mustBuild(t, clean)
	mustBuild(t, options)
	if got, want := folder.Snapshot(t, options.Output), folder.Snapshot(t, clean.Output); !folder.Equal(got, want) {
		t.Fatal(folder.Difference(want, got))
	}
}

// keepsPromises checks that no bulletin's page that was promised is forgotten: it is in the ledger, or among what is unexplained. It
// returns what is promised now.
func (a *archivist) keepsPromises(before map[string]bool) map[string]bool {
	a.t.Helper()
	now := map[string]bool{}
	for _, name := range []string{filepath.Join(a.output, filepath.FromSlash(ledger.Path)), publish.Unexplained(a.output)} {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			a.t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if columns := strings.Split(strings.TrimSpace(line), "\t"); len(columns) > 1 {
				now[columns[1]] = true
			}
		}
	}
	if a.tampered {
		a.tampered = false
		return now
	}
	for address := range before {
		if _, page := addresses.BulletinStem(address[1:]); page && !now[address] {
			a.t.Errorf("%s is forgotten", address)
		}
	}
	return now
}

// rendered returns the files of a clean build without writing them: every source is parsed and every page rendered again.
func rendered(t *testing.T, o Options) (map[string][]byte, error) {
	t.Helper()
	s, err := Load(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Sources.Close()
	if problem.Errors(s.Problems) > 0 {
		return nil, ErrProblems
	}
	files := map[string][]byte{}
	for _, f := range s.Plan() {
		var data []byte
		if f.Copy != "" {
			data, err = os.ReadFile(f.Copy)
		} else {
			data, err = f.Render(nil)
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		files[f.Path] = data
	}
	return files, nil
}

// archivist makes random changes to a content folder, such as editors make.
type archivist struct {
	t    *testing.T
	dir  string
	r    *rand.Rand
	made int

	clock    time.Time // of the last change
	now      site.Moment
	output   string // the folder of the incremental build
	tampered bool   // somebody changed its list of unexplained addresses
}

// lenient removes the vocabularies, so that terms are those that bulletins name, and makes the names few.
func (a *archivist) lenient() {
	a.write("site.yaml", strings.Replace(a.read("site.yaml"), "strict: true\n", "", 1))
	for _, name := range []string{"agencies.yaml", "regions.yaml"} {
		a.remove(name)
	}
	a.write("topics.yaml", "- {id: t00, name: {zh-Hans: 资金}}\n- {id: t20, name: {zh-Hans: 捐赠}, parent: t00}\n")
	for _, name := range a.sources() {
		a.write(name, few(a.read(name), a.r))
	}
}

func few(source string, r *rand.Rand) string {
	source = replaceLine(source, "topics: ", []string{"topics: [t00]", "topics: [t20]"}[r.IntN(2)])
	source = replaceLine(source, "region: ", fmt.Sprintf("region: 省%d/市%d", r.IntN(2), r.IntN(2)))
	source = replaceLine(source, "date: ", fmt.Sprintf("date: 20%02d-%02d-%02d", 18+r.IntN(3), 1+r.IntN(3), 1+r.IntN(28)))
	return replaceLine(source, "publisher: ", fmt.Sprintf("publisher: 机关%d", r.IntN(4)))
}

func (a *archivist) change() string {
	sources := a.sources()
	pick := func() string { return sources[a.r.IntN(len(sources))] }
	if len(sources) < 8 {
		return a.add()
	}
	switch a.r.IntN(36) {
	case 0, 1, 2:
		name := pick()
		a.write(name, a.read(name)+fmt.Sprintf("\n新的一段，第%d次。\n", a.r.IntN(1000)))
		return "body of " + name
	case 3, 4:
		name := pick()
		a.write(name, replaceLine(a.read(name), "title: ", fmt.Sprintf("title: 标题 %d", a.r.IntN(1000))))
		return "title of " + name
	case 5:
		name := pick()
		a.write(name, replaceLine(a.read(name), "date: ", fmt.Sprintf("date: 20%02d-%02d-%02d", 18+a.r.IntN(3), 1+a.r.IntN(3), 1+a.r.IntN(28))))
		return "date of " + name
	case 6:
		name := pick()
		a.write(name, replaceLine(a.read(name), "publisher: ", fmt.Sprintf("publisher: [机关%d, 机关%d]", a.r.IntN(5), a.r.IntN(5))))
		return "publishers of " + name
	case 7:
		name := pick()
		a.write(name, a.read(name)+fmt.Sprintf("\n## 机关%d\n\n一段。\n", a.r.IntN(5)))
		return "section in " + name
	case 8, 9:
		return a.add()
	case 10:
		name := pick()
		a.remove(name)
		return "removed " + name
	case 11:
		name, to := pick(), fmt.Sprintf("bulletins/moved/m%04d.md", a.r.IntN(10000))
		a.write(to, a.read(name))
		a.remove(name)
		return name + " moved to " + to
	case 12:
		a.write("topics.yaml", fmt.Sprintf("- {id: t00, name: {zh-Hans: 资金%d}}\n- {id: t20, name: {zh-Hans: 捐赠}, parent: t00}\n", a.r.IntN(10)))
		return "a topic's name"
	case 13:
		text := replaceLine(a.read("site.yaml"), "title: ", fmt.Sprintf("title: {zh-Hans: 公报汇编%d, en: Collected}", a.r.IntN(10)))
		a.write("site.yaml", strings.Replace(text, "theme: own\n", "", 1))
		return "the site's title, and its own theme left out"
	case 14:
		a.write("site.yaml", replaceLine(a.read("site.yaml"), "theme: ", "theme: own"))
		a.write("themes/own/messages/zh-Hans.yaml", fmt.Sprintf("home.newest: 最新 %d\n", a.r.IntN(10)))
		return "a message of the theme"
	case 15:
		name := fmt.Sprintf("bulletins/folder%d", a.r.IntN(3))
		a.write(name+"/index.md", fmt.Sprintf("---\ntitle: 附件 %d\npublisher: 机关1\ndate: 2021-05-06\n---\n\n见[附件](a.csv)。\n", a.r.IntN(10)))
		a.write(name+"/a.csv", fmt.Sprintf("a,b\n%d,2\n", a.r.IntN(100)))
		return "attachment in " + name
	case 16:
		name := pick()
		a.write(name, replaceLine(a.read(name), "region: ", fmt.Sprintf("region: 省%d/市%d", a.r.IntN(3), a.r.IntN(3))))
		return "region of " + name
	case 17:
		one := func(of ...string) string { return of[a.r.IntN(len(of))] }
		text := replaceLine(a.read("site.yaml"), "feeds: ", "feeds: {content: "+one("summary", "full")+", archives: "+one("site", "all")+"}")
		a.write("site.yaml", replaceLine(text, "formats: ", "formats: "+one("[]", "json", "markdown", "[json, markdown]")))
		return "the site's feeds and formats"
	case 18:
		return a.link("topics.yaml", "../content/originals/topics.yaml")
	case 19:
		if _, err := os.Stat(filepath.Join(a.dir, "themes/own")); err != nil {
			return "nothing"
		}
		return a.link("themes/own", "../content/originals/own")
	case 20:
		name := pick()
		return a.link(name, "../content/originals/"+strings.ReplaceAll(name, "/", "-"))
	case 21:
		name := pick()
		a.write(name, withStatus(a.read(name)))
		return "in force: " + name
	case 22, 23:
		name := pick()
		day := fmt.Sprintf("%d-04-%02d", 2021+a.r.IntN(3), 1+a.r.IntN(28))
		life := [][]string{{"status: withdrawn", "reason: 有误", "withdrawn: " + day}, {"status: withdrawn", "reason: 有误"},
			{"erased: " + day, "legal_ground: 某法第七条"}, {"status: erased", "erased: " + day, "legal_ground: 某法第七条", "erase_title: true"},
			{"changes: [{date: " + day + ", note: 改了一处}]"}, {"noindex: true"}}
		chosen := life[a.r.IntN(len(life))]
		a.write(name, withStatus(a.read(name), chosen...))
		return chosen[0] + " in " + name
	case 24:
		name, key := pick(), []string{"publish_at: 2026", "expires_at: 2027", "updated: 2027"}[a.r.IntN(3)]
		day := fmt.Sprintf("%s-%02d-%02d", key, 1+a.r.IntN(12), 1+a.r.IntN(28))
		a.write(name, replaceLine(a.read(name), key[:len(key)-len("2026")], day))
		return day + " of " + name
	case 25: // to and fro, so that dates lie ahead and come
		a.now.Time = testNow.AddDate(a.r.IntN(9)-6, a.r.IntN(12), a.r.IntN(28))
		return "the day of the build is " + a.now.Format(time.DateOnly)
	case 26:
		name := "static/" + []string{"CNAME", ".well-known/security.txt", "files/旧 表#1.csv", "verify.html"}[a.r.IntN(4)]
		if _, err := os.Stat(filepath.Join(a.dir, name)); err == nil && a.r.IntN(3) == 0 {
			a.remove(name)
			return "removed " + name
		}
		a.write(name, fmt.Sprintf("verification: %d\n", a.r.IntN(10)))
		return "static file " + name
	case 27:
		name := fmt.Sprintf("bulletins/folder%d/a.csv.bak", a.r.IntN(3))
		a.write(name, "old\n")
		return "a leftover: " + name
	case 28:
		name := pick()
		text, linked := strings.CutSuffix(a.read(name), "\n见[链接](/agencies/)、[数据](/data/bulletins.csv)。\n")
		if !linked {
			text += "\n见[链接](/agencies/)、[数据](/data/bulletins.csv)。\n"
		}
		a.write(name, text)
		return "links to addresses in " + name
	case 29, 30:
		name := pick()
		alias := fmt.Sprintf("[/20%02d/0%d/0%d/old%d.html, '/show.asp?id=%d']", 17+a.r.IntN(3), 1+a.r.IntN(4), 1+a.r.IntN(9), a.r.IntN(100), a.r.IntN(1000))
		a.write(name, replaceLine(a.read(name), "aliases: ", "aliases: "+alias))
		return "aliases of " + name
	case 31:
		a.write("gone.yaml", fmt.Sprintf("- {address: /2017/0%d/0%d/gone.html, date: 2026-01-01, reason: 误发%d}\n- {address: /topics/t%d0/, date: 2026-01-01, reason: 撤销}\n",
			1+a.r.IntN(9), 1+a.r.IntN(9), a.r.IntN(9), 4+a.r.IntN(2)))
		return "gone.yaml"
	case 32:
		a.write("topics.yaml", fmt.Sprintf("- {id: t00, name: {zh-Hans: 资金}, former_ids: [t3%d]}\n- {id: t20, name: {zh-Hans: 捐赠}, parent: t00}\n", a.r.IntN(3)))
		return "a topic's former id"
	case 33:
		a.tampered = true
		if a.r.IntN(2) == 0 {
			os.WriteFile(publish.Unexplained(a.output), []byte("current\t/2001/01/01/x.html\ncurrent\t../../x\n\x00"), 0o644)
		} else {
			os.Remove(publish.Unexplained(a.output))
		}
		return "the list of unexplained addresses"
	default:
		name := pick()
		old := a.read(name)
		if strings.Contains(old, "publisherr: ") {
			a.write(name, strings.Replace(old, "publisherr: ", "publisher: ", 1))
			return "fixed " + name
		}
		if a.r.IntN(3) > 0 {
			return "nothing"
		}
		a.write(name, strings.Replace(old, "publisher: ", "publisherr: ", 1))
		return "a mistake in " + name
	}
}

// link moves a file or folder to a place next to the content, or elsewhere in it, and leaves a symbolic link to it. If it is a link
// already, it moves back what the link leads to.
func (a *archivist) link(name, to string) string {
	full, target := filepath.Join(a.dir, filepath.FromSlash(name)), filepath.Join(a.dir, "..", "linked", filepath.FromSlash(to))
	if rest, ok := strings.CutPrefix(to, "../content/"); ok {
		target = filepath.Join(a.dir, filepath.FromSlash(rest))
	}
	must := func(err error) {
		if err != nil {
			a.t.Fatal(err)
		}
	}
	if real, err := os.Readlink(full); err == nil {
		must(os.Remove(full))
		must(os.Rename(filepath.Join(filepath.Dir(full), real), full))
		return "no link any more: " + name
	}
	must(os.MkdirAll(filepath.Dir(target), 0o755))
	must(os.RemoveAll(target))
	must(os.Rename(full, target))
	relative, err := filepath.Rel(filepath.Dir(full), target) // an absolute link leaves the content
	must(err)
	must(os.Symlink(relative, full))
	return "a link: " + name
}

func (a *archivist) add() string {
	a.made++
	b := corpus.Bulletin(1000+a.made, corpus.Options{Least: 100, Most: 400})
	source := few(string(b.Source), a.r)
	if a.r.IntN(3) == 0 {
		source = replaceLine(source, "draft: ", "draft: true")
	}
	a.write(b.Folder+"/"+b.Name, source)
	return "added " + b.Name
}

// sources lists the bulletins; those with a mistake come first, so that they are fixed sooner or later.
func (a *archivist) sources() []string {
	var names []string
	filepath.WalkDir(filepath.Join(a.dir, "bulletins"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") && d.Name() != "index.md" {
			rel, _ := filepath.Rel(a.dir, name)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	for _, name := range names {
		if strings.Contains(a.read(name), "publisherr: ") && a.r.IntN(2) == 0 {
			a.write(name, strings.Replace(a.read(name), "publisherr: ", "publisher: ", 1))
		}
	}
	slices.Sort(names)
	return names
}

func (a *archivist) read(name string) string {
	data, err := os.ReadFile(filepath.Join(a.dir, filepath.FromSlash(name)))
	if err != nil {
		a.t.Fatal(err)
	}
	return string(data)
}

func (a *archivist) write(name, text string) {
	full := filepath.Join(a.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
	// Long enough ago for a build to trust the time, and different for every change.
	a.clock = a.clock.Add(time.Second)
	if err := os.Chtimes(full, a.clock, a.clock); err != nil {
		a.t.Fatal(err)
	}
}

func (a *archivist) remove(name string) {
	if err := os.Remove(filepath.Join(a.dir, filepath.FromSlash(name))); err != nil {
		a.t.Fatal(err)
	}
}

// withStatus returns a source with the given lines in place of all that say what became of the bulletin.
func withStatus(text string, lines ...string) string {
	front, body, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	kept := slices.DeleteFunc(strings.Split(front, "\n"), func(l string) bool {
		key, _, _ := strings.Cut(l, ":")
		return slices.Contains([]string{"status", "reason", "withdrawn", "erased", "legal_ground", "erase_title", "changes", "updated", "noindex"}, key)
	})
	return "---\n" + strings.Join(append(kept, lines...), "\n") + "\n---\n" + body
}

// replaceLine replaces the first line that starts with prefix, or inserts the line before the second one.
func replaceLine(text, prefix, line string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, prefix) {
			lines[i] = line
			return strings.Join(lines, "\n")
		}
	}
	return strings.Join(slices.Insert(lines, 1, line), "\n")
}
