package legacy

import (
	"strings"
	"testing"
	"time"

	"gongbao/generator/problem"
)

func TestPageOfNestedTagsIsRefusedSoon(t *testing.T) {
	for _, tag := range []string{"<div>", "<b><i><u>", "<blockquote>", "<table><tr><td>", "<ul><li>"} {
		started := time.Now()
		p, problems := Import("a.html", []byte("<html><body>"+strings.Repeat(tag, 100_000)+"x"), Options{})
		if p != nil || len(problems) != 1 || problems[0].Code != problem.ImportTooDeep || problems[0].Hint == "" {
			t.Errorf("%s: %v", tag, problems)
		}
		if took := time.Since(started); took > 10*time.Second {
			t.Errorf("%s: %v", tag, took)
		}
	}
	if p, _ := Import("a.html", []byte("<html><body>"+strings.Repeat("<b>", 600)+"正文。"), Options{}); p == nil || !strings.Contains(p.Markdown, "正文") {
		t.Error("a page with some hundred open tags is not read")
	}
}
