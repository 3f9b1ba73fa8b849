package legacy

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const circular = "关于进一步加强安全生产工作的通知\n各县人民政府，市政府各部门：\n为切实保障人民群众生命财产安全，现将有关事项通知如下。\n"

func encode(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPagesInCommonEncodingsAreRead(t *testing.T) {
	const traditional = "關於進一步加強安全生產工作的通知\n各縣人民政府，市政府各部門：\n為切實保障人民群眾生命財產安全，現將有關事項通知如下。\n"
	for _, c := range []struct {
		name     string
		data     []byte
		declared string
		want     string
		encoding string
	}{
		{"UTF-8", []byte(circular), "", circular, "utf-8"},
		{"UTF-8 with a mark", []byte("\xEF\xBB\xBF" + circular), "", circular, "utf-8"},
		{"UTF-8, declared as something else", []byte(circular), "gb2312", circular, "utf-8"},
		{"GBK, declared", encode(t, simplifiedchinese.GBK, circular), "GB2312", circular, "gb18030"},
		{"GBK, detected", encode(t, simplifiedchinese.GBK, circular), "", circular, "gb18030"},
		{"GB 18030 beyond GBK", encode(t, simplifiedchinese.GB18030, circular+"㐀𠀀"), "gb18030", circular + "㐀𠀀", "gb18030"},
		{"GBK, declared as Big5", encode(t, simplifiedchinese.GBK, circular), "big5", circular, "gb18030"},
		{"Big5, declared", encode(t, traditionalchinese.Big5, traditional), "big5", traditional, "big5"},
		{"Big5, detected", encode(t, traditionalchinese.Big5, traditional), "", traditional, "big5"},
		{"UTF-16 with a mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), circular), "", circular, "utf-16le"},
		{"UTF-16, the other order", encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), circular), "", circular, "utf-16be"},
		{"UTF-16 without a mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "a b c d\n"+circular), "", "a b c d\n" + circular, "utf-16le"},
		{"an encoding that a page names itself", encode(t, simplifiedchinese.GBK, `<meta charset="gbk"><p>`+circular), "", `<meta charset="gbk"><p>` + circular, "gb18030"},
		{"an XML declaration", encode(t, traditionalchinese.Big5, `<?xml version="1.0" encoding="big5"?>`+traditional), "", `<?xml version="1.0" encoding="big5"?>` + traditional, "big5"},
		{"line ends of other systems", []byte("一\r\n二\r三\n"), "", "一\n二\n三\n", "utf-8"},
		{"nothing", nil, "", "", "utf-8"},
	} {
		text, name, err := Decode(c.data, c.declared)
		if err != nil || text != c.want || name != c.encoding {
			t.Errorf("%s: %.30q as %s, %v; expected %.30q as %s", c.name, text, name, err, c.want, c.encoding)
		}
	}
}

func TestAFewBadBytesDoNotChangeTheEncoding(t *testing.T) {
	data := encode(t, simplifiedchinese.GBK, strings.Repeat(circular, 5))
	data = append(data[:100:100], append([]byte{0xFF, 0x3F}, data[100:]...)...)
	text, name, err := Decode(data, "gbk")
	if err != nil || name != "gb18030" || !strings.Contains(text, "安全生产工作的通知") || strings.Count(text, "\uFFFD") == 0 {
		t.Errorf("%.60q as %s, %v", text, name, err)
	}
}

func TestBytesThatAreNotTextAreRefused(t *testing.T) {
	for _, data := range []string{"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n\x00\x01\xff\xfe\x00", strings.Repeat("\xff\xfe\xfd", 400)[1:]} {
		if text, name, err := Decode([]byte(data), ""); err == nil {
			t.Errorf("%.12q was read as %s: %.20q", data, name, text)
		}
	}
}
