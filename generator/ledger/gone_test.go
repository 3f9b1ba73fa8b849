package ledger

import (
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestGoneYAML(t *testing.T) {
	gone, problems := ReadGone("gone.yaml", []byte(`
- address: /2020/02/21/%E9%80%9A%E5%91%8A.html
  date: 2026-11-27
  reason: >
    误发，
    已撤。
  legal_ground: 《条例》第三条
  replaced_by: /2020/02/22/通告.html
- {address: "/x.asp?id=3", date: 2026-11-27, reason: 旧站关闭}
- {address: /agencies/old/, date: 2026-11-27, reason: 机关撤并}
- {address: "/?p=12", date: 2026-11-27, reason: 旧站关闭}
- {address: "/*.json", date: 2026-11-27, reason: 不再提供}
- {address: "/files/%E8%A1%A8%231%3F%2520.csv", date: 2026-11-27, reason: 不再提供}
`))
	if len(problems) > 0 || len(gone) != 6 {
		t.Fatalf("%v %q", gone, problems)
	}
	g := gone[0]
	if g.Path != "2020/02/21/通告.html" || g.Reason != "误发， 已撤。" || g.LegalGround != "《条例》第三条" || g.ReplacedBy != "2020/02/22/通告.html" || g.Date.Value != "2026-11-27" || g.Pos.Line != 2 {
		t.Errorf("%+v", g)
	}
	for i, want := range []string{"/2020/02/21/%E9%80%9A%E5%91%8A.html", "/x.asp?id=3", "/agencies/old/", "/?p=12", "/*.json", "/files/%E8%A1%A8%231%3F%2520.csv"} {
		if got := gone[i].Address(); got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
}

func TestMistakesInGoneYAML(t *testing.T) {
	const rest = ", date: 2026-11-27, reason: 误发}"
	for source, want := range map[string]string{
		"":                                                            "",
		"# nothing yet\n":                                             "",
		"address: /a.html\n":                                          string(problem.WrongType) + " 1:1",
		"- /a.html\n":                                                 string(problem.WrongType) + " 1:3",
		"- {address: a.html" + rest:                                   string(problem.BadGoneAddress) + " 1:13",
		"- {address: /" + rest:                                        string(problem.BadGoneAddress) + " 1:13",
		"- {address: /../a.html" + rest:                               string(problem.BadGoneAddress) + " 1:13",
		"- {address: /%2e%2e/a" + rest:                                string(problem.BadGoneAddress) + " 1:13",
		"- {address: /a//b" + rest:                                    string(problem.BadGoneAddress) + " 1:13",
		"- {address: '/a\\b'" + rest:                                  string(problem.BadGoneAddress) + " 1:13",
		"- {address: '/a#b'" + rest:                                   string(problem.BadGoneAddress) + " 1:13",
		"- {address: /.gongbao/x" + rest:                              string(problem.BadGoneAddress) + " 1:13",
		"- {address: /a%0A.html" + rest:                               string(problem.BadGoneAddress) + " 1:13",
		"- {address: https://a.example/" + rest:                       string(problem.BadGoneAddress) + " 1:13",
		"- {address: /a.html, date: 2026-11-27}":                      string(problem.IncompleteGone) + " 1:3",
		"- {address: /a.html, date: 2026-11-27, reason: …}":           string(problem.IncompleteGone) + " 1:3",
		"- {address: /a.html, reason: x}":                             string(problem.IncompleteGone) + " 1:3",
		"- {date: 2026-11-27, reason: x}":                             string(problem.IncompleteGone) + " 1:3",
		"- {address: /a.html, date: 27.11.2026, reason: x}":           string(problem.BadDate) + " 1:28",
		"- {address: /a.html, date: 2026-02-30, reason: x}":           string(problem.BadDate) + " 1:28",
		"- {address: /a.html, date: 2026-11-27, raeson: x}":           string(problem.UnknownKey) + " 1:40",
		"- {address: /a.html" + rest + "\n- {address: /A.html" + rest: string(problem.GoneTwice) + " 2:13",
		"- {address: [/a.html" + "]" + rest:                           string(problem.WrongType) + " 1:13",
	} {
		_, problems := ReadGone("gone.yaml", []byte(source))
		got := ""
		if len(problems) == 1 {
			got = string(problems[0].Code) + " " + strings.TrimPrefix(problems[0].Place(), "gone.yaml:")
		} else if len(problems) > 1 {
			t.Errorf("%q: %q", source, problems)
		}
		if got != want {
			t.Errorf("%q: %s; want %s", source, got, want)
		}
	}
}
