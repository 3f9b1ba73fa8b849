package pages

import (
	"strings"
	"testing"
)

func TestReferenceOfThemesHasEveryTemplateAndTheFieldsOfItsView(t *testing.T) {
	for _, language := range []string{"en", "zh-Hans"} {
		text := Reference(language)
		for name := range pageViews {
			_, section, ok := strings.Cut(text, "\n### "+name+"\n")
			if !ok {
				t.Errorf("%s: no section on %s", language, name)
				continue
			}
			section, _, _ = strings.Cut(section, "\n### ")
			if !strings.Contains(section, "- .Root ") && !strings.Contains(section, "- .Site ") {
				t.Errorf("%s: %s has no fields: %s", language, name, section)
			}
		}
		if !strings.Contains(text, "- .Neighbours []Neighbours\n") || strings.Contains(text, "- .buffer") {
			t.Errorf("%s: the fields of Bulletin are not those of its view", language)
		}
	}
}
