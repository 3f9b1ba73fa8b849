package check

import (
	"errors"
	"fmt"
	"io/fs"

	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// published compares what was last published, according to the manifest of the output folder, with the files in the folder.
func (c *checker) published(index map[string]int32, files []builtFile) error {
	manifest, whole, err := publish.Standing(c.Output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a copy without the manifest, or a folder of another program
	}
	if err != nil {
		return err
	}
	if !whole {
		c.inOutput(problem.DamagedManifest, "", "the record of published files is damaged; not every file can be compared with it", "build again")
	}
	for _, f := range manifest {
		i, ok := index[f.Path]
		message := "was published, but is missing"
		if ok {
			message = fmt.Sprintf("has %d bytes, but was published with %d", files[i].size, f.Size)
		}
		if !ok || files[i].size != f.Size {
			c.inOutput(problem.ChangedFile, f.Path, message, "build again with --clean; if that does not help, find out what else writes to the folder")
		}
	}
	return nil
}
