<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
</TS>
