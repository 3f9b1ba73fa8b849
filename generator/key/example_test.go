package key_test

import (
	"fmt"

	"gongbao/generator/key"
)

func ExampleOf() {
	type view struct {
		Title string
		Body  string `key:"-"` // determined by the hash of the source
		Hash  [2]byte
	}
	a := view{"通告", "甲", [2]byte{1, 2}}
	b := view{"通告", "乙", [2]byte{1, 2}}
	c := view{"公告", "甲", [2]byte{1, 2}}
	fmt.Println(key.Of(a) == key.Of(b), key.Of(a) == key.Of(c))
	// Output: true false
}
