package template

import (
	"reflect"

	"gongbao/generator/problem"
)

// didYouMean suggests the known name that was probably meant, if one is near enough.
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
