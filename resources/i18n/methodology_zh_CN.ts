<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChangesPanel</name>
    <message>
        <source>Compared with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>There</source>
        <translation>那一版</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>no differences</source>
        <translation>没有差别</translation>
    </message>
    <message>
        <source>{0} differences</source>
        <translation>{0} 处差别</translation>
    </message>
</context>
<context>
    <name>ComputePanel</name>
    <message>
        <source>12 months to</source>
        <translation>12 个月，至</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Cap</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Products of the set</source>
        <translation>本组品种</translation>
    </message>
    <message>
        <source>All traded</source>
        <translation>全部有成交品种</translation>
    </message>
    <message>
        <source>In force from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Add as weight set</source>
        <translation>加为权重组</translation>
    </message>
    <message>
        <source>Weights from value shares of eligible trades</source>
        <translation>按可用成交的金额份额算权重</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>t</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>DaysPanel</name>
    <message>
        <source>The book&apos;s table</source>
        <translation>账簿的表</translation>
    </message>
    <message>
        <source>A table of its own</source>
        <translation>方法自带</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>推测</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Mondays to Fridays that stand here are no index days. A change is saved at once and can be undone.</source>
        <translation>列在此处的周一至周五不是指数日。改动立即保存，可以撤销。</translation>
    </message>
    <message>
        <source>This methodology brings its own table; it is saved with the version.</source>
        <translation>此方法自带非交易日表，随版本一起保存。</translation>
    </message>
    <message>
        <source>Non-trading days removed: {count}</source>
        <translation>已删除 {count} 个非交易日</translation>
    </message>
</context>
<context>
    <name>IndicesPanel</name>
    <message>
        <source>Index</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Add index…</source>
        <translation>新增指数…</translation>
    </message>
    <message>
        <source>Remove index</source>
        <translation>删除指数</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>代号</translation>
    </message>
    <message>
        <source>An index of your own has weights of its own over the same daily prices.</source>
        <translation>自编指数用同样的日价格，权重自定。</translation>
    </message>
</context>
<context>
    <name>MethodologyPage</name>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Own indices</source>
        <translation>自编指数</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>非交易日</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Adopt as the next version</source>
        <translation>采用为下一版</translation>
    </message>
    <message>
        <source>Import JSON…</source>
        <translation>导入 JSON…</translation>
    </message>
    <message>
        <source>Export JSON…</source>
        <translation>导出 JSON…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Drop the edits</source>
        <translation>放弃改动</translation>
    </message>
    <message>
        <source>Edits that were not saved are here again.</source>
        <translation>上次没有保存的修改还在。</translation>
    </message>
    <message>
        <source>edited, not saved</source>
        <translation>已改动，未保存</translation>
    </message>
    <message>
        <source>fields that cannot be read: {0}</source>
        <translation>有 {0} 处读不懂，请更正</translation>
    </message>
    <message>
        <source>Back to the edits</source>
        <translation>回到改动</translation>
    </message>
    <message>
        <source>The edits are set aside.</source>
        <translation>改动已搁置。</translation>
    </message>
    <message>
        <source>The edits are dropped.</source>
        <translation>改动已放弃。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Saved: {name}, version {number}</source>
        <translation>已保存：{name} 第 {number} 版</translation>
    </message>
    <message>
        <source>The index follows {name} now.</source>
        <translation>指数已改用方法 {name}。</translation>
    </message>
    <message>
        <source>Import a methodology</source>
        <translation>导入方法</translation>
    </message>
    <message>
        <source>Read. Try it with What if, then save it as a version.</source>
        <translation>已读入。可先试算，再存为新版本。</translation>
    </message>
    <message>
        <source>Export the methodology</source>
        <translation>导出方法</translation>
    </message>
    <message>
        <source>Report of the methodology</source>
        <translation>方法报告</translation>
    </message>
    <message>
        <source>Written.</source>
        <translation>已写出。</translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>was {value}</source>
        <translation>原 {value}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>SaveBar</name>
    <message>
        <source>Effective</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Save only</source>
        <translation>只保存</translation>
    </message>
    <message>
        <source>The book goes on with the methodology that it uses now</source>
        <translation>账簿继续使用现用的方法</translation>
    </message>
    <message>
        <source>Drop the edits</source>
        <translation>放弃改动</translation>
    </message>
    <message>
        <source>Adopt as version {number}</source>
        <translation>采用为第 {number} 版</translation>
    </message>
</context>
<context>
    <name>SetsTable</name>
    <message>
        <source>Product</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>VersionsList</name>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Versions of the methodologies</source>
        <translation>各方法的版本</translation>
    </message>
    <message>
        <source>{name}, used</source>
        <translation>{name}（现用）</translation>
    </message>
    <message>
        <source>Use for this book</source>
        <translation>本账簿改用</translation>
    </message>
    <message>
        <source>Export JSON…</source>
        <translation>导出 JSON…</translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>In force from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Where sets take over, and the value that links them</source>
        <translation>换权重之日与链接值</translation>
    </message>
    <message>
        <source>Compute from trades…</source>
        <translation>按成交计算…</translation>
    </message>
    <message>
        <source>Remove set</source>
        <translation>删除此组</translation>
    </message>
    <message>
        <source>Add set</source>
        <translation>新增组</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Index day</source>
        <translation>指数日</translation>
    </message>
    <message>
        <source>Set from</source>
        <translation>权重组</translation>
    </message>
    <message>
        <source>{day}, base</source>
        <translation>{day}，基期</translation>
    </message>
    <message>
        <source>The weights sum to {0} % and count in proportion.</source>
        <translation>权重合计 {0} %，按比例计。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>The index is still being computed. Try again in a moment.</source>
        <translation>指数仍在计算，请稍后再试。</translation>
    </message>
</context>
<context>
    <name>WhatIfPanel</name>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>Edit a rule or a weight, then see what it would change before it takes effect.</source>
        <translation>改一条规则或权重，先看看会改变什么，再采用。</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现</translation>
    </message>
    <message>
        <source>Differ</source>
        <translation>变动点</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大差</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均差</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态变</translation>
    </message>
    <message>
        <source>t</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>Ex VAT</source>
        <translation>不含税价</translation>
    </message>
    <message>
        <source>CNY/t</source>
        <translation>元/吨</translation>
    </message>
    <message>
        <source>Largest difference {value} on {day}; status of {count} points changes</source>
        <translation>最大差 {value}（{day}）；{count} 个点的状态有变</translation>
    </message>
</context>
<context>
    <name>WhatIfView</name>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Index as it is and as it would be</source>
        <translation>现指数与试算指数</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>{series} series differ, {trades} trades have another code</source>
        <translation>{series} 个序列有变动，{trades} 笔成交判定有变</translation>
    </message>
    <message>
        <source>of the draft before the last edit</source>
        <translation>改动之前的试算</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>现指数</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>pts</source>
        <translation>点</translation>
    </message>
</context>
</TS>
