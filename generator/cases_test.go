package generator_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongbao/generator/internal/need"
)

// A caseRun is a case that was built and then checked.
type caseRun struct {
	*testing.T
	said   string // what build and check printed
	status int    // of the build
	output string // folder of the site
}

// reported fails unless a line of the messages begins with each place and goes on with a problem.
func (c *caseRun) reported(places ...string) {
	c.Helper()
	for _, place := range places {
		if !regexp.MustCompile(`(?m)^content/` + place + `(:\d+)*: `).MatchString(c.said) {
			c.Errorf("nothing is reported at %s", place)
		}
	}
}

// says fails unless a pattern is in the messages.
func (c *caseRun) says(patterns ...string) {
	c.Helper()
	for _, pattern := range patterns {
		if !regexp.MustCompile(pattern).MatchString(c.said) {
			c.Errorf("nothing says %q", pattern)
		}
	}
}

// built fails unless the build succeeded and made each file.
func (c *caseRun) built(files ...string) {
	c.Helper()
	if c.status != 0 {
		c.Errorf("the build failed")
	}
	for _, name := range files {
		if _, err := os.Stat(filepath.Join(c.output, name)); err != nil {
			c.Errorf("%s was not built", name)
		}
	}
}

// absent fails if a file of the site has one of the base names.
func (c *caseRun) absent(names ...string) {
	c.Helper()
	filepath.WalkDir(c.output, func(path string, d fs.DirEntry, _ error) error {
		for _, name := range names {
			if d != nil && d.Name() == name {
				c.Errorf("%s is published", path)
			}
		}
		return nil
	})
}

// page returns a file of the site.
func (c *caseRun) page(name string) string {
	c.Helper()
	data, err := os.ReadFile(filepath.Join(c.output, name))
	if err != nil {
		c.Errorf("%s was not built", name)
	}
	return string(data)
}

// within returns the files of the site that contain a text.
func (c *caseRun) within(text string) (names []string) {
	filepath.WalkDir(c.output, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if data, err := os.ReadFile(path); err == nil && bytes.Contains(data, []byte(text)) {
				name, _ := filepath.Rel(c.output, path)
				names = append(names, filepath.ToSlash(name))
			}
		}
		return nil
	})
	return names
}

// cases says what must hold for each folder of ../shared/cases. Its README has the reasons.
var cases = map[string]func(c *caseRun){
	"01-sound-alike": func(c *caseRun) {
		if c.status != 0 {
			c.says(`bulletins/a\.md`, `bulletins/b\.md`)
			return
		}
		if page := c.page("2020/02/21/b.html"); strings.Contains(page, "清河市审计局") && !strings.Contains(page, "青禾市审计局") {
			c.Error("b.md is published under another agency's name")
		}
	},
	"02-hash-cuts": func(c *caseRun) {
		c.reported(`bulletins/a\.md:2`, `bulletins/a\.md:5`, `bulletins/a\.md:6`, `bulletins/a\.md:7`, `bulletins/a\.md:8`, `bulletins/a\.md:9`, `agencies\.yaml:2`)
	},
	"03-attachment-names": func(c *caseRun) {
		c.built("2020/02/21/n/附件#1.pdf", "2020/02/21/n/附件%41.pdf", "2020/02/21/n/c%20d.pdf", "2020/02/21/n/sub#1/表.pdf", "2020/02/21/n/图#1.png")
		if strings.Contains(c.said, "dead-link") {
			c.Error("a link leads to no file")
		}
	},
	"04-unlisted-files": func(c *caseRun) {
		c.built("2020/02/21/n/公开.pdf")
		c.absent("内部意见.docx", "index.md.bak", "~$通告.docx", "草稿.tmp", "表.xlsx.crdownload")
		c.says("内部意见.docx")
	},
	"04-leftovers": func(c *caseRun) {
		c.built("2020/02/21/n/公开.pdf")
		c.absent("通告.docx.orig", "index.md.bak", "~$通告.docx", "草稿.tmp", "表.xlsx.crdownload")
	},
	"05-attachment-order": func(c *caseRun) {
		c.built()
		var order []string
		for _, m := range regexp.MustCompile(`n/((?:附|%E9%99%84)[^"/]*\.pdf)"`).FindAllStringSubmatch(c.page("2020/02/21/n.html"), -1) {
			order = append(order, m[1])
		}
		if got := strings.Join(order, " "); !regexp.MustCompile(`1\.pdf .*2\.pdf .*10\.pdf`).MatchString(got) {
			c.Errorf("attachments are in the order %s", got)
		}
	},
	"06-misplaced-markdown":                    func(c *caseRun) { c.says(`posts`, `content/b\.md`, `Bulletins`, `2020`, `content/bulletin\b`) },
	"07-midnight-that-is-not/apia-no-such-day": func(c *caseRun) { c.reported(`bulletins/\w+\.md:4`) },
	"07-midnight-that-is-not/asuncion":         func(c *caseRun) { c.built("2023/10/01/a.html") },
	"07-midnight-that-is-not/azores":           func(c *caseRun) { c.built("2020/03/29/a.html") },
	"07-midnight-that-is-not/havana":           func(c *caseRun) { c.built("2019/03/10/a.html") },
	"07-midnight-that-is-not/publish-at":       func(c *caseRun) { c.built(); c.absent("a.html") },
	"07-midnight-that-is-not/santiago":         func(c *caseRun) { c.built("2021/09/05/a.html") },
	"07-midnight-that-is-not/sao-paulo":        func(c *caseRun) { c.built("2018/11/04/a.html") },
	"08-now-is-a-day":                          func(c *caseRun) { c.built(); c.absent("early.html") },
	"09-wrong-year": func(c *caseRun) {
		c.reported(`bulletins/medieval\.md:4`, `bulletins/swapped\.md:4`, `bulletins/updated\.md:\d`)
		c.absent("next-year.html", "swapped.html")
	},
	"10-empty-body":      func(c *caseRun) { c.reported(`bulletins/\w+\.md`) },
	"11-number-variants": func(c *caseRun) { c.says(`\.md:\d+:\d+: .*号`) },
	"11-number-gap":      func(c *caseRun) { c.says(`not 青审通〔2020〕2号`) },
	"12-typing-slips": func(c *caseRun) {
		c.reported(`bulletins/dash-no-space\.md`, `bulletins/dash-wide-space\.md`, `bulletins/four-spaces\.md`, `bulletins/half-wide-link\.md`,
			`bulletins/heading-2-no-space\.md`, `bulletins/heading-no-space\.md`, `bulletins/heading-wide\.md`, `bulletins/math\.md`,
			`bulletins/number-no-space\.md`, `bulletins/round-number-lines\.md`, `bulletins/signature-rule\.md`, `bulletins/tab-indent\.md`,
			`bulletins/tab-table\.md`, `bulletins/table-dashes-wide\.md`, `bulletins/table-no-delimiter\.md`, `bulletins/tip-block\.md`,
			`bulletins/toc-mark\.md`, `bulletins/wide-bar-table\.md`, `bulletins/wide-link\.md`, `bulletins/wiki-picture\.md`)
	},
	"13-front-matter-slips": func(c *caseRun) {
		c.reported(`bulletins/title-no-space-first\.md:2`)
		c.says(`agency-key\.md:3.*\n.*"publisher"`, `tags-key\.md:5.*\n.*"topics"`, `category-key\.md:5.*\n.*"topics"`, `author-key\.md:5.*\n.*"editor"`,
			`permalink-key\.md:5.*\n.*(slug|aliases)`, `bracket-value\.md:2.*\n.*quotes`, `star-value\.md:2.*\n.*quotes`, `amp-value\.md:2.*\n.*quotes`,
			`han-date\.md:4.*\n.*2020-02-21`, `wide-date\.md:4.*\n.*2020-02-21`, `jekyll-date\.md:4.*\n.*2020-02-21`, `status-han\.md:5.*\n.*(superseded|withdrawn)`)
	},
	"14-endings": func(c *caseRun) {
		c.says(`甲\.markdown: .*\n.*rename`, `乙\.md\.txt: .*\n.*rename`, `丙\.MD: .*\n.*rename`)
	},
	"14-same-to-the-eye": func(c *caseRun) { c.says(`case/index\.md:8.*\n.*附件\.PDF`) },
	"16-many-slashes": func(c *caseRun) {
		if c.status != 0 {
			c.reported(`bulletins/a\.md:3`)
		}
	},
	"22-active-attachments": func(c *caseRun) { c.says(`表\.html`, `图\.svg`, `x\.js`) },
	"23-withdrawn-for-privacy": func(c *caseRun) {
		for _, name := range c.within("柳某梅") {
			if !strings.HasPrefix(name, "2020/02/21/") && name != "2020/02/print.html" && !strings.HasPrefix(name, "search/") {
				c.Errorf("%s quotes a withdrawn text", name)
			}
		}
	},
	"24-query-alias": func(c *caseRun) {
		c.built()
		if ledger := c.page("data/addresses.txt"); !strings.Contains(ledger, "/show.asp?id=3") || !strings.Contains(ledger, "/old/view.php?cid=2&id=41") {
			c.Errorf("the ledger lacks an old address: %s", ledger)
		}
	},
	"25-escaped-bar": func(c *caseRun) {
		c.built()
		if strings.Contains(c.page("2020/02/21/a.html"), `a \<`) {
			c.Error("an escaped bar at the end of a row is lost")
		}
	},
	"26-raw-html-lists": func(c *caseRun) {
		c.built()
		if page := c.page("2020/02/21/a.html"); !regexp.MustCompile(`<ol[^>]*type="?a`).MatchString(page) || !strings.Contains(page, "reversed") {
			c.Error("a list lost its numbers")
		}
	},
}

func TestCasesThatOnceWentWrong(t *testing.T) {
	dir, gongbao := need.Cases(t), program(t)
	for name, holds := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &caseRun{T: t, output: "out"}
			work := t.TempDir()
			if err := os.CopyFS(work, os.DirFS(filepath.Join(dir, filepath.FromSlash(name)))); err != nil {
				t.Fatal(err)
			}
			var args []string
			if now, err := os.ReadFile(filepath.Join(work, "now")); err == nil {
				args = []string{"--now", strings.TrimSpace(string(now))}
			}
			for _, command := range []string{"build", "check"} {
				run := exec.Command(gongbao, append([]string{command, "--cache", "cache", "--output", "out"}, args...)...)
				run.Dir = work
				said, err := run.CombinedOutput()
				if command == "build" && err != nil {
					c.status = 1
				}
				c.said += string(said)
			}
			c.output = filepath.Join(work, "out")
			if holds(c); t.Failed() {
				t.Logf("%s", c.said)
			}
		})
	}
}

func TestScriptsOfCasesThatOnceWentWrong(t *testing.T) {
	gongbao := program(t)
	shell := need.Program(t, "any POSIX shell", "sh")
	scripts, err := filepath.Glob(filepath.Join(need.Cases(t), "*", "run.sh"))
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts")
	}
	for _, script := range scripts {
		name := filepath.Base(filepath.Dir(script))
		if strings.HasPrefix(name, "3") {
			continue // imports
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			work := t.TempDir()
			if err := os.CopyFS(work, os.DirFS(filepath.Dir(script))); err != nil {
				t.Fatal(err)
			}
			run := exec.Command(shell, "run.sh", gongbao)
			run.Dir, run.Env = work, append(os.Environ(), "REPO="+need.Root(t))
			if said, err := run.CombinedOutput(); err != nil || bytes.Contains(said, []byte("FAIL")) {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
}

// program builds gongbao and returns its path.
func program(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "gongbao")
	if out, err := exec.Command("go", "build", "-o", name, "gongbao/cmd/gongbao").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return name
}
