package source

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"unicode/utf16"
)

// kindOf is activeKind for a whole file, cut where a head may end.
func kindOf(name, data string, head int) string {
	head = min(head, len(data))
	return activeKind(name, []byte(data[:head]), strings.NewReader(data[head:]))
}

func TestWhatABrowserWouldRunIsRecognised(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`
	for data, want := range map[[2]string]string{
		{"a.html", ""}: "HTML", {"a.HTM", "x"}: "HTML", {"a.xhtml", ""}: "HTML", {"a.shtml", ""}: "HTML", {"a.mhtml", ""}: "HTML", {"a.html ", ""}: "HTML", {"a.html.", ""}: "HTML",
		{"a.js", ""}: "JavaScript", {"a.mjs", ""}: "JavaScript", {"a.wasm", ""}: "WebAssembly", {"a.swf", ""}: "Flash", {"a.php", ""}: "PHP", {"a.jsp", ""}: "JSP",
		{"a.svg", svg + `<script/></svg>`}:                                               "an SVG with <script>",
		{"a.SVG", svg + `<g onload="x()"/></svg>`}:                                       "an SVG with an event handler",
		{"a.svg", svg + `<a xlink:href=" java&#9;script:x()"/></svg>`}:                   "an SVG with a script in an address",
		{"a.svg", svg + `<set attributeName="onclick" to="x()"/></svg>`}:                 "an SVG with an event handler",
		{"a.svg", svg + `<animate attributeName="href" values="javascript:x()"/></svg>`}: "an SVG with a script in an address",
		{"a.svg", svg + `<use href="data:image/svg+xml;base64,AAAA#x"/></svg>`}:          "an SVG with a document in an address",
		{"a.svg", svg + `<foreignObject><p/></foreignObject></svg>`}:                     "an SVG with <foreignObject>",
		{"a.svg", svg + `<x:iframe xmlns:x="http://www.w3.org/1999/xhtml"/></svg>`}:      "an SVG with <iframe>",
		{"a.svg", `<!DOCTYPE svg [<!ENTITY x "&#60;script/>">]>` + svg + `&x;</svg>`}:    "an SVG that cannot be checked",
		{"a.svg", "<?xml-stylesheet href='a.xsl'?>" + svg + "</svg>"}:                    "an SVG with a style sheet",
		{"a.svg", "<?xml version='1.0' encoding='gb2312'?>" + svg + "</svg>"}:            "an SVG that cannot be checked",
		{"a.svg", ""}:          "an SVG that cannot be checked",
		{"a.svg", "<svg"}:      "an SVG that cannot be checked",
		{"a.svgz", "not gzip"}: "an SVG that cannot be checked",
		{"a.svgz", zipped(svg + "<script/></svg>")}:                                         "an SVG with <script>",
		{"a.svg", utf16le(svg + "<script/></svg>")}:                                         "an SVG with <script>",
		{"a.svg", "\ufeff" + svg + "<script/></svg>"}:                                       "an SVG with <script>",
		{"a.xml", `<html xmlns="http://www.w3.org/1999/xhtml"/>`}:                           "an XML with HTML",
		{"a.xml", `<表><s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg></表>`}: "an XML with <script>",
		{"a.xml", `<?xml-stylesheet href="x.xsl"?><a/>`}:                                    "an XML with a style sheet",
		{"数据", "\n \t<!DOCTYPE html>"}:                                                      "HTML",
		{"a.et", "<HTML\n>"}:                                                                "HTML",
		{"a.unknown", "<!-- x --><p>"}:                                                      "HTML",
		{"a.unknown", "\ufeff<script>"}:                                                     "HTML",
		{"a.unknown", utf16le("<script>")}:                                                  "HTML",
		{"a.unknown", svg + "<script/></svg>"}:                                              "an XML with <script>",
		{"a.ofd", "<table>"}:                                                                "", // a type that hosts know
		{"a.pdf", "<script>"}:                                                               "", {"a.txt", "<script>"}: "", {"a.csv", "<html>"}: "", {"a.docx", "PK"}: "", {"a.xls", "<table>"}: "",
		{"a.unknown", "<p1>"}: "", {"a.unknown", "a <script>"}: "", {"a.unknown", "<abc>"}: "", {"a.unknown", ""}: "",
		{"a.svg", svg + `<style>a{}</style><image href="data:image/png;base64,AA"/><a href="https://example.org/"/><text>onclick=x</text></svg>`}: "",
		{"a.svg", "\ufeff<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'>" + svg + "</svg>"}:       "",
		{"a.svg", utf16le("<?xml version='1.0' encoding='UTF-16'?>" + svg + "</svg>")}:                                                            "",
		{"a.svgz", zipped(svg + "</svg>")}:                      "",
		{"a.xml", `<表><行 one="1" onset="2">x</行><script/></表>`}: "",
		{"a.xml", `<表><行 id="1">x</行></表>`}:                     "",
	} {
		for _, head := range []int{1 << 20, 64} {
			if head == 64 && strings.HasPrefix(data[0], "a.unknown") {
				continue // what a browser would look at is in the head
			}
			if got := kindOf(data[0], data[1], head); got != want {
				t.Errorf("%s %.80q: %q, want %q", data[0], data[1], got, want)
			}
		}
	}
	large := svg + "<g>" + strings.Repeat("<path d='M0 0'/>", 100_000) + "</g>"
	if got := kindOf("a.svg", large+"</svg>", 1<<20); got != "" {
		t.Errorf("a large drawing: %q", got)
	}
	if got := kindOf("a.svg", large+"<script/></svg>", 1<<20); got != "an SVG with <script>" {
		t.Errorf("a script far down: %q", got)
	}
}

func TestPageWithoutScriptsIsToldFromOthers(t *testing.T) {
	for page, want := range map[string]bool{
		"google-site-verification: google1234.html": true,
		`<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>v</title></head><body class="a"><p>v</p><img src="a.png" alt=""></body></html>`: true,
		`<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head></html>`:                                                    true,
		`<script>x()</script>`: false, `<SCRIPT src=a.js>`: false, `<p ONCLICK=x()>`: false, `<body onload=x()>`: false, `<a href=" javascript:x()">`: false,
		`<meta http-equiv=refresh content="0; url=javascript:x()">`: false, `<iframe srcdoc="x">`: false, `<object data=x>`: false, `<embed src=x>`: false, `<base href=//x>`: false,
		`<svg><script>x()</script></svg>`: false, `<form action=x>`: false, `<svg><a xlink:href="java&Tab;script:x()">`: false,
	} {
		if got := scriptFree([]byte(page)); got != want {
			t.Errorf("%s: %v", page, got)
		}
	}
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func FuzzActiveKind(f *testing.F) {
	f.Add("a.svg", "<svg/>")
	f.Add("a", "<!doctype html>")
	f.Fuzz(func(t *testing.T, name, data string) {
		if name != "" {
			kindOf(name, data, 16)
			scriptFree([]byte(data))
			meantAs(name)
			nearlyIndex(name)
			quoted(name)
		}
	})
}
