package problem

import "path"

// HintFile adds the file that was probably meant by a name, among those that exist.
func (p Problem) HintFile(name string, known []string) Problem {
	if like, how := Alike(name, known); like != "" {
		return p.WithHint("there is %q, which differs %s; rename the file, or write its name as it is", like, how)
	}
	if near := Nearest(name, known); near != "" {
		return p.WithHint("did you mean %q?", near)
	}
	return p
}

// HintFolder says how the source of a problem, which is a single file, gets a file beside it.
func (p Problem) HintFolder(name string) Problem {
	base := path.Base(p.File)
	return p.WithHint("only a folder with index.md has files: rename this file to %s/index.md, and put %s beside it", base[:len(base)-len(path.Ext(base))], name)
}
