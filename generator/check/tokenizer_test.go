package check

import (
	"fmt"
	"strings"
	"testing"
)

// tagsOf writes the tags of a page in a line: name, attributes, and / for an end tag.
func tagsOf(page string) string {
	var b strings.Builder
	for t := newTokenizer([]byte(page)); t.next(); {
		if t.tag.end {
			b.WriteByte('/')
		}
		b.Write(t.tag.name)
		for _, a := range t.tag.attrs {
			fmt.Fprintf(&b, " %s=%s", a.name, a.value)
		}
		if t.tag.empty {
			b.WriteByte('/')
		}
		b.WriteByte(';')
	}
	return b.String()
}

func TestTagsAreReadAsBrowsersReadThem(t *testing.T) {
	for page, want := range map[string]string{
		`<p>a < b && c > d</p>`:                      "p;/p;",
		`<IMG SRC=a.png ALT='x > y'>`:                "img src=a.png alt=x > y;",
		"<a\n href = \"b\"\tid=c>":                   "a href=b id=c;",
		`<input disabled value="">`:                  "input disabled= value=;",
		`<br/><svg><path d="M0"/></svg>`:             "br/;svg;path d=M0/;/svg;",
		`<!-- <p> --><!doctype html><?xml?><b>`:      "b;",
		`<![CDATA[<p>]]><i>`:                         "i;",
		`</ p><3 <><u>`:                              "u;",
		`<a href=/x/>`:                               "a href=/x/;",
		`<p <b>`:                                     "p <b=;",
		`<p title="no end>`:                          "",
		`text <p`:                                    "",
		`<标题><custom-element x=1></custom-element >`: "custom-element x=1;/custom-element;",
		`<a =x>`:                "a =x=;",
		"<p\x00q>":              "p\x00q;",
		`<!-- no end <p>`:       "",
		`<a href="x"class="y">`: "a href=x class=y;",
	} {
		if got := tagsOf(page); got != want {
			t.Errorf("%s\n got %s\nwant %s", page, got, want)
		}
	}
}

func TestTextOfScriptsAndTitlesIsNotMarkup(t *testing.T) {
	tk := newTokenizer([]byte(`<script>if (a<b) "<p>"; "</s"</SCRIPT><p>`))
	tk.next()
	if raw := string(tk.raw("script")); raw != `if (a<b) "<p>"; "</s"` {
		t.Errorf("%s", raw)
	}
	tk.next()
	if tk.next(); string(tk.tag.name) != "p" {
		t.Errorf("after the script: %s", tk.tag.name)
	}
}

func FuzzTagsLieInThePage(f *testing.F) {
	f.Add(`<a href="x">b</a><!-- <p> --><img src=y>`)
	f.Add(`<p title="`)
	f.Add("<a/=")
	f.Fuzz(func(t *testing.T, page string) {
		before := -1
		for tk := newTokenizer([]byte(page)); tk.next(); {
			if tk.tag.at <= before || tk.pos <= tk.tag.at || tk.pos > len(page) || page[tk.tag.at] != '<' {
				t.Fatalf("tag at %d to %d, after one at %d", tk.tag.at, tk.pos, before)
			}
			for _, a := range tk.tag.attrs {
				if a.at <= tk.tag.at || a.at >= tk.pos {
					t.Fatalf("attribute at %d outside its tag, %d to %d", a.at, tk.tag.at, tk.pos)
				}
			}
			before = tk.tag.at
		}
	})
}
