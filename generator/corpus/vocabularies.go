package corpus

import (
	"bytes"
	"fmt"
	"strings"
)

func site(languages []string) []byte {
	return fmt.Appendf(nil, "title: {zh-Hans: 公报汇编, zh-Hant: 公報彙編, en: Collected bulletins}\nbase_url: https://bulletin.example.org/\nlanguages: [%s]\ntime_zone: Asia/Shanghai\nstrict: true\n", strings.Join(languages, ", "))
}

// agencyTerms returns a tree of three levels: one agency at the top, fourteen below it, the others below those.
func agencyTerms() []byte {
	var b bytes.Buffer
	for i := range agencies {
		fmt.Fprintf(&b, "- id: a%03d\n  name: {zh-Hans: 第%d审计局, en: Audit Office %d}\n", i, i, i)
		switch {
		case i == 0:
		case i < 15:
			b.WriteString("  parent: a000\n")
		default:
			fmt.Fprintf(&b, "  parent: a%03d\n", 1+i%14)
		}
		fmt.Fprintf(&b, "  region: r%02d\n", i%provinces)
	}
	return b.Bytes()
}

func topicTerms() []byte {
	var b bytes.Buffer
	for i := range topics {
		fmt.Fprintf(&b, "- id: t%02d\n  name: {zh-Hans: %s%s, en: Topic %d}\n", i, chinese[i], chinese[i+topics], i)
	}
	return b.Bytes()
}

func regionTerms() []byte {
	var b bytes.Buffer
	for p := range provinces {
		fmt.Fprintf(&b, "- id: r%02d\n  name: {zh-Hans: 第%d省, en: Province %d}\n", p, p, p)
		for c := range cities {
			fmt.Fprintf(&b, "- id: r%02d-%d\n  name: {zh-Hans: 第%d省第%d市, en: City %d of Province %d}\n  parent: r%02d\n", p, c, p, c, c, p, p)
		}
	}
	return b.Bytes()
}

var chinese = strings.Fields(`审计 公报 通知 公告 决定 意见 办法 规定 报告 情况 工作 部署 落实 整改 监督 检查 预算 执行 财政 资金 项目 管理 采购 招标
物资 捐赠 分配 使用 发放 台账 核查 问题 线索 移送 处理 单位 部门 街道 社区 乡镇 县区 全市 全省 责任 制度 机制 流程 程序 标准 依据 法规
条例 第一 第二 第三 本年度 上半年 季度 月份 截至 期间 以来 共计 其中 分别 同比 增长 下降 万元 亿元 百分点 组织 开展 推进 完善 加强
健全 建立 明确 提出 要求 确保 防止 发现 纠正 公开 公示 征求 反馈 答复 办理 申请 审核 批准 登记 备案 期限 届满 施行 废止 修订 解释
权限 委托 会议 座谈 培训 调研 走访 慰问 值班 应急 预案 演练 储备 调拨 运输 医疗 卫生 教育 民政 交通 水利 农业 环保 住房 就业 社保
扶贫 养老 基金 债务 国有 企业 资产 收益 绩效 评价 考核 问责 纪律 巡察 党组 机关 干部 群众 志愿 服务 窗口 热线 网站 平台 数据 系统
比对 分析 抽样 现场 远程 取证 底稿 复核 结论 建议 回访 销号 长效 专项 重点 民生 普惠 减税 降费 稳岗 复工 复产 保障 供应 市场 价格`)

var english = strings.Fields(`audit bulletin notice office report budget review fund project public procurement tender contract supply
donation material district county city province measure regulation article section annual quarter period total amount increase decrease
percent finding correction follow-up recommendation response deadline approval register record archive inspection supervision discipline
committee meeting training service community resident health education transport water agriculture environment housing employment pension
relief asset debt enterprise performance evaluation data system analysis sample site evidence conclusion published issued revised the of
and for to in on with by under within during after before`)
