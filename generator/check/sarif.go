package check

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/zeebo/xxh3"

	"gongbao/generator/problem"
)

// SARIF returns the findings for tools that review code. The value encodes as JSON in the Static Analysis Results Interchange
// Format (OASIS SARIF 2.1.0). Its rules are problem.Rules.
func (r *Report) SARIF() any {
	index := make(map[problem.Code]int, len(problem.Rules))
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "gongbao"}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for i, rule := range problem.Rules {
		index[rule.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{rule.Code, sarifText{rule.Title}, sarifText{rule.Why}, sarifConfiguration{level(rule.Warning)}})
	}
	for _, f := range r.Findings {
		result := sarifResult{RuleID: f.Code, Level: level(f.Warning), Locations: []sarifLocation{locationOf(Place{f.File, f.Line, f.Column})}}
		if i, ok := index[f.Code]; ok {
			result.RuleIndex = &i // omitted for a code that no rule declares: 0 would be the first rule
		}
		result.Message.Text = plainText(strings.Join(append([]string{problem.Visible(f.Message)}, f.HintLines()...), "\n"))
		for _, also := range f.Also {
			result.RelatedLocations = append(result.RelatedLocations, locationOf(also))
		}
		if f.Count > 1 {
			result.OccurrenceCount = f.Count
		}
		// Without the line, so that a finding keeps its identity when lines above it change.
		result.Fingerprints = map[string]string{"gongbao/v1": fmt.Sprintf("%016x", xxh3.HashString(string(f.Code)+"\x00"+f.File+"\x00"+f.Message))}
		run.Results = append(run.Results, result)
	}
	return sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

// plainText escapes what would be a link in a message (SARIF 2.1.0 §3.11.6).
func plainText(message string) string { return strings.ReplaceAll(message, "](", `\](`) }

func level(warning bool) string {
	if warning {
		return "warning"
	}
	return "error"
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

// The parts of SARIF that are used, under the names of its chapter 3.
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
		ID      problem.Code       `json:"id"`
		Short   sarifText          `json:"shortDescription"`
		Full    sarifText          `json:"fullDescription"`
		Default sarifConfiguration `json:"defaultConfiguration"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID           problem.Code      `json:"ruleId"`
		RuleIndex        *int              `json:"ruleIndex,omitempty"`
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
