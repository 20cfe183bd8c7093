<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Aliases</name>
    <message>
        <source>As files call it; Enter adds it</source>
        <translation>文件里的写法，回车加入</translation>
    </message>
    <message>
        <source>Remove the alias {name}</source>
        <translation>删去别名 {name}</translation>
    </message>
</context>
<context>
    <name>NearPanel</name>
    <message>
        <source>Probably the same firm</source>
        <translation>可能是同一家</translation>
    </message>
    <message>
        <source>Trades, aliases and defaults go to the other one; all of it can be undone.</source>
        <translation>成交、别名、默认值都归到另一家，可以撤销。</translation>
    </message>
    <message>
        <source>Merge  M</source>
        <translation>并入  M</translation>
    </message>
    <message>
        <source>Other way round  S</source>
        <translation>反过来  S</translation>
    </message>
    <message>
        <source>Different  D</source>
        <translation>不是  D</translation>
    </message>
</context>
<context>
    <name>PartiesPage</name>
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
        <source>Name, alias, tax number, pinyin</source>
        <translation>名称、别名、税号、拼音</translation>
    </message>
    <message>
        <source>No counterparty yet. They come with the trades that name them, or press Ctrl+N.</source>
        <translation>还没有交易对手。录入或导入成交时自动建立，也可以按 Ctrl+N 新建。</translation>
    </message>
    <message>
        <source>New counterparty</source>
        <translation>新建交易对手</translation>
    </message>
    <message>
        <source>Probably the same firm: {count}</source>
        <translation>可能是同一家：{count}</translation>
    </message>
    <message>
        <source>{count} parties</source>
        <translation>{count} 家</translation>
    </message>
    <message>
        <source>{part} of {count} parties</source>
        <translation>{part} / {count} 家</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>What you had typed was put aside unsaved.</source>
        <translation>刚才填的没有存，已放在一边。</translation>
    </message>
</context>
<context>
    <name>PartyPanel</name>
    <message>
        <source>Merge into…</source>
        <translation>并入…</translation>
    </message>
    <message>
        <source>Parties of one group, and those of the desk&apos;s own, are related.</source>
        <translation>同一集团的单位互为关联方，与本公司同集团的也是。</translation>
    </message>
    <message>
        <source>New trades begin with</source>
        <translation>新成交默认</translation>
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
        <source>Positions</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>New counterparty</source>
        <translation>新建交易对手</translation>
    </message>
    <message>
        <source>Trades {count}</source>
        <translation>成交 {count}</translation>
    </message>
    <message>
        <source>Open: {what}</source>
        <translation>未结：{what}</translation>
    </message>
</context>
<context>
    <name>PartyVerbs</name>
    <message>
        <source>New counterparty</source>
        <translation>新建交易对手</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Its trades</source>
        <translation>它的成交</translation>
    </message>
    <message>
        <source>Its positions</source>
        <translation>它的持仓</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>并入…</translation>
    </message>
    <message>
        <source>Probably the same firm</source>
        <translation>可能是同一家</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>导入名单…</translation>
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
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>“{name}” is now “{into}”</source>
        <translation>“{name}”已并入“{into}”</translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>正在并入</translation>
    </message>
    <message>
        <source>Kept apart from now on</source>
        <translation>已记下：是不同单位</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
</TS>
