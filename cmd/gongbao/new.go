package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/han"
	"gongbao/generator/problem"
	"gongbao/generator/settings"
)

// draft is a bulletin before it is written. Names are as the editor typed them.
type draft struct {
	title, region, date, number, language, slug string
	agencies, topics                            []string
	folder                                      bool
}

func newCommand() *cobra.Command {
	var d draft
	var content string
	c := &cobra.Command{
		Use:   "new [TITLE]",
		Short: "Start a bulletin with its front matter filled in",
		Long: `New writes content/bulletins/YYYY/NAME.md with its front matter filled in, and prints the path. The name is derived from the title,
in Latin letters or pinyin. An existing file is never overwritten. The bulletin is a draft, which a preview shows and a build leaves out,
until you delete the line "draft: true".

Without a title, and on a terminal, it asks for everything that no flag has set. It finds agencies, topics and regions by id, by part
of their name, or by pinyin. In a shell with completion (gongbao completion --help), the Tab key completes their ids.`,
		Example: `  gongbao new 关于公布审计结果的公告 --agency jinan-audit --topic 政务公开
  gongbao new "Notice of an inspection" --language en --date 2020-02-21 --folder`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("%d titles; expected one, in quotation marks if it contains spaces", len(args))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return d.start(c, content, args) },
	}
	flags := c.Flags()
	flags.StringVar(&content, "content", "content", "content folder")
	flags.StringArrayVar(&d.agencies, "agency", nil, "publishing agency: id, name or alias; may be repeated")
	flags.StringVar(&d.region, "region", "", "region: id, name, alias or path (default: the agency's)")
	flags.StringArrayVar(&d.topics, "topic", nil, "topic: id, name or alias; may be repeated")
	flags.StringVar(&d.date, "date", "", "date of publication, such as 2020-02-21 (default: today)")
	flags.StringVar(&d.number, "number", "", "official number")
	flags.StringVar(&d.language, "language", "", "language of the text (default: the site's first)")
	flags.StringVar(&d.slug, "slug", "", "name of the file and last part of the address (default: from the title)")
	flags.BoolVar(&d.folder, "folder", false, "make a folder with index.md, for images and attachments")
	completeTerms(c, "agency", archive.Agencies, &content)
	completeTerms(c, "topic", archive.Topics, &content)
	completeTerms(c, "region", archive.Regions, &content)
	completeLanguages(c)
	return c
}

// start writes the bulletin and prints its path.
func (d *draft) start(c *cobra.Command, content string, args []string) error {
	if info, err := os.Stat(content); err != nil || !info.IsDir() {
		return fmt.Errorf("--content %s: no such folder; expected the content folder", content)
	}
	config, vocabulary, problems := settings.ReadVocabulary(content)
	if n := problem.Errors(problems); n > 0 {
		findings{all: true}.print(c.ErrOrStderr(), problems)
		return failure{fmt.Errorf("%s in the settings; nothing was written", plural(n, "problem", "problems"))}
	}
	today := time.Now().In(config.TimeZone).Format(time.DateOnly)
	if len(args) == 1 {
		d.title = args[0]
	} else if !interactive(c) {
		return d.missing()
	} else if err := d.ask(newDialog(c.Context(), c.InOrStdin(), c.ErrOrStderr(), config.Languages[0]), vocabulary, today); err != nil {
		return failure{err}
	}
	if d.date == "" {
		d.date = today
	}
	name, text, err := d.compose(content, config, vocabulary)
	if err != nil {
		return err
	}
	if err := create(name, text); err != nil {
		return failure{err}
	}
	fmt.Fprintln(c.OutOrStdout(), problem.Visible(filepath.ToSlash(name)))
	fmt.Fprintln(c.ErrOrStderr(), "it is a draft; delete the line `draft: true` to publish it")
	if len(d.agencies) == 0 {
		fmt.Fprintln(c.ErrOrStderr(), "the publisher is empty; fill it in before you build")
	}
	return nil
}

// interactive reports whether there is a terminal to ask questions on.
func interactive(c *cobra.Command) bool {
	f, ok := c.InOrStdin().(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// missing returns the error for a call with neither a title nor a terminal to ask for one.
func (d *draft) missing() error {
	what := "the title is missing"
	if len(d.agencies) == 0 {
		what = "the title and --agency are missing"
	}
	return advised{errors.New(what + "; expected gongbao new TITLE --agency AGENCY"), []string{"on a terminal, gongbao new asks for them"}}
}

// compose returns the path and the text of the new source. It checks the text as a build would, so that nothing is written that
// a build would refuse.
func (d *draft) compose(content string, config settings.Config, v archive.Vocabulary) (name, text string, err error) {
	slug, text := d.name(), d.source()
	b, _, _, problems := bulletin.Parse("bulletins/"+slug+".md", "", []byte(text), bulletin.Options{Location: config.TimeZone})
	if b != nil && !slices.ContainsFunc(problems, isFault) {
		_, more := archive.New([]*bulletin.Bulletin{b}, v, archive.Options{Languages: config.Languages, Now: b.Date.Time, Drafts: true})
		problems = append(problems, more...)
	}
	if i := slices.IndexFunc(problems, isFault); i >= 0 {
		p := problems[i]
		return "", "", advised{errors.New(p.Message), p.HintLines()}
	}
	if slug += ".md"; d.folder {
		slug = strings.TrimSuffix(slug, ".md") + "/index.md"
	}
	return filepath.Join(content, "bulletins", b.Date.Format("2006"), filepath.FromSlash(slug)), text, nil
}

// isFault reports whether a problem must be fixed before the file is written. A publisher may be filled in later.
func isFault(p problem.Problem) bool {
	return !p.Warning && p.Code != problem.EmptyPublisher
}

// source returns the front matter, in the order in which people read it.
func (d *draft) source() string {
	var b strings.Builder
	b.WriteString("---\n")
	field := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, escape.AppendYAML(nil, value))
		}
	}
	field("title", d.title)
	switch len(d.agencies) {
	case 0:
		b.WriteString("publisher:\n")
	case 1:
		field("publisher", d.agencies[0])
	default:
		fmt.Fprintf(&b, "publisher: %s\n", list(d.agencies))
	}
	field("region", d.region)
	field("date", d.date)
	field("language", d.language)
	if len(d.topics) > 0 {
		fmt.Fprintf(&b, "topics: %s\n", list(d.topics))
	}
	b.WriteString("summary:\n")
	field("number", d.number)
	b.WriteString("draft: true\n---\n\n")
	return b.String()
}

// list returns a YAML list on one line.
func list(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = string(escape.AppendYAML(nil, v))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// maxName is the maximum length, in bytes, of a file name derived from a title.
const maxName = 48

// name returns the name of the file, which is also the last part of the address.
func (d *draft) name() string {
	slug := cmp.Or(han.Slug(d.slug), han.ShortSlug(d.title, maxName))
	if bulletin.Reserved(slug) {
		slug += "-1"
	}
	return slug
}

// create writes a new file. The bulletin must not exist yet, neither as a file nor as a folder with index.md.
func create(name, text string) error {
	twin := strings.TrimSuffix(name, ".md") + string(filepath.Separator) + "index.md"
	if filepath.Base(name) == "index.md" {
		twin = filepath.Dir(name) + ".md"
	}
	if _, err := os.Stat(twin); err == nil {
		return existsError(twin)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return existsError(name)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func existsError(name string) error {
	return advised{fmt.Errorf("%s already exists; nothing was written", filepath.ToSlash(name)), []string{"choose another name with --slug"}}
}
