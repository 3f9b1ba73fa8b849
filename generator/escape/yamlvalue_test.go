package escape

import "testing"

func TestYAMLIsPlainOnlyIfItCannotMeanAnythingElse(t *testing.T) {
	for _, s := range []string{
		"公告", "关于“三项制度”（试行）的通知", "2020年公告", "国办发〔2017〕47号", "一〇二", "jinan-audit", "Notice of 1.5 (draft)", "a/b", "2020-02-21", "〈甲〉", "a  b",
	} {
		if got := string(AppendYAML(nil, s)); got != s {
			t.Errorf("%q is written as %s; want it plain", s, got)
		}
	}
	for s, want := range map[string]string{
		"": `""`, "1": `"1"`, "1e3": `"1e3"`, "0x1F": `"0x1F"`, "1_000": `"1_000"`, "3.14": `"3.14"`, ".5": `".5"`, ".inf": `".inf"`, "1920x1080": `"1920x1080"`,
		"Yes": `"Yes"`, "null": `"null"`, "~": `"~"`, "a: b": `"a: b"`, "a #b": `"a #b"`, "- x": `"- x"`, "a, b": `"a, b"`, "<<": `"<<"`, " 甲": `" 甲"`, "甲 ": `"甲 "`,
		"a\nb": `"a\nb"`, "甲\t": `"甲\u0009"`, `a"b`: `"a\"b"`, "\u2028": `"\u2028"`, "\xff": "\"\uFFFD\"", "\u00a0": "\"\u00a0\"", "\ufeffa": "\"\ufeffa\"",
		"2020-2-211": `"2020-2-211"`, "2020-02-١": "\"2020-02-١\"",
	} {
		if got := string(AppendYAML([]byte("x: "), s)); got != "x: "+want {
			t.Errorf("%q is written as %s, want x: %s", s, got, want)
		}
	}
}
