package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// hostile returns texts of about n bytes that make markdown parsers slow: cmark's pathological tests, and some made for
// goldmark's loops.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, max(1, n/len(s))) }
	half := func(a, b string) string {
		return strings.Repeat(a, max(1, n/2/len(a))) + strings.Repeat(b, max(1, n/2/len(b)))
	}
	backticks := func() string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString("e")
			b.WriteString(strings.Repeat("`", i))
		}
		return b.String()
	}
	staircase := func() string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i))
			b.WriteString("- a\n")
		}
		return b.String()
	}
	columns := strings.Repeat("|", 1+n/200)
	return map[string]string{
		"quotations in one line":         fill("> ") + "a",
		"quotations, line by line":       fill("> > > > > > > > a\n"),
		"lists in one line":              fill("- "),
		"ordered lists in one line":      fill("1. "),
		"a staircase of lists":           staircase(),
		"blank lines in a deep list":     strings.Repeat("- ", 200) + "a" + fill("\n"),
		"lines in a deep list":           strings.Repeat("- ", 200) + "a" + fill("\na"),
		"open brackets":                  fill("["),
		"open image brackets":            fill("!["),
		"nested brackets":                half("[", "]"),
		"nested links":                   half("[", "](u)"),
		"nested images":                  half("![", "](u)"),
		"brackets and round brackets":    fill("[a]("),
		"brackets and angles":            fill("[a](<b"),
		"brackets and titles":            fill(`[a](u "`),
		"reference links, one to a line": fill("[a]\n"),
		"links with emphasis":            fill("[b*](u)"),
		"emphasis that never ends":       fill("*a "),
		"emphasis that never begins":     fill("a_ "),
		"openers, then other closers":    half("*a ", "b_ "),
		"alternating emphasis":           fill("*a **a "),
		"a long run of asterisks":        half("*", "*") + "a" + fill("*"),
		"nested strong emphasis":         half("**a ", " a**"),
		"tildes":                         fill("~~a "),
		"code spans that never end":      backticks(),
		"comments that never end":        fill("a <!-- "),
		"instructions that never end":    fill("a <? "),
		"tags that never end":            fill("<a b=\"c "),
		"tags":                           fill("<b>"),
		"an open tag":                    "<a" + fill(" b"),
		"autolinks":                      fill("<a:b>"),
		"references":                     fill("&amp;"),
		"link definitions":               fill("[a]: b\n"),
		"link definitions without end":   fill("[a]: b \"\n"),
		"a long definition, used":        "[a]: " + strings.Repeat("u", n/2) + "\n\n" + strings.Repeat("[a] ", n/8),
		"a wide table":                   columns + "\n" + strings.Repeat("-|", len(columns)) + "\n" + fill("|\n"),
		"a table of one column":          "a\n:-\n" + fill("|\n"),
		"cells with code and bars":       "a|b\n-|-\n" + fill("`\\|`|\n"),
		"notes":                          half("[^a]: b\n\n", "[^c]"),
		"notes, all used":                manyNotes(n),
		"attributes":                     "# a " + fill("{a="),
		"headings alike":                 fill("# a\n\n"),
		"addresses":                      fill("http://a.cn "),
		"address heads":                  fill("http://"),
		"mail":                           fill("a@"),
		"definition lists":               fill("a\n: b\n"),
		"colons":                         "a\n" + fill(": "),
		"blank lines":                    fill("\n"),
		"carriage returns":               fill("\r"),
		"ideographic spaces":             fill("\u3000"),
		"bytes that are not UTF-8":       fill("\xff"),
		"NUL":                            fill("\x00"),
		"setext headings":                fill("a\n-\n"),
		"html blocks":                    fill("<div>\n\n"),
		"html nested":                    fill("<div>"),
		"html spans":                     fill("<b>a"),
		"html table":                     "<table>" + fill("<tr><td>"),
	}
}

func manyNotes(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "[^%d]: b\n\nc[^%d]\n\n", i, i)
	}
	return b.String()
}

func BenchmarkHostile(b *testing.B) {
	for _, size := range []int{100_000, 1_000_000} {
		for name, text := range hostile(size) {
			for mode, label := range map[HTML]string{HTMLOff: "", HTMLSanitized: ", sanitized"} {
				if mode == HTMLSanitized && !strings.Contains(text, "<") {
					continue
				}
				r := New(Options{HTML: mode})
				b.Run(fmt.Sprintf("%s%s/%dkB", name, label, size/1000), func(b *testing.B) {
					b.SetBytes(int64(len(text)))
					b.ReportAllocs()
					for b.Loop() {
						r.Render(Source{Text: []byte(text), Files: map[string]File{}})
					}
				})
			}
		}
	}
}

func TestHostileTextIsReadInTimeAndItsWordsAreKept(t *testing.T) {
	for name, text := range hostile(4_000) {
		for _, mode := range []HTML{HTMLOff, HTMLSanitized} {
			d, problems := New(Options{HTML: mode}).Render(Source{Text: []byte(text), Files: map[string]File{}})
			checkDocument(t, d)
			if len(problems) > 2*maxProblems {
				t.Errorf("%s: %d problems", name, len(problems))
			}
			if len(d.HTML) > 1_000_000 {
				t.Errorf("%s: %d bytes became %d", name, len(text), len(d.HTML))
			}
		}
	}
}

func TestNestingBeyondTheLimitIsShownAsTextAndReported(t *testing.T) {
	for _, mark := range []string{"> ", "- ", "1. "} {
		p := render(t, Options{}, Source{Text: []byte("一\n\n" + strings.Repeat(mark, 10_000) + "字")})
		containers := maxNesting // a list and its item count as two
		if mark != "> " {
			containers /= 2
		}
		p.found(t, 3, 1+len(mark)*containers, "nested more than 50 deep", "plain text", false)
		equal(t, "last word", strings.HasSuffix(p.Text, "字"), true)
	}
	clean(t, strings.Repeat("> - ", 15)+"字")
}

func TestElementsNestNoDeeperThanBrowsersRead(t *testing.T) {
	p := clean(t, strings.Repeat("**字 ", 300)+strings.Repeat(" 字**", 300))
	equal(t, "strong", len(p.all("strong")), maxOpen)
	equal(t, "characters", strings.Count(p.Text, "字"), 600)
	p = render(t, Options{HTML: HTMLSanitized}, Source{Text: []byte(strings.Repeat("<div>", 600) + "字")})
	equal(t, "div", len(p.all("div")), maxOpen)
	equal(t, "text", p.Text, "字")
}

func TestMarkdownBeyondTheBudgetIsShownAsTextAndReported(t *testing.T) {
	text := strings.Repeat("*字 ", 40_000) + strings.Repeat("b_ ", 40_000) + "\n\n**后**"
	p := render(t, Options{}, Source{Text: []byte(text)})
	if len(p.problems) != 1 || p.problems[0].Warning || !strings.Contains(p.problems[0].Message, "too intricate") {
		t.Errorf("problems %+v", p.problems)
	}
	equal(t, "characters", strings.Count(p.Text, "字"), 40_000)
	equal(t, "asterisks", strings.Count(p.Text, "*"), 40_000)
}

func TestLongTextsOfEverydayMarkdownStayWithinTheBudget(t *testing.T) {
	clean(t, string(bulletin(500_000)))
	clean(t, strings.Repeat(chinese+"**重点**，[见](https://example.org/) ", 1000)) // one paragraph of a quarter of a megabyte
	clean(t, "|a|b|c|d|\n|-|-|-|-|\n"+strings.Repeat("|甲|**乙**|`c`|[d](https://example.org/)|\n", 5_000))
}

func TestTextsThatAreTooLargeAreRefused(t *testing.T) {
	for text, message := range map[string]string{
		strings.Repeat("a", maxSize+1):   "16 MB; at most 16 MB",
		strings.Repeat("\n", maxLines+1): "1000001 lines",
	} {
		p := render(t, Options{}, Source{Text: []byte(text), Line: 3})
		p.found(t, 3, 1, message, "attach it", false)
		equal(t, "document", p.Document, Document{})
	}
}
