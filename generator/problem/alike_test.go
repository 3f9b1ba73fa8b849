package problem

import "testing"

func TestAlikeSaysHowTwoNamesDiffer(t *testing.T) {
	known := []string{"附件.PDF", "U\u0308bersicht.pdf", "表１.xlsx", "附件 二.pdf", "café.txt", "Ａnnex.pdf", "other.pdf"}
	for written, want := range map[string][2]string{
		"附件.pdf":                {"附件.PDF", "only in the case of letters"},
		"\u00dcbersicht.pdf":    {"U\u0308bersicht.pdf", "only in how accents are stored (Unicode NFC or NFD)"},
		"表1.xlsx":               {"表１.xlsx", "only in full-width and half-width characters"},
		"附件二.pdf":               {"附件 二.pdf", "only in spaces"},
		"附件\u3000二.pdf":         {"附件 二.pdf", "only in spaces"},
		"附件 二.pdf ":             {"附件 二.pdf", "only in spaces"},
		"cafe\u0301.TXT":        {"café.txt", "only in the case of letters and in how accents are stored (Unicode NFC or NFD)"},
		"\u00fcbersicht.PDF":    {"U\u0308bersicht.pdf", "only in the case of letters and in how accents are stored (Unicode NFC or NFD)"},
		"annex.pdf":             {"Ａnnex.pdf", "only in the case of letters and in full-width and half-width characters"},
		"附件.PDF":                {"", ""},
		"附表.PDF":                {"", ""},
		"":                      {"", ""},
		"a name that is unlike": {"", ""},
	} {
		if name, how := Alike(written, known); name != want[0] || how != want[1] {
			t.Errorf("%+q: %+q differs %s; want %+q", written, name, how, want)
		}
	}
}
