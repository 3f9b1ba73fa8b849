// Package need is how a test asks for what a machine may lack. The test is skipped with a message that says what is
// missing, or, where GONGBAO_TEST_REQUIRE=all is set, fails.
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func missing(t testing.TB, what, how string) {
	t.Helper()
	if os.Getenv("GONGBAO_TEST_REQUIRE") == "all" {
		t.Fatalf("%s is missing, and GONGBAO_TEST_REQUIRE=all allows no skip: %s", what, how)
	}
	t.Skipf("%s is missing: %s", what, how)
}

// Root is the project's folder: the one with go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = up
	}
}

// Seeds is the folder of captured bulletin pages that lies beside the project.
func Seeds(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(Root(t), "..", "shared", "seeds")
	if _, err := os.Stat(dir); err != nil {
		missing(t, "the folder of captured pages", "expected it at ../shared/seeds beside the project")
	}
	return dir
}

// Program is the path of a program, the first of names that is installed.
func Program(t testing.TB, how string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	missing(t, names[0], how)
	return ""
}

// Chromium is the path of a Chromium browser.
func Chromium(t testing.TB) string {
	t.Helper()
	return Program(t, "install Debian's package chromium", "chromium", "chromium-browser", "google-chrome")
}

// NPM is the path of a file below .ci/node_modules.
func NPM(t testing.TB, file string) string {
	t.Helper()
	path := filepath.Join(Root(t), ".ci", "node_modules", filepath.FromSlash(file))
	if _, err := os.Stat(path); err != nil {
		missing(t, file, "run npm ci --prefix .ci")
	}
	return path
}
