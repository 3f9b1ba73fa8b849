package settings

import (
	"strings"
	"testing"

	"gongbao/generator/fields"
)

// eachKey calls do for every key, with its full name.
func eachKey(do func(name string, k Key)) {
	var walk func(prefix string, keys []Key)
	walk = func(prefix string, keys []Key) {
		for _, k := range keys {
			do(prefix+k.Name, k)
			walk(prefix+k.Name+".", k.Keys)
		}
	}
	walk("", Keys)
}

func TestReferenceDescribesEveryKeyInBothLanguages(t *testing.T) {
	english, chinese := Reference("en"), Reference("zh-Hans")
	eachKey(func(name string, k Key) {
		for _, text := range []string{english, chinese} {
			if strings.Count(text, "\n## "+name+"\n") != 1 {
				t.Errorf("the reference does not have %s once", name)
			}
		}
		if k.English == "" || k.Chinese == "" {
			t.Errorf("%s is not explained in both languages", name)
		}
		if (k.Keys == nil) != (k.read != nil) {
			t.Errorf("%s must either be read or have keys", name)
		}
		if k.Keys == nil && chineseValues[k.Value] == "" {
			t.Errorf("%s: no Chinese words for the value %q", name, k.Value)
		}
	})
	if !strings.Contains(english, "Default: Asia/Shanghai") || !strings.Contains(chinese, "默认：Asia/Shanghai") {
		t.Error("the reference lacks a default")
	}
}

func TestEveryKeyReportsAValueOfTheWrongType(t *testing.T) {
	eachKey(func(name string, k Key) {
		if k.Keys != nil {
			return
		}
		r := &configReader{fields.Reader{File: "f"}}
		v, _ := fields.YAML("f", []byte("[{a: b}]"), 1)
		k.read(r, &Config{Languages: []string{"en"}}, name, &v)
		if len(r.Problems) == 0 {
			t.Errorf("%s takes a list of maps", name)
		}
	})
}
