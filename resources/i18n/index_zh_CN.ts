<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Exporting</name>
    <message>
        <source>The chart is on the clipboard: as a picture, and its figures as a table.</source>
        <translation>图表已复制：图片和数据表。</translation>
    </message>
    <message>
        <source>The figures are on the clipboard.</source>
        <translation>数据已复制。</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save figures</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>The chart is saved.</source>
        <translation>图表已保存。</translation>
    </message>
</context>
<context>
    <name>IndexBar</name>
    <message>
        <source>What the chart shows</source>
        <translation>图表内容</translation>
    </message>
    <message>
        <source>Overlay…</source>
        <translation>叠加…</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Methodology…</source>
        <translation>方法…</translation>
    </message>
    <message>
        <source>Copy chart</source>
        <translation>复制图</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>公布…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>What has no room in the bar</source>
        <translation>工具栏放不下的操作</translation>
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
        <source>Values as they are</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>Rebased</source>
        <translation>定基</translation>
    </message>
    <message>
        <source>Every line is 100 on the base day</source>
        <translation>各线在基日为 100</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Equal steps are equal percentages</source>
        <translation>等距即等比</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Percent since the base day</source>
        <translation>自基日起的涨跌幅（%）</translation>
    </message>
    <message>
        <source>The day on which every line is 100</source>
        <translation>各线起算的日子</translation>
    </message>
    <message>
        <source>Moving averages of the first line, and bands</source>
        <translation>主线的移动平均线和区间带</translation>
    </message>
    <message>
        <source>{0} points</source>
        <translation>{0} 点</translation>
    </message>
    <message>
        <source>Lowest and highest of the members</source>
        <translation>成员最低与最高</translation>
    </message>
    <message>
        <source>Mean of 20 ± 2 deviations</source>
        <translation>20 点均线 ± 2 倍标准差</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Line, steps or candles</source>
        <translation>折线、阶梯或蜡烛图</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>Candles of trade prices</source>
        <translation>成交价蜡烛图</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>副图</translation>
    </message>
    <message>
        <source>What stands below the chart</source>
        <translation>主图下方的内容</translation>
    </message>
    <message>
        <source>Volume and coverage together</source>
        <translation>成交量与覆盖率合一</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>成交量</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Change from point to point</source>
        <translation>逐点涨跌</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>What the page shows, kept by name</source>
        <translation>按名称保存的页面内容</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Picture, figures, workbook, paper</source>
        <translation>图片、数据、工作簿、打印</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>MA {0}</source>
        <translation>均线 {0}</translation>
    </message>
    <message>
        <source>Means and bands</source>
        <translation>均线和区间带</translation>
    </message>
    <message>
        <source>first day</source>
        <translation>首个可见日</translation>
    </message>
    <message>
        <source>Base {0}</source>
        <translation>基日 {0}</translation>
    </message>
    <message>
        <source>Choose a product: an index of several has no trade prices</source>
        <translation>请选单个品种：多品种指数没有成交价</translation>
    </message>
    <message>
        <source>Trades have no time: a candle opens with the first and closes with the last by date and key</source>
        <translation>成交没有时刻：开盘、收盘取按日期和单号排序的第一笔和最后一笔</translation>
    </message>
    <message>
        <source>First day in view</source>
        <translation>首个可见日</translation>
    </message>
    <message>
        <source>The selected day, {0}</source>
        <translation>选中日 {0}</translation>
    </message>
    <message>
        <source>Another day…</source>
        <translation>其他日期…</translation>
    </message>
    <message>
        <source>Base day</source>
        <translation>基日</translation>
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
</context>
<context>
    <name>IndexPage</name>
    <message>
        <source>Index chart</source>
        <translation>指数走势图</translation>
    </message>
    <message>
        <source>The index is computed from the trades of this book. It starts with the first ledger you bring in.</source>
        <translation>指数由本账簿的成交计算。导入第一本台账，这里就有走势。</translation>
    </message>
    <message>
        <source>Import a workbook…</source>
        <translation>导入工作簿…</translation>
    </message>
    <message>
        <source>The index is being computed.</source>
        <translation>正在计算指数。</translation>
    </message>
    <message>
        <source>This is the book that is open. Choose another one.</source>
        <translation>这就是当前账簿，请另选一个。</translation>
    </message>
    <message>
        <source>Methodology {0}, version {1}</source>
        <translation>方法 {0} 第 {1} 版</translation>
    </message>
</context>
<context>
    <name>IndexVerbs</name>
    <message>
        <source>Overlay…</source>
        <translation>叠加…</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新建备注</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Marks on the time axis</source>
        <translation>时间轴标记</translation>
    </message>
    <message>
        <source>Save layout…</source>
        <translation>保存布局…</translation>
    </message>
    <message>
        <source>Methodology…</source>
        <translation>方法…</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>公布…</translation>
    </message>
    <message>
        <source>Copy chart</source>
        <translation>复制图</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>存为 SVG…</translation>
    </message>
    <message>
        <source>Excel…</source>
        <translation>Excel…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>This machine begins with it</source>
        <translation>本机以此布局开始</translation>
    </message>
    <message>
        <source>As in the beginning</source>
        <translation>恢复初始布局</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>开始时使用</translation>
    </message>
    <message>
        <source>As it was left</source>
        <translation>上次离开时的样子</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>布局名称</translation>
    </message>
    <message>
        <source>Layout saved</source>
        <translation>布局已保存</translation>
    </message>
    <message>
        <source>New name of {0}</source>
        <translation>{0} 的新名称</translation>
    </message>
    <message>
        <source>Layout renamed</source>
        <translation>布局已改名</translation>
    </message>
    <message>
        <source>Layout deleted</source>
        <translation>布局已删除</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Copy the address</source>
        <translation>复制网址</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>of the trade that it is about</source>
        <translation>相关成交的单号</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Show the trade</source>
        <translation>查看成交</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新建备注</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制网址</translation>
    </message>
    <message>
        <source>The date is missing</source>
        <translation>没有日期，请填写</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
</context>
</TS>
