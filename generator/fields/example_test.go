package fields_test

import (
	"fmt"

	"gongbao/generator/fields"
)

func Example() {
	doc, problems := fields.YAML("settings.yaml", []byte("title: 公报\ncolour: gren\n"), 1)
	if len(problems) > 0 {
		fmt.Println(problems)
		return
	}
	r := fields.Reader{File: "settings.yaml"}
	for i, key := range doc.Keys {
		switch v := &doc.Items[i]; key.Name {
		case "title":
			fmt.Println("title:", r.Line("title", v).Value)
		case "colour":
			r.Choice("colour", v, []string{"red", "green", "blue"})
		default:
			r.Unknown(key, []string{"title", "colour"})
		}
	}
	for _, p := range r.Problems {
		fmt.Println(p)
		fmt.Println("  " + p.Hint)
	}
	// Output:
	// title: 公报
	// settings.yaml:2:9: colour is "gren"; expected red, green or blue
	//   did you mean "green"?
}
