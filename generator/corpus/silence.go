package corpus

import "path"

// A Report is where something was reported: a file below the content folder, with slashes, and a line from 1, or 0 for the file.
type Report struct {
	File string
	Line int
}

// Silence says how well planted mistakes were reported.
type Silence struct {
	Planted int
	Missed  []Planted // not reported at their line
	False   []Report  // in bulletins without a mistake
}

// Compare compares what was planted with what was reported. A mistake in a file as a whole may be reported at any of its lines.
// Reports about files that stand beside a planted mistake count neither way.
func Compare(planted []Planted, reports []Report) Silence {
	lines := map[Report]bool{}
	files := map[string]bool{}
	for _, r := range reports {
		lines[r], files[r.File] = true, true
	}
	s := Silence{Planted: len(planted)}
	touched := map[string]bool{}
	for _, p := range planted {
		if p.Line > 0 && !lines[Report{p.File, p.Line}] || p.Line == 0 && !files[p.File] {
			s.Missed = append(s.Missed, p)
		}
		for _, name := range p.Touched {
			touched[name] = true
		}
	}
	for _, r := range reports {
		if !touched[r.File] && !touched[path.Dir(r.File)] {
			s.False = append(s.False, r)
		}
	}
	return s
}
