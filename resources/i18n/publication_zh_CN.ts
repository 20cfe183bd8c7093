<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Course</name>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Which publication</source>
        <translation>哪次公布</translation>
    </message>
    <message>
        <source>as published on</source>
        <translation>截至某日的公布值</translation>
    </message>
    <message>
        <source>as published last</source>
        <translation>最近公布值</translation>
    </message>
    <message>
        <source>as published first</source>
        <translation>首次公布值</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>As published on</source>
        <translation>公布截至</translation>
    </message>
    <message>
        <source>Published and live index</source>
        <translation>公布值与现值</translation>
    </message>
    <message>
        <source>{count} published, up to {date}</source>
        <translation>已公布 {count} 期，至 {date}</translation>
    </message>
    <message>
        <source>Nothing was published by then</source>
        <translation>到那时还没有公布</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>公布值</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现值</translation>
    </message>
    <message>
        <source>pts</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Restated: {reason}</source>
        <translation>重述：{reason}</translation>
    </message>
</context>
<context>
    <name>MovedPanel</name>
    <message>
        <source>Moved since publication</source>
        <translation>公布后有变动</translation>
    </message>
    <message>
        <source>Why it is restated, such as: a late trade was entered</source>
        <translation>重述原因，如：补录成交</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Restate</source>
        <translation>重述</translation>
    </message>
    <message>
        <source>{count} may be restated</source>
        <translation>{count} 点可重述</translation>
    </message>
    <message>
        <source>Restate {count}</source>
        <translation>重述 {count} 点</translation>
    </message>
</context>
<context>
    <name>NextBar</name>
    <message>
        <source>Publish</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>Publish {count}</source>
        <translation>公布 {count} 期</translation>
    </message>
    <message>
        <source>All published</source>
        <translation>已全部公布</translation>
    </message>
</context>
<context>
    <name>Publication</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Restated</source>
        <translation>重述</translation>
    </message>
    <message>
        <source>Published at</source>
        <translation>公布时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>公布人</translation>
    </message>
    <message>
        <source>Methodology</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>restatement</source>
        <translation>重述版</translation>
    </message>
    <message>
        <source>restated</source>
        <translation>已被重述</translation>
    </message>
    <message>
        <source>restated again</source>
        <translation>再被重述</translation>
    </message>
    <message>
        <source>Moved furthest</source>
        <translation>变动最大</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>公布值</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现值</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>起因</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>Deal or source</source>
        <translation>单号或来源</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>PublicationPage</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>The index is being computed.</source>
        <translation>指数计算中。</translation>
    </message>
    <message>
        <source>Nothing has been published yet. Publishing freezes the figures with their hashes; what comes in later shows as moved and alters nothing.</source>
        <translation>还没有公布过。公布后数值和哈希即被冻结；之后补进的成交只列为变动，不改已公布的。</translation>
    </message>
    <message>
        <source>Publish all that is due</source>
        <translation>公布全部到期的</translation>
    </message>
    <message>
        <source>There is no index to publish yet. It starts with the first ledger you bring in.</source>
        <translation>还没有可公布的指数，先导入台账。</translation>
    </message>
    <message>
        <source>All changes</source>
        <translation>全部变动</translation>
    </message>
    <message>
        <source>Compares also what was published too long ago to be restated</source>
        <translation>连同已过重述期限的一并比较</translation>
    </message>
    <message>
        <source>Import a workbook…</source>
        <translation>导入工作簿…</translation>
    </message>
    <message>
        <source>Verify the vintage</source>
        <translation>校验版本</translation>
    </message>
    <message>
        <source>{count} published</source>
        <translation>已公布 {count} 期</translation>
    </message>
    <message>
        <source>Publishing</source>
        <translation>公布中</translation>
    </message>
    <message>
        <source>Published: {count}</source>
        <translation>已公布 {count} 期</translation>
    </message>
    <message>
        <source>Restated: {count}</source>
        <translation>已重述 {count} 点</translation>
    </message>
</context>
<context>
    <name>VintagePanel</name>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Price, CNY/t</source>
        <translation>价格 元/吨</translation>
    </message>
    <message>
        <source>What moved it</source>
        <translation>起因明细</translation>
    </message>
    <message>
        <source>Vintages of this point</source>
        <translation>该点的公布版本</translation>
    </message>
    <message>
        <source>Hashes, SHA-256</source>
        <translation>哈希 SHA-256</translation>
    </message>
    <message>
        <source>Daily prices of that day</source>
        <translation>当日价格</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Methodology</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Copy document</source>
        <translation>复制文件</translation>
    </message>
    <message>
        <source>Vintage {number}</source>
        <translation>版本 {number}</translation>
    </message>
    <message>
        <source>Published {at} by {who}</source>
        <translation>{at} 由 {who} 公布</translation>
    </message>
    <message>
        <source>Methodology {name}, version {version}</source>
        <translation>方法 {name} 第 {version} 版</translation>
    </message>
    <message>
        <source>Takes the place of vintage {number}: {reason}</source>
        <translation>取代版本 {number}：{reason}</translation>
    </message>
    <message>
        <source>The live index has no such point any more.</source>
        <translation>现在的指数已没有这一点。</translation>
    </message>
    <message>
        <source>Inputs and methodology are those of the publication.</source>
        <translation>输入和方法与公布时相同。</translation>
    </message>
    <message>
        <source>The inputs have changed since.</source>
        <translation>公布后输入有变。</translation>
    </message>
    <message>
        <source>The methodology is another one since.</source>
        <translation>公布后方法有变。</translation>
    </message>
    <message>
        <source>Hash is right</source>
        <translation>哈希相符</translation>
    </message>
    <message>
        <source>Hash is wrong: altered</source>
        <translation>哈希不符：已被改动</translation>
    </message>
    <message>
        <source>The document is on the clipboard, byte for byte.</source>
        <translation>公布文件已原样复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>_Cell</name>
    <message>
        <source>Publish</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>Publish today</source>
        <translation>公布今日</translation>
    </message>
    <message>
        <source>Before the day is over: what comes in later shows as moved</source>
        <translation>今日未完先公布；之后补进的成交会列为变动</translation>
    </message>
    <message>
        <source>{count} not published</source>
        <translation>{count} 期未公布</translation>
    </message>
    <message>
        <source>published up to {date}</source>
        <translation>已公布至 {date}</translation>
    </message>
    <message>
        <source>nothing to publish yet</source>
        <translation>暂无可公布</translation>
    </message>
</context>
</TS>
