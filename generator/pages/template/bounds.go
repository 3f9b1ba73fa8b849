package template

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"text/template"
	"time"
)

// Anyone may have written a theme, so a page has bounds: in bytes, in steps and, for steps that are slow, in time. A step is an instruction of
// compiled code, or 64 bytes of a text that a function returns. The bounds are far above what any page needs: the largest pages of an
// archive of 100 000 bulletins take half a million steps.
// They are variables so that tests need not wait.
var (
	maxPage  = 64 << 20        // bytes of a page
	maxText  = 16 << 20        // bytes of a text that a function returns
	maxSteps = 10_000_000      // of a page
	maxTime  = 5 * time.Second // of a page, while the program runs
)

const (
	firstLook = 1 << 16                // steps before the clock is read for the first time; most pages never get there
	everyLook = 1 << 8                 // steps between two readings
	longest   = 250 * time.Millisecond // that counts between two readings: a program that was halted is not slow
)

var (
	errTooLong = fmt.Errorf("the page is longer than %d MiB; no browser shows such a page. Look for a {{range}} without an end, or shorten what it lists", maxPage>>20)
	errEndless = errors.New("the page does not end; look for a {{range}} over a large number, or for a template that calls itself")
	errText    = fmt.Errorf("a function returned a text of more than %d MiB; look for a variable that grows", maxText>>20)
)

// isBound reports whether a failure means that a page went beyond a bound. html/template would do no better.
func isBound(err error) bool {
	return errors.Is(err, errTooLong) || errors.Is(err, errEndless) || errors.Is(err, errText)
}

// budget is what is left for a page.
type budget struct {
	steps, next int // done; at which to look at the clock
	spent       time.Duration
	seen        time.Time
}

// look ends a page that takes too long.
func (b *budget) look() {
	now := time.Now()
	if !b.seen.IsZero() {
		b.spent += min(now.Sub(b.seen), longest)
	}
	b.seen, b.next = now, b.steps+everyLook
	if b.steps > maxSteps || b.spent > maxTime {
		panic(bail{errEndless})
	}
}

// charge counts a text that a function returned.
func (b *budget) charge(text string) string {
	if len(text) > maxText {
		panic(bail{errText})
	}
	if b.steps += len(text) >> 6; b.steps >= b.next {
		b.look()
	}
	return text
}

// The functions of text/template that can return much more than they get. Each looks first.

func boundedPrintf(format string, args ...any) string {
	width, n := 0, 0
	for _, c := range []byte(format) {
		switch {
		case '0' <= c && c <= '9':
			n = min(n*10+int(c-'0'), 1_000_000) // above that, package fmt does not pad
			width = max(width, n)
		case c == '*':
			width = 1_000_000
		default:
			n = 0
		}
	}
	mustFit(len(format) + strings.Count(format, "%")*(width+sizeOf(args)))
	return fmt.Sprintf(format, args...)
}

func bounded(f func(...any) string, growth int) func(...any) string {
	return func(args ...any) string {
		mustFit(growth * sizeOf(args))
		return f(args...)
	}
}

func mustFit(size int) {
	if size > maxText {
		panic(bail{errText})
	}
}

// sizeOf returns about the number of bytes of arguments when they are printed.
func sizeOf(args []any) int {
	size := 0
	for _, arg := range args {
		if v := reflect.ValueOf(arg); v.Kind() == reflect.String {
			size += v.Len()
		}
		size += 16
	}
	return size
}

// boundError returns the error of a page that went beyond a bound.
func (p *Program) boundError(err error) *Error {
	if e := (*Error)(nil); errors.As(err, &e) { // of compiled code
		return e
	}
	file, stopped := p.name, template.ExecError{}
	if errors.As(err, &stopped) {
		name, _, _ := strings.Cut(stopped.Name, derivedMark)
		if tree := p.set.tree(name); tree != nil {
			file = tree.ParseName
		}
	}
	for _, bound := range []error{errTooLong, errEndless, errText} {
		if errors.Is(err, bound) {
			err = bound
		}
	}
	return &Error{File: file, Message: err.Error(), Err: err}
}
