package legacy

import (
	"strings"
	"testing"

	"gongbao/generator/han"
)

// lostBytes are the places in the compilation where bytes were lost, with the original text: the one that fits both the remaining
// bytes and the sentence.
var lostBytes = []struct{ id, before, want string }{
	{"shift@7:24", "??h", "。縣"},
	{"shift@72:24", "?;窓z", "危化品檢"},
	{"shift@87:170", "???", "專科"},
	{"shift@91:15", "??诎度刖车倪^", "海口岸入境的過"},
	{"shift@104:99", `??瓦\`, "停客運"},
	{"shift@131:95", "?!眹译娡都o", "。”國家電投紀"},
	{"shift@150:21", "??h", "。縣"},
	{"shift@152:63", "?!背闪⒁咔榉揽毓ぷ鲗m棃碳o", "。”成立疫情防控工作專項執紀"},
	{"shift@154:30", "??h", "。縣"},
	{"shift@181:284", "?,F", "。現"},
	{"shift@221:86", "?!北O", "。”監"},
	{"shift@223:37", "?!霸谒行^", "。“在所有小區"},
	{"shift@224:39", "?!暗缴鐓^", "。“到社區"},
	{"shift@224:89", "?!倍讲榻M", "。”督查組"},
	{"shift@226:111", "?!边_", "。”達"},
	{"shift@233:5", "?;咔榉揽乇O", "常化疫情防控監"},
	{"shift@233:51", "?!笔屑o", "。”市紀"},
	{"shift@239:44", "?!薄耙敿毩私獯_", "。”“要詳細了解確"},
	{"shift@239:85", "?!?", "。”"},
	{"shift@247:101", "?!焙幽鲜∩糖鹗屑o", "。”河南省商丘市紀"},
	{"shift@250:102", "?!?", "。”"},
	{"shift@303:184", "?,F", "。現"},
	{"shift@315:135", "?,F", "。現"},
	{"shift@319:45", "??h", "。縣"},
	{"shift@319:489", "??h", "。縣"},
	{"shift@322:16", "??谡謨渖形吹轿?", "校口罩儲備尚未到位"},
	{"shift@336:442", "?,F", "。現"},
	{"shift@343:619", "??漆t", "專科醫"},
	{"shift@344:885", "?!钡珜嶋H", "。”但實際"},
	{"shift@347:57", "??漆t", "專科醫"},
	{"shift@349:269", "?,F", "。現"},
	{"shift@360:250", "?;返娜缦井a", "危化品的如消毒產"},
	{"shift@363:27", "??漆t", "專科醫"},
	{"shift@363:436", "?;鶎俞t", "。基層醫"},
	{"shift@369:526", "??傊?", "。總之"},
	{"shift@373:143", "??漆t", "專科醫"},
	{"shift@375:101", "??偨Y", "。總結"},
	{"shift@377:47", "?!斗床徽敻偁幏ā返?", "。《反不正當競爭法》第?"}, // a digit cannot be recovered
	{"shift@403:86", "?!北O", "。”監"},
	{"shift@405:37", "?!霸谒行^", "。“在所有小區"},
	{"shift@406:39", "?!暗缴鐓^", "。“到社區"},
	{"shift@406:89", "?!倍讲榻M", "。”督查組"},
	{"shift@408:111", "?!边_", "。”達"},
	{"shift@415:5", "?;咔榉揽乇O", "常化疫情防控監"},
	{"shift@415:51", "?!笔屑o", "。”市紀"},
	{"shift@426:44", "?!薄耙敿毩私獯_", "。”“要詳細了解確"},
	{"shift@426:85", "?!?", "。”"},
	{"shift@430:101", "?!焙幽鲜∩糖鹗屑o", "。”河南省商丘市紀"},
	{"shift@433:102", "?!?", "。”"},
}

func TestLostBytesInARealPageAreRestored(t *testing.T) {
	repairs := importSeed(t, compilation).Repairs
	found := map[string]Repair{}
	for _, r := range repairs {
		if r.Rule == ShiftRule {
			found[r.ID()] = r
		}
	}
	if len(lostBytes) != 49 {
		t.Fatalf("the table has %d places, expected 49", len(lostBytes))
	}
	exact := 0
	for _, site := range lostBytes {
		r := found[site.id]
		delete(found, site.id)
		switch {
		case r.Made && (r.Before != site.before || r.After != site.want):
			t.Errorf("%s: %q was made %q, expected %q made %q", site.id, r.Before, r.After, site.before, site.want)
		case r.Made && r.Note == "":
			exact++
		case r.Made:
			t.Logf("%s: %q, but %s", site.id, r.After, r.Note)
		default:
			t.Logf("%s: %q is left unchanged; proposed: %q at %s", site.id, site.before, r.After, r.Percent())
		}
	}
	for id, r := range found {
		if r.Made {
			t.Errorf("%s: %q was made %q, and is not damaged", id, r.Before, r.After)
		}
	}
	t.Logf("%d of %d places restored exactly", exact, len(lostBytes))
	if exact < 47 {
		t.Errorf("%d of %d places restored exactly, expected at least 47", exact, len(lostBytes))
	}
}

func TestQuestionsStayQuestions(t *testing.T) {
	for _, text := range []string{
		"“我市完成全员核酸检测需要多少天?核酸检测设备和试剂储备得够不够?采样人员能否满足需求?”他问。",
		"8.如何正确洗手?\n9.如何科学应对疫情带来的心理恐慌?\n",
		"是否组织开展了应急演练?”“目前学校口罩等物资是否齐全?",
		"见http://example.org/a?id=3&b=4和b?c。",
		"什么??真的?!他不信。",
	} {
		repaired, repairs := RepairText(text, Choice{})
		for _, r := range repairs {
			if r.Rule == ShiftRule && r.Made {
				t.Errorf("%q: %q was made %q", text, r.Before, r.After)
			}
		}
		if strings.Count(narrowText(repaired), "?") != strings.Count(text, "?") {
			t.Errorf("%q became %q", text, repaired)
		}
	}
}

func narrowText(s string) string { return strings.Map(narrowForm, s) }

// loseBytes damages a text in the way that the shift rule reverses: it inserts something before the two bytes of each full-width
// ? ! , ; wherever they occur, decodes a lead byte without its trail byte together with what follows as "?", drops unassigned pairs,
// and folds full-width characters.
func loseBytes(t *testing.T, text string) string {
	t.Helper()
	const put = 0
	var data []byte
	for _, r := range text {
		switch p, ok := gbk().bytes(r); {
		case ok:
			data = append(data, p.lead, p.trail)
		case r < 0x80:
			data = append(data, byte(r))
		default:
			t.Fatalf("%c is not in GBK", r)
		}
	}
	var spoilt []byte
	for i, b := range data {
		if b == wideLead && i+1 < len(data) && strings.IndexByte("\xBF\xA1\xAC\xBB", data[i+1]) >= 0 {
			spoilt = append(spoilt, put)
		}
		spoilt = append(spoilt, b)
	}
	var out strings.Builder
	for i := 0; i < len(spoilt); i++ {
		switch b := spoilt[i]; {
		case b == put:
		case b < 0x80:
			out.WriteByte(b)
		case i+1 == len(spoilt) || spoilt[i+1] < firstTrail:
			out.WriteByte('?')
			i++
		default:
			if c := gbk().char(b, spoilt[i+1]); c != 0 {
				out.WriteRune(narrowForm(c))
			}
			i++
		}
	}
	return out.String()
}

func TestBytesLostFromUnseenTextsAreRestored(t *testing.T) {
	// Sentences that did not go into the lexicon. Each loses bytes in traditional script.
	want := han.ToTraditional(strings.Join([]string{
		"会议决定停课一周。县教育局负责通知各校。通知由各校转告家长,并留下记录。",
		"他说:“水库已经检修完毕。”会后大家参观了大坝,听取了管理处的介绍。",
		"沿海口岸全部开放,进出口货物通关时间缩短三成,企业普遍满意。",
		"全市新建传染病专科医院两所,门诊量居全省前列,群众就医更加方便。",
		"工程进展顺利。现已完成土建部分,设备正在安装,预计年底投入使用。",
		"对违反规定的,一律严肃处理。县政府办公室负责监督,每月通报一次。",
		"“请各村及时上报。”乡长说,汛期将至,水位每天都要记录,不得漏报。",
		"讨论会上,代表们建议增加公交班次。”交通局表示将尽快研究答复。",
	}, "\n"))
	damaged := loseBytes(t, want)
	_, repairs := RepairText(damaged, Choice{})
	right, places := 0, 0
	for _, r := range repairs {
		if r.Rule != ShiftRule {
			continue
		}
		places++
		before, after := []rune(damaged[:r.Offset]), []rune(damaged[r.Offset+len(r.Before):])
		restored := string(before[max(0, len(before)-3):]) + r.After + string(after[:min(len(after), 2)])
		switch ok := strings.Contains(narrowText(want), narrowText(restored)); {
		case ok && r.Made:
			right++
		case r.Made:
			t.Errorf("%q was made %q", r.Before, r.After)
		default:
			t.Logf("%q is left unchanged; proposed: %q at %s", r.Before, r.After, r.Percent())
		}
	}
	t.Logf("%d of %d places restored", right, places)
	if places < 6 || right*10 < places*8 {
		t.Errorf("%d of %d places restored; expected at least 6, and eight of ten of them", right, places)
	}
}

func TestRestoredTextKeepsTheScriptOfItsPage(t *testing.T) {
	page := strings.Repeat("縣紀委監委認真落實各項要求,嚴格執紀問責,為復工復產提供保障。\n", 4) + "全力以赴打贏疫情防控阻擊戰??h紀委監委嚴格執紀。\n"
	repaired, _ := RepairText(page, Choice{})
	if !strings.Contains(repaired, "阻擊戰。縣紀委") {
		t.Errorf("got %s", repaired[strings.LastIndex(repaired[:len(repaired)-1], "\n")+1:])
	}
	if han.ScriptOf(repaired) != han.Traditional {
		t.Error("the page is no longer in traditional script")
	}
}

func TestFullyDamagedTextIsReadInFiniteTime(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("?", 1<<20),
		strings.Repeat("?,", 1<<14),
		strings.Repeat("?!瓦班", 1<<5),
		strings.Repeat("\uFFFD鎴戜滑", 1<<5),
	} {
		if repaired, _ := RepairText(text, Choice{}); repaired == "" {
			t.Error("the text is gone")
		}
	}
}
