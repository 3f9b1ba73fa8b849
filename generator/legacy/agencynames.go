package legacy

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The last characters of a name show that it is an agency: 局, 厅, 委员会 and so on. Many of them end other words too (布局, 大厅, 落到实处),
// so short endings count only after the words that agency names contain.

var agencyEnding = regexp.MustCompile(`(?:` + strings.Join([]string{
	`[^布格结大全当开战时僵破败定终残]局`,
	`[^大客餐前门舞歌]厅`,
	`委员会|常委会|管委会|居委会|村委会|组委会|工商联|红十字会|总工会|协会|学会|联合会|商会|基金会`,
	`(?:纪|监|党|纪工|党工|政法|发改|卫健|卫计|住建|城管|国资|教工|教|科|经信|市|县|区|省|镇|乡|编)委`,
	`办公室|办事处|管理处|秘书处|代表处|特派员办事处|(?:特派|府|委|扶贫|编|外事|侨|台|防控|应急|网信|法制|督查|信访)办`,
	`人民政府|政府|公署|审计署|总署|海关|法院|检察院|国务院|医院|卫生院|研究院|科学院|学院|大学|学校|中学|小学|幼儿园`,
	`(?:组织|宣传|统战|联络|指挥|武装|教育|科技|公安|民政|司法|财政|商务|交通运输|水利|外交|国防|工业和信息化)部|指挥部`,
	`[^在的]中心|监督所|派出所|研究所|事务所|支队|大队|总队|(?:监督|管理|服务|工作|检验|救助|防治|水文|地震)站`,
	`公司|集团|银行|出版社|通讯社|日报社?|晚报|电视台|广播台|新闻网|在线|妇联|残联|文联|团委|领导小组|纪检监察组|监察组|检察组|督查组|工作组`,
}, "|") + `)$`)

var notAgency = regexp.MustCompile(`^(?:一|二|三|四|五|六|七|八|九|十|各|全|该|本|我|把|对|为|在|以|从|让|将|与|和|是|要|做好|围绕|加强|坚持|关于|推进|强化)|[,.;:!?、。“”《》()]|工作部$|干部$`)

const longestAgency = 24

// isAgency reports whether a text, in simplified script, is the name of an agency and nothing more.
func isAgency(plain string) bool {
	n := utf8.RuneCountInString(plain)
	return n >= 3 && n <= longestAgency && agencyEnding.MatchString(plain) && !notAgency.MatchString(plain)
}

// Term is an agency, a topic or a region of the archive: its id, and the names and aliases that pages use.
type Term struct {
	ID    string
	Names []string
}

// vocabulary finds terms by name, in either script and either width.
type vocabulary struct {
	byName map[string]string
	names  []string // plain, in the order of the terms
}

func newVocabulary(terms []Term) vocabulary {
	v := vocabulary{byName: map[string]string{}}
	for _, t := range terms {
		for _, name := range t.Names {
			plain := simple(strings.TrimSpace(name))
			if plain == "" || v.byName[plain] != "" {
				continue
			}
			v.byName[plain] = t.ID
			v.names = append(v.names, plain)
		}
	}
	return v
}

// id returns the id of a name, or the name itself if no term has it.
func (v vocabulary) id(name string) string {
	if id := v.byName[simple(name)]; id != "" {
		return id
	}
	return name
}

func (v vocabulary) knows(name string) bool { return v.byName[simple(name)] != "" }

// within returns the id of the longest name that a plain text contains, or "".
func (v vocabulary) within(plain string) (id string) {
	longest := 0
	for _, name := range v.names {
		if n := len(name); n > longest && strings.Contains(plain, name) {
			longest, id = n, v.byName[name]
		}
	}
	return id
}
