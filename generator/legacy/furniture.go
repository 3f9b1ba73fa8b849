package legacy

import (
	"regexp"
	"strings"
)

// Page furniture is what an old page shows besides its text: buttons, links for sharing, lists of other pages, notices of the site
// that copied the text. The patterns expect simplified script and narrow punctuation.

var (
	buttons = regexp.MustCompile(`[【\[(<]?\s*(?:特?大|中|小|默认|打印(?:本页|本文|文章|此页|预览)?|关闭(?:窗口|本页|页面)?|收藏(?:本页|本文)?|返回(?:顶部|列表|首页)?|顶部|我要纠错|纠错|推荐|评论|保存|分享|繁体|简体|字体|字号|加入收藏|复制链接|扫一扫|TOP)\s*[】\])>]?`)
	service = regexp.MustCompile(`^(?:分享到|分享至|扫一扫|扫描二维码|您(?:现在)?的?(?:当前)?位置|当前位置|上一篇|下一篇|上一条|下一条|责任编辑电话|技术支持|主办单位|承办单位|网站标识码|.{0,4}ICP备|.?公网安备|Copyright|©)`)
	related = regexp.MustCompile(`^[【\[]?(?:相关(?:文章|新闻|链接|阅读|信息|报道|推荐|稿件)|延伸阅读|热门(?:文章|推荐|新闻)|猜你喜欢|推荐阅读|更多(?:相关)?(?:文章|新闻))[】\]]?:?$`)
	notice  = regexp.MustCompile(`^版权(?:声明|所有|申明)|此文自动收集于网络|文章来源于网络|本站(?:仅提供|不承担|文章)|转载请注明|如有侵权|若有来源错误|免责声明`)
	seo     = regexp.MustCompile(`欢迎(?:品鉴|阅读|大家(?:阅读|参考)|借鉴)|供大家(?:参考|阅读|借鉴)|(?:小编|本站)(?:为|给|整理)|为大家(?:整理|准备|收集)的|将本文的word文档下载|文档为doc格式|点击下载文档|下载(?:本文|文档)`)
)

// isButtons reports whether a plain line consists of buttons only.
func isButtons(plain string) bool {
	return plain != "" && strings.Trim(buttons.ReplaceAllString(plain, ""), " |·:-—>") == ""
}

// isFurniture reports whether a plain line belongs to the site. A long line is text that happens to begin like furniture.
func isFurniture(plain string) bool {
	const longNotice, longService = 450, 200 // bytes
	return isButtons(plain) || len(plain) <= longNotice && notice.MatchString(plain) ||
		len(plain) <= longService && (service.MatchString(plain) || related.MatchString(plain))
}

// isFiller reports whether a plain line is one that copying sites add to the texts they collect.
func isFiller(plain string) bool { return seo.MatchString(plain) }
