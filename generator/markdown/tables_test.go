package markdown

import (
	"strings"
	"testing"
)

func TestBarAfterABackslashIsTextWhereverInTheRowItStands(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{`| 甲 | a \|`, "甲;a |"},
		{`| 甲 | a \| |`, "甲;a |"},
		{`| 甲 | a \||`, "甲;a |"},
		{`| 甲 | a \|\|`, "甲;a ||"},
		{`| 甲 | a \| b \|`, "甲;a | b |"},
		{`| 甲 | \|`, "甲;|"},
		{`甲 | a \|`, "甲;a |"},
		{`| 甲 \| | a \|  `, "甲 |;a |"},
		{`| 甲 \| 乙 | b |`, "甲 | 乙;b"},
		{`| \| | \| |`, "|;|"},
		{`\| | \|`, "|;|"},
		{`| 甲 \|`, "甲 |;"},
		{"| 甲 | `a \\|`", "甲;a |"},
		{"| 甲 | `a` \\|", "甲;a |"},
		{"| `\\|` | `\\|` |", "|;|"},
		{"| 甲 | **a** \\|", "甲;a |"},
		{`| 甲 | a \\|`, `甲;a \|`}, // the backslash beside the bar escapes it, as within a row
		{`| 甲 | a \\| |`, `甲;a \|`},
		{`| 甲 \\| 乙 | a |`, `甲 \| 乙;a`},
		{`| 甲 | a \`, `甲;a \`},
		{`| 甲 | a |`, "甲;a"},
		{`| 甲 | |`, "甲;"},
	} {
		p := clean(t, "| 项 | 值 |\n|---|---|\n"+c.row)
		if got := strings.ReplaceAll(p.text("td"), "|", ";"); got != strings.ReplaceAll(c.want, "|", ";") {
			t.Errorf("%s: cells %q, want %q", c.row, got, c.want)
		}
	}
	head := clean(t, "| 项 | 值 \\|\n|---|---|\n| 甲 | 乙 |")
	equal(t, "a header's cells", head.text("th"), "项|值 |")
	render(t, Options{}, Source{Text: []byte("|a|b|\n|-|-|\n|c|d|e \\|")}).found(t, 3, 1, "this row has 3 cells", "", false)
}
