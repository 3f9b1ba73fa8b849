package pages

import "html/template"

func exampleBody(language string) template.HTML {
	return template.HTML(map[string]string{
		"zh-Hans": `<p>这份综述汇总山东省十一个审计局截至2020年2月下旬的做法。各局分工不同，归纳起来是三条线：派人下到社区和路口；对防疫资金、物资提前介入审计；管好本机关的人员和场所。<sup class="note-mark"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>
<h2 id="jinan">济南市审计局</h2>
<p>市局的人员分到25个社区，靠三项制度运转。详见<a href="https://audit.example.org/notice/2020/02/three-systems.html">三项制度全文</a>。</p>
<h3 id="sanxiang">三项制度</h3>
<ol>
<li>每日报告。各社区当天的总住户数和确诊、疑似、隔离、解除隔离人数，逐项报给市局的疫情工作领导小组。</li>
<li>日常调度。班子成员9点碰头定下当天的事，随后去社区看情况。</li>
</ol>
<h2 id="zibo">淄博市审计局</h2>
<p>审计关口前移。市局先给有关部门寄出“一封信”，提醒管好用好防疫资金和物资；再用电话和网络摸清市本级、各区县的优惠政策与款物收支；然后制定方案，把贪污、截留、挤占、挪用列为查核重点。</p>
<div class="table-scroll" tabindex="0" role="group" aria-labelledby="zibo">
<table><thead><tr><th scope="col">县区</th><th scope="col" class="align-right">财政拨款（万元）</th><th scope="col" class="align-right">社会捐赠（万元）</th><th scope="col" class="align-right">口罩（只）</th><th scope="col">核查结果</th></tr></thead>
<tbody><tr><td>张店区</td><td class="align-right">1,240.50</td><td class="align-right">306.20</td><td class="align-right">120,000</td><td>账实相符</td></tr>
<tr><td>淄川区</td><td class="align-right">860.00</td><td class="align-right">98.75</td><td class="align-right">64,500</td><td>一处登记不全，已补</td></tr></tbody></table>
</div>
<blockquote><p>防疫款物，一分一毫都要有来处、有去处。</p></blockquote>
<h2 id="yantai">烟台市审计局</h2>
<dl><dt>监督员</dt><dd>跟踪防疫物资的采购和捐赠，已监督全市采购6批次。</dd><dt>冲锋员</dt><dd>50岁以下的党员干部组成先锋队，在高速路口协助交警登记车辆。</dd></dl>
<ul><li class="task"><span class="task-mark">☑</span> 采购已核</li><li class="task"><span class="task-mark">☐</span> 捐赠待核</li></ul>
<section class="notes" role="doc-endnotes"><ol><li id="fn-1"><p>各局名称以2020年为准。<a href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section>
`,
		"zh-Hant": `<p>這份綜述匯總山東省十一個審計局截至2020年2月下旬的做法。各局分工不同，歸納起來是三條線：派人下到社區和路口；對防疫資金、物資提前介入審計；管好本機關的人員和場所。</p>
<h2 id="jinan">濟南市審計局</h2>
<p>市局的人員分到25個社區，靠三項制度運轉。</p>
<h3 id="sanxiang">三項制度</h3>
<p>一是每日報告，二是日常調度，三是快速反應。</p>
<h2 id="zibo">淄博市審計局</h2>
<p>審計關口前移。市局先給有關部門寄出「一封信」，提醒管好用好防疫資金和物資。</p>
<h2 id="yantai">煙台市審計局</h2>
<p>市局給自己定了三種角色：監督員、衝鋒員、示範員。</p>
`,
		"en": `<p>This account brings together what eleven audit offices of Shandong did until late February 2020. Their tasks differed, but came down to three lines: people sent to communities and road checks; early audits of relief funds and goods; and care for their own staff and premises.</p>
<h2 id="jinan">Jinan Municipal Audit Bureau</h2>
<p>The bureau’s people were divided among 25 communities and worked by three rules. See <a href="https://audit.example.org/notice/2020/02/three-systems.html">the rules in full</a>.</p>
<h3 id="sanxiang">Three rules</h3>
<ol><li>Daily reports: the number of households, of confirmed and suspected cases, of people in and out of isolation.</li><li>Daily planning at nine, then visits to the communities.</li></ol>
<h2 id="zibo">Zibo Municipal Audit Bureau</h2>
<p>The audit was moved forward. The bureau first wrote a letter to every department concerned, then established by telephone and on line what had been received and spent.</p>
<div class="table-scroll" tabindex="0" role="group" aria-labelledby="zibo"><table><thead><tr><th scope="col">District</th><th scope="col" class="align-right">Public funds</th><th scope="col">Result</th></tr></thead><tbody><tr><td>Zhangdian</td><td class="align-right">1,240.50</td><td>Accounts agree</td></tr></tbody></table></div>
<h2 id="yantai">Yantai Municipal Audit Bureau</h2>
<p>The bureau gave itself three parts to play.</p>
`,
	}[language])
}
