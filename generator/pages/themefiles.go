package pages

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongbao/generator/confined"
	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// themeFileLimit is the largest size of a file in bytes: far more than any file of a theme needs.
const themeFileLimit = 4 << 20

// layers are a theme's folders. A file comes from the first layer that has it.
type layers []layer

type layer struct{ fs.FS }

// themeFile is a text file of a theme.
type themeFile struct {
	name string // in its folder, such as "home.html"
	path string // in the theme, such as "templates/home.html"
	text string
}

// files reads the files of a folder whose names end with ext, sorted by name. A folder that does not exist has none.
func (l layer) files(folder, ext string) ([]themeFile, []problem.Problem) {
	entries, err := fs.ReadDir(l, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, []problem.Problem{unreadable(folder, err)}
	}
	var files []themeFile
	var ps []problem.Problem
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || path.Ext(e.Name()) != ext {
			continue
		}
		f := themeFile{name: e.Name(), path: path.Join(folder, e.Name())}
		data, err := l.read(f.path)
		if err != nil {
			ps = append(ps, unreadable(f.path, err))
			continue
		}
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if p, _, bad := fields.Unreadable(f.path, data, 1); bad {
			ps = append(ps, p)
			continue
		}
		f.text = string(data)
		files = append(files, f)
	}
	return files, ps
}

// read reads a regular file of at most themeFileLimit bytes.
func (l layer) read(name string) ([]byte, error) {
	f, err := l.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	data, err := io.ReadAll(io.LimitReader(f, themeFileLimit+1))
	if len(data) > themeFileLimit {
		return nil, fmt.Errorf("it is larger than %d MiB", themeFileLimit>>20)
	}
	return data, err
}

// files is layer.files for all layers. It reads each file once, from the first layer that has it.
func (l layers) files(folder, ext string) ([]themeFile, []problem.Problem) {
	seen := map[string]bool{}
	var all []themeFile
	var ps []problem.Problem
	for _, layer := range l {
		files, found := layer.files(folder, ext)
		ps = append(ps, found...)
		for _, f := range files {
			if !seen[f.name] {
				seen[f.name] = true
				all = append(all, f)
			}
		}
	}
	slices.SortFunc(all, func(a, b themeFile) int { return strings.Compare(a.name, b.name) })
	return all, ps
}

// read reads a file from the first layer that has it.
func (l layers) read(name string) ([]byte, error) {
	for _, layer := range l {
		data, err := layer.read(name)
		if !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
	}
	return nil, fs.ErrNotExist
}

const themeFolder = "the folder of the theme"

func unreadable(file string, err error) problem.Problem {
	if p, refused := confined.Problem(file, err, themeFolder); refused {
		return p
	}
	return problem.New(problem.UnreadableThemeFile, file, problem.Pos{}, "the theme's file cannot be read: %v", withoutPath(err))
}

// withoutPath returns the cause of an error, without the operation and the file that it names.
func withoutPath(err error) error {
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
