package bulletin

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

const (
	// MaxSource is the size of the largest source file, in bytes.
	MaxSource = 16 << 20
	// MaxFrontMatter is the size of the largest front matter, in bytes.
	MaxFrontMatter = 256 << 10
)

// front is a source split into front matter and body.
type front struct {
	value    fields.Value
	open     problem.Pos // where the front matter opens
	body     []byte
	bodyLine int
	problems []problem.Problem
	ok       bool // value is usable
}

// format is one of the ways to write front matter: its delimiters, and the function that reads what is between them.
type format struct {
	start, end string
	read       func(file string, data []byte, firstLine int) (fields.Value, []problem.Problem)
}

// formats are the library's defaults with strict readers: its own accept unknown and repeated keys silently.
var formats = []format{
	{"---", "---", fields.YAML},
	{"---yaml", "---", fields.YAML},
	{"+++", "+++", fields.TOML},
	{"---toml", "---", fields.TOML},
	{";;;", ";;;", fields.JSON},
	{"---json", "---", fields.JSON},
	{"{", "}", fields.JSON},
}

var libraryFormats = func() []*frontmatter.Format {
	list := make([]*frontmatter.Format, len(formats))
	for i, f := range formats {
		list[i] = frontmatter.NewFormat(f.start, f.end, func(data []byte, v any) error {
			v.(*cutter).take(f, data)
			return nil
		})
		if f.start == "{" {
			list[i].UnmarshalDelims, list[i].RequiresNewLine = true, true
		}
	}
	return list
}()

var bom = []byte("\xEF\xBB\xBF")

// cut splits a source. If the front matter cannot be found or read, ok is false and the problems say why.
func cut(file string, data []byte) (f front) {
	if len(data) > MaxSource {
		p := problem.New(problem.SourceTooLarge, file, problem.Pos{}, "the file is larger than 16 MiB; expected a text that people read")
		f.problems = []problem.Problem{p.WithHint("put large material beside it as an attachment")}
		return f
	}
	data = bytes.TrimPrefix(data, bom)
	bad, offset, unreadable := fields.Unreadable(file, data, 1)
	if unreadable {
		f.problems = append(f.problems, bad)
		data = data[:offset] // the text before it is still readable
	}
	c := cutters.Get().(*cutter)
	defer cutters.Put(c)
	c.reset(file, data)
	rest, err := frontmatter.MustParse(c.buffer, c, libraryFormats...)
	f.open = problem.Pos{Line: int32(c.openLine), Column: 1}
	switch {
	case errors.Is(err, frontmatter.ErrNotFound):
		if !unreadable {
			f.problems = append(f.problems, c.missing())
		}
		return f
	case err != nil:
		f.problems = append(f.problems, problem.New(problem.BadFrontMatter, file, f.open, "the front matter cannot be read: %s", err))
		return f
	}
	end := c.read - len(rest)
	if at, indented := c.indentedEnd(data[:end]); indented {
		f.problems = append(f.problems, problem.New(problem.IndentedDelimiter, file, at, "the line that closes the front matter is indented; expected %s at its start", c.format.end).
			WithHint("if the line belongs to a text, write the text in quotes"))
		return f
	}
	f.body = data[end:]
	f.bodyLine = 1 + bytes.Count(data[:end], []byte("\n"))
	f.problems = append(f.problems, c.problems...)
	f.value, f.ok = c.value, c.value.Kind == fields.Map
	if !f.ok && len(c.problems) == 0 {
		f.problems = append(f.problems, problem.New(problem.ExpectedKeys, file, f.open, "the front matter is %s; expected keys such as title, publisher and date", c.value.Kind))
	}
	return f
}

// cutter is what the library reads from, and what it passes the front matter to. Cutters are reused.
//
// In its documentation, the library gets the whole source. It would then read and copy the body as well, which takes as long as all
// the rest of Parse, and 10 kB of memory for a body of 3 kB (BenchmarkFrontMatterAlone). So a cutter is a reader that ends as soon
// as the library has passed on the front matter.
type cutter struct {
	file     string
	data     []byte
	read     int // bytes that the library has read
	openLine int
	buffer   *bufio.Reader

	taken    bool
	format   format
	value    fields.Value
	problems []problem.Problem
}

var cutters = sync.Pool{New: func() any {
	c := new(cutter)
	c.buffer = bufio.NewReader(c) // the library wraps its reader in one of these, unless it is one already
	return c
}}

func (c *cutter) reset(file string, data []byte) {
	*c = cutter{file: file, data: data, openLine: 1, buffer: c.buffer}
	c.buffer.Reset(c)
	if blank := data[:len(data)-len(bytes.TrimLeft(data, " \t\r\n"))]; len(blank) > 0 {
		c.openLine += bytes.Count(blank, []byte("\n"))
	}
}

// Read ends once the front matter has been taken. The library then returns as the body only what it had read by then.
func (c *cutter) Read(p []byte) (int, error) {
	if c.taken || c.read == len(c.data) {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 512)], c.data[c.read:])
	c.read += n
	return n, nil
}

func (c *cutter) take(f format, data []byte) {
	c.taken, c.format = true, f
	line := c.openLine + 1
	if f.start == "{" {
		line--
	}
	if len(data) > MaxFrontMatter {
		c.problems = []problem.Problem{problem.New(problem.FrontMatterTooLarge, c.file, problem.Pos{Line: int32(c.openLine), Column: 1}, "the front matter is larger than 256 KiB").
			WithHint("put long texts into the body")}
		return
	}
	c.value, c.problems = f.read(c.file, data, line)
}

// missing returns the problem of a source without front matter: it is absent, or it has no end.
func (c *cutter) missing() problem.Problem {
	first, _, _ := bytes.Cut(bytes.TrimLeft(c.data, " \t\r\n"), []byte("\n"))
	first = bytes.TrimSpace(first)
	at := problem.Pos{Line: int32(c.openLine), Column: 1}
	for _, f := range formats {
		if f.start != string(first) {
			continue
		}
		p := problem.New(problem.OpenFrontMatter, c.file, at, "the front matter that opens here has no end; expected a line with only %s", f.end)
		if f.start == "{" {
			p = p.WithHint("leave an empty line after it")
		} else if line, text := c.nearlyDashes(); line > 0 {
			p = p.WithHint("write %s in line %d, in place of %s", f.end, line, fields.Quote(text))
		}
		return p
	}
	p := problem.New(problem.MissingFrontMatter, c.file, problem.Pos{Line: 1, Column: 1}, "front matter is missing; expected a line with --- and then title:, publisher: and date:")
	switch key, _, isKey := strings.Cut(strings.Replace(string(first), "：", ":", 1), ":"); {
	case len(first) > 0 && first[0] == '{':
		p = p.WithHint("JSON opens with { on its own line")
	case len(first) > 1 && strings.Trim(string(first), "+＋ ") == "":
		p = p.WithHint("write the first line as +++, and the line below the last key too")
	case len(first) > 1 && strings.Trim(string(first), dashes) == "":
		p = p.WithHint("write the first line as --- (three hyphens), and the line below the last key too")
	case isKey && len(fieldMeant[plainName(key)]) > 0:
		p = p.WithHint("write --- on a line of its own above the first key, and below the last")
	}
	return p
}

// dashes are what editors type, or their word processors make, of hyphens and plus signs that delimit front matter.
const dashes = "-–—－―─﹣‐‑+＋ "

// nearlyDashes returns the first line, after that which opens the front matter, that was probably meant to close it.
func (c *cutter) nearlyDashes() (number int, text string) {
	number = c.openLine - 1
	for line := range strings.Lines(string(bytes.TrimLeft(c.data[:min(len(c.data), MaxFrontMatter)], " \t\r\n"))) {
		number++
		if line = strings.TrimSpace(line); number > c.openLine && len(line) > 1 && strings.Trim(line, dashes) == "" {
			return number, line
		}
	}
	return 0, ""
}

// indentedEnd reports whether the line that closed the front matter is indented. The library accepts such a line, but in a text
// of several lines it would end the front matter too early.
func (c *cutter) indentedEnd(upTo []byte) (at problem.Pos, indented bool) {
	if c.format.start == "{" {
		return at, false
	}
	before := bytes.TrimRight(upTo, "\r\n")
	start := bytes.LastIndexByte(before, '\n') + 1
	return problem.Pos{Line: int32(1 + bytes.Count(before, []byte("\n"))), Column: 1}, !bytes.HasPrefix(before[start:], []byte(c.format.end))
}
