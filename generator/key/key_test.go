package key

import (
	"fmt"
	"reflect"
	"testing"
)

type leaf struct {
	Name string
	N    int
}

type tree struct {
	leaf
	On       bool
	By       map[string]string
	Pointer  *leaf
	Children []tree
	Left     string `key:"-"`
}

func full() tree {
	return tree{leaf: leaf{"a", 1}, By: map[string]string{"x": "1", "y": "2"}, Pointer: &leaf{"p", 2},
		Children: []tree{{leaf: leaf{"c", 3}}}}
}

func TestEveryFieldCounts(t *testing.T) {
	base := Of(full())
	changes := map[string]func(*tree){
		"embedded":    func(x *tree) { x.N = 2 },
		"bool":        func(x *tree) { x.On = true },
		"map value":   func(x *tree) { x.By["y"] = "3" },
		"map key":     func(x *tree) { x.By["z"] = x.By["y"]; delete(x.By, "y") },
		"map entry":   func(x *tree) { x.By["z"] = "" },
		"pointee":     func(x *tree) { x.Pointer.Name = "q" },
		"nil pointer": func(x *tree) { x.Pointer = nil },
		"child":       func(x *tree) { x.Children[0].Name = "d" },
		"grandchild":  func(x *tree) { x.Children[0].Children = []tree{{}} },
	}
	for name, change := range changes {
		x := full()
		change(&x)
		if Of(x) == base {
			t.Errorf("%s: the key did not change", name)
		}
	}
	x := full()
	x.Left = "out"
	if Of(x) != base {
		t.Error("a field left out changed the key")
	}
	for range 20 { // map order
		if Of(full()) != base {
			t.Fatal("equal values have different keys")
		}
	}
}

func TestNumbersOfEveryKindCount(t *testing.T) {
	type numbers struct {
		A int
		B int8
		C int16
		D int32
		E int64
		F uint
		G uint8
		H uint16
		I uint32
		J uint64
		K float64
		L [2]byte
	}
	seen := map[Key]int{Of(numbers{}): -1}
	for i := range reflect.TypeFor[numbers]().NumField() {
		var x numbers
		switch f := reflect.ValueOf(&x).Elem().Field(i); {
		case f.CanInt():
			f.SetInt(-1)
		case f.CanUint():
			f.SetUint(200)
		case f.CanFloat():
			f.SetFloat(0.5)
		default:
			f.Index(1).SetUint(1)
		}
		if other, ok := seen[Of(x)]; ok {
			t.Errorf("field %d has the key of field %d", i, other)
		}
		seen[Of(x)] = i
	}
}

func TestNeighbouringStringsDoNotRunTogether(t *testing.T) {
	if Of("ab", "c") == Of("a", "bc") || Of([]string{"a", "b"}) == Of([]string{"ab"}) {
		t.Error("different strings have one key")
	}
}

type knowing struct{ k, rest string }

func (x *knowing) AppendKey(dst []byte) []byte { return append(dst, x.k...) }

func TestKeyedValueHasItsOwnKey(t *testing.T) {
	type holder struct{ K knowing }
	if Of(holder{knowing{"1", "a"}}) != Of(holder{knowing{"1", "b"}}) || Of(&holder{knowing{"1", "a"}}) == Of(&holder{knowing{"2", "a"}}) {
		t.Error("AppendKey was not called")
	}
}

func TestFunctionsHaveNoKey(t *testing.T) {
	for range 2 { // the first must not leave an encoder for which the second waits
		func() {
			defer func() {
				if got, want := fmt.Sprint(recover()), "key: func() has no key"; got != want {
					t.Errorf("a function was hashed: %s; want %s", got, want)
				}
			}()
			Of(struct{ F func() }{})
		}()
	}
}
