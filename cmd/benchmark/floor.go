package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gongbao/generator/parallel"
)

// The floor is the time that no generator can beat. It writes each file that gongbao made, with the same size, from memory,
// with as many workers, into folders that it makes once. It runs in a separate process, so that it is measured like the
// others. It reads the list of paths and sizes first, which takes a few milliseconds.

const floorCommand = "floor"

// listFiles writes the paths and sizes of a site to a file, and checks them against gongbao's report.
func (r row) listFiles(site, list string) error {
	f, err := os.Create(list)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	files, bytes := 0, int64(0)
	err = eachFile(site, func(path string, size int64) error {
		files++
		bytes += size
		_, err := fmt.Fprintf(w, "%d %s\n", size, path)
		return err
	})
	if err := errors.Join(err, w.Flush(), f.Close()); err != nil {
		return err
	}
	if r.Files != files || r.Bytes != bytes {
		return fmt.Errorf("gongbao reports %d files with %d bytes; found %d with %d", r.Files, r.Bytes, files, bytes)
	}
	return nil
}

// floor measures how long it takes to write the files of a list into a folder. With keep, the files stay there.
func (b *bench) floor(bulletins int, search bool, name, list, dir string, keep bool) (row, error) {
	self, err := os.Executable()
	if err != nil {
		return row{}, err
	}
	writeBack()
	cost, err := b.process("", nil, self, floorCommand, list, dir, strconv.Itoa(b.jobs))
	if err != nil {
		return row{}, err
	}
	r := row{Bulletins: bulletins, Search: search, Tool: "floor", Case: name, cost: cost}
	if err := r.count(dir); err != nil || keep {
		return r, err
	}
	return r, os.RemoveAll(dir)
}

// count counts the files and bytes of a site whose tool does not report them.
func (r *row) count(site string) error {
	return eachFile(site, func(_ string, size int64) error {
		r.Files++
		r.Bytes += size
		return nil
	})
}

// writeFloor is the measured process. Its arguments are LIST DIR WORKERS.
func writeFloor(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("%s: expected LIST DIR WORKERS", floorCommand)
	}
	dir := args[1]
	workers, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	type file struct {
		path string
		size int
	}
	var files []file
	largest := 0
	ready := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		size, path, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.Atoi(size)
		if err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
		path = filepath.Join(dir, path)
		files = append(files, file{path, n})
		largest = max(largest, n)
		if folder := filepath.Dir(path); !ready[folder] {
			ready[folder] = true
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
		}
	}
	content := bytes.Repeat([]byte("公"), largest/3+1)
	failed := make([]error, len(files))
	parallel.Each(len(files), workers, func(i int) {
		failed[i] = os.WriteFile(files[i].path, content[:files[i].size], 0o644)
	})
	return errors.Join(failed...)
}
