package han

import "strings"

// ShortSlug returns the slug of a title cut to at most most bytes, at a hyphen if there is one. Unlike Slug, it does not
// distinguish titles with a long common beginning.
func ShortSlug(title string, most int) string {
	slug := Slug(title)
	if len(slug) <= most {
		return slug
	}
	if i := strings.LastIndexByte(slug[:most+1], '-'); i > 0 {
		return slug[:i]
	}
	return slug[:most]
}
