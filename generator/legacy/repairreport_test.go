package legacy

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestReportShowsBeforeAndAfterSideBySide(t *testing.T) {
	page := "某縣<b>\"工作\"報告\n\n全縣會議要求認真落實,縣紀委監委嚴格執紀;。\n扎實開展<script>工作,由負責人組成,漫廉說公眾號,統一指揮。\n對象是縣農業局、縣。\n扶貧。\n開發局和財政局。\n"
	p, _ := Import("a & b.txt", []byte(page), hints)
	var out bytes.Buffer
	if err := Report(&out, []*Page{p}); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for n := range root.Descendants() {
		switch n.Data {
		case "script":
			t.Error("the report has a script")
		case "b":
			t.Error("markup of the page is markup of the report")
		case "tr":
			var cells []*html.Node
			for c := range n.ChildNodes() {
				if c.Data == "td" {
					cells = append(cells, c)
				}
			}
			if len(cells) == 3 && len(marked(cells[1], "del"))+len(marked(cells[2], "ins")) > 0 {
				rows++
			}
		}
	}
	if rows == 0 {
		t.Error("no repair is shown")
	}
	text := shown(root)
	for _, want := range []string{"a & b.txt", "leftover@3:22", "made, 90 %: 。 → nothing", "proposed, 40 %: 漫廉說公眾號, →", "⏎扶貧。⏎", "--refuse ID"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
}

func marked(n *html.Node, element string) (all []string) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == element {
			all = append(all, shown(c))
		}
	}
	return all
}

func TestReportShowsEveryRepairOfARealPage(t *testing.T) {
	p := importSeed(t, compilation)
	var out bytes.Buffer
	if err := Report(&out, []*Page{p}); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Repairs {
		if !bytes.Contains(out.Bytes(), []byte(`"`+r.ID()+`"`)) && !bytes.Contains(out.Bytes(), []byte(">"+r.ID()+"<")) {
			t.Fatalf("%s is not in the report", r.ID())
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestReportReturnsTheErrorOfItsWriter(t *testing.T) {
	if err := Report(brokenWriter{}, nil); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v", err)
	}
}
