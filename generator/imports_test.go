package generator

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed is the direction of imports inside the project: a package may import those named for it, and no other.
var allowed = map[string][]string{
	"themes":                   {},
	"generator/problem":        {},
	"generator/address":        {},
	"generator/confined":       {"generator/problem"},
	"generator/key":            {"generator/packed"},
	"generator/parallel":       {},
	"generator/packed":         {},
	"generator/escape":         {},
	"generator/han":            {},
	"generator/publish":        {"generator/parallel", "generator/problem"},
	"generator/pages/template": {"generator/problem"},
	"generator/fields":         {"generator/problem"},
	"generator/markdown":       {"generator/han", "generator/problem"},
	"generator/bulletin":       {"generator/address", "generator/escape", "generator/fields", "generator/han", "generator/packed", "generator/problem"},
	"generator/archive":        {"generator/address", "generator/bulletin", "generator/escape", "generator/fields", "generator/han", "generator/parallel", "generator/problem"},
	"generator/pages": {"generator/address", "generator/archive", "generator/bulletin", "generator/confined", "generator/escape", "generator/fields", "generator/han", "generator/key",
		"generator/pages/template", "generator/parallel", "generator/problem", "themes"},
	"generator/data":   {"generator/address", "generator/archive", "generator/bulletin", "generator/escape", "generator/key", "generator/packed", "generator/parallel", "generator/publish"},
	"generator/search": {"generator/archive", "generator/bulletin", "generator/han", "generator/key", "generator/packed", "generator/parallel", "generator/publish"},
	"generator/legacy": {"generator/bulletin", "generator/escape", "generator/han", "generator/problem"},
	"generator/slips":  {"generator/markdown", "generator/problem"},
	"generator/check": {"generator/address", "generator/archive", "generator/bulletin", "generator/han", "generator/markdown", "generator/parallel", "generator/problem", "generator/publish",
		"generator/slips"},
	"generator/corpus":   {"generator/han"},
	"generator/ledger":   {"generator/address", "generator/escape", "generator/fields", "generator/problem"},
	"generator/settings": {"generator/archive", "generator/bulletin", "generator/confined", "generator/fields", "generator/internal/changetime", "generator/ledger", "generator/packed", "generator/pages", "generator/problem", "themes"},
	"generator/source": {"generator/bulletin", "generator/escape", "generator/han", "generator/internal/changetime", "generator/internal/scratch", "generator/key", "generator/markdown", "generator/packed",
		"generator/parallel", "generator/problem", "generator/publish"},
	"generator/site": {"generator/address", "generator/archive", "generator/bulletin", "generator/data", "generator/escape", "generator/internal/scratch", "generator/key", "generator/ledger", "generator/markdown",
		"generator/pages", "generator/parallel", "generator/problem", "generator/publish", "generator/search", "generator/settings", "generator/source"},
	"generator":         {"generator/key", "generator/ledger", "generator/problem", "generator/publish", "generator/settings", "generator/site", "generator/source"},
	"generator/preview": {"generator", "generator/bulletin", "generator/confined", "generator/markdown", "generator/problem", "generator/publish", "generator/site", "generator/slips"},
}

func TestImportsRunOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "gongbao/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, "gongbao/")
		if strings.HasPrefix(name, "cmd/") || strings.HasPrefix(name, "generator/internal/") {
			continue // commands may use everything
		}
		may, known := allowed[name]
		if !known {
			t.Errorf("%s has no line in the list of allowed imports", name)
			continue
		}
		for _, i := range p.Imports {
			if i, ours := strings.CutPrefix(i, "gongbao/"); ours && !slices.Contains(may, i) {
				t.Errorf("%s imports %s", name, i)
			}
		}
		for _, bad := range []string{"util", "utils", "common", "helpers", "types"} {
			if name[strings.LastIndex(name, "/")+1:] == bad {
				t.Errorf("%s: a name that says nothing", name)
			}
		}
	}
}
