package pages

import "gongbao/generator/pages/template"

// functions returns the functions that templates in one language can call. All are pure.
func functions(m *messages, assets map[string]string) template.FuncMap {
	return template.FuncMap{
		"t":          m.format,
		"label":      func(group, name string) string { return m.format(group + "." + name) },
		"date":       template.Direct1(func(d Date) string { return m.date("date", d) }),
		"month":      func(year, month int) string { return m.date("month", Date{Year: year, Month: month}) },
		"year":       func(year int) string { return m.date("year", Date{Year: year}) },
		"monthName":  func(month int) string { return m.date("month_of_year", Date{Month: month}) },
		"monthShort": func(month int) string { return m.date("month_short", Date{Month: month}) },
		"iso":        template.Direct1(Date.ISO),
		"bytes":      m.size,
		"asset":      func(name string) string { return assets[name] },
		"add":        func(a, b int) int { return a + b },
		"head":       template.Direct2(head),
		"entries":    template.Direct2(func(root string, es Entries) rootedEntries { return rootedEntries{root, es} }),
		"branches":   template.Direct2(func(root string, bs []Branch) rootedBranches { return rootedBranches{root, bs} }),
		"links":      template.Direct2(func(root string, ls []Link) rootedLinks { return rootedLinks{root, ls} }),
	}
}

// A template that is called gets one value. These are for templates that also need the path to the root.
type (
	rootedEntries struct {
		Root    string
		Entries Entries
	}
	rootedBranches struct {
		Root     string
		Branches []Branch
	}
	rootedLinks struct {
		Root  string
		Links []Link
	}
)

// headed is a page's frame with the title that its template chooses.
type headed struct {
	*Frame
	Heading   string
	SiteTitle string
}

func head(f *Frame, heading string) headed {
	return headed{f, heading, f.Site.In(f.Site.Title, f.Language)}
}
