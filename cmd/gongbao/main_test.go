package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestExitStatusSaysWhatWentWrong(t *testing.T) {
	interrupted, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		name    string
		ctx     context.Context
		err     error
		status  int
		printed string
	}{
		{"success", t.Context(), nil, 0, ""},
		{"problems that were printed", t.Context(), failure{}, 1, ""},
		{"a full disk", t.Context(), failure{errors.New("disk full")}, 1, "gongbao: disk full\n"},
		{"misuse", t.Context(), errors.New("unknown flag"), 2, "gongbao: unknown flag\n"},
		{"success in spite of Ctrl-C", interrupted, nil, 0, ""},
		{"Ctrl-C while reading", interrupted, failure{context.Canceled}, 130, "gongbao: stopped; the site is as it was before\n"},
		{"Ctrl-C while publishing", interrupted, failure{fmt.Errorf("stopped; build again to finish it: %w", context.Canceled)}, 130, "gongbao: stopped; build again to finish it: context canceled\n"},
		{"Ctrl-C with a JSON report", interrupted, errors.Join(nil, failure{}), 130, ""},
	} {
		var printed strings.Builder
		if status := exitStatus(c.ctx, c.err, &printed); status != c.status || printed.String() != c.printed {
			t.Errorf("%s: status %d, printed %q; want %d, %q", c.name, status, printed.String(), c.status, c.printed)
		}
	}
}
