package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBulletinDependsOnlyOnItsNumber(t *testing.T) {
	o := Options{Least: 1000, Most: 6000}
	for i := range 50 {
		a, b := Bulletin(i, o), Bulletin(i, o)
		if a.Name != b.Name || !bytes.Equal(a.Source, b.Source) {
			t.Fatalf("bulletin %d differs between two runs", i)
		}
		if n := len(a.Source); n < 1000 || n > 9000 {
			t.Errorf("bulletin %d has %d bytes", i, n)
		}
	}
	if bytes.Equal(Bulletin(1, o).Source, Bulletin(2, o).Source) {
		t.Error("two bulletins are the same")
	}
}

func TestArchiveHasItsSettingsVocabulariesAndBulletins(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, Options{Bulletins: 30, Languages: []string{"zh-Hans", "en"}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"site.yaml":     "\nlanguages: [zh-Hans, en]\n",
		"agencies.yaml": "- id: a199\n",
		"topics.yaml":   "- id: t39\n",
		"regions.yaml":  "- id: r33-9\n",
	} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s has no %q (%v)", name, want, err)
		}
	}
	for i := range 30 {
		b := Bulletin(i, Options{Least: 1000, Most: 6000})
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(b.Folder), b.Name))
		if err != nil || !bytes.Equal(text, b.Source) {
			t.Errorf("bulletin %d: the file differs from what Bulletin makes (%v)", i, err)
		}
	}
}
