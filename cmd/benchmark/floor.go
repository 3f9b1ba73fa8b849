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
	"sync"
	"sync/atomic"
)

// The floor is what no generator can go below: each file that gongbao made, of the same size, written from memory by as
// many workers, into folders that are made once. It is a process of its own, so that it is measured as the others are; it
// reads the list of paths and sizes first, which takes it some milliseconds.

const floorCommand = "floor"

// listFiles writes the paths and sizes of a site to a file, and checks them against what gongbao said.
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
		return fmt.Errorf("gongbao says that it wrote %d files with %d bytes; found %d with %d", r.Files, r.Bytes, files, bytes)
	}
	return nil
}

// floor measures the writing of the files of a list into a folder. With keep, what was written is left standing.
func (b *bench) floor(bulletins int, name, list, dir string, keep bool) (row, error) {
	self, err := os.Executable()
	if err != nil {
		return row{}, err
	}
	writeBack()
	cost, err := b.process("", nil, self, floorCommand, list, dir, strconv.Itoa(b.jobs))
	if err != nil {
		return row{}, err
	}
	r := row{Bulletins: bulletins, Tool: "floor", Case: name, cost: cost}
	if err := r.count(dir); err != nil || keep {
		return r, err
	}
	return r, os.RemoveAll(dir)
}

// count notes what a tool wrote that does not say so itself.
func (r *row) count(site string) error {
	return eachFile(site, func(_ string, size int64) error {
		r.Files++
		r.Bytes += size
		return nil
	})
}

// writeFloor is the process that is measured: LIST DIR WORKERS.
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
	made := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		size, path, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.Atoi(size)
		if err != nil {
			return fmt.Errorf("%s: %w", args[0], err)
		}
		path = filepath.Join(dir, path)
		files = append(files, file{path, n})
		largest = max(largest, n)
		if folder := filepath.Dir(path); !made[folder] {
			made[folder] = true
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
		}
	}
	content := bytes.Repeat([]byte("公"), largest/3+1)
	var next atomic.Int64
	failed := make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for failed[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				failed[w] = os.WriteFile(files[i].path, content[:files[i].size], 0o644)
			}
		})
	}
	group.Wait()
	return errors.Join(failed...)
}
