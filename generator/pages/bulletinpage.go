package pages

import (
	"path"
	"slices"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

const (
	outlineFrom  = 3 // the number of headings from which a bulletin has a table of contents
	outlineDepth = 4 // the deepest level of heading in it
)

// Bulletin fills b with the view of a bulletin's page and print view, without what depends on its body: Body, QR, JSONLD.
//
// b belongs to the caller. It may be a new view or one that was filled before: everything in it is then overwritten, and the
// memory of its lists is reused. So nothing of the earlier view may still be in use, neither a list nor a pointer into one;
// strings stay valid, since they belong to the archive. A shallow copy of b shares its lists, and is valid until b is filled
// again.
func (v *Views) Bulletin(b *Bulletin, r *archive.Record) {
	crumbs := b.Breadcrumbs
	v.sheet(b, r)
	for _, related := range r.Related() {
		b.Related = append(b.Related, v.entry(&b.buffer, related, b.Language))
	}
	v.neighbours(b, r)
	b.Breadcrumbs = v.bulletinCrumbs(crumbs, r, b.Language)
	b.Keywords = keywords(b)
}

// neighbours fills in the bulletins before and after r. Previous and Next are those of its first publisher that has any;
// Neighbours are those of each publisher, if they differ.
func (v *Views) neighbours(b *Bulletin, r *archive.Record) {
	link := func(r *archive.Record) *Link {
		if r == nil {
			return nil
		}
		return &v.entry(&b.buffer, r, b.Language).Link
	}
	var buffer [4]archive.Neighbours
	for i, n := range r.AppendNeighbours(buffer[:0]) {
		previous, next := link(n.Previous), link(n.Next)
		if i == 0 {
			b.Previous, b.Next = previous, next
			if previous != nil {
				b.Older = previous.Path
			}
			if next != nil {
				b.Newer = next.Path
			}
		}
		if n.Publisher != nil {
			b.Neighbours = append(b.Neighbours, Neighbours{v.node(n.Publisher, b.Language), previous, next})
		}
	}
}

// sheet fills b with the contents of the bulletin, without links to other bulletins.
func (v *Views) sheet(b *Bulletin, r *archive.Record) {
	language := v.InterfaceLanguage(r.Language)
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
		WithdrawnOn:  DateOf(r.WithdrawnOn.Time),
		ErasedOn:     DateOf(r.ErasedOn.Time),
		LegalGround:  r.LegalGround,
		Supersedes:   v.records(r.Supersedes, language),
		SupersededBy: v.records(r.SupersededBy, language),
		Outline:      outline(b.Outline[:0], r.Headings),
		PrintPath:    escape.AddressOf(address.Print(r.Path)),
		Source:       r.Hash,

		Facts:        b.Facts[:0], // from here on, memory that is reused
		Changes:      b.Changes[:0],
		Sections:     b.Sections[:0],
		Attachments:  b.Attachments[:0],
		Translations: b.Translations[:0],
		Related:      b.Related[:0],
		Neighbours:   b.Neighbours[:0],
		buffer:       b.buffer[:0],
	}
	b.Description = r.Abstract()
	b.Hidden = r.Draft || r.Scheduled || r.NoIndex
	b.PagePath = b.Path
	switch {
	case v.Site.BaseURL == "":
		b.Address = "/" + r.Path
	case string(b.Path) == r.Path: // nothing in it had to be escaped
		b.Address = b.Canonical
	default:
		b.Address = v.Site.BaseURL + r.Path
	}
	b.MonthPath = escape.AddressOf(b.Prefix + address.Month(b.Date.Year, b.Date.Month))
	b.Issue = escape.AddressOf(address.Issue(b.Date.Year, b.Date.Month))
	if r.Date.Clock {
		b.Time = r.Date.Format("15:04")
	}
	if r.Scheduled {
		b.Scheduled = DateOf(r.First)
	}
	v.sheetLists(b, r, language)
	b.Targets = v.Targets(r.Source, r.Links)
}

// sheetLists appends to the lists of b, which sheet has emptied.
func (v *Views) sheetLists(b *Bulletin, r *archive.Record, language string) {
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
		shown := Attachment{Link: Link{Name: attachmentTitle(a), Path: escape.AddressOf(r.Stem + "/" + a.Name)}, Type: fileType(a.Name), Size: a.Size}
		if a.Active != "" {
			shown.Download = bulletin.MediaType(a.Name)
		}
		b.Attachments = append(b.Attachments, shown)
	}
	for _, t := range r.Translations {
		b.Translations = append(b.Translations, Alternate{Language: t.Language, Name: LanguageName(t.Language), Path: escape.AddressOf(t.Path)})
	}
}

// bulletinCrumbs returns the breadcrumbs from the home page to the bulletin's first agency, in the memory of crumbs.
func (v *Views) bulletinCrumbs(crumbs []Link, r *archive.Record, language string) []Link {
	crumbs = append(crumbs[:0], Link{Path: escape.AddressOf(v.Prefix(language))})
	if len(r.Publishers) == 0 {
		return crumbs
	}
	for n := r.Publishers[0]; n != nil; n = n.Parent {
		crumbs = append(crumbs, v.node(n, language))
	}
	slices.Reverse(crumbs[1:])
	return crumbs
}

// keywords returns the names of topics, publishers and region, for the keywords of the page.
func keywords(b *Bulletin) string {
	words := make([]string, 0, 8)
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

// fileType returns a file's type as readers know it: its extension in capitals.
func fileType(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// outline appends the lines of a table of contents, or none if there are only a few headings.
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

// Targets returns the address of each source that a body links to, in order. The address of a source that does not exist is
// empty.
func (v *Views) Targets(source string, links []bulletin.Text) []escape.Address {
	if len(links) == 0 {
		return nil
	}
	targets := make([]escape.Address, len(links))
	for i, l := range links {
		if page, path, id := v.Target(source, l.Value); page != nil {
			targets[i] = escape.WithPart(escape.AddressOf(path), id)
		}
	}
	return targets
}

// Target returns the bulletin or page to which the source from links as "../b.md#part", its path below the root, and the id of the
// part. The page is nil if there is none.
func (v *Views) Target(from, link string) (page *bulletin.Page, to, id string) {
	file, id := escape.SplitLink(link)
	source := path.Join(path.Dir(from), file)
	if strings.HasPrefix(file, "/") {
		source = strings.TrimPrefix(path.Clean(file), "/")
	}
	if r, ok := v.Archive.BySource(source); ok {
		return &r.Bulletin.Page, r.Path, id
	}
	for i := range v.Plain {
		if p := &v.Plain[i]; p.Source == source {
			return p.Page, p.Path, id
		}
	}
	return nil, "", ""
}

// languageNames holds the name of each language of the interface, in that language.
var languageNames = map[string]string{"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}

// LanguageName returns a language's name in that language, or its tag if it is not one of Interface.
func LanguageName(tag string) string {
	if name := languageNames[tag]; name != "" {
		return name
	}
	return tag
}
