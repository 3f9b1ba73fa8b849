package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// nodes are the most frequent parts of a text's tree, which the parsers of this package allocate. The next text uses them again:
// a tree is garbage as soon as it is written, and trees were a third of a build's garbage.
type nodes struct {
	texts      spares[ast.Text]
	paragraphs spares[ast.Paragraph]
	delimiters spares[parser.Delimiter]
	rows       spares[east.TableRow]
	tableCells spares[east.TableCell]
}

func (n *nodes) takeBack() {
	n.texts.takeBack(func(t *ast.Text) { *t = ast.Text{} })
	n.delimiters.takeBack(func(d *parser.Delimiter) { *d = parser.Delimiter{} })
	n.paragraphs.takeBack(renew)
	n.rows.takeBack(renew)
	n.tableCells.takeBack(renew)
}

// renew resets a block, but keeps the memory for its lines.
func renew[B any, P interface {
	*B
	ast.Node
}](b P) {
	lines := *b.Lines()
	lines.SetSliced(0, 0)
	*b = *new(B)
	b.SetLines(&lines)
}

// spares are values that are lent one by one, and taken back all at once.
type spares[T any] struct {
	all  []*T
	lent int
}

func (s *spares[T]) next() *T {
	if s.lent == len(s.all) {
		more := make([]T, 16)
		for i := range more {
			s.all = append(s.all, &more[i])
		}
	}
	s.lent++
	return s.all[s.lent-1]
}

// takeBack resets the lent values with renew.
func (s *spares[T]) takeBack(renew func(*T)) {
	for _, v := range s.all[:s.lent] {
		renew(v)
	}
	s.lent = 0
}

// paragraphParser is goldmark's, but allocates its paragraphs in nodes.
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
