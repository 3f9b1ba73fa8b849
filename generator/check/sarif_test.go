package check

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongbao/generator/problem"
)

// sarifSchema is what SARIF 2.1.0 requires of the parts that are used: chapter 3, sections 13, 14, 18, 19, 27–30, 49 and 50.
const sarifSchema = `{
  "type": "object", "required": ["version", "runs"],
  "properties": {
    "version": {"const": "2.1.0"},
    "$schema": {"type": "string", "format": "uri"},
    "runs": {"type": "array", "minItems": 1, "items": {
      "type": "object", "required": ["tool", "results"], "additionalProperties": false,
      "properties": {
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
          "type": "object", "required": ["name"], "additionalProperties": false,
          "properties": {"name": {"type": "string"}, "rules": {"type": "array", "uniqueItems": true, "items": {
            "type": "object", "required": ["id"], "additionalProperties": false,
            "properties": {"id": {"type": "string"}, "shortDescription": {"$ref": "#/$defs/text"}, "fullDescription": {"$ref": "#/$defs/text"},
              "defaultConfiguration": {"type": "object", "properties": {"level": {"enum": ["none", "note", "warning", "error"]}}, "additionalProperties": false}}}}}}}},
        "results": {"type": "array", "items": {
          "type": "object", "required": ["message", "ruleId"], "additionalProperties": false,
          "properties": {
            "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
            "level": {"enum": ["none", "note", "warning", "error"]},
            "message": {"$ref": "#/$defs/text"},
            "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            "relatedLocations": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/location"}},
            "occurrenceCount": {"type": "integer", "minimum": 1},
            "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}}}}}}}}
  },
  "$defs": {
    "text": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}, "additionalProperties": false},
    "location": {"type": "object", "required": ["physicalLocation"], "additionalProperties": false, "properties": {"physicalLocation": {
      "type": "object", "required": ["artifactLocation"], "additionalProperties": false, "properties": {
        "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}, "additionalProperties": false},
        "region": {"type": "object", "required": ["startLine"], "additionalProperties": false,
          "properties": {"startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1}}}}}}}
  }
}`

func TestSARIFHasWhatTheStandardRequires(t *testing.T) {
	r := &Report{Findings: []Finding{
		{Problem: problem.Problem{Code: problem.UnknownKey, File: "content/bulletins/公报 1.md", Line: 3, Column: 7, Message: "unknown key", Hint: "did you mean \"title\"?"}},
		{Problem: problem.Problem{Code: problem.DeadLink, File: "public/a:b.html", Message: "leads nowhere"}, Count: 2, Also: []Place{{"/srv/www/c.html", 1, 1}}},
		{Problem: problem.Problem{Code: problem.SingleTopic, File: "a:b.md", Line: 4, Message: "used once", Warning: true}},
	}}
	data, err := json.Marshal(r.SARIF())
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(sarifSchema))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("sarif.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(document); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}

	var log sarifLog
	if err := json.Unmarshal(data, &log); err != nil {
		t.Fatal(err)
	}
	rules, results := log.Runs[0].Tool.Driver.Rules, log.Runs[0].Results
	var got []string
	for _, result := range results {
		if rules[*result.RuleIndex].ID != result.RuleID {
			t.Errorf("rule %d is not %s", *result.RuleIndex, result.RuleID)
		}
		got = append(got, result.Level+" "+result.Locations[0].Physical.Artifact.URI)
		for _, also := range result.RelatedLocations {
			got = append(got, "also "+also.Physical.Artifact.URI)
		}
	}
	equalLines(t, got, "error content/bulletins/%E5%85%AC%E6%8A%A5%201.md", "error public/a:b.html", "also file:///srv/www/c.html", "warning ./a:b.md")
	if results[0].Message.Text != "unknown key\ndid you mean \"title\"?" || *results[0].Locations[0].Physical.Region != (sarifRegion{3, 7}) {
		t.Errorf("%+v", results[0])
	}
}

func sarifOf(findings ...Finding) sarifRun {
	return (&Report{Findings: findings}).SARIF().(sarifLog).Runs[0]
}

func TestUndeclaredCodeHasNoRuleIndex(t *testing.T) {
	result := sarifOf(Finding{Problem: problem.Problem{Code: "undeclared", File: "a.md", Message: "x"}}).Results[0]
	if result.RuleIndex != nil || result.RuleID != "undeclared" {
		t.Errorf("%+v", result)
	}
}

func TestRulesDeclareTheirLevel(t *testing.T) {
	for _, rule := range sarifOf().Tool.Driver.Rules {
		if want := level(problem.RuleOf(rule.ID).Warning); rule.Default.Level != want {
			t.Errorf("%s: level %s, want %s", rule.ID, rule.Default.Level, want)
		}
	}
}

func TestFingerprintSurvivesAShiftOfLines(t *testing.T) {
	print := func(f Finding) string {
		return sarifOf(f).Results[0].Fingerprints["gongbao/v1"]
	}
	f := Finding{Problem: problem.Problem{Code: problem.DeadLink, File: "a.md", Line: 3, Message: "x"}}
	moved, other := f, f
	moved.Line, other.File = 9, "b.md"
	if print(f) != print(moved) || print(f) == print(other) {
		t.Error("a finding is identified by its code, file and message")
	}
}

func TestNamesNeverSpeakInSARIF(t *testing.T) {
	for _, file := range []string{"a\n::error::x.md", "a\u202eb.md", "a\xff.md", "a\x1b[2J.md", "a [b](c).md"} {
		p := problem.New(problem.DeadLink, file, problem.Pos{}, "link to %s and [here](https://a.example/)", file).WithHint("see\n%s", file)
		data, err := json.Marshal((&Report{Findings: []Finding{{Problem: p}}}).SARIF())
		if err != nil {
			t.Fatal(err)
		}
		var log sarifLog
		if err := json.Unmarshal(data, &log); err != nil {
			t.Fatal(err)
		}
		result := log.Runs[0].Results[0]
		uri := result.Locations[0].Physical.Artifact.URI
		if u, err := url.Parse(uri); err != nil || strings.TrimPrefix(u.Path, "./") != file || strings.ContainsFunc(uri, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("%q: %q", file, uri)
		}
		text := result.Message.Text
		if strings.Contains(text, "[here](") || strings.Count(text, "\n") != 2 || strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), problem.Hidden) {
			t.Errorf("%q: %q", file, text)
		}
	}
}
