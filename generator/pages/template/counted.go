package template

import (
	"bytes"
	std "html/template"
	"maps"
	"reflect"
	"sync"
	"text/template/parse"
)

// html/template knows no bounds, so what it executes counts for itself: each template and each loop calls the function of a budget.

// A counted template is one for html/template to execute, with a budget. One execution at a time may use it.
type counted struct {
	template *std.Template
	budget   *budget
}

// countedTemplates are those of a program that are not in use.
type countedTemplates struct {
	mu   sync.Mutex
	free []*counted
}

const stepName = "gongbao_step"

// stepCall calls the function of a budget, and writes nothing.
var stepCall = sync.OnceValue(func() parse.Node {
	trees, err := parse.Parse("", "{{if "+stepName+"}}{{end}}", "", "", map[string]any{stepName: 0})
	if err != nil {
		panic(err) // the text is a constant
	}
	return trees[""].Root.Nodes[0]
})

// take returns the program's template for html/template. Each of its templates and loops counts its turns.
func (p *Program) take() (*counted, error) {
	p.counted.mu.Lock()
	defer p.counted.mu.Unlock()
	if n := len(p.counted.free); n > 0 {
		r := p.counted.free[n-1]
		p.counted.free = p.counted.free[:n-1]
		return r, nil
	}
	b := new(budget)
	step := func() bool {
		if b.steps++; b.steps >= b.next {
			b.look()
		}
		return false
	}
	funcs := boundedFunctions(p.set.stdFuncs, b)
	funcs[stepName] = step
	t, trees, err := p.set.escape(p.name, funcs)
	if err != nil {
		return nil, err
	}
	if p.set.Compact {
		compact(trees, p.name)
	}
	for _, tree := range trees {
		countTurns(tree.Root)
		tree.Root.Nodes = append([]parse.Node{stepCall().Copy()}, tree.Root.Nodes...)
	}
	return &counted{t.Lookup(p.name), b}, nil
}

// countTurns puts a call of the budget's function into each loop below list.
func countTurns(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			countTurns(n.List)
			countTurns(n.ElseList)
		case *parse.WithNode:
			countTurns(n.List)
			countTurns(n.ElseList)
		case *parse.RangeNode:
			countTurns(n.List)
			countTurns(n.ElseList)
			if n.List != nil {
				n.List.Nodes = append([]parse.Node{stepCall().Copy()}, n.List.Nodes...)
			}
		}
	}
}

// execute lets html/template render a page, within the same bounds.
func (p *Program) execute(dst []byte, data any) ([]byte, error) {
	r, err := p.take()
	if err != nil {
		return dst, err
	}
	*r.budget = budget{next: firstLook}
	page := limitedBuffer{Buffer: *bytes.NewBuffer(dst), most: len(dst) + maxPage}
	err = r.template.Execute(&page, data)
	p.counted.mu.Lock()
	p.counted.free = append(p.counted.free, r)
	p.counted.mu.Unlock()
	return page.Bytes(), err
}

type limitedBuffer struct {
	bytes.Buffer
	most int
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, errTooLong
	}
	return b.Buffer.Write(p)
}

// boundedFunctions are the functions of a set for html/template, with bounds for the texts that they return.
func boundedFunctions(funcs std.FuncMap, b *budget) std.FuncMap {
	all := std.FuncMap{"print": builtins["print"], "printf": builtins["printf"], "println": builtins["println"], "js": builtins["js"]}
	maps.Copy(all, funcs)
	for name, f := range all {
		v := reflect.ValueOf(f)
		if v.Kind() != reflect.Func || v.Type().NumOut() == 0 || v.Type().Out(0).Kind() != reflect.String {
			continue
		}
		call := v.Call
		if v.Type().IsVariadic() {
			call = v.CallSlice
		}
		all[name] = reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
			out := call(args)
			b.charge(out[0].String())
			return out
		}).Interface()
	}
	return all
}
