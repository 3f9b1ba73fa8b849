package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestErrorsHaveTheLinesThatTheirPackagesMade(t *testing.T) {
	for _, c := range []struct {
		err   error
		typed bool
		want  string
	}{
		{errors.New("open a\n::error::b: no such file"), false, "gongbao: open a\\n::error::b: no such file\n"},
		{advised{errors.New("two terms"), []string{"write:", "- id: a", "  name: 甲\n::error::b"}}, true, "gongbao: two terms\n    write:\n    - id: a\n      name: 甲\\n::error::b\n"},
		{failure{fmt.Errorf("%w", advised{errors.New("x"), nil})}, false, "gongbao: x\n"},
		{errors.New("unknown command\n\nDid you mean this?\n\tbuild\n"), true, "gongbao: unknown command\n\n    Did you mean this?\n      build\n"},
	} {
		var b bytes.Buffer
		printError(&b, c.err, c.typed)
		if b.String() != c.want {
			t.Errorf("%q, want %q", b.String(), c.want)
		}
	}
	var b bytes.Buffer
	printError(&b, errors.New(strings.Repeat("长", 5000)), false)
	if n := len([]rune(b.String())); n > maxErrorLine+20 {
		t.Errorf("%d characters", n)
	}
}

func TestOnlyTheFirstCausesOfACodeArePrinted(t *testing.T) {
	var all []problem.Problem
	for i := range maxShown + 10 {
		all = append(all, problem.New(problem.BadDate, fmt.Sprintf("%03d.md", i), problem.Pos{Line: 4}, "date is %d", i).WithHint("write\n  one\n  two"))
	}
	var b bytes.Buffer
	findings{}.print(&b, all)
	if got := b.String(); strings.Count(got, "date is ") != maxShown || !strings.HasSuffix(got, "\nbad-date: 10 more; --all shows them\n") ||
		!strings.HasPrefix(got, "000.md:4: date is 0\n    write\n      one\n      two\n001.md:4: ") {
		t.Errorf("%s", got)
	}
	b.Reset()
	findings{all: true}.print(&b, all)
	if n := strings.Count(b.String(), "date is "); n != maxShown+10 {
		t.Errorf("%d of %d", n, maxShown+10)
	}
}
