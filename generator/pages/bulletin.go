package pages

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

const (
	outlineFrom  = 3 // headings from which a bulletin gets a table of contents
	outlineDepth = 4 // deepest level of heading in it
)

// Bulletin makes the view of a bulletin's page and print view, all but what depends on its body. b is where it is made: a new
// Bulletin, or one of which nothing is needed any more, whose lists are then used again.
func (v *Views) Bulletin(b *Bulletin, r *archive.Record) {
	crumbs := b.Breadcrumbs
	v.sheet(b, r)
	for _, related := range r.Related() {
		b.Related = append(b.Related, v.entry(&b.made, related, b.Language))
	}
	if r.Previous != nil {
		b.Previous = &v.entry(&b.made, r.Previous, b.Language).Link
		b.Older = r.Previous.Path
	}
	if r.Next != nil {
		b.Next = &v.entry(&b.made, r.Next, b.Language).Link
		b.Newer = r.Next.Path
	}
	b.Breadcrumbs = v.bulletinCrumbs(crumbs, r, b.Language)
	b.Keywords = keywords(b)
}

// sheet is what a bulletin itself says, without what stands around it.
func (v *Views) sheet(b *Bulletin, r *archive.Record) {
	language := v.Speaks(r.Language)
	*b = Bulletin{
		Frame:        v.frame(language, r.Path, "", r.Title.Value),
		TextLanguage: differs(r.Language, language),
		Subtitle:     r.Subtitle,
		Number:       r.Number.Value,
		IndexNumber:  r.IndexNumber,
		Publishers:   v.nodes(r.Publishers, language),
		Region:       v.node(r.Region, language),
		Topics:       v.nodes(r.Topics, language),
		Date:         DateOf(r.Day),
		Origin:       r.Origin,
		OriginURL:    r.OriginURL,
		Editor:       r.Editor,
		Status:       r.State(),
		Reason:       r.Reason,
		Expires:      DateOf(r.ExpiresAt.Time),
		Written:      DateOf(r.Written.Time),
		Updated:      DateOf(r.Updated.Time),
		Supersedes:   v.records(r.Supersedes, language),
		SupersededBy: v.records(r.SupersededBy, language),
		Outline:      outline(b.Outline[:0], r.Headings),
		PagePath:     r.Path,
		PrintPath:    PrintPath(r),
		Source:       r.Hash,

		Facts:        b.Facts[:0],
		Changes:      b.Changes[:0], // memory to be used again
		Sections:     b.Sections[:0],
		Attachments:  b.Attachments[:0],
		Translations: b.Translations[:0],
		Related:      b.Related[:0],
		made:         b.made[:0],
	}
	b.Description = r.Summary
	b.Hidden = r.Draft || r.Scheduled
	if b.Address = b.Canonical; b.Address == "" {
		b.Address = "/" + r.Path
	}
	month := MonthPath(b.Date.Year, b.Date.Month)
	b.MonthPath = b.Prefix + month
	b.Issue = month + "print.html"
	if r.Date.Clock {
		b.Time = r.Date.Format("15:04")
	}
	if r.Scheduled {
		b.Scheduled = DateOf(r.PublishAt.Time)
	}
	for _, f := range bulletin.Facts {
		if text, _ := f.Text(r.Bulletin); text != "" {
			b.Facts = append(b.Facts, Fact{f.Key, text})
		}
	}
	for _, c := range r.Changes {
		b.Changes = append(b.Changes, Change{DateOf(c.Date.Time), c.Note})
	}
	for _, s := range r.Sections {
		b.Sections = append(b.Sections, Section{Agency: v.node(s.Agency, language), ID: s.Heading.ID, Heading: s.Heading.Text})
	}
	for _, a := range r.Attachments {
		b.Attachments = append(b.Attachments, Attachment{Link: Link{Name: attachmentTitle(a), Path: r.Stem + "/" + a.Name}, Type: fileType(a.Name), Size: a.Size})
	}
	for _, t := range r.Translations {
		b.Translations = append(b.Translations, Alternate{Language: t.Language, Name: v.languageName(t.Language), Path: t.Path})
	}
	b.Targets = v.Targets(r.Source, r.Links)
}

// PrintPath is the address of a bulletin's print view.
func PrintPath(r *archive.Record) string {
	if stem, ok := strings.CutSuffix(r.Path, "/index.html"); ok {
		return stem + "/print.html"
	}
	return strings.TrimSuffix(r.Path, ".html") + ".print.html"
}

// bulletinCrumbs leads from the home page to the bulletin's first agency.
func (v *Views) bulletinCrumbs(crumbs []Link, r *archive.Record, language string) []Link {
	crumbs = append(crumbs[:0], Link{Path: v.Prefix(language)})
	if len(r.Publishers) == 0 {
		return crumbs
	}
	for n := r.Publishers[0]; n != nil; n = n.Parent {
		crumbs = append(crumbs, v.node(n, language))
	}
	slices.Reverse(crumbs[1:])
	return crumbs
}

func keywords(b *Bulletin) string {
	var room [8]string
	words := room[:0]
	for _, t := range b.Topics {
		words = append(words, t.Name)
	}
	for _, p := range b.Publishers {
		words = append(words, p.Name)
	}
	if b.Region.Name != "" {
		words = append(words, b.Region.Name)
	}
	return strings.Join(words, ",")
}

func attachmentTitle(a bulletin.Attachment) string {
	if a.Title != "" {
		return a.Title
	}
	return path.Base(a.Name)
}

// fileType is a file's type as readers know it: the ending of its name, in capitals.
func fileType(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// outline appends the headings of a table of contents; none for a bulletin that is seen at a glance.
func outline(lines []Heading, headings []bulletin.Heading) []Heading {
	if len(headings) < outlineFrom {
		return lines
	}
	for _, h := range headings {
		if h.Level <= outlineDepth {
			lines = append(lines, Heading{h.Level, h.ID, h.Text})
		}
	}
	return lines
}

// Targets gives the address of each source that a body links to, in order; empty where there is none.
func (v *Views) Targets(source string, links []bulletin.Text) []string {
	if len(links) == 0 {
		return nil
	}
	targets := make([]string, len(links))
	for i, l := range links {
		targets[i], _ = v.Target(source, l.Value)
	}
	return targets
}

// Target finds the address below the root of a source that another links to as "../b.md#part".
func (v *Views) Target(from, link string) (string, bool) {
	file, fragment, _ := strings.Cut(link, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	source := path.Join(path.Dir(from), file)
	if strings.HasPrefix(file, "/") {
		source = strings.TrimPrefix(path.Clean(file), "/")
	}
	if r, ok := v.Archive.BySource(source); ok {
		return r.Path + fragment, true
	}
	for i := range v.Plain {
		if v.Plain[i].Source == source {
			return v.Plain[i].Path + fragment, true
		}
	}
	return "", false
}

func (v *Views) languageName(language string) string {
	for _, l := range v.Site.Languages {
		if l.Language == language {
			return l.Name
		}
	}
	if name, ok := languageNames[language]; ok {
		return name
	}
	return language
}

// languageNames are the names that languages have in themselves.
var languageNames = map[string]string{"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}

// LanguageName is a language's name in itself, or its tag where it is not one that the interface speaks.
func LanguageName(tag string) string {
	if name := languageNames[tag]; name != "" {
		return name
	}
	return tag
}

// pad2 is a number of at least two digits, as in addresses.
func pad2(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
