package legacy

import (
	"strings"
	"testing"
)

func TestLeftoversAreRemoved(t *testing.T) {
	for _, c := range []struct{ name, before, want string }{
		{"a tail of a tag", "落实包保责任。”/p>\n28日，部署工作。", "落实包保责任。”\n28日，部署工作。"},
		{"a whole tag", "第一条<br/>第二条，<span class=\"x\">如下</span>。", "第一条第二条，如下。"},
		{"a character reference", "山东省&nbsp;审计厅&ldquo;三项&rdquo;制度", "山东省 审计厅“三项”制度"},
		{"a line that is a stop", "第一段。\n。\n第二段。", "第一段。\n\n第二段。"},
		{"a stop after a lesser stop", "成员：。\n制定计划；。\n落实责任，。\n完。", "成员：\n制定计划；\n落实责任，\n完。"},
		{"a link that became a line", "对象是县农业农村局、县。\n扶贫。\n开发局和财政局。", "对象是县农业农村局、县扶贫开发局和财政局。"},
		{"a watermark with its spelling", "由主要负责人组成，尺寸分厘chicunfenli，各项工作统一指挥。", "由主要负责人组成，各项工作统一指挥。"},
		{"and without", "明哲保身、尺寸分厘chicunfenli、推诿扯皮。迅速落实机制，尺寸分厘，严格要求。", "明哲保身、推诿扯皮。迅速落实机制，严格要求。"},
	} {
		if got, _ := RepairText(c.before, Choice{}); got != c.want {
			t.Errorf("%s: %q became %q, expected %q", c.name, c.before, got, c.want)
		}
	}
}

func TestTextThatResemblesLeftoversStays(t *testing.T) {
	for _, text := range []string{
		"现将有关情况报告如下。\n特此报告。\n某某县人民政府",
		"阿里巴巴集团(alibaba)总部在杭州，公司名称为alibaba。",
		"温度<38℃的人员，以及体温>37.3℃的人员。",
		"A&B公司与AT&T公司签约。",
		"各组按计划进行。\n总结。\n各组汇报工作。",
	} {
		got, repairs := RepairText(text, Choice{})
		for _, r := range repairs {
			if r.Rule == LeftoverRule && r.Made {
				t.Errorf("%q: %q was made %q", text, r.Before, r.After)
			}
		}
		if narrowText(got) != text && narrowText(got) != narrowText(text) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestLeftoversInARealPageAreRemoved(t *testing.T) {
	repaired := importSeed(t, compilation).Repaired
	for _, left := range []string{"/p>", "\n。\n", "；。", "尺寸分厘", "chicunfenli", "\n扶貧。\n", "\n方案。\n"} {
		if strings.Contains(repaired, left) {
			t.Errorf("%q is left", left)
		}
	}
	if !strings.Contains(repaired, "縣扶貧開發局") {
		t.Error("縣扶貧開發局 was not restored")
	}
}
