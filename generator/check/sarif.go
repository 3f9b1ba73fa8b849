package check

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/zeebo/xxh3"
)

// SARIF writes the findings for tools that review code, in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0).
func (r *Report) SARIF(w io.Writer) error {
	number := map[string]int{}
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "gongbao"}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for i, rule := range Rules {
		number[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{rule.ID, sarifText{rule.Title}, sarifText{rule.Why}})
	}
	for _, f := range r.Findings {
		result := sarifResult{RuleID: f.Rule, RuleIndex: number[f.Rule], Level: "error", Locations: []sarifLocation{locationOf(Place{f.File, f.Line, f.Column})}}
		if f.Warning {
			result.Level = "warning"
		}
		result.Message.Text = f.Message
		if f.Hint != "" {
			result.Message.Text += "\n" + f.Hint
		}
		for _, also := range f.Also {
			result.RelatedLocations = append(result.RelatedLocations, locationOf(also))
		}
		if f.Count > 1 {
			result.OccurrenceCount = f.Count
		}
		// Without the line, so that a finding stays the same finding when others above it are mended.
		result.Fingerprints = map[string]string{"gongbao/v1": fmt.Sprintf("%016x", xxh3.HashString(f.Rule+"\x00"+f.File+"\x00"+f.Message))}
		run.Results = append(run.Results, result)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func locationOf(p Place) sarifLocation {
	uri := (&url.URL{Path: p.File}).String() // with "./" before a first part that has a colon (RFC 3986 §4.2)
	if filepath.IsAbs(p.File) {
		uri = (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(p.File, "/")}).String()
	}
	l := sarifLocation{sarifPhysical{Artifact: sarifArtifact{uri}}}
	if p.Line > 0 {
		l.Physical.Region = &sarifRegion{p.Line, p.Column}
	}
	return l
}

// The parts of SARIF that are used, named as in its chapter 3.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
		Full  sarifText `json:"fullDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID           string            `json:"ruleId"`
		RuleIndex        int               `json:"ruleIndex"`
		Level            string            `json:"level"`
		Message          sarifText         `json:"message"`
		Locations        []sarifLocation   `json:"locations"`
		RelatedLocations []sarifLocation   `json:"relatedLocations,omitempty"`
		OccurrenceCount  int               `json:"occurrenceCount,omitempty"`
		Fingerprints     map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)
