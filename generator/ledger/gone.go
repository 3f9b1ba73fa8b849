package ledger

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// GoneFile is the name of the file of the content folder that explains addresses that are gone.
const GoneFile = "gone.yaml"

// A GoneAddress is an entry of gone.yaml: an address that is gone for good, and why.
type GoneAddress struct {
	Path        string // below the root, decoded; ends with a slash if the entry speaks for what lies below it too
	Query       string // as written; only a web server can answer it
	Date        fields.Text
	Day         time.Time // Date
	Reason      string
	LegalGround string
	ReplacedBy  string // path below the root, or empty
	Pos         problem.Pos
}

// Address returns the address in a ledger.
func (g *GoneAddress) Address() string {
	if g.Query != "" {
		return WithQuery(g.Path, g.Query)
	}
	return Address(g.Path)
}

const (
	maxGone = 16 << 20 // bytes of the file

	// missingReason stands where an editor has to say why, in the lines that problems print.
	missingReason = "…"
)

var goneKeys = []string{"address", "date", "reason", "legal_ground", "replaced_by"}

// ReadGone reads gone.yaml: a list of maps with address, date, reason and perhaps legal_ground and replaced_by. file is its name in
// problems. Entries with problems are left out.
func ReadGone(file string, data []byte) ([]GoneAddress, []problem.Problem) {
	if len(data) > maxGone {
		return nil, []problem.Problem{problem.New(problem.SettingsTooLarge, file, problem.Pos{}, "the file is larger than %d MiB", maxGone>>20)}
	}
	v, problems := fields.YAML(file, data, 1)
	r := goneReader{fields.Reader{File: file, Problems: problems}}
	if v.Kind == fields.Null {
		return nil, problems
	}
	if v.Kind != fields.List {
		r.Wrong("the file", &v, "a list: lines that start with `- address:`")
		return nil, r.Problems
	}
	var all []GoneAddress
	first := map[string]problem.Pos{}
	for i := range v.Items {
		g, ok := r.entry(&v.Items[i])
		if !ok {
			continue
		}
		if at, twice := first[strings.ToLower(g.Address())]; twice {
			r.Report(g.Pos, problem.GoneTwice, "%s is already explained on line %d; expected one entry for each address", Show(g.Address()), at.Line)
			continue
		}
		first[strings.ToLower(g.Address())] = g.Pos
		all = append(all, g)
	}
	return all, r.Problems
}

type goneReader struct{ fields.Reader }

func (r *goneReader) entry(v *fields.Value) (g GoneAddress, ok bool) {
	if v.Kind != fields.Map {
		r.Wrong("an entry", v, "a map with address, date and reason")
		return g, false
	}
	found := len(r.Problems)
	g.Pos = v.Pos
	for i, key := range v.Keys {
		switch item := &v.Items[i]; key.Name {
		case "address":
			g.Pos = item.Pos
			g.Path, g.Query = r.address(key.Name, item)
		case "date":
			g.Date = r.Line(key.Name, item)
			day, err := time.Parse(time.DateOnly, g.Date.Value)
			if err != nil && g.Date.Value != "" {
				r.Report(item.Pos, problem.BadDate, "date is %s; expected a day such as 2020-02-21", fields.Quote(g.Date.Value))
			}
			g.Day = day
		case "reason":
			g.Reason = oneLine(r.Text(key.Name, item).Value)
		case "legal_ground":
			g.LegalGround = oneLine(r.Text(key.Name, item).Value)
		case "replaced_by":
			g.ReplacedBy, _ = r.address(key.Name, item)
		default:
			r.Unknown(key, goneKeys)
		}
	}
	if len(r.Problems) > found {
		return g, false
	}
	for _, need := range []struct {
		key   string
		given bool
	}{{"address", g.Path != "" || g.Query != ""}, {"date", !g.Day.IsZero()}, {"reason", g.Reason != "" && g.Reason != missingReason}} {
		if !need.given {
			r.Report(v.Pos, problem.IncompleteGone, "%s is missing; an address that is gone needs address, date and reason", need.key)
		}
	}
	return g, len(r.Problems) == found
}

// address reads an address below the site's root, decoded or percent-encoded.
func (r *goneReader) address(key string, v *fields.Value) (path, query string) {
	t := r.Line(key, v)
	if t.Value == "" {
		return "", ""
	}
	written, query, asked := strings.Cut(t.Value, "?")
	path, err := url.PathUnescape(written)
	if err != nil {
		path = written
	}
	clean := strings.TrimPrefix(path, "/")
	switch {
	case path == clean:
		r.Report(v.Pos, problem.BadGoneAddress, "%s %s does not start with /; expected an address of this site such as /2020/02/21/old.html", key, fields.Quote(t.Value))
	case clean == "" && !asked:
		r.Report(v.Pos, problem.BadGoneAddress, "%s is the home page; expected an address below it", key)
	case strings.ContainsAny(t.Value, "#") || strings.ContainsAny(path+query, "\\") || strings.ContainsFunc(path+query, unprintable) || len(t.Value) > 1024 || hasBadPart(clean):
		r.Report(v.Pos, problem.BadGoneAddress, "%s %s cannot be an address of a page; expected one such as /2020/02/21/old.html", key, fields.Quote(t.Value))
	default:
		return clean, query
	}
	return "", ""
}

// hasBadPart reports whether a path has a part that no file can have, or that leads elsewhere.
func hasBadPart(path string) bool {
	for part := range strings.SplitSeq(strings.TrimSuffix(path, "/"), "/") {
		if path != "" && (part == "" || part[0] == '.' || len(part) > 200 || strings.TrimRight(part, " .") != part) {
			return true
		}
	}
	return false
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// oneLine joins the lines of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
