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
