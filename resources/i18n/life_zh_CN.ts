<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountList</name>
    <message>
        <source>closed {0}</source>
        <translation>{0} 结账</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Tonnes</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>AttachmentsSection</name>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>{0} found again</source>
        <translation>找回 {0} 个附件</translation>
    </message>
    <message>
        <source>Not in that folder: no file there holds the same.</source>
        <translation>该文件夹里没有内容相同的文件。</translation>
    </message>
    <message>
        <source>Drop files here; the book keeps where they are and what they held.</source>
        <translation>把文件拖到这里；文件留在原处，账簿记住位置，内容变了会说明。</translation>
    </message>
    <message>
        <source>Remove; the file stays</source>
        <translation>取下，文件仍在原处</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取下</translation>
    </message>
    <message>
        <source>On another machine, {share}: looked at when you click the name, not before.</source>
        <translation>在别的电脑上（{share}）：点名字才去看，之前不碰。</translation>
    </message>
    <message>
        <source>{name} is a program or acts like one: start it from its folder if you trust it.</source>
        <translation>{name} 是程序或会像程序一样运行：信得过再从它的文件夹里打开。</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已取下</translation>
    </message>
    <message>
        <source>Files for the trade</source>
        <translation>这笔成交的文件</translation>
    </message>
    <message>
        <source>Where the files are now</source>
        <translation>文件现在在哪个文件夹</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>已附上</translation>
    </message>
</context>
<context>
    <name>DueLine</name>
    <message>
        <source>Delete (Ctrl+Del)</source>
        <translation>删除 (Ctrl+Del)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>DueSection</name>
    <message>
        <source>{0} days late</source>
        <translation>逾期 {0} 天</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Delivered on</source>
        <translation>交货日</translation>
    </message>
    <message>
        <source>Dry t</source>
        <translation>干吨</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>交货</translation>
    </message>
    <message>
        <source>{0} of {1} t</source>
        <translation>已交 {0} / {1} 吨</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>到账日</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>付款日</translation>
    </message>
    <message>
        <source>Money received</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Invoice no.</source>
        <translation>发票号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{0}, open {1}</source>
        <translation>{0}，未清 {1}</translation>
    </message>
    <message>
        <source>overdue {0}</source>
        <translation>逾期 {0}</translation>
    </message>
</context>
<context>
    <name>LifePanel</name>
    <message>
        <source>Deliveries and payments</source>
        <translation>交付与收付款</translation>
    </message>
    <message>
        <source>Choose a trade in the list.</source>
        <translation>先在列表中选一笔成交。</translation>
    </message>
    <message>
        <source>A trade of the market: this desk neither delivers nor pays it.</source>
        <translation>这是市场成交，本方不交货也不收付款。</translation>
    </message>
    <message>
        <source>Status set</source>
        <translation>状态已改</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>now {0}</source>
        <translation>状态改为{0}</translation>
    </message>
</context>
<context>
    <name>MonthsPanel</name>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Show its trades</source>
        <translation>看该月成交</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重开</translation>
    </message>
    <message>
        <source>Export corrections…</source>
        <translation>导出更正…</translation>
    </message>
    <message>
        <source>Close {0}</source>
        <translation>{0} 结账</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 笔</translation>
    </message>
    <message>
        <source>Close {0} all the same</source>
        <translation>仍将 {0} 结账</translation>
    </message>
    <message>
        <source>{0} is closed</source>
        <translation>{0} 已结账</translation>
    </message>
    <message>
        <source>{0} is open again</source>
        <translation>{0} 已重开</translation>
    </message>
    <message>
        <source>open, {0} to check</source>
        <translation>未结，{0} 笔待核对</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>closed {0}</source>
        <translation>{0} 结账</translation>
    </message>
    <message>
        <source>{0}, corrections: {1}</source>
        <translation>{0}，更正 {1} 处</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Close it</source>
        <translation>完结</translation>
    </message>
    <message>
        <source>Delivered and paid in full.</source>
        <translation>货款两清。</translation>
    </message>
</context>
</TS>
