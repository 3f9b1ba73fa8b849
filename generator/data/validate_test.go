package data

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/internal/need"
)

// hostileTitles are what an author can put into a title, or a damaged source.
var hostileTitles = []string{
	`]]></title><script>alert(1)</script>`,
	`</script><script>alert(2)</script><!-- <script>`,
	`=cmd|'/c calc'!A1`, "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1",
	"line\u2028separator\u2029here",
	"control\x00\x07\x1b\x7f\u0085 characters",
	"not a character \uFFFE\uFFFF, and not UTF-8 \xff\xed\xa0\x80",
	`"quotes" 'and' & ampersands; <b>, a, comma` + "\r\nsecond line",
	"emoji 🏛 and \u202eright to left\u202c",
	`{"json":"\"}`, `tag:,:%2f../../`,
}

// hostileArchive puts them wherever there can be text.
func hostileArchive(t testing.TB) *archive.Archive {
	t.Helper()
	var all []*bulletin.Bulletin
	for i, title := range hostileTitles {
		all = append(all, notice("h"+string(rune('a'+i)), on(2020, 2, 1+i), titled(title), func(b *bulletin.Bulletin) {
			b.Subtitle, b.Summary, b.Reason, b.Editor, b.Origin, b.IndexNumber = title, title, title, title, title, title
			b.Number = text(title)
			b.Status = bulletin.Status(i % 5)
			b.LegalGround, b.ErasedOn, b.NoIndex = title, on(2020, 4, 1), i%2 == 0
			b.Changes = []bulletin.Change{{Date: on(2020, 3, 1), Note: title}}
			b.Headings = []bulletin.Heading{{Level: 2, ID: "x", Text: title, Agency: "shandong-audit"}}
			b.Attachments = []bulletin.Attachment{{Name: "a&b 表<1>.xlsx", Title: title, Size: 12}}
			b.Publishers = texts("jinan-audit", "hostile")
		}))
	}
	v := vocabulary()
	v.Terms[archive.Agencies] = append(v.Terms[archive.Agencies], archive.Term{ID: "hostile", Names: archive.Names{{Text: strings.Join(hostileTitles, "")}}, Aliases: hostileTitles})
	a, _ := archive.New(all, v, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai)})
	if len(a.Records) != len(hostileTitles) {
		t.Fatal("the archive left bulletins out")
	}
	return a
}

func hostileSite() Site {
	s := site()
	all := archive.Names{{Language: "zh-Hans", Text: strings.Join(hostileTitles, "")}}
	s.Title, s.Description, s.Copyright, s.Publisher.Name = all, all, all, all
	s.Words.Feed, s.Words.Changes, s.Words.Status["withdrawn"] = all, all, all
	s.JSON = true
	return s
}

// archives are those on which every format is checked.
func archives(t testing.TB) map[string]rendered {
	whole := site()
	whole.FullFeeds, whole.JSON, whole.Markdown, whole.TermArchives = true, true, true, true
	whole.Scheduled, whole.NextChange = 1, time.Date(2026, 12, 24, 9, 0, 0, 0, shanghai)
	hostile, hostileWhole := hostileSite(), hostileSite()
	hostileWhole.FullFeeds = true
	return map[string]rendered{
		"empty":         render(archiveOf(t), site()),
		"bare":          render(archiveOf(t, daily(3)...), Site{Title: archive.Names{{Text: "T"}}, BaseURL: "https://example.org/", Languages: []string{"zh-Hans"}, JSON: true}),
		"no address":    render(archiveOf(t, daily(3)...), Site{Title: archive.Names{{Text: "T"}}, Languages: []string{"zh-Hans"}, JSON: true}),
		"many":          render(archiveOf(t, daily(230)...), whole),
		"hostile":       render(hostileArchive(t), hostile),
		"hostile whole": render(hostileArchive(t), hostileWhole),
	}
}

// written puts rendered files into a folder for a validator, and returns their names.
func written(t *testing.T, all map[string]rendered, choose func(r rendered) []string) (names []string) {
	t.Helper()
	dir := t.TempDir()
	for archive, r := range all {
		for _, path := range choose(r) {
			name := filepath.Join(dir, archive+"_"+strings.ReplaceAll(path, "/", "_"))
			if err := os.WriteFile(name, r.bytes(t, path), 0o644); err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Fatal("no such file is planned")
	}
	return names
}

func accepted(t *testing.T, names []string, command ...string) {
	t.Helper()
	if out, err := exec.Command(command[0], append(command[1:], names...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%.4000s", err, out)
	}
}

func TestAtomIsValidByTheGrammarOfTheRFC(t *testing.T) {
	jing := need.Program(t, "install Debian's package jing", "jing")
	feeds := written(t, archives(t), func(r rendered) []string {
		return slices.DeleteFunc(r.paths("", ".xml"), func(path string) bool { return !strings.Contains(path, "feed") })
	})
	if !slices.ContainsFunc(feeds, func(name string) bool { return strings.HasSuffix(name, "many_topics_audit_feed_1.xml") }) {
		t.Fatal("no archived feed of a topic is among them")
	}
	accepted(t, feeds, jing, "-c", "testdata/atom.rnc")

	bad := filepath.Join(t.TempDir(), "feed.xml")
	if err := os.WriteFile(bad, []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>no id, no date</title></feed>`), 0o644); err != nil {
		t.Fatal(err)
	}
	if exec.Command(jing, "-c", "testdata/atom.rnc", bad).Run() == nil {
		t.Error("the grammar takes a feed without id")
	}
}

func TestSitemapsAreValidByTheirSchema(t *testing.T) {
	xmllint := need.Program(t, "install Debian's package libxml2-utils", "xmllint")
	all := archives(t)
	accepted(t, written(t, all, func(r rendered) []string { return r.paths("sitemap-", ".xml") }), xmllint, "--noout", "--schema", "testdata/sitemap.xsd")
	accepted(t, written(t, all, func(r rendered) []string { return r.paths("sitemap.xml", "") }), xmllint, "--noout", "--schema", "testdata/siteindex.xsd")
	accepted(t, written(t, all, func(r rendered) []string { return r.paths("", "opensearch.xml") }), xmllint, "--noout")
}

func compile(t testing.TB, name, part string) *jsonschema.Schema {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json" + part)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func conforms(t testing.TB, s *jsonschema.Schema, path string, source []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatalf("%s: %v\n%s", path, err, source)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%s: %v", path, err)
	}
}

func TestJSONFeedIsValidByItsSchema(t *testing.T) {
	s := compile(t, "testdata/jsonfeed.json", "")
	for name, r := range archives(t) {
		for _, path := range r.paths("", "feed.json") {
			conforms(t, s, name+": "+path, r.bytes(t, path))
		}
	}
	if err := s.Validate(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": []any{map[string]any{"id": "1"}}}); err == nil {
		t.Error("an item without content is valid")
	}
}

func TestOpenDataIsValidByThePublishedSchema(t *testing.T) {
	part := func(path string) string {
		switch {
		case path == "data/bulletins.json":
			return "#/$defs/overview"
		case path == "data/next-change.json":
			return "#/$defs/next_change"
		case strings.HasPrefix(path, "data/2"):
			return "#/$defs/year"
		case strings.HasPrefix(path, "data/"):
			return "#/$defs/vocabulary"
		}
		return "#/$defs/document"
	}
	whole, parts := compile(t, "schema.json", ""), map[string]*jsonschema.Schema{}
	checked := map[string]int{}
	for name, r := range archives(t) {
		for _, path := range r.paths("", ".json") {
			if strings.HasSuffix(path, "feed.json") || path == "data/schema.json" {
				continue
			}
			p := part(path)
			if parts[p] == nil {
				parts[p] = compile(t, "schema.json", p)
			}
			source := r.bytes(t, path)
			conforms(t, parts[p], name+": "+path, source)
			conforms(t, whole, name+": "+path, source)
			checked[p]++

			var says struct {
				Schema string `json:"$schema"`
			}
			if err := json.Unmarshal(source, &says); err != nil {
				t.Fatal(err)
			}
			file, fragment, _ := strings.Cut(says.Schema, "#")
			if filepath.Join(filepath.Dir(path), file) != "data/schema.json" || "#"+fragment != p {
				t.Errorf("%s: %s names its schema %q", name, path, says.Schema)
			}
		}
	}
	if len(checked) != 5 {
		t.Errorf("checked %v", checked)
	}
	if err := parts["#/$defs/year"].Validate(map[string]any{"$schema": "x", "year": 2020, "bulletins": []any{map[string]any{"title": "t"}}}); err == nil {
		t.Error("a bulletin without address is valid")
	}
}
