package publish

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"github.com/zeebo/xxh3"
)

// A manifest lists the files of a published site. A first line names the format. Then each file has a line with its key, its
// size in bytes and its path, sorted by path. The last line holds the number of files and a hash of all lines before it.
//
//	gongbao manifest 1
//	mYv0bN3pJt0m1nXk9Qx2Aw 5120 2026/07/15/audit.html
//	end 1 0f3a…
//
// In memory it stays the one text that was read. All work on it is a walk from the first line to the last, in parallel with the
// sorted plan, so a quarter of a million files need neither a map nor an allocation each.

const (
	manifestHead = "gongbao manifest 1\n"
	keyLen       = 22 // 16 bytes in base64 without padding
)

// manifest is a manifest as it was read.
type manifest struct {
	lines  string // only the lines of the files
	sum    string // the hash in the last line, which identifies this manifest
	intact bool   // the lines are what was written
}

// entry is one line of a manifest.
type entry struct {
	key  string // in base64
	size int64
	path string
}

// readManifest reads the text of a manifest, which the manifest then owns. If the text was cut off, changed or written by
// another version, it keeps the lines that can still be read, and intact is false.
func readManifest(text []byte) manifest {
	if body, ok := bytes.CutSuffix(text, []byte("\n")); ok {
		at := bytes.LastIndexByte(body, '\n') + 1
		trailer, sum := string(body[at:]), checksum(text[:at])
		lines, known := bytes.CutPrefix(text[:at], []byte(manifestHead))
		if n := bytes.Count(lines, []byte("\n")); known && trailer == formatTrailer(n, sum) {
			return manifest{lines: unsafe.String(unsafe.SliceData(lines), len(lines)), sum: sum, intact: true}
		}
	}
	return manifest{lines: salvage(string(text))}
}

// salvage returns the lines that look like an entry. A last line without a line end does not count: it may have been cut off
// within its path, and then names another file.
func salvage(text string) string {
	var found []entry
	for line := range strings.Lines(text) {
		e, ok := parseEntry(strings.TrimSuffix(line, "\n"))
		if ok && strings.HasSuffix(line, "\n") && refusedPath(e.path) == "" {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	found = slices.CompactFunc(found, func(a, b entry) bool { return a.path == b.path })
	var out strings.Builder
	for _, e := range found {
		fmt.Fprintf(&out, "%s %d %s\n", e.key, e.size, e.path)
	}
	return out.String()
}

func parseEntry(line string) (e entry, ok bool) {
	if len(line) < keyLen+4 || line[keyLen] != ' ' {
		return e, false
	}
	size, path, ok := strings.Cut(line[keyLen+1:], " ")
	if !ok {
		return e, false
	}
	n, err := strconv.ParseUint(size, 10, 62)
	return entry{line[:keyLen], int64(n), path}, err == nil
}

// entryReader reads the lines of a manifest in order.
type entryReader struct {
	rest  string
	wrong bool // a line was no entry, and was passed over
}

func (r *entryReader) next() (e entry, ok bool) {
	for {
		line, rest, more := strings.Cut(r.rest, "\n")
		if !more {
			return e, false
		}
		r.rest = rest
		if e, ok = parseEntry(line); ok {
			return e, true
		}
		r.wrong = true
	}
}

// files returns the plan that the manifest was made from, without its renderers.
func (m manifest) files() []File {
	var plan []File
	entries := entryReader{rest: m.lines}
	for e, ok := entries.next(); ok; e, ok = entries.next() {
		plan = append(plan, File{Path: e.path})
	}
	return plan
}

// encodeManifest returns the text of the manifest of a plan, and its hash.
func encodeManifest(plan []File, items []item) (text []byte, sum string) {
	size := len(manifestHead) + 80
	for i := range plan {
		size += keyLen + 22 + len(plan[i].Path)
	}
	b := append(make([]byte, 0, size), manifestHead...)
	for i := range plan {
		b = base64.RawURLEncoding.AppendEncode(b, plan[i].Key[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, items[i].size, 10)
		b = append(b, ' ')
		b = append(b, plan[i].Path...)
		b = append(b, '\n')
	}
	sum = checksum(b)
	b = append(b, formatTrailer(len(plan), sum)...)
	return append(b, '\n'), sum
}

func formatTrailer(files int, sum string) string { return fmt.Sprintf("end %d %s", files, sum) }

// checksum returns a hash that protects against damage, not against malice: whoever can write the manifest can write the site.
func checksum(text []byte) string {
	h := xxh3.Hash128(text)
	return fmt.Sprintf("%016x%016x", h.Hi, h.Lo)
}
