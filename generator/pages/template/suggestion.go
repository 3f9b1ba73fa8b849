package template

import (
	"reflect"

	"gongbao/generator/problem"
)

// didYouMean returns the end of a message that suggests the nearest known name, or "" if none is near.
func didYouMean(name string, known []string) string {
	if nearest := problem.Nearest(name, known); nearest != "" {
		return "; did you mean " + nearest + "?"
	}
	return ""
}

// members returns the fields and methods that a template can name after a value of type typ.
func members(typ reflect.Type, addressable bool) []string {
	var names []string
	if typ.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(typ) {
			if f.IsExported() {
				names = append(names, f.Name)
			}
		}
	}
	if addressable {
		typ = reflect.PointerTo(typ)
	}
	for i := range typ.NumMethod() {
		names = append(names, typ.Method(i).Name)
	}
	return names
}
