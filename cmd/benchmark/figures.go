package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// figures is a report in JSON, to be drawn again and compared with later ones.
type figures struct {
	Machine string       `json:"machine"`
	Hugo    string       `json:"hugo,omitempty"`
	Newest  string       `json:"newest_hugo,omitempty"`
	Rows    []figuresRow `json:"rows"`
}

type figuresRow struct {
	Bulletins int     `json:"bulletins"`
	Search    bool    `json:"search"` // site.yaml had search on
	Tool      string  `json:"tool"`
	Case      string  `json:"case"`
	Wall      float64 `json:"wall_seconds"`
	CPU       float64 `json:"cpu_seconds"`
	Peak      int64   `json:"peak_bytes,omitempty"` // 0: unknown
	Files     int     `json:"files_written"`
	Bytes     int64   `json:"bytes_written,omitempty"` // 0: unknown or none
}

// save writes the report to a file.
func (r *report) save(name string) error {
	k := figures{Machine: r.machine, Hugo: r.hugo, Newest: r.newest}
	for _, row := range r.rows {
		k.Rows = append(k.Rows, figuresRow{row.Bulletins, row.Search, row.Tool, row.Case, row.wall.Seconds(), row.cpu.Seconds(), row.peak, row.Files, row.Bytes})
	}
	text, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o644)
}

// readReport reads a report that save wrote.
func readReport(name string) (*report, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var k figures
	if err := json.Unmarshal(text, &k); err != nil {
		return nil, fmt.Errorf("%s: %w; want a report written with --json", name, err)
	}
	r := &report{machine: k.Machine, hugo: k.Hugo, newest: k.Newest}
	duration := func(seconds float64) time.Duration { return time.Duration(seconds * float64(time.Second)) }
	for _, k := range k.Rows {
		r.add(row{Bulletins: k.Bulletins, Search: k.Search, Tool: k.Tool, Case: k.Case, Files: k.Files, Bytes: k.Bytes,
			cost: cost{wall: duration(k.Wall), cpu: duration(k.CPU), peak: k.Peak}})
	}
	return r, nil
}
