package key

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"sync"

	"github.com/zeebo/xxh3"
)

// Program identifies this version of the program, so that a build never reuses what another version made. It is made of the build
// ID, or of the whole executable if there is none, so nobody has to remember to change a version number.
var Program = sync.OnceValue(func() Key {
	if name, err := os.Executable(); err == nil {
		if f, err := os.Open(name); err == nil {
			defer f.Close()
			head := make([]byte, 32<<10)
			n, _ := io.ReadFull(f, head)
			if id := buildID(head[:n]); id != nil {
				return Of("build ID", id)
			}
			h := xxh3.New()
			h.Write(head[:n])
			if _, err := io.CopyBuffer(h, f, make([]byte, 1<<20)); err == nil {
				return h.Sum128().Bytes()
			}
		}
	}
	return Of("unknown program")
})

// A build ID of the go command consists of four hashes, of the program's inputs and of the program.
var buildIDForm = regexp.MustCompile(`^[-\w]{20}(/[-\w]{20}){3}`)

// buildID finds the ID that Go's linker writes near the start of an executable: in a note of an ELF file, before the code of
// other formats. It returns nil for an ID that was passed to the linker, which may be the same for every version.
func buildID(head []byte) []byte {
	for _, mark := range [...]string{"Go\x00\x00", "\xff Go build ID: \""} {
		if _, after, found := bytes.Cut(head, []byte(mark)); found {
			if id := buildIDForm.Find(after); id != nil {
				return id
			}
		}
	}
	return nil
}
