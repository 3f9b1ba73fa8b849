package slips

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// foreign reports the syntax of other programs in a line: those that replace a mark by something of their own, and whose mark readers
// would see here.
func (f *Finder) foreign(line span) {
	shown := f.visible(line)
	if f.foreignLine(line, strings.TrimSpace(shown)) {
		return
	}
	for _, s := range foreignPairs {
		f.foreignPair(line, shown, s)
	}
	f.forumTag(line, shown)
	f.trailing(line, shown)
	f.raised(line, shown)
	f.math(line, shown)
	f.emoji(line, shown)
	f.lineBreak(line, shown)
	for _, name := range []string{"nbsp", "ensp", "emsp", "ldquo", "rdquo", "mdash", "hellip", "middot"} {
		raw := f.value(line)
		for _, typed := range []string{"&amp;" + name + ";", "&" + name} {
			if i := strings.Index(raw, typed); i >= 0 && !strings.HasPrefix(raw[i+len(typed):], ";") && (shown[i] != 0 || typed[1] == 'a' && shown[i+len("&amp;")] != 0) {
				f.report(problem.ForeignSyntax, line.start+i, quoted(typed)+" is shown as it is typed; expected the character itself", "write the character, or &"+name+";")
				return
			}
		}
	}
}

// foreignLine reports a line that is nothing but a mark of another program.
func (f *Finder) foreignLine(line span, s string) bool {
	lower := strings.ToLower(s)
	name, hint := "", ""
	switch {
	case slices.Contains([]string{"[toc]", "[[toc]]", "[[_toc_]]", "{:toc}", "@[toc]", "{{toc}}", "${toc}", "[toc]:", `\tableofcontents`, "{{ toc }}", "[目录]", "[目錄]", "【toc】"}, lower):
		name, hint = "a table of contents", "remove it: the page has an outline of its headings"
	case strings.HasPrefix(s, ":::"):
		name, hint = "a box", "remove the lines with :::, or begin the lines between them with > for a quotation"
	case strings.HasPrefix(s, "!!! ") && isAdmonition(s[4:]), strings.HasPrefix(s, "??? ") && isAdmonition(s[4:]), strings.HasPrefix(s, "???+ ") && isAdmonition(s[5:]):
		name, hint = "a box", "write a quotation: lines that begin with >"
	case strings.HasPrefix(s, "[!") && strings.Index(s, "]") > 2 && strings.Index(s, "]") < 24:
		name, hint = "a box", "write the word itself, in bold: **注意**"
	case strings.HasPrefix(s, "$$"):
		name, hint = "a formula", "write it in words or characters, or show it as a picture with alternative text"
	case strings.HasPrefix(s, "%%") && len(s) > 2:
		name, hint = "a comment", "remove it: readers see it; a comment here is <!-- … -->"
	case len(s) > 3 && s[0] == '{' && s[len(s)-1] == '}' && (s[1] == ':' || s[1] == '.' && unicode.IsLetter(rune(s[2])) || s[1] == '#' && unicode.IsLetter(rune(s[2]))):
		name, hint = "attributes of a block", "remove it: only headings have attributes"
	case strings.HasPrefix(s, "== ") && strings.HasSuffix(s, " ==") && len(s) > 6:
		name, hint = "a heading", "write ## and a space before its words"
	case len(s) > 3 && s[0] == '\\' && strings.Trim(s[1:], "abcdefghijklmnopqrstuvwxyz") == "":
		name, hint = "a command of TeX", "remove it"
	case s == "+++":
		name, hint = "front matter", "remove it, and what belongs to it: there is one front matter, at the start of the file"
	case strings.HasPrefix(s, "'''"), strings.HasPrefix(s, "‘‘‘"), strings.HasPrefix(s, "’’’"):
		name, hint = "code", "write three backticks ```"
	case strings.HasPrefix(s, "｀｀｀"):
		name, hint = "code", "write three backticks ```"
	default:
		return false
	}
	if name == "a box" && strings.Trim(s, ": ") == "" {
		return true // the end of a box whose beginning is reported
	}
	f.report(problem.ForeignSyntax, line.start, quoted(s)+" looks like "+name+" of another program and is shown as it is typed", hint)
	return true
}

// isAdmonition reports whether a text begins with the name of a kind of box.
func isAdmonition(s string) bool {
	word := strings.ToLower(strings.TrimRight(strings.SplitN(s, " ", 2)[0], "]+-"))
	return slices.Contains([]string{"note", "tip", "info", "warning", "important", "caution", "danger", "success", "question", "failure", "bug", "example", "quote",
		"abstract", "summary", "todo", "attention", "hint", "error", "seealso"}, word)
}

// A foreignSyntax is something between two marks on one line.
type foreignSyntax struct{ open, closed, what, hint string }

var foreignPairs = []foreignSyntax{
	{"![[", "]]", "a picture of Obsidian", "write ![what it shows](name.png), with the file beside the bulletin"},
	{"[[", "]]", "a link of a wiki", "write [words](name.md)"},
	{"${", "}", "a template's placeholder", "replace it by what it stands for"},
	{"{{", "}}", "a template's placeholder", "replace it by what it stands for"},
	{"{%", "%}", "a template's tag", "replace it by what it stands for"},
	{"==", "==", "highlighted text", "write **words**"},
	{"%%", "%%", "a comment", "remove it: readers see it; a comment here is <!-- … -->"},
	{"［^", "］", "a note", "write the marks of a note in half width: [^1] here, and [^1]: … on a line of its own"},
	{"［＾", "］", "a note", "write the marks of a note in half width: [^1] here, and [^1]: … on a line of its own"},
	{"^[", "]", "a note", "write [^1] here, and the note as [^1]: … on a line of its own"},
}

func (f *Finder) foreignPair(line span, shown string, s foreignSyntax) {
	from := 0
	for !f.full() {
		i := strings.Index(shown[from:], s.open)
		if i < 0 {
			return
		}
		i += from
		end := strings.Index(shown[i+len(s.open):], s.closed)
		if end < 0 {
			return
		}
		inner := shown[i+len(s.open) : i+len(s.open)+end]
		stop := i + len(s.open) + end + len(s.closed)
		from = stop
		if s.open == "[[" && i > 0 && shown[i-1] == '!' || strings.TrimSpace(inner) == "" || isNumber(inner) && s.what != "a note" ||
			s.open == "==" && (inner[0] == ' ' || inner[0] == '=' || strings.HasSuffix(inner, " ") || strings.HasPrefix(shown[stop:], "=")) {
			continue
		}
		f.report(problem.ForeignSyntax, line.start+i, quoted(f.value(span{line.start + i, line.start + stop}))+" looks like "+s.what+" and is shown as it is typed", s.hint)
	}
}

// forumTag reports [b]…[/b] and the like.
func (f *Finder) forumTag(line span, shown string) {
	for _, name := range []string{"b", "i", "u", "s", "url", "img", "color", "size", "font", "quote", "center", "align", "list", "table"} {
		i := strings.Index(shown, "[/"+name+"]")
		open := strings.Index(shown, "["+name)
		if i > 0 && open >= 0 && open < i && strings.ContainsRune("]=", rune(shown[open+1+len(name)])) {
			f.report(problem.ForeignSyntax, line.start+open, quoted(f.value(span{line.start + open, line.start + i + len(name) + 3}))+" looks like a tag of a forum and is shown as it is typed",
				"write markdown: **words**, [words](address), ![what it shows](name.png)")
			return
		}
	}
}

// trailing reports attributes such as {.note} after a text.
func (f *Finder) trailing(line span, shown string) {
	shown = strings.TrimRight(shown, blanks)
	open := strings.LastIndex(shown, " {")
	if open < 0 || !strings.HasSuffix(shown, "}") || len(shown) < open+5 {
		return
	}
	if c := shown[open+2]; (c == '.' || c == '#') && unicode.IsLetter(rune(shown[open+3])) || c == ':' {
		f.report(problem.ForeignSyntax, line.start+open+1, quoted(shown[open+1:])+" looks like attributes of a block of another program and is shown as it is typed", "remove it: only headings have attributes")
	}
}

// raised reports x^2^ and H~2~O.
func (f *Finder) raised(line span, shown string) {
	for _, mark := range []byte{'^', '~'} {
		for i := 1; i < len(shown) && !f.full(); i++ {
			if shown[i] != mark {
				continue
			}
			end := strings.IndexByte(shown[i+1:min(i+24, len(shown))], mark)
			if end < 1 {
				continue
			}
			inner := shown[i+1 : i+1+end]
			before, _ := utf8.DecodeLastRuneInString(shown[:i])
			plain := strings.IndexFunc(inner, func(r rune) bool { return !isWord(r) && r != '-' && r != '+' }) < 0
			if plain && isWord(before) && (mark == '^' || before < 0x80 && !isDigit(before) && len(inner) <= 3) {
				f.report(problem.ForeignSyntax, line.start+i, quoted(shown[i:i+end+2])+" looks like a raised or lowered character of another program and is shown as it is typed", "write the character itself, such as ² or ₂")
				i += end + 1
			}
		}
	}
}

// math reports $x^2$, \(x^2\) and \[x^2\]. An amount of money has digits only, and blanks inside.
func (f *Finder) math(line span, shown string) {
	raw := f.value(line)
	for _, pair := range [][2]string{{`\(`, `\)`}, {`\[`, `\]`}} {
		i := strings.Index(raw, pair[0])
		if i < 0 {
			continue
		}
		if end := strings.Index(raw[i:], pair[1]); end > 2 && strings.ContainsAny(raw[i+2:i+end], `^_=\`) && shown[i] == 0 {
			f.report(problem.ForeignSyntax, line.start+i, quoted(raw[i:i+end+2])+" looks like a formula of another program, and is shown without its backslashes",
				"write it in words or characters, or show it as a picture with alternative text")
		}
	}
	for i := 0; i < len(shown) && !f.full(); i++ {
		if shown[i] != '$' {
			continue
		}
		if end := strings.Index(shown[min(i+2, len(shown)):], "$$"); strings.HasPrefix(shown[i:], "$$") && end > 0 {
			inner := f.value(span{line.start + i, line.start + i + end + 4})
			f.report(problem.ForeignSyntax, line.start+i, quoted(inner)+" looks like a formula of another program and is shown as it is typed",
				"write it in words or characters, or show it as a picture with alternative text")
			i += end + 3
			continue
		}
		end := strings.IndexByte(shown[i+1:], '$')
		if end < 1 {
			return
		}
		inner := f.value(span{line.start + i + 1, line.start + i + 1 + end})
		after := i + end + 2
		short := len(inner) <= 3 && strings.IndexFunc(inner, func(r rune) bool { return r > 0x7f || !unicode.IsLetter(r) }) < 0
		if inner[0] != ' ' && !strings.HasSuffix(inner, " ") && (short || strings.ContainsAny(inner, `^_\={}+<>`)) && (after >= len(shown) || !isDigit(rune(shown[after]))) {
			f.report(problem.ForeignSyntax, line.start+i, quoted("$"+inner+"$")+" looks like a formula of another program and is shown as it is typed",
				"write it in words or characters, or show it as a picture with alternative text")
			i = after - 1
		}
	}
}

// emojis are the names that people type most. Others look like emoji only if they have an underscore.
const emojis = " smile smiley grin joy heart tada rocket warning fire star sparkles eyes pray clap wave ok thumbsup thumbsdown muscle bulb memo pushpin bell" +
	" calendar phone email link lock key mag book newspaper loudspeaker mega exclamation question bangbang x check tick cn flag "

// emoji reports :smile:.
func (f *Finder) emoji(line span, shown string) {
	for i := 0; i < len(shown) && !f.full(); i++ {
		if shown[i] != ':' {
			continue
		}
		end := strings.IndexByte(shown[i+1:], ':')
		if end < 0 {
			return
		}
		name := shown[i+1 : i+1+end]
		before, _ := utf8.DecodeLastRuneInString(shown[:i])
		lower := strings.IndexFunc(name, func(r rune) bool { return r != '_' && !isDigit(r) && (r < 'a' || r > 'z') }) < 0
		if lower && name != "" && (before > 0x7f || !isWord(before)) && (strings.Contains(emojis, " "+name+" ") || strings.Contains(strings.Trim(name, "_"), "_") && !isNumber(name)) {
			f.report(problem.ForeignSyntax, line.start+i, quoted(":"+name+":")+" is shown as it is typed", "write the character itself, or leave it out")
			i += end + 1
		}
	}
}

// lineBreak reports a line break that was typed as \n. A path such as C:\new has a letter after it.
func (f *Finder) lineBreak(line span, shown string) {
	i := strings.Index(shown, `\n`)
	if i < 0 {
		i = strings.Index(shown, `\t`)
	}
	if i < 0 {
		return
	}
	before, _ := utf8.DecodeLastRuneInString(shown[:i])
	after, _ := utf8.DecodeRuneInString(shown[i+2:])
	if (before > 0x7f || strings.HasSuffix(shown[:i], `\r`) || before == '.') && (after > 0x7f || after == '\\' || i+2 == len(shown) || isDigit(after)) {
		f.report(problem.ForeignSyntax, line.start+i, quoted(shown[i:i+2])+" is shown as it is typed; expected the end of a line, or a blank", "press Enter twice for another paragraph")
	}
}
