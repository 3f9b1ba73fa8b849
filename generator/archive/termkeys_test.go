package archive

import (
	"strings"
	"testing"
)

func TestReferenceDescribesEveryKeyOfAVocabulary(t *testing.T) {
	for _, language := range []string{"en", "zh-Hans"} {
		text := VocabularyReference(language)
		for _, k := range termKeys {
			if strings.Count(text, "\n## "+k.name+"\n") != 1 || k.english == "" || k.chinese == "" || k.value.english == "" || k.value.chinese == "" {
				t.Errorf("%s: %s is not explained", language, k.name)
			}
		}
		for _, kind := range Kinds {
			if !strings.Contains(text, kind.String()+".yaml") {
				t.Errorf("%s: %s is not named", language, kind)
			}
		}
	}
}

func TestKeysOfAgenciesAreNotKeysOfTopics(t *testing.T) {
	if got := strings.Join(keysOf(Agencies), " "); got != "id name aliases former_ids parent region url unpublished" {
		t.Error(got)
	}
	if got := strings.Join(keysOf(Topics), " "); got != "id name aliases former_ids parent" {
		t.Error(got)
	}
}

// A mistake in one entry hides neither the other entries nor their mistakes.
func TestEntriesBesideAMistakeAreRead(t *testing.T) {
	terms, problems := ReadTerms("f", []byte("- {id: a, id: b, name: 甲}\n- {id: c}\n- {id: d, name: 丁}\n"), Topics)
	var codes []string
	for _, p := range problems {
		codes = append(codes, string(p.Code))
	}
	if got := strings.Join(codes, " "); got != "repeated-key incomplete-term" {
		t.Errorf("%s: %v", got, problems)
	}
	last := terms[len(terms)-1]
	if last.ID != "d" {
		t.Errorf("the last term is %+v", last)
	}
}
