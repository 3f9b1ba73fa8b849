package key

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestProgramIsKnownByTheIDThatTheLinkerGaveIt(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("go", "tool", "buildid", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 32<<10))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(buildID(head)); got != strings.TrimSpace(string(want)) {
		t.Errorf("build ID %q, want %q", got, want)
	}
}

func TestIDsThatMayBeThoseOfEveryVersionAreNotTaken(t *testing.T) {
	const id = "qx89m-HymT2ZYkHtA68G/ytRJ8Hq7DQ94lrnVHQkb/PzbKkzVT7IMrwyERu4cl/Arp4-v5Pob7j99TBfx5u"
	for head, want := range map[string]string{
		"\x7fELF\x04\x00\x00\x00S\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + id + "\x00": id,
		"MZ\xff Go build ID: \"" + id + "\"\n \xff":                                    id,
		"\x7fELF Go\x00\x00redacted\x00":                                               "",
		"MZ\xff Go build ID: \"v1\"\n \xff":                                            "",
		"\x7fELF Go\x00\x00" + id[:60]:                                                 "",
		"":                                                                             "",
	} {
		if got := string(buildID([]byte(head))); got != want {
			t.Errorf("%q: %q, want %q", head, got, want)
		}
	}
}
