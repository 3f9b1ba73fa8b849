package bulletin

import (
	"time"

	"gongbao/generator/escape"
)

// AppendRemains appends a source that says what lists may say of a withdrawn or erased bulletin, and has no text.
func (b *Bulletin) AppendRemains(dst []byte) []byte {
	left := b.remains()
	left.Title = b.Title
	dst = append(dst, "---\n"...)
	for i := range Fields {
		f := &Fields[i]
		if f.Type == Flag || f.empty(left) {
			continue
		}
		switch v := f.at(left).(type) {
		case *[]Text:
			dst = append(append(dst, f.Key...), ":\n"...)
			for _, t := range *v {
				dst = append(escape.AppendYAML(append(dst, "  - "...), t.Value), '\n')
			}
		case *Date:
			form := time.DateOnly
			if v.Clock {
				form = "2006-01-02 15:04 -07:00"
			}
			dst = append(v.AppendFormat(append(append(dst, f.Key...), ": "...), form), '\n')
		case *Status:
			dst = append(append(append(append(dst, f.Key...), ": "...), v.String()...), '\n')
		case *string, *Text:
			text, _ := f.Text(left)
			dst = append(escape.AppendYAML(append(append(dst, f.Key...), ": "...), text), '\n')
		}
	}
	return append(dst, "---\n"...)
}
