package bulletin

import (
	"strings"

	"gongbao/generator/problem"
)

// A Field declares a field of front matter. Parsing, the codec, the comparison of bulletins, the reference, the JSON Schema
// and the columns of the open data all follow from Fields, so a field is declared there and nowhere else.
type Field struct {
	Key  string
	Type *Type
	Page bool // plain pages have it too

	// Missing and Empty are the codes of problems of a required field; in other fields they are empty. A field that has Page is
	// required on pages as well.
	Missing, Empty problem.Code

	// Own means that only the bulletin's own page and its lines in lists show the field. A change to any other field may
	// change other pages: see SameOutside.
	Own bool

	// Placed means that the theme's templates have a particular place for the field. Other texts appear among the facts of the page
	// and of the print view, labelled with the theme's message field.KEY.
	Placed bool

	Instead []string // names that editors or other programs use for it; a name may stand for several fields: see othernames.go
	Help    Words
	JSON    string // its member in the JSON files of the open data
	CSV     string // its column in the table of the open data
	Absent  Absent

	at func(b *Bulletin) any // where a bulletin keeps it: a pointer to one of the types that encoder.field knows
}

// Words are a text in each language of the reference.
type Words struct{ EN, ZH string }

// In returns the text in a language: "en", "zh", or a longer tag that starts with one of them.
func (w Words) In(language string) string {
	if isChinese(language) {
		return w.ZH
	}
	return w.EN
}

func isChinese(language string) bool { return language == "zh" || strings.HasPrefix(language, "zh-") }

// Absent holds the reasons why a field does not appear somewhere. Wherever there is no reason, tests expect to find the field.
type Absent struct{ Page, Print, JSON, CSV string }

// Text returns the value of a field that holds one text. ok is false for fields of other types.
func (f *Field) Text(b *Bulletin) (value string, ok bool) {
	switch v := f.at(b).(type) {
	case *string:
		return *v, true
	case *Text:
		return v.Value, true
	}
	return "", false
}

// Date returns the value of a field that holds a date. ok is false for fields of other types.
func (f *Field) Date(b *Bulletin) (value Date, ok bool) {
	if v, ok := f.at(b).(*Date); ok {
		return *v, true
	}
	return Date{}, false
}

// Required reports whether a source must have the field.
func (f *Field) Required() bool { return f.Missing != "" }

// empty reports whether nothing was written in the field.
func (f *Field) empty(b *Bulletin) bool {
	switch v := f.at(b).(type) {
	case *string:
		return *v == ""
	case *Text:
		return v.Value == ""
	case *[]Text:
		return len(*v) == 0
	case *Date:
		return v.IsZero()
	case *bool:
		return !*v
	}
	return false
}

// Facts are the fields that page and print view show in their list of facts: texts that are not Placed.
var Facts []*Field

var (
	fieldByKey     = map[string]*Field{}
	fieldMeant     = map[string][]*Field{} // by the plain forms of key and Instead
	requiredFields []*Field
	bulletinKeys   []string
	pageKeys       []string
)

func init() {
	if len(Fields) > 64 {
		panic("bulletin: the codec marks the fields that are present in 64 bits")
	}
	for i := range Fields {
		f := &Fields[i]
		fieldByKey[f.Key] = f
		bulletinKeys = append(bulletinKeys, f.Key)
		if f.Page {
			pageKeys = append(pageKeys, f.Key)
		}
		if f.Required() {
			requiredFields = append(requiredFields, f)
		}
		if _, text := f.Text(new(Bulletin)); text && !f.Placed && f.Absent.Page == "" {
			Facts = append(Facts, f)
		}
		for _, name := range append([]string{f.Key}, f.Instead...) {
			fieldMeant[plainName(name)] = append(fieldMeant[plainName(name)], f)
		}
	}
}
