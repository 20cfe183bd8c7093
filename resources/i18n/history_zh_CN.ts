<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Differences</name>
    <message>
        <source>Rows of the step</source>
        <translation>这一步的各行</translation>
    </message>
    <message>
        <source>Rows before</source>
        <translation>前面的行</translation>
    </message>
    <message>
        <source>Rows after</source>
        <translation>后面的行</translation>
    </message>
    <message>
        <source>{first} to {last} of {size} rows</source>
        <translation>第 {first}–{last} 行，共 {size} 行</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Why it stays</source>
        <translation>不能撤回的原因</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作内容</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>录入和修改</translation>
    </message>
    <message>
        <source>Undone and done again</source>
        <translation>撤销和重做</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
</context>
<context>
    <name>HistoryVerbs</name>
    <message>
        <source>Back to here…</source>
        <translation>回到这一步…</translation>
    </message>
    <message>
        <source>Take the import back…</source>
        <translation>撤回这次导入…</translation>
    </message>
    <message>
        <source>Show in trades</source>
        <translation>在成交中查看</translation>
    </message>
    <message>
        <source>Put the row back</source>
        <translation>恢复这一行</translation>
    </message>
    <message>
        <source>The book is as this step left it.</source>
        <translation>账簿就是这一步之后的样子。</translation>
    </message>
    <message>
        <source>This step was taken back and others took its place; there is no way to it.</source>
        <translation>这一步已撤销，之后又做了别的操作，回不去了。</translation>
    </message>
    <message>
        <source>1 later step is taken back.</source>
        <translation>将撤销之后的 1 步。</translation>
    </message>
    <message>
        <source>{count} later steps are taken back.</source>
        <translation>将撤销之后的 {count} 步。</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>1 step is done again.</source>
        <translation>将重做 1 步。</translation>
    </message>
    <message>
        <source>{count} steps are done again.</source>
        <translation>将重做 {count} 步。</translation>
    </message>
    <message>
        <source>Do them again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Each of them can be turned again with Ctrl+Z and Ctrl+Y.</source>
        <translation>仍可用 Ctrl+Z、Ctrl+Y 逐步来回。</translation>
    </message>
    <message>
        <source>1 step taken back</source>
        <translation>已撤销 1 步</translation>
    </message>
    <message>
        <source>{count} steps taken back</source>
        <translation>已撤销 {count} 步</translation>
    </message>
    <message>
        <source>1 step done again</source>
        <translation>已重做 1 步</translation>
    </message>
    <message>
        <source>{count} steps done again</source>
        <translation>已重做 {count} 步</translation>
    </message>
    <message>
        <source>Going back</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Doing again</source>
        <translation>正在重做</translation>
    </message>
    <message>
        <source>{count} are no longer there.</source>
        <translation>另有 {count} 行已不在账簿里。</translation>
    </message>
    <message>
        <source>{count} publications knew of them and keep their figures.</source>
        <translation>{count} 个公布版本用过这些数据，已公布的数值不变。</translation>
    </message>
    <message>
        <source>All, as a correction…</source>
        <translation>全部撤回，记为更正…</translation>
    </message>
    <message>
        <source>{stay} rows are of closed months ({months}); {count} are untouched.</source>
        <translation>{stay} 行属于已结账月份（{months}），{count} 行未动过。</translation>
    </message>
    <message>
        <source>No row of this import can be taken back.</source>
        <translation>这次导入没有可撤回的行。</translation>
    </message>
    <message>
        <source>{stay} rows were changed since or are needed elsewhere; {count} are untouched.</source>
        <translation>{stay} 行之后改过或已被引用，{count} 行未动过。</translation>
    </message>
    <message>
        <source>Take back the untouched ones</source>
        <translation>只撤回未动过的行</translation>
    </message>
    <message>
        <source>{count} rows of this import are taken back.</source>
        <translation>将撤回这次导入的 {count} 行。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The import is taken back</source>
        <translation>导入已撤回</translation>
    </message>
    <message>
        <source>Taking back</source>
        <translation>正在撤回</translation>
    </message>
    <message>
        <source>{row} is no longer in the book.</source>
        <translation>{row} 已不在账簿里。</translation>
    </message>
    <message>
        <source>{row} is back as it was before this step</source>
        <translation>{row} 已恢复到这一步之前</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>Back to here</source>
        <translation>回到这一步</translation>
    </message>
    <message>
        <source>The book as it was after this step; every later one is taken back</source>
        <translation>账簿回到这一步之后的样子，后面各步都撤销</translation>
    </message>
    <message>
        <source>Take this import back</source>
        <translation>撤回这次导入</translation>
    </message>
    <message>
        <source>Show in trades</source>
        <translation>在成交中查看</translation>
    </message>
    <message>
        <source>Put this row back</source>
        <translation>恢复这一行</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Rows that stay</source>
        <translation>不能撤回的行</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>第 {number} 步</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>import {number}</source>
        <translation>批次 {number}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>1 row stays:</source>
        <translation>1 行不能撤回：</translation>
    </message>
    <message>
        <source>{count} rows stay:</source>
        <translation>{count} 行不能撤回：</translation>
    </message>
    <message>
        <source>{count} rows stay, the first of them:</source>
        <translation>{count} 行不能撤回，先列出：</translation>
    </message>
    <message>
        <source>Bring this row back</source>
        <translation>恢复这一行</translation>
    </message>
    <message>
        <source>As it was before this step, by a step of its own</source>
        <translation>恢复到这一步之前，另记一步</translation>
    </message>
</context>
</TS>
