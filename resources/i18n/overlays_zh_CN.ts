<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>OverlayPanel</name>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Name, code, pinyin initials</source>
        <translation>品名、代码、拼音首字母</translation>
    </message>
    <message>
        <source>Search for an overlay</source>
        <translation>查找可叠加的序列</translation>
    </message>
    <message>
        <source>Another book…</source>
        <translation>其他账簿…</translation>
    </message>
    <message>
        <source>The index of another book, read only; it follows that book&apos;s changes</source>
        <translation>叠加另一账簿的指数，只读，随该账簿更新</translation>
    </message>
    <message>
        <source>On the chart</source>
        <translation>图上已有</translation>
    </message>
    <message>
        <source>Rare Desk books (*.raredesk)</source>
        <translation>Rare Desk 账簿 (*.raredesk)</translation>
    </message>
    <message>
        <source>Another book</source>
        <translation>其他账簿</translation>
    </message>
</context>
<context>
    <name>Overlays</name>
    <message>
        <source>CNY/t</source>
        <translation>元/吨</translation>
    </message>
    <message>
        <source>pts</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Concentrate {0}: unknown</source>
        <translation>精矿 {0}：未知</translation>
    </message>
    <message>
        <source>Announced price</source>
        <translation>公布价</translation>
    </message>
    <message>
        <source>Concentrate, announced</source>
        <translation>精矿公布价</translation>
    </message>
    <message>
        <source>Conc.</source>
        <translation>精矿</translation>
    </message>
    <message>
        <source>{0}: not there now</source>
        <translation>{0}：现在没有</translation>
    </message>
    <message>
        <source>Not there now</source>
        <translation>现在没有</translation>
    </message>
    <message>
        <source>Index series</source>
        <translation>指数序列</translation>
    </message>
    <message>
        <source>Daily prices, CNY/t ex VAT</source>
        <translation>当日价（元/吨，不含税）</translation>
    </message>
    <message>
        <source>{0} price</source>
        <translation>{0}价</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>报价</translation>
    </message>
    <message>
        <source>Indices of others</source>
        <translation>他人公布的指数</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>公布版本</translation>
    </message>
    <message>
        <source>{0}, first published</source>
        <translation>{0} 首次公布</translation>
    </message>
    <message>
        <source>{0}, last published</source>
        <translation>{0} 最新公布</translation>
    </message>
    <message>
        <source>Book {0}</source>
        <translation>账簿 {0}</translation>
    </message>
</context>
</TS>
