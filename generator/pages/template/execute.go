package template

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
)

// A Program is one template of a set, and all that it calls, compiled for data of one type. Many goroutines may use it at
// the same time.
//
// A Program keeps nothing of the data: once Append has returned, the caller may overwrite the memory of every string in it.
type Program struct {
	set      *Set
	name     string
	typ      reflect.Type    // of the data: a pointer if Program got a struct; nil if it got nil
	code     *code           // nil if only html/template can execute the template
	fallback *Error          // why code is nil
	files    map[string]bool // of the templates that it can reach

	counted countedTemplates
}

// Program compiles the named template for data of the type of data, whose value does not matter: usually the zero value of
// a view struct, or a pointer to one.
//
// An operation that can never work for that type is an *Error with file, line and column. Program finds all such mistakes and
// joins them (errors.Join).
func (s *Set) Program(name string, data any) (*Program, error) {
	_, trees, err := s.escape(name, nil)
	if err != nil {
		return nil, err
	}
	if s.Compact {
		compact(trees, name)
	}
	p := &Program{set: s, name: name, typ: reflect.TypeOf(data), files: map[string]bool{}}
	for _, tree := range trees {
		p.files[tree.ParseName] = true
	}
	if p.typ != nil && p.typ.Kind() == reflect.Struct {
		p.typ = reflect.PointerTo(p.typ)
	}
	c := &compiler{set: s, trees: trees, codes: map[codeKey]*code{}}
	dot := value{typ: p.typ}
	if p.typ == nil {
		dot = value{typ: anyType, optional: true}
	}
	p.code = c.template(name, dot)
	if len(c.mistakes) > 0 {
		return nil, errors.Join(c.mistakes...)
	}
	if p.fallback = c.unsupported; p.fallback != nil {
		p.code = nil
	}
	return p, nil
}

// Compiled reports whether the program is compiled, rather than executed by html/template.
func (p *Program) Compiled() bool { return p.code != nil }

// Fallback returns the reason why the program is not compiled, or nil if it is compiled.
func (p *Program) Fallback() *Error { return p.fallback }

// Append renders data, appends the page to dst and returns the extended slice. The data must have the type that the program
// was compiled for; a struct is accepted instead of a pointer to it, and is then copied.
//
// An error is html/template's own, and names file and line; dst is then returned unchanged. If the compiled code fails
// where html/template succeeds, the page is html/template's and the set records a Fault. A page that goes beyond the bounds of
// bounds.go is an *Error that names the file. If it does not end, neither would others, so from then on each page that may call
// that file fails at once.
func (p *Program) Append(dst []byte, data any) ([]byte, error) {
	v := reflect.ValueOf(data)
	typ := reflect.TypeOf(data)
	if typ != p.typ && typ != nil && p.typ == reflect.PointerTo(typ) {
		v = reflect.New(typ)
		v.Elem().Set(reflect.ValueOf(data))
		typ = p.typ
	}
	if typ != p.typ {
		return dst, fmt.Errorf("%s: the data is of type %v; expected %v, for which the program was compiled", p.name, typ, p.typ)
	}
	if earlier := p.set.endless.Load(); earlier != nil && p.files[earlier.File] {
		return dst, earlier
	}
	page, failure := p.run(dst, v)
	if failure == nil {
		return page, nil
	}
	if v.IsValid() {
		data = v.Interface()
	}
	err := failure
	if !isBound(failure) {
		if page, err = p.execute(dst, data); err == nil {
			if p.code != nil {
				p.set.faults.record(p.name, failure)
			}
			return page, nil
		}
	}
	if !isBound(err) {
		return dst, withoutPackage{err}
	}
	bound := p.boundError(err)
	if errors.Is(err, errEndless) {
		p.set.endless.Store(bound)
	}
	return dst, bound
}

// run executes the compiled program on a machine from the pool.
func (p *Program) run(dst []byte, data reflect.Value) (page []byte, failure error) {
	if p.code == nil {
		return nil, errNotCompiled
	}
	m := machines.Get().(*machine)
	defer machines.Put(m)
	return m.run(p.code, dst, data)
}

// machine is the state of one execution. It is pooled; reset ensures that it holds no page and no data between executions.
type machine struct {
	out   []byte
	vars  []reflect.Value // variables of all templates that are being executed
	base  int             // index of the first variable of the innermost one
	depth int
	code  *code // the innermost one
	most  int   // bytes that out may hold
	budget
}

var machines = sync.Pool{New: func() any { return new(machine) }}

// run executes a compiled program. It gives up as soon as something panics: reflect at a nil pointer or an index out of range, a
// function, or the compiled code itself with bail.
func (m *machine) run(c *code, dst []byte, data reflect.Value) (page []byte, failure error) {
	defer func() {
		page, failure = m.out, asError(recover())
		if isBound(failure) {
			failure = &Error{File: m.code.file, Message: failure.Error(), Err: failure}
		}
		m.reset()
	}()
	m.out, m.most, m.next = dst, len(dst)+maxPage, firstLook
	m.call(c, data)
	return
}

// reset makes the machine forget the page and the data. It keeps the memory of the variables unless that is unusually large.
func (m *machine) reset() {
	vars := m.vars[:cap(m.vars)]
	if len(vars) > 1024 {
		vars = nil
	}
	clear(vars)
	*m = machine{vars: vars[:0]}
}

// bail is the panic with which compiled code gives up.
type bail struct{ err error }

func (b bail) Error() string { return b.err.Error() }
func (b bail) Unwrap() error { return b.err }

var (
	errNotCompiled = errors.New("the template is not compiled")
	errNoValue     = errors.New("there is no value")
	errDepth       = errors.New("templates call one another too deeply")
)

// asError returns a recovered value as an error, or nil for nil.
func asError(recovered any) error {
	switch r := recovered.(type) {
	case nil:
		return nil
	case bail:
		return r.err
	case error:
		return r
	default:
		return fmt.Errorf("%v", r)
	}
}

// maxDepth is the number of nested calls at which compiled code gives up: far more than any page needs, and far fewer than
// would overflow the stack. html/template then executes the template, and allows ten times as many.
const maxDepth = 10_000

// code is one template, compiled for one type of dot.
type code struct {
	file         string
	instructions []instruction
	variables    int
}

// instruction appends text, then calls do if that is not nil.
type instruction struct {
	text string
	do   func(m *machine, dot reflect.Value) flow
}

// flow is how execution continues after an instruction.
type flow uint8

const (
	flowNext flow = iota
	flowBreak
	flowContinue
)

// call executes a template with dot.
func (m *machine) call(c *code, dot reflect.Value) {
	if m.depth++; m.depth > maxDepth {
		panic(bail{errDepth})
	}
	base, top, outer := m.base, len(m.vars), m.code
	m.code = c
	if m.base = top; top+c.variables > cap(m.vars) {
		m.vars = append(m.vars, make([]reflect.Value, c.variables)...)
	}
	m.vars = m.vars[:top+c.variables]
	m.vars[top] = dot // $
	m.do(c.instructions, dot)
	m.vars, m.base, m.code = m.vars[:top], base, outer
	m.depth--
}

func (m *machine) do(list []instruction, dot reflect.Value) flow {
	if m.steps += len(list) + 1; m.steps >= m.next {
		m.look()
	}
	for i := range list {
		in := &list[i]
		m.out = append(m.out, in.text...)
		if len(m.out) > m.most {
			panic(bail{errTooLong})
		}
		if in.do != nil {
			if f := in.do(m, dot); f != flowNext {
				return f
			}
		}
	}
	return flowNext
}
