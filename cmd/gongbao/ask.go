package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// ask asks for everything that no flag has set. An empty answer means none, or the default in brackets.
func (d *draft) ask(say *dialog, v archive.Vocabulary, today string) error {
	for d.title == "" {
		if d.title = say.line("Title: "); say.ended {
			return errEnded
		}
	}
	if len(d.agencies) == 0 {
		d.agencies = say.terms("Agency", "agency", v.Terms[archive.Agencies], 1)
	}
	if len(d.topics) == 0 {
		d.topics = say.terms("Topic", "topic", v.Terms[archive.Topics], 20)
	}
	if d.region == "" {
		if region := say.terms("Region [the agency's]", "region", v.Terms[archive.Regions], 1); len(region) > 0 {
			d.region = region[0]
		}
	}
	for d.date == "" {
		typed := say.line("Date [" + today + "]: ")
		if typed == "" {
			break
		}
		if wrong := wrongDate(typed); wrong != nil { // ask again now, so that the other answers are not lost
			for _, line := range wrong {
				fmt.Fprintf(say.out, "    %s\n", line)
			}
			continue
		}
		d.date = typed
	}
	if say.ended {
		return errEnded
	}
	return nil
}

// wrongDate returns the lines that a build would report about a date, or none if the date is valid.
func wrongDate(date string) []string {
	probe := draft{title: "-", agencies: []string{"-"}, date: date}
	_, _, _, problems := bulletin.Parse("bulletins/probe.md", "", []byte(probe.source()), bulletin.Options{Location: time.UTC})
	if i := slices.IndexFunc(problems, isFault); i >= 0 {
		return append([]string{problem.Visible(problems[i].Message)}, problems[i].HintLines()...)
	}
	return nil
}

var errEnded = errors.New("the input ended; nothing was written")

// dialog asks questions on a terminal and reads one line for each answer.
type dialog struct {
	in          *bufio.Reader
	out         io.Writer
	interrupted <-chan struct{} // closed by Ctrl-C
	language    string          // of the names to show
	ended       bool            // there are no more answers
}

func newDialog(ctx context.Context, in io.Reader, out io.Writer, language string) *dialog {
	return &dialog{in: bufio.NewReader(in), out: out, interrupted: ctx.Done(), language: language}
}

// line asks a question and returns the answer, or "" if the input has ended.
func (s *dialog) line(question string) string {
	if s.ended {
		return ""
	}
	fmt.Fprint(s.out, question)
	type answer struct {
		line string
		err  error
	}
	answers := make(chan answer, 1)
	go func() { // a read from a terminal cannot be interrupted: after Ctrl-C it ends with the process
		line, err := s.in.ReadString('\n')
		answers <- answer{line, err}
	}()
	a := answer{err: context.Canceled}
	select {
	case a = <-answers:
	case <-s.interrupted:
	}
	if a.err != nil {
		s.ended = true
		fmt.Fprintln(s.out)
	}
	return strings.TrimSpace(a.line)
}

// offered is the maximum number of terms in a menu.
const offered = 20

// terms asks for terms until the answer is empty or the maximum is chosen. If an answer matches several terms, it shows a numbered
// menu.
func (s *dialog) terms(question, what string, known []archive.Term, most int) []string {
	var chosen []string
	var shown []archive.Term
	question += ": "
	if len(known) > 0 {
		fmt.Fprintf(s.out, "(%s: an id or part of a name; ? lists all)\n", what)
	}
	for len(chosen) < most {
		typed := s.line(question)
		if typed == "" {
			break
		}
		if len(known) == 0 {
			chosen = append(chosen, typed)
			continue
		}
		if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(shown) {
			shown = shown[n-1 : n]
		} else {
			shown = matches(known, typed)
		}
		switch {
		case len(shown) == 0:
			s.unknown(what, typed, known)
		case len(shown) > 1:
			s.show(shown)
		default:
			name := s.written(shown[0], known)
			fmt.Fprintf(s.out, "    %s\n", problem.Visible(name))
			if !slices.Contains(chosen, name) {
				chosen = append(chosen, name)
			}
			shown = nil
		}
	}
	return chosen
}

// matches returns the terms with an id, name or alias that contains the typed text, also as pinyin. If the text is the id of a term, or
// the whole name of some, there are no other results.
func matches(known []archive.Term, typed string) []archive.Term {
	if typed == "?" || typed == "？" {
		return known
	}
	var exact, found []archive.Term
	want := archive.FoldName(typed)
	letters := strings.ReplaceAll(han.Slug(typed), "-", "")
	for _, t := range known {
		names := namesOf(t)
		switch {
		case t.ID == typed:
			return []archive.Term{t}
		case slices.ContainsFunc(names, func(name string) bool { return archive.FoldName(name) == want }):
			exact = append(exact, t)
		case slices.ContainsFunc(names, func(name string) bool {
			return strings.Contains(archive.FoldName(name), want) || strings.Contains(strings.ReplaceAll(han.Slug(name), "-", ""), letters)
		}):
			found = append(found, t)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return found
}

// namesOf returns the id, the names and the aliases of a term.
func namesOf(t archive.Term) []string {
	names := slices.Concat([]string{t.ID}, t.Aliases)
	for _, n := range t.Names {
		names = append(names, n.Text)
	}
	return names
}

func (s *dialog) show(terms []archive.Term) {
	for i, t := range terms[:min(offered, len(terms))] {
		fmt.Fprintf(s.out, "%4d  %s (%s)\n", i+1, problem.Visible(t.Names.In(s.language).Text), problem.Visible(t.ID))
	}
	if more := len(terms) - offered; more > 0 {
		fmt.Fprintf(s.out, "      and %d more; type more of the name\n", more)
	}
}

func (s *dialog) unknown(what, typed string, known []archive.Term) {
	var names []string
	for _, t := range known {
		names = append(names, t.ID, t.Names.In(s.language).Text)
	}
	fmt.Fprintf(s.out, "    no %s %q", what, typed)
	if near := problem.Nearest(typed, names); near != "" {
		fmt.Fprintf(s.out, "; did you mean %q?", near)
	}
	fmt.Fprintln(s.out)
}

// written returns how front matter names a term: by its name, or by its id if another term has the same name.
func (s *dialog) written(t archive.Term, known []archive.Term) string {
	name := t.Names.In(s.language).Text
	same := func(other string) bool { return archive.FoldName(other) == archive.FoldName(name) }
	if slices.ContainsFunc(known, func(other archive.Term) bool { return other.ID != t.ID && slices.ContainsFunc(namesOf(other), same) }) {
		return t.ID
	}
	return name
}
