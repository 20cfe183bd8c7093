<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Explain</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Members and weights</source>
        <translation>成员与权重</translation>
    </message>
    <message>
        <source>Trades of the member</source>
        <translation>该成员的成交</translation>
    </message>
    <message>
        <source>Trades left out</source>
        <translation>未采用的成交</translation>
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
        <source>CNY/t, ex VAT</source>
        <translation>元/吨，不含税</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>复制全部</translation>
    </message>
    <message>
        <source>Not in the weights: a daily price, no index series.</source>
        <translation>不在权重内：只有日价，没有指数。</translation>
    </message>
    <message>
        <source>desk</source>
        <translation>本台</translation>
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
    <message>
        <source>no trade in the window</source>
        <translation>窗口内无成交</translation>
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
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期价</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
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
</context>
<context>
    <name>IndexContent</name>
    <message>
        <source>Volume</source>
        <translation>成交量</translation>
    </message>
    <message>
        <source>t</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>{0} % limit</source>
        <translation>{0} % 线</translation>
    </message>
    <message>
        <source>pts</source>
        <translation>点</translation>
    </message>
    <message>
        <source>CNY/t</source>
        <translation>元/吨</translation>
    </message>
    <message>
        <source>Concentrate {0}: unknown</source>
        <translation>精矿 {0}：未知</translation>
    </message>
    <message>
        <source>Concentrate, announced</source>
        <translation>精矿公布价</translation>
    </message>
    <message>
        <source>Conc.</source>
        <translation>精矿</translation>
    </message>
</context>
<context>
    <name>IndexPage</name>
    <message>
        <source>What the chart shows</source>
        <translation>图中显示什么</translation>
    </message>
    <message>
        <source>1M</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>3M</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>6M</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>YTD</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>1Y</source>
        <translation>1年</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Rebased</source>
        <translation>定基</translation>
    </message>
    <message>
        <source>Every line is 100 on the first day in view</source>
        <translation>各线以图中首日为 100</translation>
    </message>
    <message>
        <source>Index chart</source>
        <translation>指数走势图</translation>
    </message>
    <message>
        <source>The index is computed from the trades of this book. It starts with the first ledger you bring in.</source>
        <translation>指数由本账簿的成交计算。导入第一本台账，这里就有走势。</translation>
    </message>
    <message>
        <source>Import a workbook...</source>
        <translation>导入工作簿…</translation>
    </message>
    <message>
        <source>The index is being computed.</source>
        <translation>正在计算指数。</translation>
    </message>
    <message>
        <source>Copy chart</source>
        <translation>复制图</translation>
    </message>
    <message>
        <source>The chart is on the clipboard.</source>
        <translation>图已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>The chart is saved.</source>
        <translation>图已保存。</translation>
    </message>
    <message>
        <source>The chart could not be written there. Choose another folder.</source>
        <translation>图无法写到那里，请换一个文件夹。</translation>
    </message>
    <message>
        <source>Save chart as PNG...</source>
        <translation>图存为 PNG…</translation>
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
</context>
</TS>
