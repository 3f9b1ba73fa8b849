package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

var personal = []problem.Code{problem.IdentityNumber, problem.MobileNumber, problem.BankCard}

func TestPersonalDataIsFound(t *testing.T) {
	for text, want := range map[string]string{
		"柳某，身份证号110101199003074514。":                "identity-number 110*************14",
		"证号37010119621120105X，":                     "identity-number 370*************5X",
		"证号37010119621120105x":                      "identity-number 370*************5X",
		"证号370101 19621120 105X。":                   "identity-number 370*************5X",
		"证号３７０１０１１９６２１１２０１０５Ｘ。":                     "identity-number 370*************5X",
		"证号11010519491231002X，":                     "identity-number 110*************2X",
		"证号440524188001010014。":                     "identity-number 440*************14",
		"电话0086-13812345678":                        "mobile-number 138******78",
		"13812345678@a.example":                     "mobile-number 138******78",
		"卡号4111111111111111。":                       "bank-card 411***********11",
		"居住证810000199001011230":                     "identity-number 810*************30",
		"身份证370101621120105":                        "identity-number 370**********05",
		"电话13812345678。":                            "mobile-number 138******78",
		"电话：138-1234-5678":                          "mobile-number 138******78",
		"电话：138 1234 5678，":                         "mobile-number 138******78",
		"电话１９８１２３４５６７８":                             "mobile-number 198******78",
		"电话+86 13812345678":                         "mobile-number 138******78",
		"电话+8613812345678":                          "mobile-number 138******78",
		"电话13812345678/13912345679":                 "mobile-number 138******78, mobile-number 139******79",
		"柳某,13812345678,河东":                         "mobile-number 138******78",
		"卡号6222021000000001239。":                    "bank-card 622**************39",
		"6217000010000000011":                       "bank-card 621**************11",
		"卡号6222 0210 0000 0001 239":                 "bank-card 622**************39",
		"卡号4212345678901237":                        "bank-card 421***********37",
		"4212 3456 7890 1237":                       "bank-card 421***********37",
		"| 柳某 | 110101199003074514 | 13812345678 |": "identity-number 110*************14, mobile-number 138******78",
	} {
		var got []string
		eachNumber([]byte("一段文字在前，"+text+"\n另一段。"), func(n number) { got = append(got, string(n.code)+" "+mask(n.digits)) })
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %s, want %s", text, strings.Join(got, ", "), want)
		}
	}
}

func TestOtherNumbersAreNoPersonalData(t *testing.T) {
	for _, text := range []string{
		"110101********4514", "370101******20105X", "138****5678", "１３８＊＊＊＊５６７８", "6222********1239",
		"110101199003074515", "110101199013074514", "000101199003074514", "91370101MA3C000001", "911101011990030745140",
		"身份证以外的370101621120105号文件。"[len("身份证"):], "12345、0531-87654321、400-123-4567、010-12345678", "8613812345678901",
		"投资13800000000元", "共13812345678.50元", "约 13812345678 立方米", "￥13812345678", "ZB13812345678", "http://a.example/x?id=13812345678",
		"13812345678.jpg", "编号4212345678901237", "许可5101052020000129号", "6201022020000012", "2020-02-21 2020-03-14", "鲁审〔2020〕13812345678号",
		"6222021000000001238", "1381234567", "许可证编号：13812345678", "流水号6217000010000000011", "138123456789", "3.14159265358979323846", "20200221093000", "第13812345678号",
	} {
		eachNumber([]byte(text), func(n number) { t.Errorf("%s: %s %s", text, n.code, n.digits) })
	}
}

func TestPersonalDataIsReportedWithItsPlaceButWithoutTheNumber(t *testing.T) {
	o := sources(t, map[string]string{
		"a.md":         strings.Replace(bulletinText("一。\n\n柳某，110101199003074514，电话13812345678。"), "甲乙丙丁", "电话13912345678", 1),
		"b/index.md":   bulletinText("二。"),
		"contacts.md":  bulletinText("值班13812345679。"),
		"lists/one.md": bulletinText("值班13812345670。"),
	})
	file := filepath.Join(o.Content, "bulletins", "b", "名单.csv")
	if err := os.WriteFile(file, []byte("姓名,电话\n柳某,13812345671\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r, _ := o.Archive.BySource("bulletins/b/index.md")
	r.Attachments = []bulletin.Attachment{{Name: "名单.csv", Size: 30}}
	o.Allow = []string{"138-1234-5679", "bulletins/lists"}
	got := run(t, o, personal...)
	equalLines(t, got,
		"bulletins/a.md:5:12 mobile-number: 139******78 looks like a mobile number",
		"bulletins/a.md:9:4 identity-number: 110*************14 looks like a resident identity number",
		"bulletins/a.md:9:25 mobile-number: 138******78 looks like a mobile number",
		"bulletins/b/名单.csv:2:4 mobile-number: 138******71 looks like a mobile number")
	o.Allow = []string{"bulletins/*.md", "110101199003074514"}
	if got := run(t, o, personal...); len(got) != 2 || !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "lists/one.md") }) {
		t.Errorf("%s", got)
	}
}

func TestMaskedNumbersAreNoPlaceholders(t *testing.T) {
	o := sources(t, map[string]string{"a.md": bulletinText("证号110101********4514，电话138****5678。\n\n由**组织。")})
	equalLines(t, run(t, o, problem.Placeholder), `bulletins/a.md:9:2 placeholder: "**" looks like a placeholder`)
}

func TestSlipsOfPagesAreReportedToo(t *testing.T) {
	o := sources(t, map[string]string{"a.md": bulletinText("#总体\n\n一。")})
	if err := os.MkdirAll(filepath.Join(o.Content, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "---\ntitle: 关于\n---\n##联系\n\n电话13812345678。\n"
	if err := os.WriteFile(filepath.Join(o.Content, "pages", "about.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	page, _, _, problems := bulletin.ParsePage("pages/about.md", "", []byte(text), bulletin.Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	o.Plain = []*bulletin.Page{page}
	equalLines(t, run(t, o, problem.UnreadHeading, problem.MobileNumber),
		`bulletins/a.md:7:1 unread-heading: "#总体" is shown as it is typed; expected a heading: # and a space before its words`,
		`pages/about.md:4:1 unread-heading: "##联系" is shown as it is typed; expected a heading: # and a space before its words`,
		`pages/about.md:6:3 mobile-number: 138******78 looks like a mobile number`)
	all, err := Corrections(t.Context(), o)
	if err != nil || len(all) != 2 || !strings.HasSuffix(all[1].File, "pages/about.md") || string(all[1].After) != strings.Replace(text, "##联", "## 联", 1) {
		t.Error(err, all)
	}
}
