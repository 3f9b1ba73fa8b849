package source

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gongbao/generator/internal/folder"
	"gongbao/generator/internal/scratch"
)

func erased(title string) string {
	return folder.Bulletin(title, "2020-02-22", "status: erased", "erased: 2026-03-01", "legal_ground: 某法")
}

// holds reports whether a file of the store holds a text.
func holds(t *testing.T, o Options, text string) bool {
	t.Helper()
	for _, name := range storeFiles(t, o, "") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}

func TestStoreForgetsWhatWasErased(t *testing.T) {
	files := archive()
	for i := range 1100 { // so many that a single edit would not be written down
		files[fmt.Sprintf("bulletins/more/%04d.md", i)] = folder.Bulletin("文", "2020-02-21")
	}
	files["bulletins/2020/b.md"] = folder.Bulletin("乙的秘密", "2020-02-22") + "\n秘密全文。\n"
	o := options(t, files)
	remembered(t, o)
	if !holds(t, o, "秘密全文") || !holds(t, o, "乙的秘密") {
		t.Fatal("the store holds no text")
	}
	write(o, "bulletins/2020/b.md", erased("乙")+"\n秘密全文。\n")
	folder.Age(t, o.Content)
	folder.Write(t, o.Cache, map[string]string{"bodies-of-a-killed-build": "秘密全文"})
	s := load(t, o)
	want := bodies(t, s)
	s.Remember()
	s.Close()
	for _, text := range []string{"秘密", "2020/b.md"} {
		if holds(t, o, text) {
			t.Errorf("the store still holds %s", text)
		}
	}
	before, _ := os.Stat(filepath.Join(o.Cache, "index"))

	// The store is clean now, so nothing is copied for the next edit, and nothing else is read again.
	write(o, "bulletins/more/0001.md", folder.Bulletin("文改", "2020-02-21"))
	remembered(t, o)
	if now, _ := os.Stat(filepath.Join(o.Cache, "index")); !os.SameFile(before, now) {
		t.Error("the store was written for one edit of 1 100 because another bulletin is erased")
	}
	s = load(t, o)
	defer s.Close()
	if s.Read != 2 || len(want) != len(bodies(t, s)) {
		t.Errorf("%d sources were read; expected the edited one and the erased one", s.Read)
	}
}

// A preview holds the old text in a segment of its own, which no index names yet.
func TestStoreForgetsWhatAPreviewAdded(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	s := load(t, o)
	reload := func(text string) {
		t.Helper()
		write(o, "bulletins/2020/b.md", text)
		folder.Age(t, o.Content)
		next, err := s.Reload(context.Background(), []string{"bulletins", "pages"})
		if err != nil {
			t.Fatal(err)
		}
		s = next
	}
	reload(folder.Bulletin("乙", "2020-02-22") + "\n秘密全文。\n")
	reload(erased("乙"))
	if s.Forgotten() || !holds(t, o, "秘密全文") {
		t.Fatal("nothing to forget")
	}
	s.Remember()
	if !s.Forgotten() || holds(t, o, "秘密全文") {
		t.Error("the text is still there")
	}
	reload(erased("乙") + "\n秘密\n")
	want := bodies(t, s) // though their segments were removed
	s.Close()
	s = load(t, o)
	defer s.Close()
	if len(bodies(t, s)) != len(want) || holds(t, o, "秘密") {
		t.Error("bodies were lost")
	}
}

func TestErasedBulletinHasNoBody(t *testing.T) {
	o := options(t, map[string]string{"bulletins/a/index.md": erased("甲") + "\n## 节\n\n[文](b.pdf) [乙](../nowhere.md)\n", "bulletins/a/b.pdf": "%PDF"})
	s := load(t, o)
	defer s.Close()
	b := s.Bulletins()[0]
	html, err := s.HTML(new(scratch.Buffer), &b.Page)
	text, err2 := s.Text(&b.Page)
	if err != nil || err2 != nil || text != "" || html.In(new(scratch.Buffer), Place{}) != "" || s.Damaged() || len(s.Problems) > 0 {
		t.Errorf("%v %v %q %v %v", err, err2, text, s.Damaged(), s.Problems)
	}
	if len(b.Attachments)+len(b.Headings)+len(b.Links) > 0 || b.Summary != "" || b.Hash == ([16]byte{}) {
		t.Errorf("%+v", b)
	}
}
