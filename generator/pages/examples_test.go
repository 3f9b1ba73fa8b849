package pages

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

// The examples are views for all tests of the default theme, and for looking at its pages in a browser.

// example is a view as an archive would make it.
type example struct {
	name, template, language string
	view                     Framed
}

// hostile is text that must do no harm, whoever writes it.
const hostile = `</title></script><script>alert(1)</script><img src=x onerror=alert(2)>"'&amp; {{.}} javascript:alert(3) ]]> 𠮷`

func examples() []example {
	site := exampleSite()
	var all []example
	for _, language := range Interface {
		all = append(all, pagesIn(site, language)...)
	}
	bad := longBulletin(site, "zh-Hans", "2020/02/21/hostile.html")
	bad.Neighbours = []Neighbours{{bad.Publishers[0], bad.Previous, bad.Next}, {Link{Name: hostile, Path: "agencies/x/", Language: "zh-Hant"}, nil, bad.Next}}
	spoil(&bad)
	all = append(all, example{"hostile", "bulletin.html", "zh-Hans", &bad})
	badPrint := bad
	all = append(all, example{"hostile.print", "print.html", "zh-Hans", &badPrint})
	changes := changesPage(site, "zh-Hans")
	changes.Changes[0].Name, changes.Changes[0].LegalGround, changes.Changes[1].Note, changes.Changes[2].By.Name = hostile, hostile, hostile, hostile
	all = append(all, example{"hostile.changes", "changes.html", "zh-Hans", &changes})
	list := list(site, "zh-Hans")
	list.Entries[0].Name, list.Entries[0].Publishers[0].Name, list.Term.Name, list.Entries[0].Section = hostile, hostile, hostile, hostile
	return append(all, example{"hostile.list", "list.html", "zh-Hans", &list})
}

func pagesIn(site *Site, language string) []example {
	home, year, list, part := home(site, language), year(site, language), list(site, language), part(site, language)
	terms, term, long, short := terms(site, language), term(site, language), longBulletin(site, language, prefixOf(language)+"2020/02/21/roundup.html"), shortBulletin(site, language)
	withdrawn, erased, issue := withdrawnBulletin(site, language), erasedBulletin(site, language), issue(site, language)
	changes, changesPart, unchanged := changesPage(site, language), changesPart(site, language), Changes{Frame: indexFrame(site, language, "changes/", "changes", "")}
	print, plain, notFound, redirect, gone, search, data := long, plain(site, language), NotFound{Frame: frame(site, language, "404.html", "", "")}, redirect(site, language), gone(site, language), search(site, language), openData(site, language)
	notFound.Root = "/archive/"
	print.Path, print.QR = print.PrintPath, template.HTML(AppendQR(nil, print.Address))
	print.Frame.Root = address.Root(string(print.Path))
	var named []example
	for _, e := range []example{
		{"home", "home.html", "", &home}, {"year", "year.html", "", &year}, {"list", "list.html", "", &list}, {"part", "list.html", "", &part},
		{"terms", "terms.html", "", &terms}, {"term", "term.html", "", &term}, {"bulletin", "bulletin.html", "", &long}, {"short", "bulletin.html", "", &short},
		{"withdrawn", "bulletin.html", "", &withdrawn}, {"erased", "bulletin.html", "", &erased},
		{"changes", "changes.html", "", &changes}, {"changes.part", "changes.html", "", &changesPart}, {"changes.none", "changes.html", "", &unchanged}, {"print", "print.html", "", &print}, {"issue", "issue.html", "", &issue}, {"plain", "plain.html", "", &plain},
		{"notfound", "notfound.html", "", &notFound}, {"redirect", "redirect.html", "", &redirect}, {"gone", "gone.html", "", &gone}, {"search", "search.html", "", &search},
		{"data", "data.html", "", &data},
	} {
		named = append(named, example{language + "." + e.name, e.template, language, e.view})
	}
	return named
}

func exampleSite() *Site {
	return &Site{
		Title:       map[string]string{"zh-Hans": "山东审计公报", "zh-Hant": "山東審計公報", "en": "Shandong Audit Gazette"},
		Description: map[string]string{"zh-Hans": "山东省各级审计机关发布的公报，自二〇〇八年起收录，供公众查阅、打印和引用。", "zh-Hant": "山東省各級審計機關發布的公報，供公眾查閱、列印和引用。", "en": "The public bulletins of the audit offices of Shandong since 2008, to be read, printed and cited."},
		Copyright:   map[string]string{"zh-Hans": "本站公报可自由转载，转载时请注明来源和永久地址。", "zh-Hant": "本站公報可自由轉載，轉載時請註明來源和永久地址。", "en": "These bulletins may be reproduced freely if the source and the permanent address are given."},
		BaseURL:     "https://gazette.example.org/",
		Languages:   []Alternate{{"zh-Hans", "简体中文", ""}, {"zh-Hant", "繁體中文", "zh-Hant/"}, {"en", "English", "en/"}},
		Publisher:   map[string]Organization{"zh-Hans": office, "zh-Hant": office, "en": office},
		Plain:       map[string][]Link{"zh-Hans": {{Name: "关于本站", Path: "about.html"}, {Name: "无障碍声明", Path: "accessibility.html"}}, "en": {{Name: "About", Path: "about-en.html"}}},
		Government:  Government{"山东审计公报", "gazette.example.org", "3700000000", "公报", "政务公开"},
		Kinds:       []string{"agencies", "topics", "regions"},
		Search:      true,
	}
}

func prefixOf(language string) string {
	if language == "zh-Hans" {
		return ""
	}
	return language + "/"
}

func frame(site *Site, language, path, section, title string) Frame {
	f := Frame{Language: language, Root: address.Root(path), Prefix: prefixOf(language), Path: escape.AddressOf(path), Section: section, Title: title, Site: site}
	f.Canonical = site.BaseURL + path
	return f
}

func indexFrame(site *Site, language, path, section, title string) Frame {
	f := frame(site, language, prefixOf(language)+path, section, title)
	for _, l := range site.Languages {
		f.Alternates = append(f.Alternates, Alternate{l.Language, l.Name, l.Path + escape.AddressOf(path)})
	}
	return f
}

// say chooses the text in a language.
func say(language, hans, hant, en string) string {
	return map[string]string{"zh-Hans": hans, "zh-Hant": hant, "en": en}[language]
}

func agency(language, hans, hant, en, id string) Link {
	return Link{Name: say(language, hans, hant, en), Path: escape.AddressOf(prefixOf(language) + "agencies/" + id + "/")}
}

func province(language string) Link {
	return agency(language, "山东省审计厅", "山東省審計廳", "Shandong Provincial Audit Office", "shandong-audit")
}

func entryOf(language string, i int) *Entry {
	titles := []string{
		say(language, "山东审计机关疫情防控工作综述", "山東審計機關疫情防控工作綜述", "How the audit offices of Shandong worked during the epidemic"),
		say(language, "关于2019年度省级预算执行和其他财政收支的审计工作报告", "關於2019年度省級預算執行和其他財政收支的審計工作報告", "Audit report on the implementation of the 2019 provincial budget and other public revenue and expenditure"),
		say(language, "济南：三项制度管住防疫款物", "濟南：三項制度管住防疫款物", "Jinan: three rules for relief funds and goods"),
		say(language, "关于撤销2018年第4号公报的公告", "關於撤銷2018年第4號公報的公告", "Notice of withdrawal of Bulletin No. 4 of 2018"),
	}
	regions := []Link{{Name: say(language, "山东省", "山東省", "Shandong"), Path: escape.AddressOf(prefixOf(language) + "regions/shandong/")}, {Name: say(language, "济南市", "濟南市", "Jinan"), Path: escape.AddressOf(prefixOf(language) + "regions/jinan/")}, {}}
	publishers := []Link{province(language)}
	if i%3 == 2 {
		publishers = append(publishers, agency(language, "济南市审计局", "濟南市審計局", "Jinan Municipal Audit Bureau", "jinan-audit"))
	}
	return &Entry{
		Link:       Link{Name: titles[i%len(titles)], Path: escape.AddressOf(fmt.Sprintf("2020/02/%02d/bulletin-%d.html", 28-i%28, i))},
		Date:       Date{2020, 2, 28 - i%28},
		Publishers: publishers,
		Region:     regions[i%len(regions)],
		Status:     []string{"", "", "corrected", "withdrawn", "", "superseded", ""}[i%7],
	}
}

func entriesOf(language string, n int) Entries {
	es := make(Entries, n)
	for i := range es {
		es[i] = entryOf(language, i)
	}
	return es
}

func counts(prefix string, from, to int) []Count {
	var cs []Count
	for y := from; y <= to; y++ {
		if y != from+2 { // a year without a bulletin
			cs = append(cs, Count{Link: Link{Name: strconv.Itoa(y), Path: escape.AddressOf(prefix + strconv.Itoa(y) + "/")}, Year: y, Count: 3 + (y*y*7)%89})
		}
	}
	return cs
}

func reversed(cs []Count) []Count {
	r := make([]Count, len(cs))
	for i, c := range cs {
		r[len(cs)-1-i] = c
	}
	return r
}

func branchesOf(language, kind string) []Branch {
	branch := func(count int, hans, hant, en, id string, children ...Branch) Branch {
		return Branch{Link: Link{Name: say(language, hans, hant, en), Path: escape.AddressOf(prefixOf(language) + kind + "/" + id + "/")}, Count: count, Children: children}
	}
	switch kind {
	case "topics":
		return []Branch{branch(41, "疫情防控", "疫情防控", "Epidemic control", "epidemic"), branch(388, "财政审计", "財政審計", "Public finance", "finance"), branch(7, "扶贫", "扶貧", "Poverty relief", "relief"), branch(1209, "应急资金与物资审计", "應急資金與物資審計", "Emergency funds and goods", "emergency")}
	case "regions":
		return []Branch{branch(803, "济南市", "濟南市", "Jinan", "jinan", branch(12, "历下区", "歷下區", "Lixia", "lixia"), branch(9, "章丘区", "章丘區", "Zhangqiu", "zhangqiu")), branch(61, "淄博市", "淄博市", "Zibo", "zibo"), branch(5, "烟台市", "煙台市", "Yantai", "yantai"), branch(3, "潍坊市", "濰坊市", "Weifang", "weifang")}
	}
	return []Branch{
		branch(2310, "山东省审计厅", "山東省審計廳", "Shandong Provincial Audit Office", "shandong-audit",
			branch(803, "济南市审计局", "濟南市審計局", "Jinan Municipal Audit Bureau", "jinan-audit", branch(12, "历下区审计局", "歷下區審計局", "Lixia District Audit Bureau", "lixia-audit")),
			branch(61, "淄博市审计局", "淄博市審計局", "Zibo Municipal Audit Bureau", "zibo-audit")),
		branch(77, "湖北省审计厅", "湖北省審計廳", "Hubei Provincial Audit Office", "hubei-audit"),
		branch(1, "审计署太原特派员办事处", "審計署太原特派員辦事處", "Taiyuan Office of the National Audit Office", "taiyuan-cnao"),
	}
}

func ways(language string) Ways {
	var w Ways
	for _, kind := range []string{"agencies", "topics", "regions"} {
		w.Kinds = append(w.Kinds, KindOfTerm{kind, branchesOf(language, kind)})
	}
	return w
}

func home(site *Site, language string) Home {
	h := Home{Frame: indexFrame(site, language, "", "home", ""), Total: 12345, Newest: entriesOf(language, 12)}
	h.Description = site.Description[language]
	h.Feeds = []FeedLink{{"Atom", escape.AddressOf(prefixOf(language) + "feed.xml"), "application/atom+xml"}, {"JSON Feed", escape.AddressOf(prefixOf(language) + "feed.json"), "application/feed+json"}}
	h.Newest[0].Summary = say(language, "十一个市、县、区审计局分三条线参与疫情防控：派人下到社区和路口，对资金与物资提前介入审计，管好本机关的人员和场所。", "十一個市、縣、區審計局分三條線參與疫情防控。", "Eleven audit bureaus took part in epidemic control in three ways: people sent to communities, early audits of funds and goods, and care for their own staff.")
	cs := counts(prefixOf(language), 2008, 2026)
	h.Chart, h.Years = yearsChart(cs), reversed(cs)
	h.Ways = ways(language)
	return h
}

func year(site *Site, language string) Year {
	y := Year{Frame: indexFrame(site, language, "2020/", "date", ""), Year: 2020, Total: 41, Entries: entriesOf(language, 8)}
	y.Breadcrumbs = []Link{{Path: escape.AddressOf(y.Prefix)}}
	for m := 1; m <= 12; m++ {
		if m != 8 {
			y.Months = append(y.Months, Count{Link: Link{Path: escape.AddressOf(fmt.Sprintf("%s2020/%02d/", y.Prefix, m))}, Year: 2020, Month: m, Count: m * m % 17})
		}
	}
	y.Chart = monthsChart(y.Months)
	y.Before, y.After = &Link{Name: "2019", Path: escape.AddressOf(y.Prefix + "2019/")}, &Link{Name: "2021", Path: escape.AddressOf(y.Prefix + "2021/")}
	y.Older, y.Newer = y.Before.Path, y.After.Path
	return y
}

func list(site *Site, language string) List {
	l := List{Frame: indexFrame(site, language, "2020/02/", "date", ""), Kind: "month", Year: 2020, Month: 2, Total: 230, Entries: entriesOf(language, 20), Print: "2020/02/print.html"}
	l.Breadcrumbs = []Link{{Path: escape.AddressOf(l.Prefix)}, {Name: "2020", Path: escape.AddressOf(l.Prefix + "2020/")}}
	l.Parts = []Link{{Name: "2", Path: escape.AddressOf(l.Prefix + "2020/02/2.html")}, {Name: "1", Path: escape.AddressOf(l.Prefix + "2020/02/1.html")}}
	l.OlderTo = &l.Parts[0]
	return l
}

func part(site *Site, language string) List {
	l := List{Frame: indexFrame(site, language, "agencies/shandong-audit/2020/1.html", "agencies", ""), Kind: "agencies", Term: province(language), Year: 2020, Part: 1, Entries: entriesOf(language, 5)}
	l.Breadcrumbs = []Link{{Path: escape.AddressOf(l.Prefix)}, {Path: escape.AddressOf(l.Prefix + "agencies/")}, l.Term}
	l.NewerTo = &Link{Path: escape.AddressOf(l.Prefix + "agencies/shandong-audit/2020/")}
	l.Entries[1].Section = say(language, "济南市审计局", "濟南市審計局", "Jinan Municipal Audit Bureau")
	return l
}

func terms(site *Site, language string) Terms {
	t := Terms{Frame: indexFrame(site, language, "agencies/", "agencies", ""), Kind: "agencies", Order: say(language, "pinyin", "stroke", "alphabet"), Trees: branchesOf(language, "agencies")}
	t.Breadcrumbs = []Link{{Path: escape.AddressOf(t.Prefix)}}
	return t
}

func term(site *Site, language string) Term {
	t := Term{Frame: indexFrame(site, language, "agencies/shandong-audit/", "agencies", province(language).Name), Kind: "agencies", Aliases: []string{"山东审计厅", "鲁审"}, URL: "https://audit.example.org/", Total: 2310}
	t.Breadcrumbs = []Link{{Path: escape.AddressOf(t.Prefix)}, {Path: escape.AddressOf(t.Prefix + "agencies/")}}
	t.Serves = Link{Name: say(language, "山东省", "山東省", "Shandong"), Path: escape.AddressOf(t.Prefix + "regions/shandong/")}
	t.Feeds = []FeedLink{{"Atom", t.Path + "feed.xml", "application/atom+xml"}}
	t.Children = branchesOf(language, "agencies")[0].Children
	cs := counts(string(t.Path), 1998, 2026)
	t.Chart, t.Years, t.Newest = yearsChart(cs), reversed(cs), entriesOf(language, 6)
	return t
}

func shortBulletin(site *Site, language string) Bulletin {
	path := "2020/02/21/short.html"
	if language != "zh-Hans" {
		path = "2020/02/21/short-" + language + ".html"
	}
	b := Bulletin{Frame: frame(site, language, path, "", say(language, "泰安：志愿者进社区", "泰安：志願者進社區", "Tai’an: volunteers in the communities"))}
	b.Publishers, b.Date = []Link{agency(language, "泰安市审计局", "泰安市審計局", "Tai’an Municipal Audit Bureau", "taian-audit")}, Date{2020, 2, 21}
	b.PagePath, b.PrintPath, b.MonthPath = escape.AddressOf(path), escape.AddressOf(address.Print(path)), escape.AddressOf(b.Prefix+"2020/02/")
	b.Breadcrumbs = []Link{{Path: escape.AddressOf(b.Prefix)}, b.Publishers[0]}
	b.Body = template.HTML(say(language, "<p>泰安市审计局组织35名志愿者，到12个社区登记车辆、测量体温，每天两班。</p>\n", "<p>泰安市審計局組織35名志願者，到12個社區登記車輛、測量體溫，每天兩班。</p>\n", "<p>The bureau sent 35 volunteers to twelve communities, to register vehicles and take temperatures in two shifts a day.</p>\n"))
	b.JSONLD = template.HTML(b.AppendStructuredData(nil))
	return b
}

func withdrawnBulletin(site *Site, language string) Bulletin {
	b := shortBulletin(site, language)
	b.Path = escape.AddressOf(strings.Replace(string(b.Path), "short", "withdrawn", 1))
	b.PagePath, b.PrintPath = b.Path, escape.AddressOf(address.Print(string(b.Path)))
	b.Canonical = site.BaseURL + string(b.Path)
	b.Status, b.Reason = "withdrawn", say(language, "所引数据有误，已由新公报重新发布。", "所引數據有誤，已由新公報重新發布。", "Its figures were wrong; a new bulletin gives them again.")
	b.SupersededBy, b.Supersedes = entriesOf(language, 1), entriesOf(language, 4)[2:]
	b.TextLanguage = "ja"
	return b
}

func erasedBulletin(site *Site, language string) Bulletin {
	b := shortBulletin(site, language)
	b.Path = escape.AddressOf(strings.Replace(string(b.Path), "short", "erased", 1))
	b.PagePath, b.PrintPath = b.Path, escape.AddressOf(address.Print(string(b.Path)))
	b.Canonical = site.BaseURL + string(b.Path)
	b.Title, b.Body = say(language, "已删除的公报", "已刪除的公報", "Erased bulletin"), ""
	b.Status, b.ErasedOn, b.WithdrawnOn = "erased", Date{2026, 3, 1}, Date{2026, 2, 1}
	b.LegalGround = say(language, "《个人信息保护法》第四十七条", "《個人信息保護法》第四十七條", "Article 47 of the Personal Information Protection Law")
	b.Description, b.Hidden = b.LegalGround, true
	return b
}

func changesPage(site *Site, language string) Changes {
	c := Changes{Frame: indexFrame(site, language, "changes/", "changes", ""), Total: 31}
	c.Breadcrumbs = []Link{{Path: escape.AddressOf(c.Prefix)}}
	c.Feeds = []FeedLink{{"Atom", "changes/feed.xml", "application/atom+xml"}}
	c.Years = reversed(counts(c.Prefix+"changes/", 2018, 2026))
	for i, kind := range []string{"erased", "withdrawn", "superseded", "corrected"} {
		e := entryOf(language, i)
		event := Event{Link: e.Link, Kind: kind, Date: Date{2026, 3, 9 - i}, Publishers: e.Publishers}
		switch kind {
		case "erased":
			event.LegalGround = erasedBulletin(site, language).LegalGround
		case "superseded":
			event.By = &entryOf(language, 1).Link
		case "withdrawn":
			event.Date, event.Note = Date{}, withdrawnBulletin(site, language).Reason
		default:
			event.Note = longBulletin(site, language, "2020/02/21/roundup.html").Changes[0].Note
		}
		c.Changes = append(c.Changes, event)
	}
	return c
}

func changesPart(site *Site, language string) Changes {
	c := changesPage(site, language)
	c.Frame = indexFrame(site, language, "changes/2026/1.html", "changes", "")
	c.Breadcrumbs = []Link{{Path: escape.AddressOf(c.Prefix)}, {Path: escape.AddressOf(c.Prefix + "changes/")}}
	c.Year, c.Part, c.Total, c.Years = 2026, 1, 0, nil
	c.NewerTo = &Link{Path: escape.AddressOf(c.Prefix + "changes/2026/")}
	return c
}

func issue(site *Site, language string) Issue {
	i := Issue{Frame: frame(site, language, "2020/02/print.html", "date", ""), Year: 2020, Month: 2}
	i.Bulletins = []Bulletin{longBulletin(site, language, "2020/02/21/roundup.html"), shortBulletin(site, language), withdrawnBulletin(site, language)}
	for k := range i.Bulletins {
		b := &i.Bulletins[k]
		b.Root, b.Anchor = i.Root, fmt.Sprintf("b21-%d-", k)
		b.Body = template.HTML(strings.NewReplacer(`id="`, `id="`+b.Anchor, `href="#`, `href="#`+b.Anchor, `labelledby="`, `labelledby="`+b.Anchor).Replace(string(b.Body)))
	}
	return i
}

func plain(site *Site, language string) Plain {
	p := Plain{Frame: frame(site, language, "about.html", "about.html", say(language, "关于本站", "關於本站", "About"))}
	p.Breadcrumbs = []Link{{Path: escape.AddressOf(p.Prefix)}}
	p.Body = template.HTML(say(language, "<p>本站收录山东省各级审计机关发布的公报。</p>\n<h2 id=\"lianxi\">联系我们</h2>\n<p>请写信到公开的地址。</p>\n", "<p>本站收錄山東省各級審計機關發布的公報。</p>\n", "<p>This site keeps the bulletins of the audit offices of Shandong.</p>\n"))
	return p
}

func redirect(site *Site, language string) Redirect {
	r := Redirect{Frame: frame(site, language, "art/2020/2/21/art_1001_2021.html", "", "x"), To: entryOf(language, 0).Link}
	r.Hidden = true
	return r
}

func gone(site *Site, language string) Gone {
	g := Gone{Frame: frame(site, language, "2020/02/21/taken-back.html", "", ""), Address: "/2020/02/21/taken-back.html", Date: Date{2026, 11, 27}, Instead: Link{Name: "/2020/02/21/roundup.html", Path: "2020/02/21/roundup.html"}}
	g.Reason = say(language, "误发，当事人要求撤下。", "誤發，當事人要求撤下。", "Published by mistake.")
	g.LegalGround = say(language, "《政府信息公开条例》第十五条", "《政府信息公開條例》第十五條", "Article 15 of the Regulations")
	g.Hidden = true
	return g
}

func search(site *Site, language string) Search {
	s := Search{Frame: indexFrame(site, language, "search/", "search", "")}
	s.Breadcrumbs = []Link{{Path: escape.AddressOf(s.Prefix)}}
	s.Ways, s.Years = ways(language), reversed(counts(s.Prefix, 2008, 2026))
	return s
}

func openData(site *Site, language string) OpenData {
	o := OpenData{Frame: indexFrame(site, language, "data/", "data", ""), Columns: []string{"date", "title", "status"}}
	o.Breadcrumbs = []Link{{Path: escape.AddressOf(o.Prefix)}}
	o.Years = []Link{{Name: "2020", Path: "data/2020.json"}, {Name: "2019", Path: "data/2019.json"}}
	return o
}

// longBulletin has everything that a bulletin can have.
func longBulletin(site *Site, language, path string) Bulletin {
	b := Bulletin{Frame: frame(site, language, path, "", entryOf(language, 0).Name)}
	b.Description = say(language, "十一个市、县、区审计局分三条线参与疫情防控。", "十一個市、縣、區審計局分三條線參與疫情防控。", "Eleven audit bureaus took part in three ways.")
	b.Subtitle = say(language, "十一个市、县、区审计局的做法", "十一個市、縣、區審計局的做法", "What eleven bureaus did")
	b.Number, b.IndexNumber = "鲁审通〔2020〕3号", "SL-2020-0012"
	b.Publishers = []Link{province(language)}
	b.Region = Link{Name: say(language, "山东省", "山東省", "Shandong"), Path: escape.AddressOf(b.Prefix + "regions/shandong/")}
	for _, t := range branchesOf(language, "topics")[:2] {
		b.Topics = append(b.Topics, t.Link)
	}
	b.Date, b.Time, b.Written = Date{2020, 2, 21}, "09:30", Date{2020, 2, 20}
	b.Origin, b.OriginURL, b.Editor = b.Publishers[0].Name, "https://audit.example.org/art/1?a=1&b=2", say(language, "蔡波涛", "蔡波濤", "Cai Botao")
	b.Status, b.Updated = "corrected", Date{2020, 3, 2}
	b.Changes = []Change{{Date{2020, 3, 2}, say(language, "第三节的批次由“5批次”改为“6批次”。", "第三節的批次由「5批次」改為「6批次」。", "Section 3 now says six purchases, not five.")}}
	b.Outline = []Heading{{2, "jinan", say(language, "济南市审计局", "濟南市審計局", "Jinan Municipal Audit Bureau")}, {3, "sanxiang", say(language, "三项制度", "三項制度", "Three rules")}, {2, "zibo", say(language, "淄博市审计局", "淄博市審計局", "Zibo Municipal Audit Bureau")}, {2, "yantai", say(language, "烟台市审计局", "煙台市審計局", "Yantai Municipal Audit Bureau")}}
	b.Sections = []Section{{Agency: agency(language, "济南市审计局", "濟南市審計局", "Jinan Municipal Audit Bureau", "jinan-audit"), ID: "jinan"}, {Agency: agency(language, "淄博市审计局", "淄博市審計局", "Zibo Municipal Audit Bureau", "zibo-audit"), ID: "zibo"}, {Agency: agency(language, "烟台市审计局", "煙台市審計局", "Yantai Municipal Audit Bureau", "yantai-audit"), ID: "yantai"}}
	b.Attachments = []Attachment{{Link: Link{Name: say(language, "防疫款物明细表", "防疫款物明細表", "Relief funds and goods in detail"), Path: "2020/02/21/roundup/detail (1).pdf"}, Type: "PDF", Size: 1_240_000},
		{Link: Link{Name: "data.csv", Path: "2020/02/21/roundup/data.csv"}, Type: "CSV", Size: 812},
		{Link: Link{Name: "form.html", Path: "2020/02/21/roundup/form.html"}, Type: "HTML", Size: 912, Download: "text/html"}}
	b.Previous, b.Next = &entryOf(language, 1).Link, &entryOf(language, 2).Link
	b.Older, b.Newer = b.Previous.Path, b.Next.Path
	b.Related = entriesOf(language, 5)
	for _, l := range site.Languages {
		if l.Language != language {
			b.Translations = append(b.Translations, Alternate{l.Language, l.Name, l.Path + "2020/02/21/roundup.html"})
		}
	}
	b.Address = b.Canonical
	b.Issue, b.PagePath, b.PrintPath, b.MonthPath = "2020/02/print.html", escape.AddressOf(path), escape.AddressOf(address.Print(path)), escape.AddressOf(b.Prefix+"2020/02/")
	b.Breadcrumbs = []Link{{Path: escape.AddressOf(b.Prefix)}, b.Publishers[0]}
	b.Keywords, b.Source = "疫情防控,山东省审计厅", bulletin.Hash{1, 2, 3}
	b.Body = exampleBody(language)
	b.JSONLD = template.HTML(b.AppendStructuredData(nil))
	return b
}

// spoil replaces every text of a bulletin by hostile text.
func spoil(b *Bulletin) {
	for _, s := range []*string{
		&b.Title, &b.Description, &b.Subtitle, &b.Number, &b.IndexNumber, &b.Region.Name, &b.Origin, &b.Editor, &b.Reason, &b.Keywords,
		&b.Publishers[0].Name, &b.Topics[0].Name, &b.Changes[0].Note, &b.Outline[0].Text, &b.Sections[0].Agency.Name, &b.Attachments[0].Name,
		&b.Attachments[0].Type, &b.Previous.Name, &b.Related[0].Name, &b.Translations[0].Name,
	} {
		*s = hostile
	}
	b.OriginURL = "javascript:alert(4)"
	b.JSONLD = template.HTML(b.AppendStructuredData(nil))
}

var office = Organization{Name: "山东省审计厅办公室", URL: "https://audit.example.org/", Email: "gazette@example.org", Phone: "+86-531-0000-0000", Address: "济南市示例路1号"}
