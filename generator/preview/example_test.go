package preview_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"gongbao/generator"
	"gongbao/generator/preview"
)

// Listen reads the content and opens an address; Run serves until its context ends.
func Example() {
	dir, err := os.MkdirTemp("", "content")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	bulletin := filepath.Join(dir, "bulletins", "notice.md")
	os.MkdirAll(filepath.Dir(bulletin), 0o755)
	os.WriteFile(bulletin, []byte("---\ntitle: Notice\npublisher: Jinan Audit Bureau\ndate: 2020-02-21\n---\nText.\n"), 0o644)

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	server, err := preview.Listen(ctx, preview.Options{Site: generator.Options{Content: dir}, Addr: "localhost:0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	done := make(chan error)
	go func() { done <- server.Run(ctx) }()
	for _, path := range []string{"2020/02/21/notice.html", "nowhere.html"} {
		resp, err := http.Get(server.URL() + path)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
		fmt.Println(path, resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	stop()
	fmt.Println(<-done)
	// Output:
	// 2020/02/21/notice.html 200 text/html; charset=utf-8
	// nowhere.html 404 text/html; charset=utf-8
	// <nil>
}
