package template

import (
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// compiler compiles the escaped trees that one root template reaches.
type compiler struct {
	set         *Set
	trees       map[string]*parse.Tree
	codes       map[codeKey]*code
	mistakes    []error
	unsupported *Error // the first thing that only html/template can do
}

// codeKey is everything that the code of a template depends on.
type codeKey struct {
	name        string
	typ         reflect.Type
	addressable bool
	optional    bool
}

// template returns the code of the named template for values like dot. If the template is still being compiled, as in a
// recursive call, the code is empty and is filled in later.
func (c *compiler) template(name string, dot value) *code {
	key := codeKey{name, dot.typ, dot.addressable, dot.optional}
	if c.codes[key] == nil {
		c.codes[key] = &code{file: c.trees[name].ParseName}
		b := &body{compiler: c, tree: c.trees[name], code: c.codes[key]}
		b.declare("$", dot)
		b.code.instructions = b.list(b.tree.Root, dot.asDot())
	}
	return c.codes[key]
}

// body is a template that is being compiled.
type body struct {
	*compiler
	tree  *parse.Tree
	code  *code
	scope []variable // the slot of a variable is its index
}

type variable struct {
	name  string
	value value // read from the variable's slot
}

// declare declares a variable for values like v, and returns its slot.
func (b *body) declare(name string, v value) (slot int) {
	slot = len(b.scope)
	get := func(m *machine, _ reflect.Value) reflect.Value { return m.vars[m.base+slot] }
	b.scope = append(b.scope, variable{name, v.rebound(get)})
	b.code.variables = max(b.code.variables, len(b.scope))
	return slot
}

// lookup returns the slot of the innermost variable of that name. ok is false if there is none, or if compiled code cannot use
// it: html/template accepts the variables of a range in its {{else}}, and assignments to variables that are not declared.
func (b *body) lookup(name string) (slot int, ok bool) {
	for slot, v := range slices.Backward(b.scope) {
		if v.name == name {
			return slot, v.value.get != nil
		}
	}
	return 0, false
}

// block collects instructions.
type block struct {
	list []instruction
	text []byte // not yet part of an instruction
}

func (b *block) do(do func(m *machine, dot reflect.Value) flow) {
	b.list = append(b.list, instruction{string(b.text), do})
	b.text = b.text[:0]
}

func (b *block) done() []instruction {
	if len(b.text) > 0 {
		b.do(nil)
	}
	return b.list
}

// list compiles the nodes between two actions that belong together, such as {{if}} and {{else}}.
func (b *body) list(list *parse.ListNode, dot value) []instruction {
	if list == nil {
		return nil
	}
	var out block
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			out.text = append(out.text, n.Text...)
		case *parse.CommentNode:
		case *parse.ActionNode:
			b.action(&out, n, dot)
		case *parse.IfNode:
			b.branch(&out, &n.BranchNode, dot)
		case *parse.WithNode:
			b.branch(&out, &n.BranchNode, dot)
		case *parse.RangeNode:
			b.loop(&out, n, dot)
		case *parse.BreakNode:
			out.do(func(*machine, reflect.Value) flow { return flowBreak })
			return out.done() // what follows is never executed, and html/template does not escape it
		case *parse.ContinueNode:
			out.do(func(*machine, reflect.Value) flow { return flowContinue })
			return out.done()
		case *parse.TemplateNode:
			b.invoke(&out, n, dot)
		default:
			b.notSupported(n, "an action of an unknown kind")
		}
	}
	return out.done()
}

// action compiles an action that writes a value or sets a variable.
func (b *body) action(out *block, n *parse.ActionNode, dot value) {
	if len(n.Pipe.Decl) > 0 {
		b.assign(out, n.Pipe, dot)
		return
	}
	cmds, added := splitEscapers(n.Pipe.Cmds)
	if len(added) == 0 && !endsEscaped(cmds) {
		b.notSupported(n, "a value that html/template does not escape")
		return
	}
	v := b.pipeline(cmds, dot)
	write := b.write(n, v, added)
	if !v.constant || write == nil {
		out.do(write)
		return
	}
	m := &machine{}
	if err := attempt(func() { write(m, reflect.Value{}) }); err != nil {
		b.mistake(n, "%v", err)
	}
	out.text = append(out.text, m.out...)
}

// splitEscapers separates the commands of the template's author from the escapers that html/template added after them.
func splitEscapers(cmds []*parse.CommandNode) (own []*parse.CommandNode, added []string) {
	for i := len(cmds) - 1; i > 0; i-- {
		id, ok := cmds[i].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(id.Ident, escaperPrefix) {
			break
		}
		added = append(added, strings.TrimPrefix(id.Ident, escaperPrefix))
	}
	slices.Reverse(added)
	return cmds[:len(cmds)-len(added)], added
}

// endsEscaped reports whether a pipeline ends in one of the predefined escapers, which html/template keeps when its own escaper
// would do the same.
func endsEscaped(cmds []*parse.CommandNode) bool {
	id, ok := cmds[len(cmds)-1].Args[0].(*parse.IdentifierNode)
	return ok && (id.Ident == "html" || id.Ident == "urlquery")
}

// assign compiles {{$x := …}} and {{$x = …}}.
func (b *body) assign(out *block, pipe *parse.PipeNode, dot value) {
	v := b.pipeline(pipe.Cmds, dot)
	name := pipe.Decl[0].Ident[0]
	var slot int
	if pipe.IsAssign {
		var ok bool
		if slot, ok = b.lookup(name); !ok {
			b.notSupported(pipe, "an assignment to %s outside its scope", name)
			return
		}
		if old := b.scope[slot].value; !v.interchangeable(old) || v.optional && !old.optional {
			b.notSupported(pipe, "an assignment to %s that changes its type", name)
			return
		}
	} else {
		slot = b.declare(name, v)
	}
	get := v.get
	out.do(func(m *machine, dot reflect.Value) flow {
		m.vars[m.base+slot] = get(m, dot)
		return flowNext
	})
}

// branch compiles {{if}} and {{with}}.
func (b *body) branch(out *block, n *parse.BranchNode, dot value) {
	outer := len(b.scope)
	defer func() { b.scope = b.scope[:outer] }()
	v := b.pipeline(n.Pipe.Cmds, dot)
	slot := -1
	if len(n.Pipe.Decl) > 0 {
		if n.Pipe.IsAssign {
			b.notSupported(n, "an assignment as a condition")
			return
		}
		slot = b.declare(n.Pipe.Decl[0].Ident[0], v)
	}
	inner := dot
	if n.NodeType == parse.NodeWith {
		inner = v.asDot()
		inner.optional = false // an absent value is false, so the body never sees one
	}
	thenList, elseList := b.list(n.List, inner), b.list(n.ElseList, dot)

	if n.NodeType == parse.NodeIf && slot < 0 {
		test := v.truth()
		out.do(func(m *machine, dot reflect.Value) flow {
			if test(m, dot) {
				return m.do(thenList, dot)
			}
			return m.do(elseList, dot)
		})
		return
	}
	get, with, fastTest := v.get, n.NodeType == parse.NodeWith, v.fastTruth()
	out.do(func(m *machine, dot reflect.Value) flow {
		if fastTest != nil && slot < 0 && !fastTest(m, dot) {
			return m.do(elseList, dot)
		}
		v := get(m, dot)
		if slot >= 0 {
			m.vars[m.base+slot] = v
		}
		switch {
		case !isTrue(v):
			return m.do(elseList, dot)
		case with:
			return m.do(thenList, v)
		}
		return m.do(thenList, dot)
	})
}

// invoke compiles {{template}}.
func (b *body) invoke(out *block, n *parse.TemplateNode, dot value) {
	arg := read(anyType, func(*machine, reflect.Value) reflect.Value { return reflect.Value{} })
	arg.optional = true
	if n.Pipe != nil {
		if len(n.Pipe.Decl) > 0 {
			b.notSupported(n, "a variable declared for a template")
			return
		}
		arg = b.pipeline(n.Pipe.Cmds, dot)
	}
	if b.trees[n.Name] == nil {
		b.notSupported(n, "a call of %q, which html/template does not escape", n.Name)
		return
	}
	callee, get := b.template(n.Name, arg), arg.get
	out.do(func(m *machine, dot reflect.Value) flow {
		m.call(callee, get(m, dot))
		return flowNext
	})
}

// attempt runs f. It returns the cause if f panics, or nil.
func attempt(f func()) (err error) {
	defer func() { err = asError(recover()) }()
	f()
	return nil
}
