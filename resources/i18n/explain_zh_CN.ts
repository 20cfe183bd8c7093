<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChangeView</name>
    <message>
        <source>Change since</source>
        <translation>涨跌起点</translation>
    </message>
    <message>
        <source>the point before</source>
        <translation>上一点</translation>
    </message>
    <message>
        <source>a week before</source>
        <translation>一周前</translation>
    </message>
    <message>
        <source>a month before</source>
        <translation>一个月前</translation>
    </message>
    <message>
        <source>three months before</source>
        <translation>三个月前</translation>
    </message>
    <message>
        <source>the end of last year</source>
        <translation>上年末</translation>
    </message>
    <message>
        <source>a year before</source>
        <translation>一年前</translation>
    </message>
    <message>
        <source>the first point</source>
        <translation>首个点</translation>
    </message>
    <message>
        <source>a date…</source>
        <translation>指定日期…</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Contributions of products</source>
        <translation>各品种贡献</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>较</translation>
    </message>
    <message>
        <source>There is no point before this one.</source>
        <translation>此前没有点。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>New weights in between: {0}</source>
        <translation>其间换权重：{0}</translation>
    </message>
</context>
<context>
    <name>Crumbs</name>
    <message>
        <source>Up to {0}</source>
        <translation>上到 {0}</translation>
    </message>
</context>
<context>
    <name>DaysView</name>
    <message>
        <source>Days of the period</source>
        <translation>周期内各日</translation>
    </message>
    <message>
        <source>Enter or a double click opens the day</source>
        <translation>回车或双击打开当日</translation>
    </message>
    <message>
        <source>mean of the published values</source>
        <translation>公布值的平均</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>各日</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 日</translation>
    </message>
    <message>
        <source>Mean of days</source>
        <translation>平均</translation>
    </message>
</context>
<context>
    <name>ExplainBody</name>
    <message>
        <source>Point</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Grounds</source>
        <translation>依据</translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Explain</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Point before</source>
        <translation>上一点</translation>
    </message>
    <message>
        <source>Point after</source>
        <translation>下一点</translation>
    </message>
    <message>
        <source>Export Excel</source>
        <translation>导出 Excel</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>复制全部</translation>
    </message>
    <message>
        <source>Moved since the point before: {0} points</source>
        <translation>较上一点带动：{0} 点</translation>
    </message>
    <message>
        <source>Not in the weights: a daily price, no index series.</source>
        <translation>不在权重内：只有日价，没有指数。</translation>
    </message>
    <message>
        <source>Methodology {0}, version {1}, weights from {2}</source>
        <translation>方法 {0} · 第 {1} 版 · 权重自 {2}</translation>
    </message>
    <message>
        <source>Chain link {0}: level carried over to these weights</source>
        <translation>链接点位 {0}：换权重时点位衔接</translation>
    </message>
</context>
<context>
    <name>ExplainTables</name>
    <message>
        <source>Member</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期价</translation>
    </message>
    <message>
        <source>held</source>
        <translation>沿用</translation>
    </message>
    <message>
        <source>Off median</source>
        <translation>偏离中位</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Moved with</source>
        <translation>随</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>too far off</source>
        <translation>偏离过大</translation>
    </message>
    <message>
        <source>Deal</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Buyer ← seller</source>
        <translation>买 ← 卖</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Cov.</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Wt</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>t</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>Of value</source>
        <translation>贡献</translation>
    </message>
</context>
<context>
    <name>GroundsView</name>
    <message>
        <source>Member</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>Days of the base period</source>
        <translation>基期各日</translation>
    </message>
    <message>
        <source>CNY/t, ex VAT</source>
        <translation>元/吨，不含税</translation>
    </message>
    <message>
        <source>How the imputed price came about</source>
        <translation>推算价的由来</translation>
    </message>
    <message>
        <source>Chain link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>by the weights before</source>
        <translation>按前一权重组</translation>
    </message>
    <message>
        <source>Reference price of</source>
        <translation>基期价</translation>
    </message>
    <message>
        <source>Methodology {0}, version {1}</source>
        <translation>方法 {0} · 第 {1} 版</translation>
    </message>
    <message>
        <source>{0} CNY/t: the daily price of {1}, on which these weights came into force</source>
        <translation>{0} 元/吨：本权重组启用日 {1} 的日价</translation>
    </message>
    <message>
        <source>{0} CNY/t: mean of {1} days of the base period with a price of their own</source>
        <translation>{0} 元/吨：基期内 {1} 个有自身价的日子的平均</translation>
    </message>
    <message>
        <source>{0} left out, more than {1} % from the median {2}</source>
        <translation>剔除 {0} 日：偏离中位数 {2} 超过 {1} %</translation>
    </message>
    <message>
        <source>{0}: {1} by the weights of {2}; from then on those of {3}</source>
        <translation>{0} 按 {2} 的权重为 {1}，此后改用 {3} 的权重</translation>
    </message>
</context>
<context>
    <name>LeftOutView</name>
    <message>
        <source>Trades left out</source>
        <translation>未采用的成交</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>未采用 {0} 笔</translation>
    </message>
    <message>
        <source>None left out</source>
        <translation>没有未采用的成交</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0} {1} 笔</translation>
    </message>
</context>
<context>
    <name>MembersView</name>
    <message>
        <source>Members and weights</source>
        <translation>成员与权重</translation>
    </message>
    <message>
        <source>Trades of the member</source>
        <translation>该成员的成交</translation>
    </message>
    <message>
        <source>CNY/t, ex VAT</source>
        <translation>元/吨，不含税</translation>
    </message>
    <message>
        <source>desk</source>
        <translation>我方</translation>
    </message>
    <message>
        <source>Trades of {0}</source>
        <translation>{0} 的成交</translation>
    </message>
    <message>
        <source>{0} trades, {1} pairs</source>
        <translation>{0} 笔，{1} 对</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>加权平均</translation>
    </message>
    <message>
        <source>no trade in the window</source>
        <translation>窗口内无成交</translation>
    </message>
</context>
<context>
    <name>SheetOut</name>
    <message>
        <source>Audit sheet</source>
        <translation>核查表</translation>
    </message>
    <message>
        <source>The audit sheet is written.</source>
        <translation>核查表已写出。</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>成交笔数</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>交易对</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Volume, t</source>
        <translation>成交量（吨）</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>No point on this day: a member has no price yet.</source>
        <translation>这一天没有点位：有成员尚无价格。</translation>
    </message>
    <message>
        <source>Mean of the days</source>
        <translation>各日平均</translation>
    </message>
    <message>
        <source>Every member has a price of its own</source>
        <translation>所有成员都有自身价</translation>
    </message>
    <message>
        <source>Without a price of their own: {0}</source>
        <translation>无自身价：{0}</translation>
    </message>
    <message>
        <source>Different pairs of buyer and seller, whichever way round, behind {0} trades</source>
        <translation>{0} 笔成交中不同的买卖双方，不分方向</translation>
    </message>
</context>
<context>
    <name>WithoutLine</name>
    <message>
        <source>Choose a trade to see the index without it.</source>
        <translation>选一笔成交，看去掉它后的点位。</translation>
    </message>
    <message>
        <source>Without {0}: …</source>
        <translation>去掉 {0}：…</translation>
    </message>
    <message>
        <source>Without {0}</source>
        <translation>去掉 {0}</translation>
    </message>
    <message>
        <source>Had it priced</source>
        <translation>若采用</translation>
    </message>
    <message>
        <source>{0}: nothing moves</source>
        <translation>{0}：不变</translation>
    </message>
    <message>
        <source>no point</source>
        <translation>无点</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>本点不变</translation>
    </message>
    <message>
        <source>; {0} points move, most on {1}: {2}</source>
        <translation>；共动 {0} 点，{1} 最多 {2}</translation>
    </message>
    <message>
        <source>{0}: {1}{2}</source>
        <translation>{0}：{1}{2}</translation>
    </message>
</context>
</TS>
