package check_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/check"
	"gongbao/generator/problem"
)

func ExampleRun() {
	content, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(content)
	source := "bulletins/notice.md"
	text := "---\ntitle: 关于xx工作的公告\npublisher: 济南市审计局\ndate: 2020-02-21\nsummary: 一。\n---\n全文。\n"
	if err := os.Mkdir(filepath.Join(content, "bulletins"), 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(content, source), []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
	b, body, _, _ := bulletin.Parse(source, source, []byte(text), bulletin.Options{})
	a, problems := archive.New([]*bulletin.Bulletin{b}, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Now()})

	report, err := check.Run(context.Background(), check.Options{
		Content: content, Archive: a, Problems: problems,
		Text: func(*archive.Record) (string, error) { return string(body), nil },
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range report.Findings {
		fmt.Println(filepath.Base(f.Place()), f.Message)
		fmt.Println(f.Code, "-", problem.RuleOf(f.Code).Why)
	}
	// Output:
	// notice.md:2:8 "xx" looks like a placeholder
	// placeholder - It should have been filled in before publication.
}
