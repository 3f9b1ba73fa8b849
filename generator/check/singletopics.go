package check

import (
	"fmt"

	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// singleTopics warns of topics that only one bulletin uses.
func (c *checker) singleTopics() {
	used := map[*archive.Node][]*archive.Record{}
	for _, r := range c.Archive.Records {
		for _, t := range r.Topics {
			if len(used[t]) < 2 {
				used[t] = append(used[t], r)
			}
		}
	}
	for _, t := range c.Archive.Trees[archive.Topics].Nodes {
		if len(used[t]) != 1 {
			continue
		}
		r := used[t][0]
		pos := problem.Pos{}
		for i := range r.Topics {
			if r.Topics[i] == t && len(r.Topics) == len(r.Bulletin.Topics) {
				pos = r.Bulletin.Topics[i].Pos
			}
		}
		c.inSource(problem.SingleTopic, r.Source, pos, fmt.Sprintf("no other bulletin uses the topic %q", t.Names.In("").Text),
			"if another topic means the same, add this name to its aliases in topics.yaml")
	}
}
