package legacy

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

const (
	shandong    = "000_190fe72e1aca19ca.txt" // readings after characters; eleven agencies
	hubei       = "001_0982bd140731a6ff.txt" // clean but for its marks; four agencies
	taiyuan     = "002_f7d7c26ee4eff802.txt" // readings after characters; no title
	compilation = "003_a1536923cf235eb8.txt" // many reports in one page; lost bytes
	chengdu     = "004_daa838bb0a58aa31.txt" // clean but for its marks; a day without a year
)

// seed reads one of the real pages that stand beside the project. Without them a test is skipped, unless all that tests
// need is required.
func seed(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "seeds", name))
	if err != nil {
		if os.Getenv("GONGBAO_TEST_REQUIRE") == "all" {
			t.Fatalf("the page %s is required: %v", name, err)
		}
		t.Skipf("the page %s is not beside the project: %v", name, err)
	}
	return string(data)
}

// hints are what an office knows of its old pages.
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
