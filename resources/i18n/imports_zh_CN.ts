<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Beside</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save wrong rows…</source>
        <translation>导出错误行…</translation>
    </message>
    <message>
        <source>{count} rows read</source>
        <translation>读到 {count} 行</translation>
    </message>
    <message>
        <source>Problems {problems}, notes {notes}</source>
        <translation>问题 {problems}，提示 {notes}</translation>
    </message>
</context>
<context>
    <name>BoundsBar</name>
    <message>
        <source>First header row</source>
        <translation>表头首行</translation>
    </message>
    <message>
        <source>Last header row</source>
        <translation>表头末行</translation>
    </message>
    <message>
        <source>Last row of the table</source>
        <translation>表格末行</translation>
    </message>
    <message>
        <source>First column of the table</source>
        <translation>表的首列</translation>
    </message>
    <message>
        <source>Last column of the table</source>
        <translation>表的末列</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>to row</source>
        <translation>数据至</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>BringingIn</name>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>{count} rows imported from {files}</source>
        <translation>已从 {files} 导入 {count} 行</translation>
    </message>
    <message>
        <source>; {count} rows of closed months stayed out</source>
        <translation>；{count} 行属于已结账月份，未导入</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>{count} wrong rows saved</source>
        <translation>已导出 {count} 行错误行</translation>
    </message>
    <message>
        <source>Save wrong rows</source>
        <translation>导出错误行</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>Show it anyway</source>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>{files}: points of an index, no trades.</source>
        <translation>{files} 是指数点位表，不是成交或报价。</translation>
    </message>
    <message>
        <source>Read it under Comparison</source>
        <translation>到对照页导入</translation>
    </message>
    <message>
        <source>{files}: a weight set, no trades.</source>
        <translation>{files} 是一组权重，不是成交或报价。</translation>
    </message>
    <message>
        <source>Add it under Methodology</source>
        <translation>加到方法页</translation>
    </message>
    <message>
        <source>{files}: answers to the expectation question, no trades.</source>
        <translation>{files} 是预期调查的回答，不是成交或报价。</translation>
    </message>
    <message>
        <source>Read it under Expectation</source>
        <translation>到预期页导入</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Closed months as corrections</source>
        <translation>已结账的记为更正</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Other open tables: {count}</source>
        <translation>另有 {count} 张表待处理</translation>
    </message>
    <message>
        <source>Say why the closed months change</source>
        <translation>请写明更正原因</translation>
    </message>
    <message>
        <source>{count} rows of closed months stay out</source>
        <translation>{count} 行属于已结账月份，不导入</translation>
    </message>
</context>
<context>
    <name>Held</name>
    <message>
        <source>It is read as soon as it is free</source>
        <translation>关闭后自动读取</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Take back all changes to this table</source>
        <translation>撤回对这张表的所有改动</translation>
    </message>
    <message>
        <source>Drop workbooks or CSV files here, or paste a table. You see what would come in before anything is written; one import is one step and can be undone.</source>
        <translation>把 Excel、WPS 或 CSV 文件拖到这里，或直接粘贴表格。写入之前先看清会读入什么；一次导入是一步，可整批撤销。</translation>
    </message>
    <message>
        <source>Leave out wrong rows</source>
        <translation>跳过错误行</translation>
    </message>
    <message>
        <source>Leave out suspect rows</source>
        <translation>跳过存疑行</translation>
    </message>
    <message>
        <source>Take suspect rows</source>
        <translation>接受存疑行</translation>
    </message>
    <message>
        <source>Import {count} rows</source>
        <translation>导入 {count} 行</translation>
    </message>
    <message>
        <source>Leave out wrong and suspect</source>
        <translation>跳过错误行和存疑行</translation>
    </message>
    <message>
        <source>{new} rows come in, {existing} are there already</source>
        <translation>将导入 {new} 行，{existing} 行账簿里已有</translation>
    </message>
    <message>
        <source>{new} rows come in; it can be undone</source>
        <translation>将导入 {new} 行，可撤销</translation>
    </message>
    <message>
        <source>Nothing new: every row is in the book already</source>
        <translation>没有新的：每一行账簿里都已有</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格文件</translation>
    </message>
    <message>
        <source>Choose files to import</source>
        <translation>选择要导入的文件</translation>
    </message>
    <message>
        <source>Pasted table</source>
        <translation>粘贴的表格</translation>
    </message>
    <message>
        <source>Click the number of the header&apos;s row, then say above what each column is.</source>
        <translation>请点表头那一行的行号，再在上方选定各列的含义。</translation>
    </message>
    <message>
        <source>The cells {cells} are read as another table already; leave that one out first</source>
        <translation>单元格 {cells} 已作为另一张表读取，请先略过那张表</translation>
    </message>
    <message>
        <source>nothing is read otherwise</source>
        <translation>读法没有变化</translation>
    </message>
    <message>
        <source>Template {name}</source>
        <translation>模板 {name}</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>不用模板</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>要导入</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>{file} wrong rows.xlsx</source>
        <translation>{file} 错误行.xlsx</translation>
    </message>
    <message>
        <source>Save wrong rows</source>
        <translation>导出错误行</translation>
    </message>
</context>
<context>
    <name>ImportTables</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>What is wrong and what to do</source>
        <translation>问题与改法</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Side or period</source>
        <translation>方向或期间</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Price as written</source>
        <translation>单价（原文口径）</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Party or source</source>
        <translation>对手或来源</translation>
    </message>
    <message>
        <source>t</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>读入行</translation>
    </message>
    <message>
        <source>Quantity in file</source>
        <translation>表中数量</translation>
    </message>
    <message>
        <source>Quantity read</source>
        <translation>读入数量</translation>
    </message>
    <message>
        <source>Amount in file</source>
        <translation>表中金额</translation>
    </message>
    <message>
        <source>Amount read</source>
        <translation>读入金额</translation>
    </message>
    <message>
        <source>Total row</source>
        <translation>合计行</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Tonnes</source>
        <translation>数量 吨</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>控制合计</translation>
    </message>
    <message>
        <source>In file</source>
        <translation>表中</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读入</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
</context>
<context>
    <name>MeaningHeader</name>
    <message>
        <source>Read as</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Tax basis</source>
        <translation>税基</translation>
    </message>
    <message>
        <source>Value read</source>
        <translation>读出</translation>
    </message>
</context>
<context>
    <name>Planner</name>
    <message>
        <source>Reading files</source>
        <translation>正在读取文件</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Sheet</source>
        <translation>原表</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>读入行</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>分品种</translation>
    </message>
</context>
<context>
    <name>TemplateMenu</name>
    <message>
        <source>Name of the template</source>
        <translation>模板名称</translation>
    </message>
    <message>
        <source>Keep as</source>
        <translation>存为</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>导出为文件…</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件导入…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Template: {name}</source>
        <translation>模板：{name}</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>不用模板</translation>
    </message>
    <message>
        <source>{name}  (found by the headers)</source>
        <translation>{name}（按表头找到）</translation>
    </message>
    <message>
        <source>{name}  ({shared} of {all} columns)</source>
        <translation>{name}（{all} 列中有 {shared} 列相同）</translation>
    </message>
    <message>
        <source>Template kept; files with these headers are read by it</source>
        <translation>模板已保存；表头相同的文件将按它读取</translation>
    </message>
    <message>
        <source>Template forgotten</source>
        <translation>模板已删除</translation>
    </message>
    <message>
        <source>Save the template</source>
        <translation>导出模板</translation>
    </message>
    <message>
        <source>Template saved</source>
        <translation>模板已导出</translation>
    </message>
    <message>
        <source>Take a template from a file</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>Template taken from the file</source>
        <translation>已从文件导入模板</translation>
    </message>
</context>
<context>
    <name>WatchButton</name>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>Folder whose new files are imported</source>
        <translation>其中新文件自动导入的文件夹</translation>
    </message>
    <message>
        <source>Watched: {folder}</source>
        <translation>监视：{folder}</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>New and changed files in it are imported by themselves</source>
        <translation>文件夹中新增和改动的文件自动导入</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待导入</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>打开 {file}</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Bring back {file}</source>
        <translation>取回 {file}</translation>
    </message>
</context>
</TS>
