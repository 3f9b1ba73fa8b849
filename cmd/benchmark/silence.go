package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"gongbao/generator/corpus"
)

// scoreSilence plants mistakes in a correct archive and prints how many of them gongbao check reports at their line, and how
// often it warns of a bulletin that is correct. The archive has lookalikes: text that looks like a mistake and is none.
func (b *bench) scoreSilence(out io.Writer) error {
	if err := b.buildGongbao(); err != nil {
		return err
	}
	content := filepath.Join(b.work, "content")
	o := corpus.Options{Bulletins: b.sizes[0], Tricky: true}
	if err := b.corpus(content, o); err != nil {
		return err
	}
	correct, err := b.reports(content)
	if err != nil {
		return err
	}
	planted, err := corpus.Plant(content, o, b.seed, b.mistakes)
	if err != nil {
		return err
	}
	found, err := b.reports(content)
	if err != nil {
		return err
	}
	score := corpus.Compare(planted, found)
	groups, kinds := map[string]int{}, map[string]bool{}
	missed := map[string]int{}
	for _, p := range planted {
		groups[p.Group]++
		kinds[p.Mistake] = true
	}
	for _, p := range score.Missed {
		missed[p.Group]++
	}
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		fmt.Fprintf(out, "%-10s %4d of %4d reported\n", g, groups[g]-missed[g], groups[g])
	}
	for _, p := range score.Missed {
		fmt.Fprintf(out, "missed: %s in %s:%d\n", p.Mistake, p.File, p.Line)
	}
	for _, f := range slices.Concat(correct, score.False) {
		fmt.Fprintf(out, "false: %s:%d\n", f.File, f.Line)
	}
	fmt.Fprintf(out, "%d of %d mistakes of %d kinds reported at the right line; %d warnings in %d correct bulletins, %d more beside the mistakes (seed %d)\n",
		score.Planted-len(score.Missed), score.Planted, len(kinds), len(correct), o.Bulletins, len(score.False), b.seed)
	if len(score.Missed) > 0 || len(correct)*1000 > o.Bulletins {
		return errors.New("mistakes are passed over in silence, or correct bulletins are warned of")
	}
	return nil
}

// reports returns what gongbao check reports about the sources.
func (b *bench) reports(content string) ([]corpus.Report, error) {
	var output, messages bytes.Buffer
	c := exec.CommandContext(b.ctx, b.gongbao, "check", "--content", content, "--cache", filepath.Join(b.work, "cache"), "--now", now, "--json")
	c.Stdout, c.Stderr = &output, &messages
	failure := c.Run() // exit status 1: there are errors
	var report struct {
		Findings []struct {
			File string
			Line int
		}
	}
	if err := json.Unmarshal(output.Bytes(), &report); err != nil {
		return nil, errors.Join(failure, fmt.Errorf("gongbao check --json: %w: %s", err, messages.String()))
	}
	var all []corpus.Report
	for _, f := range report.Findings {
		all = append(all, corpus.Report{File: strings.TrimPrefix(filepath.ToSlash(f.File), filepath.ToSlash(content)+"/"), Line: f.Line})
	}
	return all, nil
}
