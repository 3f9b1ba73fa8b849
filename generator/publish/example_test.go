package publish_test

import (
	"context"
	"crypto/md5"
	"fmt"
	"os"

	"gongbao/generator/publish"
)

func page(path, text string) publish.File {
	return publish.File{Path: path, Key: md5.Sum([]byte(text)), Render: func(dst []byte) ([]byte, error) {
		return append(dst, text...), nil
	}}
}

// The second publication renders and writes only what differs from the first.
func ExamplePublish() {
	dir, err := os.MkdirTemp("", "public")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	home, old, new := page("index.html", "<h1>Bulletins</h1>"), page("2020/a.html", "<h1>A</h1>"), page("2020/b.html", "<h1>B</h1>")
	for _, plan := range [][]publish.File{{home, old}, {home, new}} {
		r, err := publish.Publish(context.Background(), dir, plan, publish.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("new", r.New, "deleted", r.Deleted, "kept", r.Kept)
	}
	files, whole, err := publish.Standing(dir)
	fmt.Println(files, whole, err)
	// Output:
	// new [2020/a.html index.html] deleted [] kept 0
	// new [2020/b.html] deleted [2020/a.html] kept 1
	// [{2020/b.html 10} {index.html 18}] true <nil>
}
