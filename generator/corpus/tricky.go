package corpus

import (
	"strconv"
	"strings"
)

// A lookalike is something that looks like a mistake and is none. A check that warns of it is wrong.
type lookalike struct{ front, body string }

var lookalikes = []lookalike{
	{"", "本期培训讲授 C#、C++ 与 F# 三门课程，编号 #12 的座位空缺，#世界水日# 话题另见官方账号。\n"},
	{"", "热线 12345，监督电话 0531-86051234、400-810-0001，传真 010-66001234。邮政编码 250014。\n"},
	{"", "中奖者身份证号为 110101\\*\\*\\*\\*\\*\\*\\*\\*4514，手机号为 138\\*\\*\\*\\*5678，均已核对。\n"},
	{"", "订单 202002211234567890 与批次 20200221-000123 已经入库，流水号 9900112233445566778 作废。\n"},
	{"", "气温为 -5 ℃ 至 3 ℃，投票比例 3:1，占总数的 3/4，版本为 1.2.3，定额 3.5 万元。\n"},
	{"", "1. 总体情况\n2. 主要问题\n   - 台账不全\n   - 记录不实\n3. 整改要求\n"},
	{"", "```\n##不是标题\n-不是列表\n1.也不是列表\n[文]（链接）\n```\n"},
	{"", "命令 `#define X`、`[TOC]`、`:::` 与 `$x$` 原样显示，`| 表 |` 也是。\n"},
	{"", "- 第一项\n\n  这一项的第二段。\n\n- 第二项\n"},
	{"", "（一）本条单独成段。\n\n（二）这一条也单独成段。\n"},
	{"", "第一条　为了规范管理，制定本办法。\n\n第二条　本办法自公布之日起施行。\n"},
	{"", "票价 $100，押金 US$200；公式见附录。价格区间是 5~8 元，约合 $1。\n"},
	{"", "正文完。\n\n---\n\n以下为附注。\n"},
	{"", "| 项目 | 金额（元） |\n| :-- | --: |\n| 材料 | 1,200.50 |\n| 人工 | -300 |\n"},
	{"", "对照表[^1]另附。\n\n[^1]: 数据截至上月末。\n"},
	{"", "详见[办事指南（2020 年版）](https://example.org/a_(1).html)，或访问 <https://example.org/b>。\n"},
	{"", "**特别提示**：请在规定期限内办理，*逾期不候*，**从快** 办理的除外。\n"},
	{"", "> 引用的文件写道：“应当公开”。\n>\n> 落款略。\n"},
	{"", "《办法》（〔2019〕7号）第 3 条规定：“不得……”。参见 [2020] 年鉴、【注】及（一）项。\n"},
	{"", "注：带 * 的为预计数，a * b = c，x_1 与 y_2 为变量。\n"},
	{"subtitle: \"关于 C# 与 # 号的说明\"\n", ""},
	{"editor: '王: 一'\n", ""},
	{"source: 第{i}期简报#2\n", ""},
	{"status: current # 有效\n", ""},
	{"index_number: 370100-{i}/2020\n", ""},
	{"aliases: [/old/{i}.html]\n", ""},
	{"status: corrected\nchanges:\n  - date: 2025-12-30\n    note: 更正附表，见附件\n", ""},
	{"# 编辑备注：已经两人复核\n", ""},
}

// lookalike returns the one that stands in a bulletin, if any.
func (o Options) lookalike(i int) lookalike {
	if !o.Tricky || i%3 != 0 {
		return lookalike{}
	}
	l := lookalikes[i/3%len(lookalikes)]
	l.front = strings.ReplaceAll(l.front, "{i}", strconv.Itoa(i))
	return l
}
