package settings

import (
	"errors"
	"path/filepath"

	"gongbao/generator/confined"
)

// Settings obey the rule of bulletins: whoever may write the content must not be able to publish any file of the machine. A symbolic
// link may lead to a file of the content. It may also be relative and lead to a file beside the content folder, such as a vocabulary
// that several sites share, as long as nothing on the way is hidden. With Options.Links it may lead anywhere.

// mostRead is the number of bytes from which a file of the settings is not read. The readers have lower limits of their own.
const mostRead = 64 << 20

// place returns the folder that a file or folder of the content must stay in, and its path there. name is a slash path below the
// content. The error is confined.ErrOutside, or says why it cannot be found.
func (o *Options) place(name string) (in confined.Folder, below string, err error) {
	below = filepath.FromSlash(name)
	in = confined.Folder{Name: o.Content, Open: o.Links}
	if _, err = in.Find(below); !errors.Is(err, confined.ErrOutside) {
		return in, below, err
	}
	site, content, ok := confined.Site(o.Content)
	if !ok {
		return in, below, err
	}
	below = filepath.Join(content, below)
	_, err = site.FindRelative(below)
	return site, below, err
}

// read reads a file of the content.
func (o *Options) read(name string) ([]byte, error) {
	in, below, err := o.place(name)
	if err != nil {
		return nil, err
	}
	return in.ReadFile(below, mostRead)
}

// folder returns the folder of a theme that lies in the content, without links.
func (o *Options) folder(name string) (confined.Folder, error) {
	in, below, err := o.place(name)
	if err != nil {
		return confined.Folder{}, err
	}
	real, err := in.Find(below)
	return confined.Folder{Name: real, Open: o.Links}, err
}
