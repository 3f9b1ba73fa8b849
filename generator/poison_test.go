package generator

import (
	"bytes"
	"path/filepath"
	"testing"

	"gongbao/generator/internal/folder"
	"gongbao/generator/internal/need"
	"gongbao/generator/internal/scratch"
)

// Pages are put together in memory that is used again. With that memory overwritten as soon as it is free, a page that holds
// text of another page shows it.
func TestNoPageHoldsTextOfAnother(t *testing.T) {
	build := func() map[string][]byte {
		o := Options{Content: filepath.Join(need.Root(t), "content"), Output: filepath.Join(t.TempDir(), "public"), Now: testNow, Drafts: true, Jobs: 2}
		mustBuild(t, o)
		return folder.Snapshot(t, o.Output)
	}
	want := build()
	scratch.Poison = true
	defer func() { scratch.Poison = false }()
	got := build()
	if !folder.Equal(want, got) {
		t.Error(folder.Difference(want, got))
	}
	for name, page := range got {
		if filepath.Ext(name) == ".html" && bytes.IndexByte(page, scratch.Marker) >= 0 {
			t.Errorf("%s shows memory that was free", name)
		}
	}
}
