package generator

import (
	"encoding/hex"
	"io"
	"os"
	"sync"

	"github.com/zeebo/xxh3"

	"gongbao/generator/key"
)

// programKey tells this program from every other version of it, so that nothing made by another one is taken for its own.
// It is a hash of the executable itself: no version number to forget.
var programKey = sync.OnceValue(func() key.Key {
	h := xxh3.New()
	if name, err := os.Executable(); err == nil {
		if f, err := os.Open(name); err == nil {
			defer f.Close()
			if _, err := io.CopyBuffer(h, f, make([]byte, 1<<20)); err == nil {
				return h.Sum128().Bytes()
			}
		}
	}
	return key.Of("unknown program")
})

// CacheName is the name of the store's folder for the content at an absolute path.
func CacheName(content string) string {
	k := key.Of(content)
	return hex.EncodeToString(k[:8])
}
