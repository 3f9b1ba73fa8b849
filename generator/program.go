package generator

import (
	"bytes"
	"encoding/hex"
	"io"
	"os"
	"regexp"
	"sync"

	"github.com/zeebo/xxh3"

	"gongbao/generator/key"
)

// programKey tells this program from every other version of it, so that nothing made by another one is taken for its own.
// There is no version number to forget: it is made of the build ID, or else of the executable itself.
var programKey = sync.OnceValue(func() key.Key {
	if name, err := os.Executable(); err == nil {
		if f, err := os.Open(name); err == nil {
			defer f.Close()
			head := make([]byte, 32<<10)
			n, _ := io.ReadFull(f, head)
			if id := buildID(head[:n]); id != nil {
				return key.Of("build ID", id)
			}
			h := xxh3.New()
			h.Write(head[:n])
			if _, err := io.CopyBuffer(h, f, make([]byte, 1<<20)); err == nil {
				return h.Sum128().Bytes()
			}
		}
	}
	return key.Of("unknown program")
})

// A build ID of the go command is four hashes: of all that the program was built from, and of the program.
var buildIDForm = regexp.MustCompile(`^[-\w]{20}(/[-\w]{20}){3}`)

// buildID finds the ID that Go's linker leaves near the start of an executable: in a note of an ELF file, before the code
// of others. It is nil for an ID that somebody gave the linker, since it may be the same for every version.
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

// CacheName is the name of the store's folder for the content at an absolute path.
func CacheName(content string) string {
	k := key.Of(content)
	return hex.EncodeToString(k[:8])
}
