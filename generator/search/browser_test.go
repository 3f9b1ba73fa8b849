package search

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"

	"gongbao/generator/internal/need"
)

// The theme's script reads the same files in another language; node runs it here, and both must agree on everything.

// driver runs one search after another, and prints what the script finds and shows.
const driver = `
import { readFile } from "node:fs/promises";
import { counts, find, years } from "./find.js";
import { excerpt, has, mark } from "./excerpt.js";
import { open } from "./index.js";
import { parse } from "./query.js";
import { squeeze } from "./text.js";

const { folder, texts, questions } = JSON.parse(await readFile(process.argv[2], "utf8"));
const index = await open(async (path) => new Uint8Array(await readFile(folder + path.split("?")[0])));
const answers = [];
for (const { Query, Squeeze, ...what } of questions) {
  if (Squeeze !== undefined) {
    answers.push({ squeezed: String.fromCodePoint(...squeeze(Squeeze.normalize("NFC")).runes) });
    continue;
  }
  const query = parse(Query);
  const hits = query.looked ? await find(index, query, what) : { found: [], all: [], masks: new Map() };
  const shown = Array.from(hits.found).filter((number) => has(texts[number], query));
  answers.push({
    found: Array.from(hits.found), shown, exact: query.exact,
    agencies: Object.fromEntries(await counts(index, hits, "agencies")), years: Object.fromEntries(years(index, hits)),
    excerpts: shown.map((number) => excerpt(texts[number].at(-1), query) ?? mark(texts[number][0], query)),
  });
}
process.stdout.write(JSON.stringify(answers));
`

type question struct {
	Query      string
	Squeeze    *string `json:",omitempty"`
	Agencies   string  `json:"agencies"`
	Topics     string  `json:"topics"`
	Regions    string  `json:"regions"`
	Status     string  `json:"status"`
	From       string  `json:"from"`
	To         string  `json:"to"`
	NewerFirst bool    `json:"byDate"`
}

type answer struct {
	Squeezed     string
	Found, Shown []int
	Exact        bool
	Agencies     map[string]int
	Years        map[string]int
	Excerpts     [][][2]any
}

// ask runs the theme's script over the site's files.
func ask(t *testing.T, s *site, questions []question) []answer {
	t.Helper()
	node := need.Program(t, "install Node.js", "node")
	dir := t.TempDir()
	scripts, err := filepath.Abs("../../themes/gazette/scripts/search")
	if err != nil {
		t.Fatal(err)
	}
	made := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: driver, ResolveDir: scripts},
		Bundle: true, Format: api.FormatESModule, Platform: api.PlatformNode,
		Outfile: filepath.Join(dir, "driver.mjs"), Write: true,
	})
	for _, m := range made.Errors {
		t.Fatalf("the theme's script cannot be bundled: %s", m.Text)
	}
	texts := make([][]string, len(s.archive.Records))
	for i, r := range s.archive.Records {
		texts[i] = []string{r.Title.Value, r.Subtitle, r.Number.Value, r.Summary}
		for _, p := range r.Publishers {
			texts[i] = append(texts[i], agencyNames(p)...)
		}
		texts[i] = append(texts[i], s.texts[r.Bulletin])
	}
	for _, f := range s.files {
		data, err := s.render(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	asked, err := json.Marshal(map[string]any{"folder": filepath.Join(dir, filepath.FromSlash(Folder)) + "/", "texts": texts, "questions": questions})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "questions.json"), asked, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, filepath.Join(dir, "driver.mjs"), filepath.Join(dir, "questions.json"))
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the theme's script failed: %v\n%s", err, complaints.String())
	}
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(questions) {
		t.Fatalf("%d questions have %d answers: %v", len(questions), len(answers), err)
	}
	return answers
}

func TestTheThemesScriptFindsWhatTheReaderFinds(t *testing.T) {
	small(t)
	random := rand.New(rand.NewPCG(3, 4))
	alphabet := []string{"审", "計", "计", "局", "发", "發", "髮", "展", "，", " ", "\n", "a", "B", "ab", "Abc", "１", "2", "20", "〔", "号", "é", "e\u0301", "カ", "ﾞ", "😀", "\u200f", "\U000E0100", "𠮷", "\u2028"}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	var bulletins []made
	for i := range 400 {
		bulletins = append(bulletins, made{title: text(1 + random.IntN(6)), summary: text(random.IntN(6)), body: text(random.IntN(60)),
			agency: []string{"", "jinan", "shandong", "chengdu"}[random.IntN(4)], region: []string{"", "jn", "sd"}[random.IntN(3)], topic: []string{"", "budget", "relief"}[random.IntN(3)],
			day: time.Date(2015+i/50, 3, 1+random.IntN(20), 0, 0, 0, 0, time.UTC)})
	}
	s := newSite(t, bulletins...)
	var questions []question
	for range 600 {
		m := bulletins[random.IntN(len(bulletins))]
		from := []rune([]string{m.title, m.summary, m.body, "山东省审计厅"}[random.IntN(4)])
		if len(from) == 0 {
			continue
		}
		start := random.IntN(len(from))
		q := question{Query: string(from[start:min(len(from), start+1+random.IntN(7))]), NewerFirst: random.IntN(2) == 0}
		for range random.IntN(3) {
			q.Query += " " + text(1+random.IntN(3))
		}
		switch random.IntN(8) {
		case 0:
			q.Agencies = "shandong"
		case 1:
			q.Regions = "sd"
		case 2:
			q.Topics, q.From = "relief", "2016-03-10"
		case 3:
			q.From, q.To = "2017-03-05", "2019-03-12"
		case 4:
			q.Status = "current"
		case 5:
			q.Status = "withdrawn"
		}
		questions = append(questions, q)
	}
	r := s.open(t)
	shown := 0
	for i, a := range ask(t, s, questions) {
		q := questions[i]
		what := Search{Query: q.Query, Filters: map[string]string{"agencies": q.Agencies, "topics": q.Topics, "regions": q.Regions, "status": q.Status}, ByDate: q.NewerFirst}
		what.From, _ = time.Parse(time.DateOnly, q.From)
		what.To, _ = time.Parse(time.DateOnly, q.To)
		candidates, exact, err := r.Find(what)
		if err != nil {
			t.Fatal(err)
		}
		numbers := []int{}
		for _, c := range candidates {
			numbers = append(numbers, c.Number)
		}
		if !slices.Equal(a.Found, numbers) || a.Exact != exact && len(numbers) > 0 {
			t.Fatalf("%+v: the script finds %v (%v), the reader %v (%v)", q, a.Found, a.Exact, numbers, exact)
		}
		if want := s.shown(t, r, what); !slices.Equal(a.Shown, want) {
			t.Fatalf("%+v: the script shows %v; expected %v", q, a.Shown, want)
		}
		shown += len(a.Shown)
		checkCounts(t, s, q, a)
		for j, e := range a.Excerpts {
			checkExcerpt(t, s, q, a.Shown[j], e)
		}
	}
	if shown < 1000 {
		t.Fatalf("%d results: too few to say anything", shown)
	}
}

// checkCounts compares the counts of a search without filters with those of its results.
func checkCounts(t *testing.T, s *site, q question, a answer) {
	t.Helper()
	if q.Agencies+q.Topics+q.Regions+q.Status+q.From+q.To != "" {
		return
	}
	agencies, years := map[string]int{}, map[string]int{}
	for _, number := range a.Found {
		r := s.archive.Records[number]
		years[r.Day.Format("2006")]++
		for _, p := range r.Publishers {
			for ; p != nil; p = p.Parent {
				agencies[p.ID]++
			}
		}
	}
	for id, n := range a.Agencies {
		if agencies[id] != n {
			t.Fatalf("%q: the script counts %d bulletins of %s; expected %d", q.Query, n, id, agencies[id])
		}
	}
	for year, n := range years {
		if a.Years[year] != n {
			t.Fatalf("%q: the script counts %d bulletins of %s; expected %d", q.Query, a.Years[year], year, n)
		}
	}
}

// checkExcerpt checks that an excerpt is from the bulletin, and that it marks what was searched for.
func checkExcerpt(t *testing.T, s *site, q question, number int, parts [][2]any) {
	t.Helper()
	query := parse(q.Query)
	for _, part := range parts {
		text, marked := part[0].(string), part[1].(bool)
		if !utf8.ValidString(text) {
			t.Fatalf("%q: the excerpt of %d is cut within a character: %q", q.Query, number, text)
		}
		if !marked {
			continue
		}
		squeezed := squeeze(nil, text)
		if !slices.ContainsFunc(query.pieces, func(p piece) bool {
			return strings.Contains(string(squeezed), string(p.text)) || strings.Contains(string(p.text), string(squeezed))
		}) {
			t.Fatalf("%q: the excerpt of %d marks %q", q.Query, number, text)
		}
	}
}

func TestTheThemesScriptSqueezesEveryCharacterAlike(t *testing.T) {
	s := newSite(t, plain("审计")...)
	var questions []question
	var blocks []string
	for start := rune(0); start < 0x34000; start += 256 {
		var b strings.Builder
		for r := start; r < start+256; r++ {
			if r < 0xD800 || r > 0xDFFF {
				b.WriteString("审a" + string(r) + "1计" + string(r) + " ")
			}
		}
		block := b.String()
		blocks = append(blocks, block)
		questions = append(questions, question{Squeeze: &block})
	}
	for i, a := range ask(t, s, questions) {
		if want := string(squeeze(nil, blocks[i])); a.Squeezed != want {
			got, want := []rune(a.Squeezed), []rune(want)
			n := 0
			for n < min(len(got), len(want)) && got[n] == want[n] {
				n++
			}
			t.Errorf("the characters from U+%04X on: %q; expected %q", i*256, string(got[n:min(n+8, len(got))]), string(want[n:min(n+8, len(want))]))
		}
	}
}
