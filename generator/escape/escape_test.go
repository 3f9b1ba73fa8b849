package escape

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

var hostile = []string{"", "公报", `<script>alert("1")</script>`, "a&b'c", "\x00\x1f\x7f", "line\r\nend", "\u2028\u2029", "\ufffe\uffff", "bad \xff\xc3 bytes",
	`back\slash "quoted"`, "]]>", "<!--", "𠮷", "=1+1", "＝1", "a,b;c"}

func FuzzXML(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := append(AppendXML(append(AppendXML([]byte(`<a b="`), s), `">`...), s), "</a>"...)
		var got struct {
			B    string `xml:"b,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal(doc, &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
				return utf8.RuneError
			}
			return r
		}, s)
		if got.Text != want || got.B != want {
			t.Errorf("%q came back as %q and %q", s, got.Text, got.B)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := AppendJSON(nil, s)
		var got string
		want := strings.Map(func(r rune) rune { return r }, s) // bytes that are not UTF-8 become U+FFFD
		if err := json.Unmarshal(doc, &got); err != nil || got != want {
			t.Errorf("%q came back as %q, %v", s, got, err)
		}
		if text := string(doc); strings.Contains(text, "</") || strings.Contains(text, "<!") {
			t.Errorf("%s can end a script element", text)
		}
		if want, err := json.Marshal(s); err != nil || string(AppendScriptJSON(nil, s)) != string(want) {
			t.Errorf("for a script, %q is %s; expected %s, %v", s, AppendScriptJSON(nil, s), want, err)
		}
	})
}

func TestNoCellStartsAFormula(t *testing.T) {
	for _, s := range hostile {
		rows, err := csv.NewReader(strings.NewReader(string(AppendCSV(nil, s)) + ",end\n")).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 2 {
			t.Errorf("%q: %v, %v", s, rows, err)
			continue
		}
		if cell := rows[0][0]; cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
			t.Errorf("%q is a formula", cell)
		}
	}
}

func TestPathsNeedNoFurtherEscaping(t *testing.T) {
	for _, s := range hostile {
		got := Path(s)
		if back, err := url.PathUnescape(got); err != nil || back != s {
			t.Errorf("%q → %q → %q, %v", s, got, back, err)
		}
		if strings.ContainsAny(got, "<>&'\"#? \x00") {
			t.Errorf("%q needs further escaping", got)
		}
	}
}

func TestAddressHoldsAnyNameAndAPart(t *testing.T) {
	if got := WithPart(AddressOf("a b#1%41?.html"), "第1条"); got != "a%20b%231%2541%3F.html#%E7%AC%AC1%E6%9D%A1" {
		t.Error(got)
	}
	if got := WithPart(AddressOf("a.html"), ""); got != "a.html" {
		t.Error(got)
	}
	for link, want := range map[string][2]string{
		JoinLink("../a#1%41.md", "#%E7%AC%AC"): {"../a#1%41.md", "第"},
		JoinLink("a.md", ""):                   {"a.md", ""},
		"a.md#100%":                            {"a.md", "100%"},
	} {
		if path, id := SplitLink(link); path != want[0] || id != want[1] {
			t.Errorf("%s: %q, %q", link, path, id)
		}
	}
}
