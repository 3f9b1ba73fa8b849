package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/html"

	"gongbao/generator/bulletin"
)

// A file is active if a browser that opens it from the site runs code with the rights of the site's own pages, or if a server runs it.
// An office that publishes what others sent would hand over its site. So the kind of each file is found by its name, as servers do,
// and by its first bytes where a server would guess. SVG and XML are active only if they hold code, or cannot be checked; HTML is
// always, since what is harmless in it today is decided by the next browser.

// maxDrawing is the size from which a drawing or other XML is not checked, in bytes.
const maxDrawing = 64 << 20

// activeKinds are the kinds of files that are active whatever they hold, by ending.
var activeKinds = map[string]string{
	".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".xht": "HTML", ".shtml": "HTML", ".shtm": "HTML", ".stm": "HTML", ".hta": "HTML", ".htc": "HTML",
	".mht": "HTML", ".mhtml": "HTML", ".webarchive": "HTML",
	".js": "JavaScript", ".mjs": "JavaScript", ".cjs": "JavaScript", ".jse": "JavaScript", ".vbs": "VBScript", ".vbe": "VBScript", ".wasm": "WebAssembly",
	".swf": "Flash", ".xsl": "XSLT", ".xslt": "XSLT", ".xbl": "XBL",
	".php": "PHP", ".phtml": "PHP", ".php5": "PHP", ".phar": "PHP", ".asp": "ASP", ".aspx": "ASP", ".ashx": "ASP", ".asmx": "ASP", ".jsp": "JSP", ".jspx": "JSP",
	".cgi": "CGI", ".pl": "CGI", ".cfm": "ColdFusion",
}

// activeKind returns what a browser or server would run in a file, or "" if nothing. head is the file's start, rest what follows it.
func activeKind(name string, head []byte, rest io.Reader) string {
	ending := strings.ToLower(strings.TrimRight(path.Ext(strings.TrimRight(name, " .")), " "))
	if kind := activeKinds[ending]; kind != "" {
		return kind
	}
	switch ending {
	case ".svgz":
		z, err := gzip.NewReader(io.MultiReader(bytes.NewReader(head), rest))
		if err != nil {
			return "an SVG that cannot be checked"
		}
		return drawingKind("SVG", z)
	case ".svg":
		return drawingKind("SVG", io.MultiReader(bytes.NewReader(head), rest))
	case ".xml", ".rdf", ".rss", ".atom", ".kml", ".gpx", ".gml", ".xsd", ".mathml", ".mml":
		return drawingKind("XML", io.MultiReader(bytes.NewReader(head), rest))
	}
	if bulletin.MediaType(name) != bulletin.UnknownMedia {
		return "" // it is served as that type
	}
	return guessedKind(head, rest)
}

// guessedKind returns the kind of a file with an ending that servers do not know, so that a browser may guess.
func guessedKind(head []byte, rest io.Reader) string {
	start := bytes.TrimLeft(asUTF8(head[:min(len(head), 1024)]), " \t\r\n\f")
	lower := bytes.ToLower(start)
	if !bytes.HasPrefix(lower, []byte("<")) {
		return ""
	}
	for _, tag := range []string{"<?xml", "<svg", "<!doctype svg"} {
		if bytes.HasPrefix(lower, []byte(tag)) {
			return drawingKind("XML", io.MultiReader(bytes.NewReader(head), rest))
		}
	}
	// WHATWG MIME Sniffing §7.1: what a browser takes for HTML.
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style", "<title", "<b", "<body", "<br", "<p", "<!--"} {
		if after, ok := bytes.CutPrefix(lower, []byte(tag)); ok && (tag == "<!--" || len(after) == 0 || after[0] == ' ' || after[0] == '>' || after[0] == '\n' || after[0] == '\r' || after[0] == '\t') {
			return "HTML"
		}
	}
	return ""
}

// asUTF8 converts text in UTF-16, and leaves out a byte order mark.
func asUTF8(b []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return b
	}
	var units []uint16
	for b = b[2:]; len(b) > 1; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return []byte(string(utf16.Decode(units)))
}

// drawingKind reads a drawing or other XML, and returns what a browser would run in it. kind is how it is called.
func drawingKind(kind string, r io.Reader) string {
	unsure := "an " + kind + " that cannot be checked"
	bounded := &io.LimitedReader{R: r, N: maxDrawing + 1}
	in := bufio.NewReader(bounded)
	if mark, _ := in.Peek(3); len(mark) > 2 && (mark[0] >= 0xFE || mark[0] == 0xEF) { // a byte order mark
		data, err := io.ReadAll(in)
		if err != nil {
			return unsure
		}
		in.Reset(bytes.NewReader(asUTF8(data)))
	}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil // asUTF8 has converted it
		}
		return nil, io.ErrUnexpectedEOF
	}
	drawing := kind == "SVG" // so far: other XML is only shown, unless it says that it is a drawing or HTML
	for elements := 0; ; {
		t, err := d.RawToken()
		switch {
		case err == io.EOF && elements > 0 && bounded.N > 0:
			return ""
		case err != nil:
			return unsure
		}
		code := ""
		switch t := t.(type) {
		case xml.StartElement:
			elements++
			drawing = drawing || declares(t, "www.w3.org/2000/svg")
			if drawing || declares(t, "www.w3.org/1999/xhtml") {
				code = codeInElement(t)
			}
		case xml.ProcInst:
			if t.Target == "xml-stylesheet" {
				code = "a style sheet"
			}
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return unsure // names for texts can hide anything
			}
		}
		if code != "" {
			return "an " + kind + " with " + code
		}
	}
}

// declares reports whether an element declares a namespace.
func declares(e xml.StartElement, space string) bool {
	for _, a := range e.Attr {
		if (a.Name.Local == "xmlns" || a.Name.Space == "xmlns") && strings.Contains(strings.ToLower(a.Value), space) {
			return true
		}
	}
	return false
}

// codeInElement returns what a browser would run in an element, or "".
func codeInElement(e xml.StartElement) string {
	switch name := strings.ToLower(e.Name.Local); name {
	case "script", "handler", "listener", "iframe", "embed", "object", "applet", "frame", "form", "base", "meta":
		return "<" + name + ">"
	case "foreignobject":
		return "<foreignObject>"
	case "html", "body":
		return "HTML"
	}
	if declares(e, "www.w3.org/1999/xhtml") {
		return "HTML"
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		value := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, a.Value))
		switch {
		case strings.HasPrefix(name, "on") && len(name) > 2, name == "attributename" && strings.HasPrefix(value, "on"):
			return "an event handler"
		case strings.Contains(value, "javascript:") || strings.Contains(value, "vbscript:"):
			return "a script in an address"
		case strings.Contains(value, "data:") && !harmlessData(value):
			return "a document in an address"
		}
	}
	return ""
}

// harmlessData reports whether all data addresses in a value are pictures or fonts.
func harmlessData(value string) bool {
	for _, after := range strings.Split(value, "data:")[1:] {
		harmless := false
		for _, kind := range []string{"image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif", "font/", "application/font", "application/x-font"} {
			harmless = harmless || strings.HasPrefix(after, kind)
		}
		if !harmless {
			return false
		}
	}
	return true
}

// scriptFree reports whether HTML holds nothing that runs: the files by which search engines and other services recognise the owner
// of a site are such pages.
func scriptFree(data []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(asUTF8(data)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return z.Err() == io.EOF
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			e := xml.StartElement{Name: xml.Name{Local: t.Data}}
			for _, a := range t.Attr {
				if a.Key == "srcdoc" || a.Key == "http-equiv" && !strings.EqualFold(a.Val, "content-type") {
					return false
				}
				e.Attr = append(e.Attr, xml.Attr{Name: xml.Name{Local: a.Key}, Value: a.Val})
			}
			switch code := codeInElement(e); {
			case t.Data == "html" || t.Data == "body":
				e.Name.Local = ""
				if code = codeInElement(e); code != "" && code != "HTML" {
					return false
				}
			case t.Data == "meta": // without a refresh
			case code != "":
				return false
			}
		}
	}
}
