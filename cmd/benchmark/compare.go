package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/corpus"
)

// compareWith builds one corpus with an older gongbao and with the current source, and lists the files that differ, one to
// a line: + for a file that only the current source writes, - for one that only the old binary writes, and ~ for one whose
// bytes differ. It returns an error if any file differs.
//
// The corpus has the default settings, search included, and three languages. --settings adds to that.
func (b *bench) compareWith(old string, out io.Writer) error {
	old, err := filepath.Abs(old)
	if err != nil {
		return err
	}
	if err := b.buildGongbao(); err != nil {
		return err
	}
	folder := func(name string) string { return filepath.Join(b.work, name) }
	content := folder("content")
	if err := b.corpus(content, corpus.Options{Bulletins: b.sizes[0], Languages: []string{"zh-Hans", "zh-Hant", "en"}}); err != nil {
		return err
	}
	for _, build := range []struct{ site, binary string }{{"old", old}, {"current", b.gongbao}} {
		b.logf("building with %s", build.binary)
		if err := b.command("", build.binary, "build", "--content", content, "--output", folder(build.site), "--cache", folder(build.site+"-cache"),
			"--jobs", strconv.Itoa(b.jobs), "--now", now); err != nil {
			return err
		}
	}
	differ, files, err := differences(folder("old"), folder("current"))
	if err != nil {
		return err
	}
	for _, line := range differ {
		fmt.Fprintln(out, line)
	}
	if len(differ) > 0 {
		return fmt.Errorf("%d of %d files differ", len(differ), files)
	}
	fmt.Fprintf(out, "%d files, none differ\n", files)
	return nil
}

// differences compares two sites file by file. Each difference is a sign and a path. files is the number of different paths.
func differences(old, current string) (differ []string, files int, err error) {
	before := map[string]int64{} // sizes by path
	err = eachFile(old, func(path string, size int64) error {
		before[path] = size
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	err = eachFile(current, func(path string, size int64) error {
		files++
		oldSize, both := before[path]
		delete(before, path)
		if !both {
			differ = append(differ, "+ "+path)
			return nil
		}
		same := size == oldSize
		if same {
			var err error
			if same, err = sameBytes(filepath.Join(old, path), filepath.Join(current, path)); err != nil {
				return err
			}
		}
		if !same {
			differ = append(differ, "~ "+path)
		}
		return nil
	})
	for path := range before {
		files++
		differ = append(differ, "- "+path)
	}
	slices.SortFunc(differ, func(a, b string) int { return strings.Compare(a[2:], b[2:]) })
	return differ, files, err
}

// sameBytes reports whether two files have the same content.
func sameBytes(a, b string) (bool, error) {
	x, err := os.ReadFile(a)
	y, err2 := os.ReadFile(b)
	return bytes.Equal(x, y), errors.Join(err, err2)
}
