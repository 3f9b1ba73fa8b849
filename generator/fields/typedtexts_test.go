package fields

import "testing"

// It is long because it is a table.
func TestCommentsThatMayBeText(t *testing.T) {
	prose := func(r *Reader, v *Value) any { r.Prose("key", v); return r.Line("key", v).Value }
	name := func(r *Reader, v *Value) any { return r.Name("key", v).Value }
	names := func(r *Reader, v *Value) any { return len(r.Names("key", v)) }
	flag := func(r *Reader, v *Value) any { return r.Bool("key", v) }
	const cuts = ": a space and # start a comment, so "
	for _, c := range []struct {
		read           func(r *Reader, v *Value) any
		yaml           string
		want, problems string
	}{
		{prose, "关于 #2 泵站", "关于", "f:1:6: warning: key is \"关于\"" + cuts + "\"#2 泵站\" is left out\n  quote it: key: \"关于 #2 泵站\""},
		{prose, "The \"C\" # case", "The \"C\"", "f:1:6: warning: key is \"The \\\"C\\\"\"" + cuts + "\"# case\" is left out\n  quote it: key: 'The \"C\" # case'"},
		{prose, "#2 泵站", "", "f:1:5: warning: key is empty: # starts a comment, so \"#2 泵站\" is left out\n  quote it: key: \"#2 泵站\""},
		{prose, "# 待补", "", ""},
		{prose, "'关于 #2'", "关于 #2", ""},
		{prose, "\"关于\" # c", "关于", ""},
		{prose, "关于#2 泵站", "关于#2 泵站", ""},
		{name, "shuiwu # id, name or alias", "shuiwu", ""},
		{name, "shuiwu   #  编号、名称或别名", "shuiwu", ""},
		{name, "shuiwu #------", "shuiwu", ""},
		{name, "第三中学 #2 校区", "第三中学", "f:1:6: warning: key is \"第三中学\"" + cuts + "\"#2 校区\" is left out\n  quote it: key: \"第三中学 #2 校区\""},
		{names, "\n  - 甲 # first\n  - 乙 #二", "2", "f:3:5: warning: an entry of key is \"乙\"" + cuts + "\"#二\" is left out\n  quote it: \"乙 #二\""},
		{names, "甲 #二", "1", "f:1:6: warning: key is \"甲\"" + cuts + "\"#二\" is left out\n  quote it: key: \"甲 #二\""},
		{flag, "true #now", "true", ""},

		{name, "“甲局”", "甲局", "f:1:6: key is \"“甲局”\"; expected it without the quotation marks\n  write 甲局, or use the straight marks: \"甲局\""},
		{name, "「甲局」", "甲局", "f:1:6: key is \"「甲局」\"; expected it without the quotation marks\n  write 甲局, or use the straight marks: \"甲局\""},
		{name, "“甲”与“乙”", "“甲”与“乙”", ""},
		{prose, "“双减”", "“双减”", ""},
		{names, "\n  -水利\n  -审计", "0", "f:2:3: key is the text \"-水利 -审计\"; expected a list: on each line a hyphen, a space and a text\n  write\nkey:\n  - 水利\n  - 审计"},
		{names, "－水利", "0", "f:1:6: key is the text \"－水利\"; expected a list: on each line a hyphen, a space and a text\n  write\nkey:\n  - 水利"},
	} {
		got, problems := readAs(t, c.yaml, c.read)
		if got != c.want || problems != c.problems {
			t.Errorf("%s: %q, want %q\n got  %s\n want %s", c.yaml, got, c.want, problems, c.problems)
		}
	}
}
