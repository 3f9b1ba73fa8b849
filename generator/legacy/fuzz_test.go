package legacy

import (
	"bytes"
	"slices"
	"testing"
	"unicode/utf8"

	"gongbao/generator/bulletin"
)

// checkRepairs checks what is true of any text: applying the repairs to the original produces the repaired text.
func checkRepairs(t *testing.T, text, repaired string, repairs []Repair) {
	t.Helper()
	var b []byte
	at := 0
	for _, r := range repairs {
		if r.Offset < 0 || r.Offset+len(r.Before) > len(text) || text[r.Offset:r.Offset+len(r.Before)] != r.Before {
			t.Fatalf("%s: %q is not at byte %d", r.ID(), r.Before, r.Offset)
		}
		if r.Confidence < 0 || r.Confidence > 1 || r.Line < 1 || r.Column < 1 {
			t.Fatalf("%s: %v", r.ID(), r)
		}
		if !r.Made {
			continue
		}
		if r.Offset < at {
			t.Fatalf("%s overlaps the repair before it", r.ID())
		}
		b = append(append(b, text[at:r.Offset]...), r.After...)
		at = r.Offset + len(r.Before)
	}
	if b = append(b, text[at:]...); string(b) != repaired {
		t.Fatalf("the repairs produce %q, but the text is %q", b, repaired)
	}
}

func FuzzRepairText(f *testing.F) {
	for _, s := range []string{
		"發(fā)布時(shí)間:每日?qǐng)?bào)告,堅持?jǐn)?shù)據,縣審(shěn)計廳(tīng)工會(huì)員(yuán)",
		"防控阻擊戰??h紀委,暫??瓦\\班線?!眹译娡都o檢", "?;返娜缦井a品\n;。\n。\n縣。\n扶貧。\n開發局", "尺寸分厘chicunfenli,x<br>&nbsp;", "(一)a,b;c:d!e?f", "\uFFFD\uFFFD鎴戜滑?",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 2000 {
			return
		}
		repaired, repairs := RepairText(s, Choice{})
		checkRepairs(t, s, repaired, repairs)
		again, same := RepairText(s, Choice{})
		if again != repaired || !slices.Equal(same, repairs) {
			t.Fatal("repairing the same text twice gave different results")
		}
		all, repairs := RepairText(s, Choice{Threshold: 0.01})
		checkRepairs(t, s, all, repairs)
	})
}

func FuzzImport(f *testing.F) {
	f.Add("a.txt", []byte("标题\n【发布时间:2020年02月30日】\n【来源:山东省审计厅】\n\n一、情况\n\n正文。(某局)\n相关文章:\n"))
	f.Add("a.html", []byte("<html><head><meta charset=gbk><title>x_y</title><body><div><p>正文,<b>内容</b>?!<br>第二</p></div><table><tr><td>1"))
	f.Add("b", []byte("\xFF\xFEa\x00b\x00"))
	f.Add("c.txt", []byte("\xB9\xAB\xB8\xE6\xCE\x3B\xAF\xC6\xB7\x99\x7A"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(data) > 4000 {
			return
		}
		o := hints
		o.Agencies = []Term{{"a", []string{"某局", ""}}}
		p, problems := Import(name, data, o)
		if p == nil {
			if len(problems) == 0 {
				t.Fatal("no page and no problem")
			}
			return
		}
		if !utf8.Valid(p.Source()) || p.Name == "" {
			t.Fatalf("%q: %q", p.Name, p.Source())
		}
		if len(problems) == 0 {
			b, body, _, bad := bulletin.Parse("bulletins/a.md", "a.md", p.Source(), bulletin.Options{})
			if len(bad) > 0 || b == nil || len(bytes.TrimSpace(body)) == 0 {
				t.Fatalf("%v in\n%s", bad, p.Source())
			}
		}
		if err := Report(&bytes.Buffer{}, []*Page{p}); err != nil {
			t.Fatal(err)
		}
	})
}
