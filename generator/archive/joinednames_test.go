package archive

import (
	"testing"

	"gongbao/generator/problem"
)

func TestNamesJoinedInOneTextAreReported(t *testing.T) {
	for name, want := range map[string]string{
		"供水，排水":           "[供水, 排水]",
		"供水, 排水":          "[供水, 排水]",
		"供水；排水;节水":        "[供水, 排水, 节水]",
		"甲市水务局、甲市财政局":     "[甲市水务局, 甲市财政局]",
		"甲市水务局 甲市财政局":     "[甲市水务局, 甲市财政局]",
		"甲縣水利局　甲縣財政局":     "[甲縣水利局, 甲縣財政局]",
		"甲市水务局（河道科），乙市政府": "[甲市水务局（河道科）, 乙市政府]",
		"C++，C#":                                       `[C++, "C#"]`,
		"财政、金融、审计":                                     "",
		"市委、市政府办公室":                                    "",
		"甲市水务局 节水科":                                    "",
		"甲市水务局（河道科，供水科）":                               "",
		"Department of Housing, Planning and Building": "",
		"ئۇيغۇر ئاپتونوم رايونى":                       "",
		"甲市水务局":                                        "",
	} {
		_, problems := New(each(Agencies, name), Vocabulary{}, options)
		hint := ""
		for _, p := range problems {
			if p.Code == problem.JoinedNames {
				hint = p.Hint
				if !p.Warning || p.File == "" || p.Line != 7 {
					t.Errorf("%s: %v", name, p)
				}
			}
		}
		if want != "" {
			want = "write them as a list: " + want + "; if it is one name, declare it in agencies.yaml"
		}
		if hint != want {
			t.Errorf("%s: hint %q, want %q", name, hint, want)
		}
	}
}

func TestMarkBetweenTwoKnownTopicsJoinsThem(t *testing.T) {
	_, problems := New(each(Topics, "供水", "排水", "供水、排水", "供水、节水"), Vocabulary{}, options)
	var found []string
	for _, p := range problems {
		found = append(found, p.Message)
	}
	if len(found) != 1 || found[0] != `topic "供水、排水" looks like 2 names in one text; expected one name` {
		t.Errorf("%q", found)
	}
}
