package problem

import "testing"

func TestNameInAHintMakesNoLineOfItsOwn(t *testing.T) {
	p := New(MissingFile, "content/bulletins/a.md", Pos{Line: 3}, "file %q does not exist", "x\nrm -rf")
	want := `only a folder with index.md has files: rename this file to a/index.md, and put x\nrm -rf beside it`
	if got := p.HintFolder("x\nrm -rf").HintLines(); len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, want := range map[string]string{
		"TABLE.xlsx": `there is "table.xlsx", which differs only in the case of letters; rename the file, or write its name as it is`,
		"tabel.xlsx": `did you mean "table.xlsx"?`,
		"other.pdf":  "",
	} {
		if got := p.HintFile(name, []string{"table.xlsx", "notes.txt"}).Hint; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
