package bulletin

import (
	"strings"
	"unicode/utf8"

	"gongbao/generator/fields"
)

// A Type is a kind of value: how the reference describes it, and its JSON Schema. reader.value reads it.
type Type struct {
	Words  Words
	Schema string // members of a JSON Schema object
}

// The types of fields. Numbers count as texts, as they are written: `number: 2020-02` needs no quotes.
var (
	Line      = &Type{Words{"one line of text", "一行文字"}, textSchema}
	Name      = &Type{Words{"id or name, on one line", "编号或名称，一行"}, textSchema}
	Paragraph = &Type{Words{"text that may run over several lines", "文字，可以分成几行写"}, textSchema}
	URL       = &Type{Words{"web address (http or https)", "网址（http 或 https）"},
		`"type": "string", "format": "uri", "pattern": "^https?://"`}
	Language = &Type{Words{"language tag (BCP 47)", "语言标签（BCP 47）"},
		`"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"`}
	Slug = &Type{Words{"lower-case letters, Chinese characters, digits, hyphens, underscores and dots; at most 120 bytes",
		"小写字母、汉字、数字、连字符、下划线和点，最多 120 字节"},
		`"type": ["string", "number"], "maxLength": 120, "pattern": "^[^/\\\\A-Z ]+$"`}
	Lines = &Type{Words{"one text, or a list of texts", "一个，或一个列表"}, oneOrList(textSchema)}
	Names = &Type{Words{"one id or name, or a list of them", "一个编号或名称，或一个列表"}, oneOrList(textSchema)}
	Paths = &Type{Words{"one path from the site's root, such as /2020/old.html or /show.asp?id=3, or a list of paths", "从网站根目录起的路径，如 /2020/old.html 或 /show.asp?id=3，一个或一个列表"},
		oneOrList(`"type": "string", "pattern": "^/([^?#\\\\:*\"<>|%]+|[^?#\\\\:*\"<>|%]*\\?[^#\\s\"<>\\\\]+)$"`)}
	Day = &Type{Words{"date, such as 2020-02-21 or 2020年2月21日; a time of day (09:30) and a zone (Z, +08:00) may follow",
		"日期，如 2020-02-21 或 2020年2月21日；后面可以写时间（09:30）和时区（Z、+08:00）"},
		`"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}-[0-9]{2}|年[0-9]{1,2}月[0-9]{1,2}日)([Tt ].+)?$"`}
	Flag       = &Type{Words{"true or false", "true 或 false"}, `"type": "boolean"`}
	StatusWord = &Type{Words{"current, corrected, superseded, withdrawn or erased", "current（有效）、corrected（已更正）、superseded（已被取代）、withdrawn（已撤回）或 erased（已删除）"},
		`"enum": ["` + strings.Join(statusNames[:], `", "`) + `"]`}
	Corrections = &Type{Words{"list of corrections, each with date and note", "更正的列表，每项有 date（日期）和 note（说明）"},
		`"type": "array", "items": {"type": "object", "properties": {"date": {"type": "string"}, "note": {` + textSchema +
			`}}, "required": ["date", "note"], "additionalProperties": false}`}
	Attachments = &Type{Words{"name of a file, or a list of names, or of maps with name and title", "文件名，或一个列表，每项是文件名，或写明 name（文件名）和 title（标题）"},
		oneOrList(`"anyOf": [{` + textSchema + `}, {"type": "object", "properties": {"name": {` + textSchema + `}, "title": {` + textSchema +
			`}}, "required": ["name"], "additionalProperties": false}]`)}
)

const textSchema = `"type": ["string", "number"]`

// oneOrList is the schema of one value or a list of them.
func oneOrList(item string) string {
	return `"anyOf": [{` + item + `}, {"type": "array", "items": {` + item + `}}]`
}

// value reads the value of a field into a bulletin.
func (r *reader) value(f *Field, v *fields.Value, b *Bulletin) {
	at, before := f.at(b), len(r.Problems)
	switch f.Type {
	case Line:
		r.Prose(f.Key, v)
		keep(at, r.Line(f.Key, v))
	case Name:
		keep(at, r.Name(f.Key, v))
	case URL:
		keep(at, r.URL(f.Key, v))
	case Language:
		keep(at, r.Language(f.Key, v))
		r.meantBy(languageMeant, v, before)
	case Slug:
		keep(at, r.slug(f.Key, v))
	case Paragraph:
		*at.(*string) = r.paragraph(f.Key, v)
	case Names:
		*at.(*[]Text) = r.Names(f.Key, v)
	case Lines:
		*at.(*[]Text) = r.Lines(f.Key, v)
	case Paths:
		*at.(*[]Text) = r.aliases(f.Key, v)
	case Day:
		*at.(*Date) = r.date(f.Key, v)
	case Flag:
		*at.(*bool) = r.Bool(f.Key, v)
		r.meantBy(flagMeant, v, before)
	case StatusWord:
		b.StatusAt = v.Pos
		if n := r.Choice(f.Key, v, statusNames[:]); n >= 0 {
			*at.(*Status), r.hasStatus = Status(n), true
		}
		r.meantBy(statusMeant, v, before)
	case Corrections:
		*at.(*[]Change) = r.changes(f.Key, v)
	case Attachments:
		*at.(*[]Attachment) = r.attachments(f.Key, v)
	}
}

// keep stores a text with its place, or without it where nothing refers to the place.
func keep(at any, t Text) {
	if s, ok := at.(*string); ok {
		*s = t.Value
		return
	}
	*at.(*Text) = t
}

// paragraph reads a text of several lines and joins them into one, without a space between two Chinese characters, as in the body.
func (r *reader) paragraph(key string, v *fields.Value) string {
	r.Prose(key, v)
	text := r.Text(key, v).Value
	if strings.IndexByte(text, '\n') < 0 {
		return text
	}
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(b.String())
		first, _ := utf8.DecodeRuneInString(line)
		if b.Len() > 0 && (last < 0x2E80 || first < 0x2E80) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}
