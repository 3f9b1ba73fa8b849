package pages

import "maps"

// Same says whether another theme looks and speaks alike.
func (t *Theme) Same(other *Theme) bool {
	if t == nil || other == nil || len(t.assets) != len(other.assets) {
		return t == other
	}
	for i, a := range t.assets {
		if a.Path != other.assets[i].Path {
			return false
		}
	}
	for language, s := range t.sets {
		o := other.sets[language]
		if o == nil || !maps.Equal(s.keys, o.keys) {
			return false
		}
	}
	return true
}
