<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AssayDialog</name>
    <message>
        <source>Assay exchange of {lot}</source>
        <translation>{lot} 换化验</translation>
    </message>
    <message>
        <source>Type the grade instead</source>
        <translation>改为直接填品位</translation>
    </message>
    <message>
        <source>Settles: {grade} % REO ({why})</source>
        <translation>结算品位 {grade} % REO（{why}）</translation>
    </message>
    <message>
        <source>Enter both parties&apos; assays and the splitting limit.</source>
        <translation>请填双方化验和分样限。</translation>
    </message>
</context>
<context>
    <name>BreakEven</name>
    <message>
        <source>input</source>
        <translation>输入项</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>当</translation>
    </message>
    <message>
        <source>makes</source>
        <translation>为多少时</translation>
    </message>
    <message>
        <source>Put it into the form</source>
        <translation>代入表单</translation>
    </message>
    <message>
        <source>Choose an input and enter the target of the figure.</source>
        <translation>选一个输入项，填入目标数。</translation>
    </message>
    <message>
        <source>Put back: {figure} = {reached}</source>
        <translation>代回验算：{figure} = {reached}</translation>
    </message>
    <message>
        <source> (rounding leaves no value that meets the target to the digit)</source>
        <translation>（因取整，没有数值能恰好等于目标）</translation>
    </message>
    <message>
        <source>now {before}, {apart}</source>
        <translation>现为 {before}，相差 {apart}</translation>
    </message>
</context>
<context>
    <name>CalculationWorkbook</name>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Export to Excel</source>
        <translation>导出 Excel</translation>
    </message>
    <message>
        <source>Exported, with live formulas.</source>
        <translation>已导出，公式可重算。</translation>
    </message>
</context>
<context>
    <name>CalculatorForm</name>
    <message>
        <source>The distribution {name} is not verified.</source>
        <translation>配分“{name}”未核实。</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Another calculator</source>
        <translation>换一种计算</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Only differences</source>
        <translation>只看不同</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>左右互换</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>关闭对比</translation>
    </message>
    <message>
        <source>{old}  →  {new}</source>
        <translation>{old}  →  {new}</translation>
    </message>
    <message>
        <source>{count} differ</source>
        <translation>{count} 处不同</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>没有不同</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>DepositFiller</name>
    <message>
        <source>Edit distributions…</source>
        <translation>编辑配分…</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{deposit}: shares and prices taken.</source>
        <translation>{deposit}：已取占比和价格。</translation>
    </message>
    <message>
        <source>{deposit}: shares taken; the book has no prices for them.</source>
        <translation>{deposit}：已取占比；账簿里没有这些氧化物的价格。</translation>
    </message>
    <message>
        <source>{deposit}: left out for want of a price: {names}.</source>
        <translation>{deposit}：没有价格、未列入：{names}。</translation>
    </message>
</context>
<context>
    <name>DetailsBar</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Trades that this calculation belongs to</source>
        <translation>这个计算关联的成交</translation>
    </message>
    <message>
        <source>Counterparty</source>
        <translation>交易对手</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>合同号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Trades {count}</source>
        <translation>成交 {count}</translation>
    </message>
    <message>
        <source>Link trades</source>
        <translation>关联成交</translation>
    </message>
    <message>
        <source>Show the trade</source>
        <translation>查看成交</translation>
    </message>
    <message>
        <source>Take the link off</source>
        <translation>取消关联</translation>
    </message>
    <message>
        <source>Link trades…</source>
        <translation>关联成交…</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>Take from the book</source>
        <translation>取自账簿</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>Filter {count}</source>
        <translation>筛选 {count}</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Calculator</source>
        <translation>计算类型</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> 等，另有 {count} 项</translation>
    </message>
    <message>
        <source>To be corrected: {names}</source>
        <translation>待改正：{names}</translation>
    </message>
    <message>
        <source>Still missing: {names}</source>
        <translation>还缺：{names}</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Name of the calculation</source>
        <translation>计算名称</translation>
    </message>
    <message>
        <source>Ask the book again</source>
        <translation>刷新来源</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>version {version}, saved {when}, unchanged since</source>
        <translation>第{version}版 {when} 保存，之后未改</translation>
    </message>
    <message>
        <source>version {version}, saved {when}, changed since</source>
        <translation>第{version}版 {when} 保存，之后有改动</translation>
    </message>
</context>
<context>
    <name>LetterheadDialog</name>
    <message>
        <source>Letterhead</source>
        <translation>抬头</translation>
    </message>
    <message>
        <source>Name of the company</source>
        <translation>公司名称</translation>
    </message>
    <message>
        <source>Address, telephone, tax number</source>
        <translation>地址、电话、税号</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Choose a logo…</source>
        <translation>选择徽标…</translation>
    </message>
    <message>
        <source>Address, telephone, tax number, a line each (at most four)</source>
        <translation>地址、电话、税号，每行一项（最多四行）</translation>
    </message>
    <message>
        <source>Stands at the top of every paper that this machine makes.</source>
        <translation>印在本机所出每份单据的页首。</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.svg)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.svg)</translation>
    </message>
    <message>
        <source>Choose a logo</source>
        <translation>选择徽标</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>无法读取该图片。</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>无徽标</translation>
    </message>
</context>
<context>
    <name>LotsPanel</name>
    <message>
        <source>The sheet does not say the unit of its masses:</source>
        <translation>表里没写重量单位：</translation>
    </message>
    <message>
        <source>Lots found</source>
        <translation>读到的批次</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Replace all lots</source>
        <translation>替换全部批次</translation>
    </message>
    <message>
        <source>Join by lot number</source>
        <translation>按批号并入</translation>
    </message>
    <message>
        <source>Weighbridge and assay sheets</source>
        <translation>磅单和化验单</translation>
    </message>
    <message>
        <source>From weighbridge and assay sheets</source>
        <translation>从磅单、化验单导入</translation>
    </message>
    <message>
        <source>+ File</source>
        <translation>+ 文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Whose assays {file} holds</source>
        <translation>{file} 是谁的化验</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>{lots} lots, {wet} t wet</source>
        <translation>{lots} 批，湿重 {wet} 吨</translation>
    </message>
    <message>
        <source>{count} wrong cells; correct the file and choose it again</source>
        <translation>{count} 处有误；改好文件后重新选择</translation>
    </message>
    <message>
        <source>{count} weighings</source>
        <translation>{count} 磅合计</translation>
    </message>
</context>
<context>
    <name>PaperButton</name>
    <message>
        <source>Paper</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文字</translation>
    </message>
    <message>
        <source>Letterhead…</source>
        <translation>抬头…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>PDF saved.</source>
        <translation>已存为 PDF。</translation>
    </message>
    <message>
        <source>Copied as text; paste it into a chat or a mail.</source>
        <translation>已复制为文字，可粘贴到聊天或邮件。</translation>
    </message>
</context>
<context>
    <name>PricedTrail</name>
    <message>
        <source>{name}: {what}</source>
        <translation>{name}：{what}</translation>
    </message>
</context>
<context>
    <name>PricingMenu</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Export to Excel (live formulas)…</source>
        <translation>导出 Excel（带公式）…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文字</translation>
    </message>
    <message>
        <source>Letterhead…</source>
        <translation>抬头…</translation>
    </message>
    <message>
        <source>Compare with the version before</source>
        <translation>与上一版对比</translation>
    </message>
    <message>
        <source>Show or hide the trail</source>
        <translation>显示或收起计算过程</translation>
    </message>
    <message>
        <source>What if: ranges, break-even, scenarios</source>
        <translation>变动：区间、保本、方案</translation>
    </message>
</context>
<context>
    <name>PricingPage</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Export to Excel (live formulas)…</source>
        <translation>导出 Excel（带公式）…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
</context>
<context>
    <name>PullPopup</name>
    <message>
        <source>Product</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Values of the book</source>
        <translation>账簿里的数</translation>
    </message>
    <message>
        <source>The book has nothing for this up to that day.</source>
        <translation>到该日为止，账簿里没有可取的数。</translation>
    </message>
    <message>
        <source>Choose a product.</source>
        <translation>请选品种。</translation>
    </message>
</context>
<context>
    <name>Puller</name>
    <message>
        <source>Ask the book again</source>
        <translation>刷新来源</translation>
    </message>
    <message>
        <source>Take another value…</source>
        <translation>换一个…</translation>
    </message>
    <message>
        <source>Let go: entered by hand</source>
        <translation>去掉来源，改为手工录入</translation>
    </message>
    <message>
        <source>The book still says the same of every source.</source>
        <translation>各来源与账簿一致，没有变化。</translation>
    </message>
</context>
<context>
    <name>RangesView</name>
    <message>
        <source>input</source>
        <translation>输入项</translation>
    </message>
    <message>
        <source>second input</source>
        <translation>第二项（可不选）</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>and</source>
        <translation>和</translation>
    </message>
    <message>
        <source>from:to:step, or values with commas between</source>
        <translation>从:到:步长，或用逗号隔开的数</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>Take from the book…</source>
        <translation>取自账簿…</translation>
    </message>
    <message>
        <source>By deposit…</source>
        <translation>按矿填配分…</translation>
    </message>
    <message>
        <source>tinted cells are typed</source>
        <translation>底色格可改</translation>
    </message>
    <message>
        <source>+ Row</source>
        <translation>+ 加一行</translation>
    </message>
    <message>
        <source>Paste from Excel</source>
        <translation>从 Excel 粘贴</translation>
    </message>
    <message>
        <source>Remove this row	Ctrl+Del</source>
        <translation>删去此行	Ctrl+Del</translation>
    </message>
</context>
<context>
    <name>ReferenceBar</name>
    <message>
        <source>today: t</source>
        <translation>今天写 t</translation>
    </message>
    <message>
        <source>Another quarter…</source>
        <translation>换季度…</translation>
    </message>
    <message>
        <source>The reference price was entered by hand.</source>
        <translation>参考价为手工录入。</translation>
    </message>
    <message>
        <source>Enter a reference price, or take that of a quarter.</source>
        <translation>请填参考价，或取某季度公布价。</translation>
    </message>
    <message>
        <source>Take an announced price…</source>
        <translation>取公布价…</translation>
    </message>
    <message>
        <source>Announced price of {quarter} ({day}, ex VAT, {per} CNY per 1 % REO)</source>
        <translation>参考价取自 {quarter} 公布价（{day}，不含税，每 1 % REO {per} 元）</translation>
    </message>
    <message>
        <source>Announced price of {quarter} (ex VAT, {per} CNY per 1 % REO)</source>
        <translation>参考价取自 {quarter} 公布价（不含税，每 1 % REO {per} 元）</translation>
    </message>
    <message>
        <source>% by date</source>
        <translation>% 按日期</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>  (delivery)</source>
        <translation>（交货季度）</translation>
    </message>
</context>
<context>
    <name>RefreshBar</name>
    <message>
        <source>Take the new values</source>
        <translation>取用新值</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>不取</translation>
    </message>
    <message>
        <source>no longer in the book</source>
        <translation>账簿里已没有</translation>
    </message>
    <message>
        <source>The book says otherwise now ({count})</source>
        <translation>账簿里的数已变（{count} 处）</translation>
    </message>
</context>
<context>
    <name>RoundingDialog</name>
    <message>
        <source>As usual</source>
        <translation>按惯例</translation>
    </message>
</context>
<context>
    <name>SavedEntries</name>
    <message>
        <source>v{version}</source>
        <translation>第{version}版</translation>
    </message>
</context>
<context>
    <name>SavedList</name>
    <message>
        <source>Saved</source>
        <translation>已存计算</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Name, counterparty, contract or note</source>
        <translation>名称、交易对手、合同号或备注</translation>
    </message>
    <message>
        <source>Find a saved calculation</source>
        <translation>查找已存计算</translation>
    </message>
    <message>
        <source>Saved calculations</source>
        <translation>已存计算</translation>
    </message>
    <message>
        <source>Nothing saved yet. Ctrl+S saves what is on the right under a name.</source>
        <translation>还没有已存计算。按 Ctrl+S 把右边的计算存下来。</translation>
    </message>
    <message>
        <source>None of the saved ones fits the filter.</source>
        <translation>没有符合筛选的计算。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
</context>
<context>
    <name>SavedVerbs</name>
    <message>
        <source>Recalculate</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Computed anew this would come to other figures; the saved ones stay.</source>
        <translation>按现在的算法重算，结果会不同；已存的数不变。</translation>
    </message>
    <message>
        <source>Nothing was changed since it was saved.</source>
        <translation>保存后没有改动。</translation>
    </message>
    <message>
        <source>Renamed: {name}</source>
        <translation>已改名：{name}</translation>
    </message>
    <message>
        <source>Deleted: {name}</source>
        <translation>已删除：{name}</translation>
    </message>
    <message>
        <source>All versions deleted: {name}</source>
        <translation>已删除全部版本：{name}</translation>
    </message>
    <message>
        <source>{name}: {status}</source>
        <translation>{name}：{status}</translation>
    </message>
    <message>
        <source>Once saved, this calculation is linked to trade {number}.</source>
        <translation>保存后，这个计算会关联成交 {number}。</translation>
    </message>
    <message>
        <source>Open the calculation that it shall be compared with.</source>
        <translation>请先打开要对比的计算。</translation>
    </message>
    <message>
        <source>There is no version before this one.</source>
        <translation>这一版之前没有别的版本。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Compare with the open one</source>
        <translation>与打开的计算对比</translation>
    </message>
    <message>
        <source>Compute anew as the next version</source>
        <translation>按今天重新计算，存为新版本</translation>
    </message>
    <message>
        <source>Link trades…</source>
        <translation>关联成交…</translation>
    </message>
    <message>
        <source>Delete this version</source>
        <translation>删除这一版</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete all {count} versions</source>
        <translation>删除全部 {count} 版</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Name of the calculation</source>
        <translation>计算名称</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>已保存：{name}</translation>
    </message>
    <message>
        <source>{count} trades linked: {name}</source>
        <translation>已关联 {count} 笔成交：{name}</translation>
    </message>
    <message>
        <source>Link taken off: {name}</source>
        <translation>已取消关联：{name}</translation>
    </message>
    <message>
        <source>Saved: {name}, version {version}</source>
        <translation>已保存：{name}，第{version}版</translation>
    </message>
</context>
<context>
    <name>Scenarios</name>
    <message>
        <source>name of the scenario</source>
        <translation>方案名</translation>
    </message>
    <message>
        <source>Keep the present inputs</source>
        <translation>把现在的输入留作方案</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Keep the present inputs under a name, change them, and both stand here side by side.</source>
        <translation>把现在的输入留作方案，改动后两者在此并排比较。</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Put it into the form</source>
        <translation>代入表单</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删去</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Penalty or premium by bands</source>
        <translation>分档扣款/加价</translation>
    </message>
    <message>
        <source>Assay (empty: the lots&apos; own)</source>
        <translation>化验值（空：用各批化验）</translation>
    </message>
    <message>
        <source>limits and steps in the unit of the assay</source>
        <translation>限值、级距与化验值同单位</translation>
    </message>
    <message>
        <source>+ Band</source>
        <translation>+ 加一档</translation>
    </message>
    <message>
        <source>Enter the element and at least one band: limit, step, rate per step.</source>
        <translation>请填元素和至少一档：限值、级距、每级金额。</translation>
    </message>
</context>
<context>
    <name>SettlementForm</name>
    <message>
        <source>From weighbridge/assay sheets…</source>
        <translation>从磅单/化验单导入…</translation>
    </message>
    <message>
        <source>From trades…</source>
        <translation>取自成交…</translation>
    </message>
    <message>
        <source>Assays…</source>
        <translation>换化验…</translation>
    </message>
    <message>
        <source>+ Element</source>
        <translation>+ 元素</translation>
    </message>
    <message>
        <source>+ Provisional invoice</source>
        <translation>+ 临时发票</translation>
    </message>
    <message>
        <source>+ Payment</source>
        <translation>+ 收款</translation>
    </message>
    <message>
        <source>+ Adjustment</source>
        <translation>+ 加一项</translation>
    </message>
    <message>
        <source>pasted table</source>
        <translation>粘贴的表</translation>
    </message>
    <message>
        <source>tinted cells are typed; amounts ex VAT</source>
        <translation>底色格可改；金额不含税</translation>
    </message>
    <message>
        <source>+ Lot</source>
        <translation>+ 加一批</translation>
    </message>
    <message>
        <source>Paste from Excel</source>
        <translation>从 Excel 粘贴</translation>
    </message>
    <message>
        <source>Adjustments and payments</source>
        <translation>调整与收款</translation>
    </message>
    <message>
        <source>Bands…</source>
        <translation>分档…</translation>
    </message>
    <message>
        <source>The clipboard holds no lots: copy the columns lot, wet mass, moisture, grade in Excel first.</source>
        <translation>剪贴板里没有批次：请先在 Excel 中复制批号、湿重、水分、品位四列。</translation>
    </message>
    <message>
        <source>Take lots…</source>
        <translation>取批次…</translation>
    </message>
    <message>
        <source>Premium or discount per dry t</source>
        <translation>每干吨贴价或扣价</translation>
    </message>
    <message>
        <source>Agreed amount (freight, allowance)</source>
        <translation>约定金额（运费、补贴）</translation>
    </message>
    <message>
        <source>Penalty for an element</source>
        <translation>元素扣款</translation>
    </message>
    <message>
        <source>Penalty or premium by bands…</source>
        <translation>分档扣款/加价…</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>电汇</translation>
    </message>
    <message>
        <source>Bank acceptance</source>
        <translation>银行承兑汇票</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Another element</source>
        <translation>其他元素</translation>
    </message>
    <message>
        <source>Remove this row	Ctrl+Del</source>
        <translation>删除此行	Ctrl+Del</translation>
    </message>
</context>
<context>
    <name>StageBar</name>
    <message>
        <source>Rounding…</source>
        <translation>修约…</translation>
    </message>
</context>
<context>
    <name>StudyPanel</name>
    <message>
        <source>Ranges</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Break-even</source>
        <translation>保本</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Figure that is followed</source>
        <translation>所看的数</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>看</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>CNY, seller pays buyer</source>
        <translation>元，卖方退买方</translation>
    </message>
    <message>
        <source>CNY, buyer pays seller</source>
        <translation>元，买方付卖方</translation>
    </message>
    <message>
        <source>{value} CNY per dry t</source>
        <translation>折 {value} 元/干吨</translation>
    </message>
    <message>
        <source>gross {gross} − paid {paid}</source>
        <translation>价税合计 {gross} − 已付 {paid}</translation>
    </message>
    <message>
        <source>ex VAT</source>
        <translation>不含税</translation>
    </message>
    <message>
        <source>dry, ex VAT</source>
        <translation>干基，不含税</translation>
    </message>
    <message>
        <source>CNY</source>
        <translation>元</translation>
    </message>
</context>
<context>
    <name>TradePopup</name>
    <message>
        <source>Deal number, counterparty, product</source>
        <translation>成交编号、交易对手、品名</translation>
    </message>
    <message>
        <source>Find trades</source>
        <translation>查找成交</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>The newest {count}; type to find others</source>
        <translation>最近 {count} 笔；输入文字查找其他</translation>
    </message>
    <message>
        <source>No trade has these words.</source>
        <translation>没有含这些文字的成交。</translation>
    </message>
</context>
<context>
    <name>TrailPanel</name>
    <message>
        <source>Every step stands here once the inputs are complete.</source>
        <translation>填齐后，每一步都列在这里。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
</context>
</TS>
