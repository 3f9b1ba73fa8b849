package site

import (
	"regexp"
	"strings"
	"testing"

	"gongbao/generator/internal/folder"
	"gongbao/generator/ledger"
	"gongbao/generator/problem"
)

var baseURL = regexp.MustCompile(`base_url: \S+`)

// promising is content with every kind of address that is explained.
func promising() map[string]string {
	files := whole()
	files["site.yaml"] = baseURL.ReplaceAllString(files["site.yaml"], "base_url: https://bulletin.example.org/") + "host_redirects: true\n"
	files["bulletins/2020/moved.md"] = strings.Replace(folder.Bulletin("迁移", "2020-06-01", ""), "date:", "aliases: [/old/1.html, \"/show.asp?id=3\", /old/2.pdf, /2019/05/05/moved.html]\ndate:", 1) +
		"\n见[首页](https://bulletin.example.org/)、[关于](/about.html)、[本年](/2020/)、[数据](/data/)、[外站](https://example.org/x)。\n"
	files["bulletins/2020/withdrawn.md"] = strings.Replace(folder.Bulletin("撤回", "2020-06-02", ""), "date:", "status: withdrawn\nreason: 有误\ndate:", 1)
	files["bulletins/2020/erased.md"] = strings.Replace(folder.Bulletin("删除", "2020-06-03", ""), "date:", "erased: 2020-07-01\nlegal_ground: 第四十七条\ndate:", 1)
	files["gone.yaml"] = "- {address: /2018/01/01/x.html, date: 2020-01-01, reason: 合并, replaced_by: /about.html}\n" +
		"- {address: /2017/, date: 2020-01-02, reason: 移交档案馆}\n- {address: /files/x.pdf, date: 2020-01-03, reason: 过期, legal_ground: 第一条}\n"
	files["static/robots-check.txt"] = "ok"
	return files
}

func TestLedgerHasALineForEachAddressAndItsFate(t *testing.T) {
	s := siteOf(t, promising())
	mustBeSound(t, s)
	var lines string
	planned := map[string]bool{}
	for _, f := range s.Plan() {
		planned[f.Path] = true
		if f.Path == ledger.Path {
			lines = string(contentOf(t, f))
		}
	}
	for _, line := range []string{
		"current\t/2020/06/01/moved.html\t", "current\t/2020/06/01/moved.print.html\n", "current\t/robots-check.txt",
		"moved\t/old/1.html\t/2020/06/01/moved.html\n", "moved\t/show.asp?id=3\t/2020/06/01/moved.html\n",
		"withdrawn\t/2020/06/02/withdrawn.html", "gone\t/2020/06/03/erased.html\t2020-07-01\t",
		"gone\t/2018/01/01/x.html\t2020-01-01\t合并\n", "gone\t/2017/\t2020-01-02\t",
	} {
		if !strings.Contains(lines, "\n"+line) {
			t.Errorf("the ledger lacks %q", line)
		}
	}
	for _, path := range []string{"old/1.html", "old/2.pdf/index.html", "2018/01/01/x.html", "2017/index.html", "files/x.pdf/index.html", "robots-check.txt"} {
		if !planned[path] {
			t.Errorf("no file is planned at %s", path)
		}
	}
	if strings.Contains(lines, "迁移") {
		t.Error("the ledger holds what it must not")
	}
}

func TestAddressThatNothingHasIsReportedAtItsLine(t *testing.T) {
	for link, code := range map[string]problem.Code{
		"/nothing.html": problem.UnknownAddress,
		"https://bulletin.example.org/nothing.html": problem.UnknownAddress,
		"HTTPS://Bulletin.Example.org/2020/13/":     problem.UnknownAddress,
		"/2018/01/02/y.html":                        problem.UnknownAddress,
		"/about.html#none":                          problem.UnknownPart,
		"/about":                                    problem.UnknownAddress,
		"/2020/06/01/moved.html#none":               problem.UnknownPart,
		"/about.html":                               "",
		"/about.html?from=mail":                     "",
		"/old/1.html":                               "",
		"/show.asp?id=3":                            "",
		"/robots-check.txt":                         "",
		"/feed.xml":                                 "",
		"/2020/":                                    "",
		"https://bulletin.example.org":              "",
		"https://bulletin.example.organic/x":        "",
		"//example.org/x":                           "",
	} {
		files := promising()
		files["bulletins/2020/links.md"] = folder.Bulletin("链接", "2020-06-04", "") + "\n见[此处](" + link + ")。\n"
		s := siteOf(t, files)
		var found problem.Code
		for _, p := range s.Problems {
			if strings.HasSuffix(p.File, "links.md") && p.Line > 0 {
				found = p.Code
			}
		}
		if found != code {
			t.Errorf("%s: %q, expected %q", link, found, code)
		}
	}
}

func TestHoldersFindWhatAnAddressOnceHeld(t *testing.T) {
	before, after := promising(), promising()
	after["bulletins/2020/moved.md"] = strings.Replace(after["bulletins/2020/moved.md"], "2020-06-01", "2020-06-09", 1)
	find := Holders(siteOf(t, after))
	s := siteOf(t, before)
	for _, f := range s.Plan() {
		if f.Path != ledger.Path {
			continue
		}
		then := ledger.Read("addresses.txt", contentOf(t, f))
		var now string
		for _, f := range siteOf(t, after).Plan() {
			if f.Path == ledger.Path {
				now = string(contentOf(t, f))
			}
		}
		report := ledger.Report{Code: problem.UnexplainedAddress, Gone: "gone.yaml", Day: testNow.Time, Find: find}
		problems := report.Problems(ledger.Unexplained(now, then))
		if len(problems) != 1 || !strings.HasSuffix(problems[0].File, "bulletins/2020/moved.md") || !strings.Contains(problems[0].Hint, "/2020/06/01/moved.html") {
			t.Errorf("a changed date is reported as %v", problems)
		}
	}
}

func TestAddressIsExplainedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		change func(files map[string]string)
		code   problem.Code
	}{
		"an address that is there is gone": {func(f map[string]string) {
			f["gone.yaml"] += "- {address: /about.html, date: 2020-01-01, reason: 误}\n"
		}, problem.GoneCurrent},
		"an address is gone twice": {func(f map[string]string) {
			f["gone.yaml"] += "- {address: /2017/, date: 2020-01-01, reason: 又}\n"
		}, problem.GoneTwice},
		"an address without a reason": {func(f map[string]string) {
			f["gone.yaml"] += "- {address: /2016/, date: 2020-01-01}\n"
		}, problem.IncompleteGone},
		"an address of another site": {func(f map[string]string) {
			f["gone.yaml"] += "- {address: 'https://example.org/', date: 2020-01-01, reason: 误}\n"
		}, problem.BadGoneAddress},
		"an alias that a plain folder cannot serve": {func(f map[string]string) {
			f["site.yaml"] = strings.Replace(f["site.yaml"], "host_redirects: true\n", "", 1)
		}, problem.QueryAlias},
		"an old id that another term has": {func(f map[string]string) {
			f["regions.yaml"] += "- {id: shi, name: 某市, former_ids: [sheng]}\n"
		}, problem.FormerIDTaken},
		"old ids": {func(f map[string]string) {
			f["regions.yaml"] = "- {id: sheng, name: 某省, former_ids: [old-sheng]}\n"
		}, ""},
	} {
		files := promising()
		c.change(files)
		s := siteOf(t, files)
		var found problem.Code
		for _, p := range s.Problems {
			found = p.Code
		}
		if found != c.code {
			t.Errorf("%s: %v, expected %q", name, s.Problems, c.code)
		}
		s.Plan()
	}
}
