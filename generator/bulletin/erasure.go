package bulletin

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// An erased bulletin keeps its address and its place in the archive, so that whoever cited it learns what became of it. Everything else
// that the source says ends here, in Parse: what is never passed on can be in no page, no file for programs, and no store. The
// source may keep its text or be emptied.

// remains returns what an archive may still say of an erased bulletin. A new field is erased unless it is added here.
func (b *Bulletin) remains() *Bulletin {
	kept := &Bulletin{
		Page: Page{Source: b.Source, Title: b.Title, Language: b.Language, Slug: b.Slug, Aliases: b.Aliases,
			TranslationKey: b.TranslationKey, Draft: b.Draft, NoIndex: b.NoIndex},
		Number: b.Number, IndexNumber: b.IndexNumber,
		Publishers: b.Publishers, Region: b.Region, Topics: b.Topics,
		Date: b.Date, PublishAt: b.PublishAt,
		Status: b.Status, StatusAt: b.StatusAt, Reason: b.Reason,
		WithdrawnOn: b.WithdrawnOn, ErasedOn: b.ErasedOn, LegalGround: b.LegalGround, EraseTitle: b.EraseTitle,
		Supersedes: b.Supersedes, SupersededBy: b.SupersededBy, TranslationOf: b.TranslationOf,
	}
	if b.EraseTitle {
		kept.Title.Value = ""
	}
	return kept
}

// ErasedTitle returns the title in the source of a bulletin, for problems that look for it elsewhere.
func ErasedTitle(data []byte) string {
	f := cut("", data)
	if v, ok := f.value.Get("title"); ok {
		return strings.TrimSpace(v.Text)
	}
	return ""
}

// erasure reports what an erased bulletin must say and does not.
func (r *reader) erasure(b *Bulletin) {
	if v, ok := r.front.Get("erased"); b.ErasedOn.IsZero() && (!ok || v.Kind == fields.Null) {
		r.Report(b.StatusAt, problem.MissingErasureDate, "status is erased without a date; expected erased: with the day on which the text was taken out")
		r.Hint("add a line like `erased: 2026-03-01`")
	}
	if b.LegalGround == "" && r.silent("legal_ground") {
		r.Report(b.StatusAt, problem.MissingLegalGround, "status is erased without a legal ground; expected legal_ground: with the law that asks for it")
		r.Hint("add a line like `legal_ground: 《中华人民共和国个人信息保护法》第四十七条`")
	}
}

// stays reports fields of erased bulletins on one whose text stays.
func (r *reader) stays(b *Bulletin) {
	for _, key := range [...]string{"legal_ground", "erase_title"} {
		if v, ok := r.front.Get(key); ok && !fieldByKey[key].empty(b) {
			r.Report(v.Pos, problem.NotErased, "%s is given, but status is %s, so the text would stay public; expected `status: erased`", key, b.Status)
		}
	}
}

// titleInAddresses reports the addresses of a bulletin that spell its erased title, in Han characters or in pinyin. It can tell only
// while the source still has the title.
func (r *reader) titleInAddresses(b *Bulletin) {
	if !b.EraseTitle || b.Title.Value == "" {
		return
	}
	title := syllables(b.Title.Value)
	title = title[:min(len(title), 1000)] // more than any title has
	if spells(title, b.Slug.Value) {
		at := b.Slug.Pos
		if at == (problem.Pos{}) {
			at = r.open
		}
		r.Report(at, problem.TitleInAddress, "the address /%s/%s spells words of the erased title; expected one that does not", b.Date.Format("2006/01/02"), b.Slug.Value)
		r.Hint("add `slug: erased-1` or another neutral name, and list the old address in gone.yaml instead of in aliases")
	}
	for _, a := range b.Aliases {
		if spells(title, a.Value) {
			r.Report(a.Pos, problem.TitleInAddress, "the old address %s spells words of the erased title; expected one that does not", a.Value)
			r.Hint("take it out of aliases and list it in gone.yaml")
		}
	}
}

// syllables spells a text in Latin letters: a syllable for each Han character, and the words of other scripts.
func syllables(text string) []string {
	var all []string
	for word := range strings.FieldsSeq(text) {
		piece := 11 // Han characters, so that the slug is complete
		if len(word) == utf8.RuneCountInString(word) {
			piece = 80
		}
		for runes := range slices.Chunk([]rune(word), piece) {
			all = append(all, strings.Split(han.Slug(string(runes)), "-")...)
		}
	}
	return all
}

// spells reports whether an address has words of a title: two in a row, or the letters of a longer one without hyphens. Numbers do not
// count.
func spells(title []string, address string) bool {
	joined := strings.Join(title, "")
	named := strings.FieldsFunc(address, func(r rune) bool { return r == '/' || r == '.' || r == '_' })
	for _, name := range named {
		words := slices.DeleteFunc(syllables(name), func(w string) bool { return strings.Trim(w, "0123456789") == "" })
		if letters := strings.Join(words, ""); min(len(letters), len(joined)) >= 4 && (strings.Contains(joined, letters) || strings.Contains(letters, joined)) {
			return true
		}
		for i := range len(words) - 1 {
			for k := range len(title) - 1 {
				if words[i] == title[k] && words[i+1] == title[k+1] {
					return true
				}
			}
		}
	}
	return false
}

// Abstract returns what lists, feeds, search and open data say of the bulletin: its summary, or why it was withdrawn or erased.
func (b *Bulletin) Abstract() string {
	switch {
	case b.Status < Withdrawn:
		return b.Summary
	case b.Status == Erased && b.Reason == "":
		return b.LegalGround
	}
	return b.Reason
}

// Withheld reports whether the text is on the bulletin's own page at most, so that nothing else may quote it.
func (b *Bulletin) Withheld() bool { return b.Status >= Withdrawn }
