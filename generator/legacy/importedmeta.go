package legacy

import (
	"strings"

	"gongbao/generator/escape"
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
				all = append(all, string(escape.AppendYAML(nil, v)))
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
