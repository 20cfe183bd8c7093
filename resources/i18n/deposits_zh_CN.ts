<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Comparison</name>
    <message>
        <source>Newest that price most</source>
        <translation>最新、覆盖最多的</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>All deposits side by side</source>
        <translation>各矿并列</translation>
    </message>
    <message>
        <source>All deposits at the same prices</source>
        <translation>同一价格下的各矿</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>up to</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>The book has no price of any oxide up to that day: import quotes, or choose another day.</source>
        <translation>截至该日账簿里没有任何氧化物价格，请导入报价或换个日期。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>CNY/t incl. VAT. {prices}.</source>
        <translation>元/吨含税。{prices}。</translation>
    </message>
    <message>
        <source>Without a price, counted as nothing: {names}.</source>
        <translation>没有价格、按零计：{names}。</translation>
    </message>
</context>
<context>
    <name>DepositEditor</name>
    <message>
        <source>as in English papers</source>
        <translation>英文单据上的名称</translation>
    </message>
    <message>
        <source>as in Chinese papers</source>
        <translation>中文单据上的名称</translation>
    </message>
    <message>
        <source>book and page, assay certificate</source>
        <translation>书名和页码、化验单号</translation>
    </message>
    <message>
        <source>As the source has it</source>
        <translation>来源如此</translation>
    </message>
    <message>
        <source>Verified against: book and page, certificate</source>
        <translation>核实依据：书名和页码、化验单号</translation>
    </message>
    <message>
        <source>Verified against</source>
        <translation>核实依据</translation>
    </message>
    <message>
        <source>Mark as verified</source>
        <translation>标记为已核实</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Chinese name</source>
        <translation>中文名</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Back to the shipped one</source>
        <translation>恢复自带数据</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save the changes first</source>
        <translation>请先保存修改</translation>
    </message>
    <message>
        <source>The sum shows when every share can be read.</source>
        <translation>占比都能读出后显示合计。</translation>
    </message>
    <message>
        <source>Sum {sum} %: the whole to within the rounding of the shares ({room} points)</source>
        <translation>合计 {sum} %：在舍入差（{room} 个百分点）之内</translation>
    </message>
    <message>
        <source>Not verified: this is said wherever these shares are used.</source>
        <translation>未核实：凡用到这组占比的地方都会注明。</translation>
    </message>
    <message>
        <source>Verified {what}; other shares or another source take the mark away.</source>
        <translation>已核实 {what}；改了占比或来源，核实标记即取消。</translation>
    </message>
    <message>
        <source>Verified {what}</source>
        <translation>已核实 {what}</translation>
    </message>
</context>
<context>
    <name>DepositList</name>
    <message>
        <source>Distributions</source>
        <translation>配分</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Of this book</source>
        <translation>本账簿</translation>
    </message>
    <message>
        <source>Shipped with the program</source>
        <translation>程序自带</translation>
    </message>
</context>
<context>
    <name>DepositsPage</name>
    <message>
        <source>What the rare earths of a deposit consist of, and what that is worth</source>
        <translation>各矿稀土的组成（配分）及其价值</translation>
    </message>
    <message>
        <source>Copy for Excel</source>
        <translation>复制到 Excel</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>已保存：{name}</translation>
    </message>
    <message>
        <source>Verified: {name}</source>
        <translation>已核实：{name}</translation>
    </message>
    <message>
        <source>Deleted: {name}</source>
        <translation>已删除：{name}</translation>
    </message>
    <message>
        <source>The shares are on the clipboard.</source>
        <translation>占比已复制到剪贴板。</translation>
    </message>
</context>
</TS>
