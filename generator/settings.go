package generator

import (
	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// Settings reads site.yaml and the vocabularies of a content folder, and no bulletin: for those who need to know what may be
// written before anything is. Where a file is missing or has problems, what is sure is given, and the defaults for the rest.
func Settings(content string) (Config, archive.Vocabulary, []problem.Problem) {
	s := &Site{options: Options{Content: content}}
	s.settings()
	s.readVocabulary()
	return s.Config, s.vocabulary, problem.Sort(s.Problems)
}
