<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CalculationsSection</name>
    <message>
        <source>Calculations</source>
        <translation>计算</translation>
    </message>
</context>
<context>
    <name>EntryPanel</name>
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
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>New trade</source>
        <translation>新建成交</translation>
    </message>
    <message>
        <source>Change trade</source>
        <translation>修改成交</translation>
    </message>
    <message>
        <source>for {alias}</source>
        <translation>即 {alias}</translation>
    </message>
    <message>
        <source>its defaults</source>
        <translation>按默认值</translation>
    </message>
    <message>
        <source>CNY</source>
        <translation>元</translation>
    </message>
</context>
<context>
    <name>FindingVerbs</name>
    <message>
        <source>Row or deal number</source>
        <translation>行号或单号</translation>
    </message>
    <message>
        <source>No trade has the number “{number}”, and the list is not so long.</source>
        <translation>没有单号是“{number}”的成交，列表也没有这么长。</translation>
    </message>
    <message>
        <source>Replace “{find}” by “{becomes}”</source>
        <translation>“{find}”替换为“{becomes}”</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>Row history</source>
        <translation>行历史</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>The row as it was then, by a step of its own</source>
        <translation>恢复到那时的样子，另记一步</translation>
    </message>
</context>
<context>
    <name>IndexSection</name>
    <message>
        <source>In the index</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>{0} – {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>prices {0} days</source>
        <translation>用于 {0} 日</translation>
    </message>
    <message>
        <source>prices no day</source>
        <translation>未用于任何一日</translation>
    </message>
    <message>
        <source>{0} % of the daily price</source>
        <translation>占日价 {0} %</translation>
    </message>
    <message>
        <source>not in the weights</source>
        <translation>不在权重内</translation>
    </message>
    <message>
        <source>{0} % of the composite</source>
        <translation>占综合 {0} %</translation>
    </message>
    <message>
        <source>Explain that day</source>
        <translation>说明当日</translation>
    </message>
</context>
<context>
    <name>ManyPanel</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>See what changes</source>
        <translation>看看会改什么</translation>
    </message>
    <message>
        <source>Change {count} rows</source>
        <translation>修改 {count} 行</translation>
    </message>
    <message>
        <source>Choose one from the list</source>
        <translation>请从列表中选一个</translation>
    </message>
</context>
<context>
    <name>ManyVerbs</name>
    <message>
        <source>Nothing changes: the rows say so already.</source>
        <translation>没有变化：这些行已是如此。</translation>
    </message>
    <message>
        <source>Change {count} rows</source>
        <translation>修改 {count} 行</translation>
    </message>
    <message>
        <source>{count} rows changed</source>
        <translation>已改 {count} 行</translation>
    </message>
    <message>
        <source>Changing trades</source>
        <translation>正在修改成交</translation>
    </message>
</context>
<context>
    <name>PasteVerbs</name>
    <message>
        <source>Paste over {count} rows</source>
        <translation>粘贴覆盖 {count} 行</translation>
    </message>
    <message>
        <source>Paste {count} new rows</source>
        <translation>粘贴为 {count} 个新行</translation>
    </message>
    <message>
        <source>Row {number}</source>
        <translation>第 {number} 行</translation>
    </message>
    <message>
        <source>Pasted table</source>
        <translation>粘贴的表</translation>
    </message>
    <message>
        <source>Pasting</source>
        <translation>正在粘贴</translation>
    </message>
    <message>
        <source>All of these rows are in the book already.</source>
        <translation>这些行账簿里都已经有了。</translation>
    </message>
    <message>
        <source>{count} rows added</source>
        <translation>已新增 {count} 行</translation>
    </message>
</context>
<context>
    <name>PriceQuestion</name>
    <message>
        <source>Keep it</source>
        <translation>就是这个价</translation>
    </message>
    <message>
        <source>Another price</source>
        <translation>改价</translation>
    </message>
</context>
<context>
    <name>ReplaceStrip</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>All text columns</source>
        <translation>所有文字列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示的</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>选中的</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>in {count} rows</source>
        <translation>{count} 行中有</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>没有</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Save or clear what you have typed first.</source>
        <translation>请先存下或清除已录入的内容。</translation>
    </message>
    <message>
        <source>The earlier version is back</source>
        <translation>已恢复到以前的样子</translation>
    </message>
</context>
<context>
    <name>TradeFields</name>
    <message>
        <source>t, -1, 22</source>
        <translation>t、-1、22</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>更多字段</translation>
    </message>
</context>
<context>
    <name>TradeFilters</name>
    <message>
        <source>Text, number, pinyin</source>
        <translation>文字、编号、拼音首字母</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入批次</translation>
    </message>
    <message>
        <source>Typed, not imported</source>
        <translation>手工录入</translation>
    </message>
</context>
<context>
    <name>TradeVerbs</name>
    <message>
        <source>New trade</source>
        <translation>新建成交</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一笔</translation>
    </message>
    <message>
        <source>Change in the form…</source>
        <translation>在表单里修改…</translation>
    </message>
    <message>
        <source>Deliveries and payments</source>
        <translation>交付与收付款</translation>
    </message>
    <message>
        <source>Close a month…</source>
        <translation>月末结账…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Change a field of the rows…</source>
        <translation>批量改一个字段…</translation>
    </message>
    <message>
        <source>Paste as new rows</source>
        <translation>粘贴为新行</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>在列表中查找</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>查找和替换…</translation>
    </message>
    <message>
        <source>Go to row…</source>
        <translation>转到某行…</translation>
    </message>
    <message>
        <source>Checked, not suspect</source>
        <translation>已核对，取消存疑</translation>
    </message>
    <message>
        <source>Explain in the index</source>
        <translation>在指数中说明</translation>
    </message>
    <message>
        <source>Price this trade…</source>
        <translation>为这笔成交定价…</translation>
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
        <translation>已删除 {count} 笔</translation>
    </message>
    <message>
        <source>The index is being computed. Ask again in a moment.</source>
        <translation>指数正在计算，请稍后再试。</translation>
    </message>
    <message>
        <source>The index does not know this trade: it has no product.</source>
        <translation>指数里没有这笔成交：缺少品名。</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>已修改 {count} 笔</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>What you had typed was put aside unsaved.</source>
        <translation>刚才录入的内容没有保存，已先放下。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Calculations</source>
        <translation>计算</translation>
    </message>
</context>
<context>
    <name>TradesFooter</name>
    <message>
        <source>of {count}</source>
        <translation>共 {count} 笔</translation>
    </message>
    <message>
        <source>{count} cancelled, not in the sums</source>
        <translation>作废 {count} 笔不计入合计</translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation>显示 {count} 笔</translation>
    </message>
    <message>
        <source>several products</source>
        <translation>多品种</translation>
    </message>
    <message>
        <source>weighted mean</source>
        <translation>加权均价</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选中</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>选中 {count} 笔</translation>
    </message>
</context>
<context>
    <name>TradesPage</name>
    <message>
        <source>Counterparties</source>
        <translation>交易对手</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>No trades yet. Bring in last year&apos;s ledger, or press Ctrl+N and type the first one.</source>
        <translation>还没有成交。把去年的台账拖进窗口，或按 Ctrl+N 录入第一笔。</translation>
    </message>
    <message>
        <source>Import a workbook…</source>
        <translation>导入工作簿…</translation>
    </message>
    <message>
        <source>Type the first trade</source>
        <translation>录入第一笔</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The trade is in the book, but the filters hide it.</source>
        <translation>这笔已在账簿中，但被筛选隐藏了。</translation>
    </message>
</context>
<context>
    <name>Typing</name>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>What you had typed in the row was discarded.</source>
        <translation>这一行已输入的内容已放弃。</translation>
    </message>
    <message>
        <source>“{text}” is none of: {words}</source>
        <translation>“{text}”不在可选之列：{words}</translation>
    </message>
</context>
<context>
    <name>TypingLine</name>
    <message>
        <source>New row</source>
        <translation>新行</translation>
    </message>
    <message>
        <source>Changed, not saved</source>
        <translation>已改，未存</translation>
    </message>
    <message>
        <source>{count} rows not saved</source>
        <translation>{count} 行未存</translation>
    </message>
    <message>
        <source>Ctrl+Enter save and next   Esc discard</source>
        <translation>Ctrl+Enter 存下并录下一行   Esc 放弃</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 行</translation>
    </message>
    <message>
        <source>{count} rows change</source>
        <translation>将改 {count} 行</translation>
    </message>
    <message>
        <source>{count} rows are new</source>
        <translation>将新增 {count} 行</translation>
    </message>
    <message>
        <source>{count} rows say so already</source>
        <translation>{count} 行已是如此</translation>
    </message>
    <message>
        <source>{count} rows cannot: they are left out</source>
        <translation>{count} 行不能改，略过</translation>
    </message>
    <message>
        <source>{count} rows have a suspicious price: they are marked suspect</source>
        <translation>{count} 行价格可疑，存下会标为存疑</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>没有变化。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Undelivered</source>
        <translation>未交货</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation>采购</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售</translation>
    </message>
</context>
</TS>
