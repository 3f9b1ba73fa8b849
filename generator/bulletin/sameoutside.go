package bulletin

import "slices"

// SameOutside reports whether two versions of a bulletin differ in nothing that other pages depend on, so that only its own page
// and its lines in lists can change. It compares the path of the source and all fields that are not Own, but not the places of
// values in the source. It does not look at the body: callers compare Headings, which may open sections of agencies, and
// resolve Links. A title also appears on the redirects at the bulletin's aliases.
func SameOutside(a, b *Bulletin) bool {
	if a.Source != b.Source {
		return false
	}
	for i := range Fields {
		if f := &Fields[i]; !f.Own && !f.same(a, b) {
			return false
		}
	}
	return true
}

// same compares a field of two bulletins, but not its places in their sources.
func (f *Field) same(a, b *Bulletin) bool {
	switch x := f.at(a).(type) {
	case *string:
		return *x == *f.at(b).(*string)
	case *Text:
		return sameText(*x, *f.at(b).(*Text))
	case *[]Text:
		return slices.EqualFunc(*x, *f.at(b).(*[]Text), sameText)
	case *Date:
		return sameDate(*x, *f.at(b).(*Date))
	case *bool:
		return *x == *f.at(b).(*bool)
	case *Status:
		return *x == *f.at(b).(*Status)
	case *[]Change:
		return slices.EqualFunc(*x, *f.at(b).(*[]Change), func(x, y Change) bool { return sameDate(x.Date, y.Date) && x.Note == y.Note })
	case *[]Attachment:
		return slices.EqualFunc(*x, *f.at(b).(*[]Attachment), func(x, y Attachment) bool {
			x.Pos = y.Pos
			return x == y
		})
	}
	return false
}

func sameText(a, b Text) bool { return a.Value == b.Value }

func sameDate(a, b Date) bool {
	_, x := a.Zone()
	_, y := b.Zone()
	return a.Clock == b.Clock && a.Equal(b.Time) && x == y
}
