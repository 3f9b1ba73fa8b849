package legacy

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongbao/generator/internal/need"
)

const (
	shandong    = "000_190fe72e1aca19ca.txt" // readings after characters; eleven agencies
	hubei       = "001_0982bd140731a6ff.txt" // undamaged except for narrow punctuation; four agencies
	taiyuan     = "002_f7d7c26ee4eff802.txt" // readings after characters; no title
	compilation = "003_a1536923cf235eb8.txt" // many reports in one page; lost bytes
	chengdu     = "004_daa838bb0a58aa31.txt" // undamaged except for narrow punctuation; a date without a year
)

// seed reads one of the real pages next to the project.
func seed(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Seeds(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// hints are what an office knows about its old pages.
var hints = Options{Publisher: "示例机关", Date: time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC)}

var imported = map[string]*Page{}

// importSeed imports a real page once for all tests.
func importSeed(t testing.TB, name string) *Page {
	t.Helper()
	page := seed(t, name)
	if imported[name] == nil {
		p, problems := Import(name, []byte(page), hints)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		imported[name] = p
	}
	return imported[name]
}
