<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FormulaNote</name>
    <message>
        <source>Window of {count}, {splice}: {says}.</source>
        <translation>{count} 期窗口，{splice}：{says}。</translation>
    </message>
</context>
<context>
    <name>Lab</name>
    <message>
        <source>first period = 100</source>
        <translation>首期 = 100</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>偏离</translation>
    </message>
</context>
<context>
    <name>LabPage</name>
    <message>
        <source>Formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Formulas compared</source>
        <translation>公式对比</translation>
    </message>
    <message>
        <source>The index is being computed.</source>
        <translation>正在计算指数。</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Tick the formulas to compare.</source>
        <translation>请勾选要比较的公式。</translation>
    </message>
    <message>
        <source>Paste a table with the columns period, product, price and quantity, or open a file that has them.</source>
        <translation>粘贴一张表，列为 期间、品种、价格、数量；或打开含有这些列的文件。</translation>
    </message>
    <message>
        <source>The book has no trades that the index accepts. Import a ledger, or paste a panel.</source>
        <translation>账簿里没有指数可采用的成交。请导入台账，或粘贴一个面板。</translation>
    </message>
    <message>
        <source>{formula}: {problem}</source>
        <translation>{formula}：{problem}</translation>
    </message>
    <message>
        <source>There is no table on the clipboard. Copy the cells first.</source>
        <translation>剪贴板上没有表格，请先复制单元格。</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的面板</translation>
    </message>
    <message>
        <source>Open a panel</source>
        <translation>打开面板</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 处</translation>
    </message>
    <message>
        <source>The table is on the clipboard.</source>
        <translation>表格已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx);;CSV (*.csv);;JSON (*.json)</source>
        <translation>Excel 工作簿 (*.xlsx);;CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出公式对比</translation>
    </message>
    <message>
        <source>The comparison is saved.</source>
        <translation>公式对比已保存。</translation>
    </message>
</context>
<context>
    <name>MethodBar</name>
    <message>
        <source>Direct</source>
        <translation>直接比</translation>
    </message>
    <message>
        <source>Chained</source>
        <translation>连乘</translation>
    </message>
    <message>
        <source>Every period against the first one</source>
        <translation>每期与第一期直接比</translation>
    </message>
    <message>
        <source>Every period against the one before, multiplied up</source>
        <translation>每期与上一期比，逐期连乘</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Periods in the window of a multilateral formula; empty: all of them at once</source>
        <translation>多边公式窗口的期数；空着就是全部期间</translation>
    </message>
    <message>
        <source>Splice</source>
        <translation>衔接</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>只比共有</translation>
    </message>
    <message>
        <source>Carried</source>
        <translation>沿用上期</translation>
    </message>
    <message>
        <source>Only products that have a price in both periods</source>
        <translation>只比两期都有价的品种</translation>
    </message>
    <message>
        <source>A missing price is the last one before it</source>
        <translation>缺价的品种沿用上一期的价格</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>基准公式</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺价</translation>
    </message>
    <message>
        <source>Spread to</source>
        <translation>偏离于</translation>
    </message>
</context>
<context>
    <name>SourceChoice</name>
    <message>
        <source>Book</source>
        <translation>账簿</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Unit values of the book&apos;s accepted trades</source>
        <translation>账簿中被采用成交的单位价值</translation>
    </message>
    <message>
        <source>A panel of your own: period, product, price, quantity</source>
        <translation>自备面板：期间、品种、价格、数量</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>品种</translation>
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
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste a table with the columns period, product, price, quantity</source>
        <translation>粘贴一张表，列为 期间、品种、价格、数量</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的面板</translation>
    </message>
    <message>
        <source>{periods} periods, {products} products</source>
        <translation>{periods} 期，{products} 个品种</translation>
    </message>
</context>
</TS>
