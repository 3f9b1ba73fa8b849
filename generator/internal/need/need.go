// Package need finds what tests need and a machine may lack: sample pages, programs, a browser, npm packages. If something is missing,
// the test is skipped with a message that explains how to get it, or fails if GONGBAO_TEST_REQUIRE=all is set, as it is in CI.
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// missing skips or fails the test.
func missing(t testing.TB, what, how string) {
	t.Helper()
	if os.Getenv("GONGBAO_TEST_REQUIRE") == "all" {
		t.Fatalf("%s is missing, and GONGBAO_TEST_REQUIRE=all does not allow skipping: %s", what, how)
	}
	t.Skipf("%s is missing: %s", what, how)
}

// Root returns the project's folder, the one with go.mod.
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

// Seeds returns the folder of captured bulletin pages next to the project.
func Seeds(t testing.TB) string { return shared(t, "seeds", "the folder of captured pages") }

// Cases returns the folder of small inputs that once went wrong, next to the project.
func Cases(t testing.TB) string { return shared(t, "cases", "the folder of cases") }

func shared(t testing.TB, name, what string) string {
	t.Helper()
	dir := filepath.Join(Root(t), "..", "shared", name)
	if _, err := os.Stat(dir); err != nil {
		missing(t, what, "expected ../shared/"+name+" next to the project")
	}
	return dir
}

// Program returns the path of the first of several programs that is installed.
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

// Chromium returns the path of a Chromium browser.
func Chromium(t testing.TB) string {
	t.Helper()
	return Program(t, "install Debian's package chromium", "chromium", "chromium-browser", "google-chrome")
}

// NPM returns the path of a file below .ci/node_modules.
func NPM(t testing.TB, file string) string {
	t.Helper()
	path := filepath.Join(Root(t), ".ci", "node_modules", filepath.FromSlash(file))
	if _, err := os.Stat(path); err != nil {
		missing(t, file, "run npm ci --prefix .ci")
	}
	return path
}
