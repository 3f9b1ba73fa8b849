package template

import (
	"bytes"
	"errors"
	"fmt"
	std "html/template"
	"reflect"
	"sync"
)

// Program is one template of a set, and all that it calls, made ready for data of one type. It may be used by many
// goroutines at once.
type Program struct {
	name     string
	typ      reflect.Type // of the data: a struct is taken by its address; nil if the data is nil
	standard *std.Template
	code     *code  // nil if only html/template can execute it
	fallback string // why, if so
}

// Program makes the named template ready for data of the type of data, whose value does not matter: most often the zero
// value of a view struct, or a pointer to one. What the template does that can never work for that type is an error
// that names file, line and column; all such mistakes are found at once (errors.Join).
func (s *Set) Program(name string, data any) (*Program, error) {
	standard, trees, err := s.escape(name)
	if err != nil {
		return nil, err
	}
	if s.Compact {
		compact(trees, name)
	}
	p := &Program{name: name, typ: reflect.TypeOf(data), standard: standard.Lookup(name)}
	if p.typ != nil && p.typ.Kind() == reflect.Struct {
		p.typ = reflect.PointerTo(p.typ)
	}
	c := &compiler{set: s, trees: trees, codes: map[codeKey]*code{}}
	dot := value{typ: p.typ}
	if p.typ == nil {
		dot = value{typ: anyType, absent: true}
	}
	p.code = c.template(name, dot)
	if len(c.mistakes) > 0 {
		return nil, errors.Join(c.mistakes...)
	}
	if p.fallback = c.unsupported; p.fallback != "" {
		p.code = nil
	}
	return p, nil
}

// Compiled tells whether the program is compiled, rather than executed by html/template.
func (p *Program) Compiled() bool { return p.code != nil }

// Fallback says, with file, line and column, why the program is not compiled. It is empty if it is.
func (p *Program) Fallback() string { return p.fallback }

// Append appends to dst the page that the template makes of data, which must have the type that the program was made for,
// and returns the extended slice. A struct may be given for a pointer to it, and is then copied. The error is the one
// of html/template, naming file and line; dst then comes back as it was.
func (p *Program) Append(dst []byte, data any) ([]byte, error) {
	v := reflect.ValueOf(data)
	typ := reflect.TypeOf(data)
	if typ != p.typ && typ != nil && p.typ == reflect.PointerTo(typ) {
		v = reflect.New(typ)
		v.Elem().Set(reflect.ValueOf(data))
		typ = p.typ
	}
	if typ != p.typ {
		return dst, fmt.Errorf("%s: the data is of type %v; expected %v, for which the program was made", p.name, typ, p.typ)
	}
	if page, ok := p.run(dst, v); ok {
		return page, nil
	}
	page := bytes.NewBuffer(dst)
	if v.IsValid() {
		data = v.Interface()
	}
	if err := p.standard.Execute(page, data); err != nil {
		return dst, plain(err)
	}
	return page.Bytes(), nil
}

// run executes the compiled program. It gives up, for html/template to do it again, as soon as something panics:
// reflect on a nil pointer or an index out of range, a function, or the code itself with bail.
func (p *Program) run(dst []byte, data reflect.Value) (page []byte, ok bool) {
	if p.code == nil {
		return nil, false
	}
	m := machines.Get().(*machine)
	defer func() {
		page, ok = m.out, recover() == nil
		m.reset()
		machines.Put(m)
	}()
	m.out = dst
	m.call(p.code, data)
	return
}

// machine is the state of one execution.
type machine struct {
	out   []byte
	vars  []reflect.Value // variables of all templates that are being executed
	base  int             // where those of the innermost one start
	depth int
}

var machines = sync.Pool{New: func() any { return new(machine) }}

// reset makes the machine forget the page and its data, and keep its memory unless that is unusually large.
func (m *machine) reset() {
	vars := m.vars[:cap(m.vars)]
	if len(vars) > 1024 {
		vars = nil
	}
	clear(vars)
	*m = machine{vars: vars[:0]}
}

// bail is the panic by which compiled code gives up.
type bail struct{ err error }

func (b bail) String() string { return b.err.Error() }

var (
	errAbsent = errors.New("there is no value")
	errDepth  = errors.New("templates call one another too deep")
)

// maxDepth of calls is far above that of any page, and far below what the stack holds. html/template allows ten times as
// much, and it has the last word.
const maxDepth = 10_000

// code is one template compiled for one type of dot.
type code struct {
	instructions []instruction
	variables    int
}

// instruction appends text, then does something if there is something to do.
type instruction struct {
	text string
	do   func(m *machine, dot reflect.Value) flow
}

// flow says where to go on after an instruction.
type flow uint8

const (
	next flow = iota
	leave
	again
)

// call executes a template with dot.
func (m *machine) call(c *code, dot reflect.Value) {
	if m.depth++; m.depth > maxDepth {
		panic(bail{errDepth})
	}
	base, top := m.base, len(m.vars)
	if m.base = top; top+c.variables > cap(m.vars) {
		m.vars = append(m.vars, make([]reflect.Value, c.variables)...)
	}
	m.vars = m.vars[:top+c.variables]
	m.vars[top] = dot // $
	m.do(c.instructions, dot)
	m.vars, m.base = m.vars[:top], base
	m.depth--
}

func (m *machine) do(list []instruction, dot reflect.Value) flow {
	for i := range list {
		in := &list[i]
		m.out = append(m.out, in.text...)
		if in.do != nil {
			if f := in.do(m, dot); f != next {
				return f
			}
		}
	}
	return next
}
