package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// nodes holds the most frequent nodes of a text's tree, which the parsers of this package allocate. The next text reuses them:
// a tree is garbage as soon as it is written, and trees were a third of a build's garbage.
type nodes struct {
	texts      arena[ast.Text]
	paragraphs arena[ast.Paragraph]
	delimiters arena[parser.Delimiter]
	rows       arena[east.TableRow]
	tableCells arena[east.TableCell]
}

// free frees all nodes.
func (n *nodes) free() {
	n.texts.free(func(t *ast.Text) { *t = ast.Text{} })
	n.delimiters.free(func(d *parser.Delimiter) { *d = parser.Delimiter{} })
	n.paragraphs.free(resetBlock)
	n.rows.free(resetBlock)
	n.tableCells.free(resetBlock)
}

// resetBlock resets a block, but keeps the memory for its lines.
func resetBlock[B any, P interface {
	*B
	ast.Node
}](b P) {
	lines := *b.Lines()
	lines.SetSliced(0, 0)
	*b = *new(B)
	b.SetLines(&lines)
}

// An arena allocates values one by one and frees them all at once. The next text gets the same values again.
type arena[T any] struct {
	all  []*T
	used int
}

func (a *arena[T]) next() *T {
	if a.used == len(a.all) {
		more := make([]T, 16)
		for i := range more {
			a.all = append(a.all, &more[i])
		}
	}
	a.used++
	return a.all[a.used-1]
}

// free resets the values in use with reset.
func (a *arena[T]) free(reset func(*T)) {
	for _, v := range a.all[:a.used] {
		reset(v)
	}
	a.used = 0
}

// paragraphParser is goldmark's parser, but allocates its paragraphs in nodes.
type paragraphParser struct{ parser.BlockParser }

func (p paragraphParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	n := writerOf(pc).paragraphs.next()
	n.Lines().Append(at)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}
