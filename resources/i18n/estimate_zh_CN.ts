<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AskedBar</name>
    <message>
        <source>The next</source>
        <translation>下一季</translation>
    </message>
    <message>
        <source>Oxide prices</source>
        <translation>氧化物价格</translation>
    </message>
    <message>
        <source>Deduction</source>
        <translation>扣减</translation>
    </message>
</context>
<context>
    <name>EstimatePage</name>
    <message>
        <source>Open as a calculation</source>
        <translation>在计算表中打开</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Back-test by quarter</source>
        <translation>分季回测</translation>
    </message>
    <message>
        <source>What oxides would move</source>
        <translation>氧化物涨跌影响</translation>
    </message>
    <message>
        <source>Quarters not used</source>
        <translation>未用的季度</translation>
    </message>
    <message>
        <source>Back-test: each quarter estimated from those before it</source>
        <translation>回测：每季只用此前各季来估</translation>
    </message>
    <message>
        <source>Quarters not used, and why (click: the quotes)</source>
        <translation>未用的季度及原因（点击看报价）</translation>
    </message>
    <message>
        <source>The index is being computed…</source>
        <translation>指数正在计算…</translation>
    </message>
    <message>
        <source>If an oxide moves by ±{move} %</source>
        <translation>氧化物涨跌 {move} % 的影响</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>全部一起</translation>
    </message>
    <message>
        <source>band {low} to {high}</source>
        <translation>区间 {low} 至 {high}</translation>
    </message>
    <message>
        <source>netback value {value} less {deduction}, {offer} of {count} quarters</source>
        <translation>净回值 {value} 减 {deduction}（{offer}，共 {count} 季）</translation>
    </message>
    <message>
        <source>distribution {name}</source>
        <translation>配分 {name}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>without a price, not counted: {names}</source>
        <translation>没有价格、未计入：{names}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>{offer}: {off} %</source>
        <translation>{offer} {off} %</translation>
    </message>
    <message>
        <source>A single past quarter: nothing to test against.</source>
        <translation>只有一个过去的季度，无从回测。</translation>
    </message>
    <message>
        <source>Off on average, either way: {offs}</source>
        <translation>平均偏差（不分高低）：{offs}</translation>
    </message>
</context>
</TS>
