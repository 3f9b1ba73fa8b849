package preview

import (
	"strings"
	"testing"
)

func TestSlipsInTheOpenBulletinAreRemarkedOn(t *testing.T) {
	d := open(t)
	news := d.listen(pageOfA)
	d.save("bulletins/a.md", notice("第一份", "#总体情况\n\n正文。"))
	if m := <-news; m.Kind != "page" || !strings.Contains(m.Page, "#总体情况") {
		t.Fatalf("the text is shown as it is typed: %+v", m)
	}
	m := <-news
	if m.Kind != "problems" || len(m.Problems) != 1 {
		t.Fatalf("message %+v", m)
	}
	if p := m.Problems[0]; !p.Warning || p.Line != 7 || p.Hint != "write: # 总体情况" || len(p.Lines) == 0 {
		t.Errorf("remark %+v", p)
	}
	d.until("the remark in the terminal", func() bool { return strings.Contains(d.log.String(), `a.md:7:1: warning: "#总体情况"`) })

	d.save("bulletins/b.md", notice("第二份", "-检查堤坝"))
	d.save("bulletins/a.md", notice("第一份", "# 总体情况\n\n正文。"))
	if m := <-news; m.Kind != "page" || strings.Contains(m.Page, "#总体情况") {
		t.Errorf("after the correction: %+v", m)
	}
	if m := <-news; m.Kind != "problems" || len(m.Problems) != 0 {
		t.Errorf("after the correction: %+v", m)
	}
}
