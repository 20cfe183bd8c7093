<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PositionsPage</name>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>How the cost of what is sold is found; of the book, undoable</source>
        <translation>卖出成本怎样算；属于账簿，可撤销</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Product, counterparty</source>
        <translation>品名、交易对手</translation>
    </message>
    <message>
        <source>Trades up to this day, at its price; empty: all of them, at the latest</source>
        <translation>只计到这一天的成交，按当天价格；留空则计全部，按最新价格</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>No trade of your own yet. What you buy and sell is held here, at its cost and at the day&apos;s price; trades reported from the market do not count.</source>
        <translation>还没有自己的成交。买进卖出后，这里显示持仓、成本和按当日价的盈亏；市场成交不计入。</translation>
    </message>
    <message>
        <source>Enter a trade…</source>
        <translation>录入成交…</translation>
    </message>
    <message>
        <source>The positions are being computed.</source>
        <translation>正在计算持仓。</translation>
    </message>
    <message>
        <source>at the prices of {day}</source>
        <translation>按 {day} 的价格</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{count} of {whole} lines</source>
        <translation>{count} 行，共 {whole} 行</translation>
    </message>
    <message>
        <source>{count} without a price</source>
        <translation>{count} 个品名无价格，未计入未实现</translation>
    </message>
    <message>
        <source>Own trades count in full from their date on, ex VAT; the purchases of a day before its sales.</source>
        <translation>自己的成交自成交日起全额计入，按不含税金额；同一天先计买入、后计卖出。</translation>
    </message>
    <message>
        <source>Not counted: {what}.</source>
        <translation>未计入：{what}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{rule} {left_out}</source>
        <translation>{rule}{left_out}</translation>
    </message>
    <message>
        <source>Cost method of the book: {method}</source>
        <translation>账簿的成本方法：{method}</translation>
    </message>
</context>
<context>
    <name>PositionsPanel</name>
    <message>
        <source>Market value {value} {sold} {bought} = {result} = realised {realised} {unrealised}</source>
        <translation>市值 {value} {sold} {bought} = {result} = 已实现 {realised} {unrealised}</translation>
    </message>
    <message>
        <source>{amount} CNY ÷ {tonnes} t = {price} CNY/t on average, ex VAT</source>
        <translation>{amount} 元 ÷ {tonnes} 吨 = 均价 {price} 元/吨（不含税）</translation>
    </message>
    <message>
        <source>{bought} t bought − {sold} t sold = {net} t</source>
        <translation>买入 {bought} 吨 − 卖出 {sold} 吨 = {net} 吨</translation>
    </message>
    <message>
        <source>More was sold than bought: a short position</source>
        <translation>卖出多于买入：空头</translation>
    </message>
    <message>
        <source>{cost} CNY ÷ {net} t = {average} CNY/t</source>
        <translation>{cost} 元 ÷ {net} 吨 = {average} 元/吨</translation>
    </message>
    <message>
        <source>Sold short for {cost} CNY ÷ {net} t = {average} CNY/t</source>
        <translation>空头卖得 {cost} 元 ÷ {net} 吨 = {average} 元/吨</translation>
    </message>
    <message>
        <source>A result counts with the party with whom the position was closed.</source>
        <translation>盈亏记在平掉持仓的那个交易对手名下。</translation>
    </message>
    <message>
        <source>Received {sold} − paid {bought} {cost} held = {realised} CNY</source>
        <translation>卖出 {sold} − 买入 {bought} {cost} 持仓成本 = {realised} 元</translation>
    </message>
    <message>
        <source>It has no price on the index day, so nothing is said of what is not realised.</source>
        <translation>该品名当日没有价格，未实现盈亏不列。</translation>
    </message>
    <message>
        <source>{net} t are {priced} t at the assay of the price</source>
        <translation>{net} 吨折合价格基准品位 {priced} 吨</translation>
    </message>
    <message>
        <source>Price of {day}, {status}: {price} CNY/t ex VAT</source>
        <translation>{day} 价格（{status}）：{price} 元/吨，不含税</translation>
    </message>
    <message>
        <source>{priced} t × {price} = {value} CNY</source>
        <translation>{priced} 吨 × {price} = {value} 元</translation>
    </message>
    <message>
        <source>{value} {cost} = {unrealised} CNY {name}</source>
        <translation>{value} {cost} = {name} {unrealised} 元</translation>
    </message>
</context>
<context>
    <name>TrailPanel</name>
    <message>
        <source>Show in Trades</source>
        <translation>在成交中查看</translation>
    </message>
    <message>
        <source>Explain the price</source>
        <translation>说明价格</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>the latest {shown} of {count}</source>
        <translation>最近 {shown} 行，共 {count} 行</translation>
    </message>
</context>
</TS>
