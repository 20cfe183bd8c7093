<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnnouncedPanel</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>New announced price</source>
        <translation>新增公布价</translation>
    </message>
    <message>
        <source>Change announced price</source>
        <translation>修改公布价</translation>
    </message>
    <message>
        <source>{change} from {quarter}: {price}</source>
        <translation>较 {quarter} 的 {price}：{change}</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>Announced concentrate prices</source>
        <translation>精矿公布价</translation>
    </message>
    <message>
        <source>Published indices</source>
        <translation>他人公布的指数</translation>
    </message>
    <message>
        <source>Announced prices</source>
        <translation>精矿公布价</translation>
    </message>
    <message>
        <source>New quarter</source>
        <translation>新季度</translation>
    </message>
    <message>
        <source>Bayan Obo concentrate, CNY per dry tonne ex VAT, by quarter</source>
        <translation>白云鄂博精矿，干吨不含税价，元/吨，按季度</translation>
    </message>
    <message>
        <source>Enter shows one beside the book&apos;s own index, where its points are kept</source>
        <translation>按 Enter 与本账簿的指数对比，点位在那里录入</translation>
    </message>
</context>
<context>
    <name>ChartPane</name>
    <message>
        <source>Chart of what is selected</source>
        <translation>所选报价的走势图</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>没有选中</translation>
    </message>
    <message>
        <source>Concentrate</source>
        <translation>精矿公布价</translation>
    </message>
</context>
<context>
    <name>QuotePanel</name>
    <message>
        <source>New quote</source>
        <translation>新建报价</translation>
    </message>
    <message>
        <source>or a range</source>
        <translation>或区间</translation>
    </message>
    <message>
        <source>Save and next</source>
        <translation>保存并下一笔</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Change quote</source>
        <translation>修改报价</translation>
    </message>
</context>
<context>
    <name>QuoteTyping</name>
    <message>
        <source>“{text}” is none of: {words}</source>
        <translation>“{text}”不在这些里面：{words}</translation>
    </message>
</context>
<context>
    <name>QuoteVerbs</name>
    <message>
        <source>New quote</source>
        <translation>新增报价</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一条</translation>
    </message>
    <message>
        <source>Change in the form…</source>
        <translation>在表单里修改…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在列表中查找</translation>
    </message>
    <message>
        <source>New announced price</source>
        <translation>新增公布价</translation>
    </message>
    <message>
        <source>To the next list</source>
        <translation>到下一个列表</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>{count} deleted</source>
        <translation>已删除 {count} 条</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Compare with the book&apos;s index</source>
        <translation>与本账簿的指数对比</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the source&apos;s address</source>
        <translation>复制来源网址</translation>
    </message>
</context>
<context>
    <name>QuotesPage</name>
    <message>
        <source>Text, source, pinyin</source>
        <translation>文字、来源、拼音</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>走势图</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>报价</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>No quotes yet. Bring in a table of weekly, listed or USGS prices, or press Ctrl+N.</source>
        <translation>还没有报价。把周报价、挂牌价或 USGS 价格表拖进窗口，或按 Ctrl+N 录入。</translation>
    </message>
    <message>
        <source>Import a workbook…</source>
        <translation>导入工作簿…</translation>
    </message>
    <message>
        <source>least, greatest and mean of the middles</source>
        <translation>中间价的最低、最高与平均</translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation>显示 {count} 条</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>{count} quotes</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>{part} of {count} quotes</source>
        <translation>{part} / {count} 条</translation>
    </message>
</context>
</TS>
