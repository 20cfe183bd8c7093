<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ComparisonLines</name>
    <message>
        <source>pts</source>
        <translation>点</translation>
    </message>
</context>
<context>
    <name>ComparisonPage</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>No published index yet. Bring in a table with a date and a value, one index a column, or paste it here; it is then compared with the index of this book.</source>
        <translation>还没有外部指数。导入一张有日期和点位的表（每个指数一列），或粘贴到这里，即可与本账簿的指数对照。</translation>
    </message>
    <message>
        <source>Import a table…</source>
        <translation>导入表格…</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New index</source>
        <translation>新增指数</translation>
    </message>
    <message>
        <source>Change the description</source>
        <translation>修改说明</translation>
    </message>
    <message>
        <source>Delete the index with its points</source>
        <translation>删除指数及点位</translation>
    </message>
    <message>
        <source>Delete points</source>
        <translation>删除点位</translation>
    </message>
    <message>
        <source>Export published indices…</source>
        <translation>导出外部指数…</translation>
    </message>
    <message>
        <source>The two have no day in common in view</source>
        <translation>图中范围内两者没有共同日期</translation>
    </message>
    <message>
        <source>{own} beside {other}, {first} to {last}, {freq}</source>
        <translation>{own} 对 {other}，{first} 至 {last}，按{freq}</translation>
    </message>
    <message>
        <source>{name} is deleted with {count} points</source>
        <translation>已删除 {name} 及 {count} 个点位</translation>
    </message>
    <message>
        <source>{count} points deleted</source>
        <translation>已删除 {count} 个点位</translation>
    </message>
    <message>
        <source>Own series</source>
        <translation>本账簿序列</translation>
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
        <source>1Y</source>
        <translation>1年</translation>
    </message>
    <message>
        <source>3Y</source>
        <translation>3年</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
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
        <source>The coarser of the two series</source>
        <translation>取两者中较疏的频率</translation>
    </message>
    <message>
        <source>Rebased</source>
        <translation>定基</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Base date</source>
        <translation>基准日</translation>
    </message>
    <message>
        <source>Every line is 100 on this day; empty: on the first day in view</source>
        <translation>各线在此日为 100；不填则以图中首日为 100</translation>
    </message>
    <message>
        <source>Last before</source>
        <translation>取前值</translation>
    </message>
    <message>
        <source>Common days</source>
        <translation>共有日</translation>
    </message>
    <message>
        <source>Where the other series has no value of the day or period</source>
        <translation>对方当日（当期）无值时</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>The value of a week or month</source>
        <translation>周、月取值</translation>
    </message>
    <message>
        <source>Comparison chart</source>
        <translation>对照图</translation>
    </message>
    <message>
        <source>A click compares; Ctrl and a click lays more of them on the chart</source>
        <translation>单击对照；按住 Ctrl 单击可把多个画在图上</translation>
    </message>
</context>
<context>
    <name>ComparisonStatistics</name>
    <message>
        <source>High</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>Below high</source>
        <translation>距最高</translation>
    </message>
    <message>
        <source>Above low</source>
        <translation>距最低</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>高低差</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>振幅</translation>
    </message>
    <message>
        <source>pp</source>
        <translation>百分点</translation>
    </message>
    <message>
        <source>Tracking diff.</source>
        <translation>跟踪偏离</translation>
    </message>
    <message>
        <source>The own change less the other&apos;s, over the stretch</source>
        <translation>区间内本序列涨跌减对方涨跌</translation>
    </message>
    <message>
        <source>… a year</source>
        <translation>…年化</translation>
    </message>
    <message>
        <source>Both changes brought to a year; not said under 90 days</source>
        <translation>两者涨跌折成一年；不足 90 天不算</translation>
    </message>
    <message>
        <source>Tracking error</source>
        <translation>跟踪误差</translation>
    </message>
    <message>
        <source>Standard deviation of the differences of single changes, for a year</source>
        <translation>各期涨跌之差的标准差，折成一年</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>Of the logarithms of the changes</source>
        <translation>对数涨跌的相关</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>贝塔</translation>
    </message>
    <message>
        <source>The own log change for one of the other</source>
        <translation>对方对数涨跌 1 时本序列的涨跌</translation>
    </message>
    <message>
        <source>Lead and lag</source>
        <translation>领先滞后</translation>
    </message>
    <message>
        <source>Where the correlation is strongest, beyond 1.96 / √n</source>
        <translation>相关最强且超过 1.96/√n 的期数</translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation>最大分歧</translation>
    </message>
    <message>
        <source>In points, both 100 at first; above 0 the own series is higher</source>
        <translation>两者首日均为 100 时相差的点数；大于 0 为本序列较高</translation>
    </message>
    <message>
        <source>Common points</source>
        <translation>共同点数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不显著</translation>
    </message>
    <message>
        <source>together</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>leads by {n}</source>
        <translation>领先 {n} 期</translation>
    </message>
    <message>
        <source>follows by {n}</source>
        <translation>落后 {n} 期</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>两者</translation>
    </message>
</context>
<context>
    <name>IndexPanel</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Published index</source>
        <translation>外部指数</translation>
    </message>
    <message>
        <source>New published index</source>
        <translation>新增外部指数</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Leave out what is wrong or differs</source>
        <translation>略过错误和不同的</translation>
    </message>
    <message>
        <source>Overwrite what differs</source>
        <translation>改写不同的</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Everything was read; nothing is wrong, nothing would be overwritten.</source>
        <translation>全部读出，没有错误，也不会改写已有数据。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>{new} come in. The import can be undone.</source>
        <translation>将导入 {new} 个。导入可以撤销。</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Choose files to import</source>
        <translation>选择要导入的文件</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Pasted table</source>
        <translation>粘贴的表</translation>
    </message>
    <message>
        <source>Problems {count}</source>
        <translation>问题 {count}</translation>
    </message>
    <message>
        <source>Comes in {count}</source>
        <translation>将导入 {count}</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Import {count}</source>
        <translation>导入 {count} 个</translation>
    </message>
    <message>
        <source>Nothing new: all of it is in the book already</source>
        <translation>没有新内容，账簿中都有了</translation>
    </message>
    <message>
        <source>{new} come in; {existing} are in the book already. The import can be undone.</source>
        <translation>将导入 {new} 个，已有 {existing} 个。导入可以撤销。</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>{count} imported from {files}</source>
        <translation>已从 {files} 导入 {count} 个</translation>
    </message>
</context>
<context>
    <name>LagBars</name>
    <message>
        <source>Too few points in common</source>
        <translation>共同点太少</translation>
    </message>
    <message>
        <source>← own follows</source>
        <translation>← 本序列落后</translation>
    </message>
    <message>
        <source>own leads →</source>
        <translation>本序列领先 →</translation>
    </message>
    <message>
        <source>None beyond the bound of {bound}</source>
        <translation>没有超过界限 {bound} 的</translation>
    </message>
    <message>
        <source>{lag} periods: {value}</source>
        <translation>{lag} 期：{value}</translation>
    </message>
</context>
<context>
    <name>PointsPanel</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>No index is chosen</source>
        <translation>未选指数</translation>
    </message>
</context>
</TS>
