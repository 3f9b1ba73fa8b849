package legacy

import (
	"encoding/json"
	"regexp"
	"strings"
)

// Meta is the front matter of an imported bulletin. Empty fields are omitted.
type Meta struct {
	Title       string
	Publishers  []string // ids, or names that no vocabulary has
	Date        string   // YYYY-MM-DD
	Region      string
	Topics      []string
	Language    string // BCP 47
	Number      string
	IndexNumber string
	Source      string
	SourceURL   string
	Editor      string
}

// yaml returns the front matter with its delimiters and its fields in a fixed order.
func (m Meta) yaml() string {
	var b strings.Builder
	b.WriteString("---\n")
	field := func(key string, values ...string) {
		var all []string
		for _, v := range values {
			if v != "" {
				all = append(all, scalar(v))
			}
		}
		switch {
		case len(all) == 1 && key != "topics":
			b.WriteString(key + ": " + all[0] + "\n")
		case len(all) > 0:
			b.WriteString(key + ": [" + strings.Join(all, ", ") + "]\n")
		}
	}
	field("title", m.Title)
	field("publisher", m.Publishers...)
	if m.Date != "" {
		b.WriteString("date: " + m.Date + "\n")
	}
	field("region", m.Region)
	field("topics", m.Topics...)
	field("language", m.Language)
	field("number", m.Number)
	field("index_number", m.IndexNumber)
	field("source", m.Source)
	field("source_url", m.SourceURL)
	field("editor", m.Editor)
	b.WriteString("---\n")
	return b.String()
}

var (
	// Begins with a letter and contains nothing that means something in YAML.
	plainScalar = regexp.MustCompile(`^\p{L}[\p{L}\p{N}\x{3001}\x{3002}\x{FF01}-\x{FF5E}“”‘’《》〔〕·—… .()/_+-]*$`)
	yamlWord    = regexp.MustCompile(`(?i)^(?:null|true|false|yes|no|on|off|y|n|inf|nan)$`)
)

// scalar writes a string so that YAML reads it back unchanged: plain if possible, and otherwise as a JSON string, which YAML accepts
// (YAML 1.2.2 §1.2).
func scalar(s string) string {
	if plainScalar.MatchString(s) && !yamlWord.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(strings.ToValidUTF8(s, "\uFFFD")); err != nil {
		return `""` // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
