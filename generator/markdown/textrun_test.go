package markdown

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// slow is a Renderer that leaves plain text and tables to goldmark's own parsers.
func slow() *Renderer {
	r := New(Options{})
	r.parser = parserWith(inlineParsers(), extension.NewTableParagraphTransformer())
	return r
}

func TestPlainTextAndTablesAreWhatGoldmarkMakesOfThem(t *testing.T) {
	fast, slow := New(Options{}), slow()
	same := func(text string) {
		t.Helper()
		a, p := fast.Render(Source{Text: []byte(text)})
		b, q := slow.Render(Source{Text: []byte(text)})
		if equal(t, text, a, b); len(p) != len(q) {
			t.Errorf("%q: problems %v, want %v", text, p, q)
		}
	}
	for _, e := range commonMark(t) {
		same(e.Markdown)
	}
	same(string(bulletin(6000)))
	pieces := []string{" ", "  ", "  \n", " \n", "\n", "\n\n", "\t", "\\", "\\\n", "\\ ", "\\\\ ", "\r\n", "中", "中文，", "　", "\u00a0", "a", "b c", ".", ":", "@",
		"*", "**", "_", "~~", "`", "<", ">", "> ", "- ", "1. ", "# ", "#", "[", "](x)", "![", "[^1]", "[^1]: ", "&amp;", "&#35;", "&", "|", "|",
		"|-|-|\n", "|:-|-:\n", "\n|-\n", ":-:|", "-|-\n", "|a|b|\n", "\\|", "---\n", "===\n", ": ", "http://a.cn/b", "www.a.cn", "a@b.cn", "<i>",
		"\x00", "\x0c", "[ ] "}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		if !endsInEscapedBar.MatchString(b.String()) { // goldmark takes such a bar off a row
			same(b.String())
		}
	}
}

var endsInEscapedBar = regexp.MustCompile(`\\\|\s*(\n|\r|$)`)

// Authors must not be able to fill the memory with marks that mean nothing.
func TestTextAroundMeaninglessMarksIsFewNodes(t *testing.T) {
	w := new(writer)
	context := parser.NewContext()
	context.Set(writerKey, w)
	w.accept(Source{Text: []byte(strings.Repeat(". ", 1000))})
	paragraph := newParser().Parse(text.NewReader(w.src), parser.WithContext(context)).FirstChild()
	if n := paragraph.ChildCount(); n > 2 {
		t.Errorf("one line of text is %d nodes", n)
	}
}
