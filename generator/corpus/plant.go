package corpus

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Planted is a mistake that Plant made, where an editor would look for it.
type Planted struct {
	Mistake string // the name and group of an entry of Mistakes
	Group   string
	File    string   // below the content folder, with slashes
	Line    int      // from 1; 0: the file as a whole
	Touched []string // the files and folders that it changed or added
}

// Plant makes n mistakes in an archive that Write wrote with the same options: each in a bulletin of its own, every kind of
// Mistakes as often as the others. The same seed makes the same mistakes. It returns them in the order of the bulletins.
func Plant(dir string, o Options, seed uint64, n int) ([]Planted, error) {
	o = o.filled()
	if n > o.Bulletins/2 {
		return nil, fmt.Errorf("cannot plant %d mistakes in %d bulletins: want at least two bulletins for each", n, o.Bulletins)
	}
	r := rand.New(rand.NewPCG(seed, 12))
	chosen := r.Perm(o.Bulletins)[:n]
	slices.Sort(chosen)
	order := r.Perm(len(Mistakes))
	var all []Planted
	for k, i := range chosen {
		m := Mistakes[order[k%len(order)]]
		b := Bulletin(i, o)
		s := &slip{r: r, number: i, folder: b.Folder, name: b.Name, lines: strings.Split(string(b.Source), "\n"), beside: map[string]string{}}
		m.make(s)
		touched, err := s.write(dir, b)
		if err != nil {
			return nil, err
		}
		all = append(all, Planted{Mistake: m.Name, Group: m.Group, File: s.reported(), Line: s.at, Touched: touched})
	}
	return all, nil
}

// A Mistake is a slip of one kind that editors make.
type Mistake struct {
	Name  string // "list-without-space"
	Group string // dates, numbers, names, keys, values, marks, folders, files, links or encodings
	make  func(s *slip)
}

// A slip is a bulletin in which a mistake is made.
type slip struct {
	r            *rand.Rand
	number       int
	folder, name string            // of the source
	lines        []string          // of the source, without line ends
	beside       map[string]string // further files, by path below the content folder
	file         string            // where the mistake is reported, if not in the source
	at           int               // line of the mistake; 0: the file as a whole
	encode       func(string) string
}

// write replaces the bulletin by the one with the mistake, and returns the files that it wrote and their folders, if those are new.
func (s *slip) write(dir string, b Source) ([]string, error) {
	text := strings.Join(s.lines, "\n")
	if s.encode != nil {
		text = s.encode(text)
	}
	files := map[string]string{path.Join(s.folder, s.name): text}
	for name, content := range s.beside {
		files[name] = content
	}
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(path.Join(b.Folder, b.Name)))); err != nil {
		return nil, err
	}
	var failures []error
	var touched []string
	for name, content := range files {
		touched = append(touched, name)
		if folder := path.Dir(name); folder != b.Folder {
			touched = append(touched, folder)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		failures = append(failures, os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o644))
	}
	slices.Sort(touched)
	return slices.Compact(touched), errors.Join(failures...)
}

// reported returns the file in which the mistake is.
func (s *slip) reported() string {
	if s.file != "" {
		return s.file
	}
	return path.Join(s.folder, s.name)
}

// find returns the index of the line of a front matter field, or -1.
func (s *slip) find(key string) int {
	return slices.IndexFunc(s.lines, func(line string) bool { return strings.HasPrefix(line, key+":") })
}

// field replaces the line of a front matter field, which is the mistake, or adds it.
func (s *slip) field(key, line string) {
	i := s.find(key)
	if i < 0 {
		i = s.find("summary")
		s.lines = slices.Insert(s.lines, i, line)
	} else {
		s.lines[i] = line
	}
	s.at = i + 1
}

// value returns the value of a front matter field.
func (s *slip) value(key string) string {
	i := s.find(key)
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(s.lines[i], key+":"))
}

// without removes a front matter field.
func (s *slip) without(key string) {
	if i := s.find(key); i >= 0 {
		s.lines = slices.Delete(s.lines, i, i+1)
	}
}

// body returns the index of the first line of the text.
func (s *slip) body() int {
	return 2 + slices.Index(s.lines[1:], "---")
}

// block adds a block somewhere in the text, but not at its end, where a heading or a rule would mean nothing. Its line with the number
// at, from 0, is the mistake.
func (s *slip) block(at int, lines ...string) {
	var borders []int // empty lines after which a block may begin
	for i := s.body(); i < len(s.lines); i++ {
		if s.lines[i] == "" && (i == 0 || !strings.HasPrefix(s.lines[i-1], "- ")) {
			borders = append(borders, i)
		}
	}
	i := borders[s.r.IntN(max(1, len(borders)-2))] + 1
	s.at = i + at + 1
	s.lines = slices.Insert(s.lines, min(i, len(s.lines)), append(lines, "")...)
}

// inFolder makes the source an index.md with files beside it. Names are relative to its folder.
func (s *slip) inFolder(files map[string]string) {
	s.folder, s.name = path.Join(s.folder, strings.TrimSuffix(s.name, ".md")), "index.md"
	for name, content := range files {
		s.beside[path.Join(s.folder, name)] = content
	}
}

// pick returns one of several ways to make a mistake.
func (s *slip) pick(ways ...string) string { return ways[s.r.IntN(len(ways))] }

// word returns a word of the corpus in simplified Chinese.
func (s *slip) word() string { return chinese[s.r.IntN(len(chinese))] }

// date returns parts of the bulletin's date.
func (s *slip) date() (year, month, day int) {
	fmt.Sscanf(s.value("date"), "%d-%d-%d", &year, &month, &day)
	return year, month, day
}
