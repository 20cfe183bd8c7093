<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Rare Desk</source>
        <translation>关于稀土交易台</translation>
    </message>
    <message>
        <source>Rare Desk</source>
        <translation>稀土交易台</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Nothing leaves this machine: the program never uses the network.</source>
        <translation>数据不出本机：程序从不联网。</translation>
    </message>
    <message>
        <source>MIT licence. Qt under LGPL 3.</source>
        <translation>MIT 许可。Qt 依 LGPL 3 使用。</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Aftermath</name>
    <message>
        <source>Last time ({when}) the program was cut off: by a mistake of its own, a power cut or from outside. What was confirmed is in the book.</source>
        <translation>上次程序（{when}）没有正常退出：程序自身出错、断电或被强行结束。确认过的记录都在账簿里。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>日志文件夹</translation>
    </message>
</context>
<context>
    <name>ChoiceButton</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source> +{count}</source>
        <translation> 等 {count} 项</translation>
    </message>
    <message>
        <source>{name}: {shown}</source>
        <translation>{name}：{shown}</translation>
    </message>
    <message>
        <source>Name, code, pinyin initials</source>
        <translation>名称、代码、拼音首字母</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>ChoiceField</name>
    <message>
        <source>Show all</source>
        <translation>全部列出</translation>
    </message>
    <message>
        <source>Not in the list: {text}</source>
        <translation>表中没有“{text}”</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Drag, or Alt+↑ Alt+↓</source>
        <translation>拖动或 Alt+↑ Alt+↓ 移动</translation>
    </message>
</context>
<context>
    <name>ColumnList</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>ColumnsButton</name>
    <message>
        <source>Columns…</source>
        <translation>列…</translation>
    </message>
</context>
<context>
    <name>DaysButton</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{name}: {shown}</source>
        <translation>{name}：{shown}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>本季</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>近 12 个月</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Sample book</source>
        <translation>示例账簿</translation>
    </message>
    <message>
        <source>Open a book</source>
        <translation>打开账簿</translation>
    </message>
    <message>
        <source>My book</source>
        <translation>我的账簿</translation>
    </message>
    <message>
        <source>New book</source>
        <translation>新建账簿</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Copy saved</source>
        <translation>副本已存</translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Save an import template</source>
        <translation>保存导入模板</translation>
    </message>
    <message>
        <source>The template is written. Fill it in and drop it on the window.</source>
        <translation>模板已保存。填好后拖进窗口即可导入。</translation>
    </message>
    <message>
        <source>Opening {book}</source>
        <translation>正在打开 {book}</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Rare Desk books (*.raredesk);;Books under a password (*.raredesk.locked)</source>
        <translation>Rare Desk 账簿 (*.raredesk);;加密的账簿 (*.raredesk.locked)</translation>
    </message>
    <message>
        <source>Rare Desk books and locked files (*.raredesk *.locked)</source>
        <translation>Rare Desk 账簿和加密文件 (*.raredesk *.locked)</translation>
    </message>
    <message>
        <source>Rare Desk books (*.raredesk)</source>
        <translation>稀土交易台账簿 (*.raredesk)</translation>
    </message>
    <message>
        <source>Workbooks and tables (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.locked)</source>
        <translation>工作簿和表格 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.locked)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx);;CSV (*.csv);;JSON (*.json)</source>
        <translation>Excel 工作簿 (*.xlsx);;CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Workbook under a password (*.xlsx.locked);;CSV under a password (*.csv.locked);;JSON under a password (*.json.locked)</source>
        <translation>加密的工作簿 (*.xlsx.locked);;加密的 CSV (*.csv.locked);;加密的 JSON (*.json.locked)</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Find pages, actions, calculators, products, trades</source>
        <translation>查找页面、操作、计算、品种、成交</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的</translation>
    </message>
    <message>
        <source>Trades with “{words}”</source>
        <translation>在成交里查找“{words}”</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Handbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Calculation</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>{page} view</source>
        <translation>{page}视图</translation>
    </message>
    <message>
        <source>Layout of the chart</source>
        <translation>图表布局</translation>
    </message>
    <message>
        <source>Trades of</source>
        <translation>成交</translation>
    </message>
</context>
<context>
    <name>HeaderMenu</name>
    <message>
        <source>Sort ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Then by this, ascending</source>
        <translation>再按此列升序</translation>
    </message>
    <message>
        <source>Then by this, descending</source>
        <translation>再按此列降序</translation>
    </message>
    <message>
        <source>Do not sort by this</source>
        <translation>不按此列排序</translation>
    </message>
    <message>
        <source>Usual order</source>
        <translation>恢复默认顺序</translation>
    </message>
    <message>
        <source>Freeze up to this column</source>
        <translation>冻结到此列</translation>
    </message>
    <message>
        <source>Do not freeze</source>
        <translation>取消冻结</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>隐藏此列</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>列…</translation>
    </message>
</context>
<context>
    <name>KeptHead</name>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <translation>就用这一本</translation>
    </message>
    <message>
        <source>This book counts as it is from now on</source>
        <translation>从现在起以这一本为准</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sample book (made-up data)</source>
        <translation>示例账簿（虚构数据）</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>The program made a mistake of its own; the book is as it was.</source>
        <translation>程序自身出错，账簿没有改动。</translation>
    </message>
    <message>
        <source>Rare Desk</source>
        <translation>稀土交易台</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Trades</source>
        <translation>成交(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Quotes</source>
        <translation>报价(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Index</source>
        <translation>指数(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Pricing</source>
        <translation>定价(&amp;P)</translation>
    </message>
    <message>
        <source>New book…</source>
        <translation>新建账簿…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Recent books</source>
        <translation>最近的账簿</translation>
    </message>
    <message>
        <source>Sample book</source>
        <translation>示例账簿</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>另存副本…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Watched folder…</source>
        <translation>监视文件夹…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Start from a workbook…</source>
        <translation>从台账工作簿开始…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Trades…</source>
        <translation>成交…</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>Backups and check…</source>
        <translation>备份与检查…</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Earlier imports…</source>
        <translation>以前的导入…</translation>
    </message>
    <message>
        <source>Quotes…</source>
        <translation>报价…</translation>
    </message>
    <message>
        <source>Positions…</source>
        <translation>持仓…</translation>
    </message>
    <message>
        <source>Due and open…</source>
        <translation>待交货、待收付与未清…</translation>
    </message>
    <message>
        <source>Corrections of closed months…</source>
        <translation>结账月份的更正…</translation>
    </message>
    <message>
        <source>Index…</source>
        <translation>指数…</translation>
    </message>
    <message>
        <source>Daily prices…</source>
        <translation>当日价…</translation>
    </message>
    <message>
        <source>Publications…</source>
        <translation>公布版本…</translation>
    </message>
    <message>
        <source>Announced concentrate prices…</source>
        <translation>精矿公布价…</translation>
    </message>
    <message>
        <source>Non-trading days…</source>
        <translation>非交易日…</translation>
    </message>
    <message>
        <source>Weights…</source>
        <translation>权重…</translation>
    </message>
    <message>
        <source>Counterparties…</source>
        <translation>交易对手…</translation>
    </message>
    <message>
        <source>Published indices…</source>
        <translation>外部指数…</translation>
    </message>
    <message>
        <source>Expectation index…</source>
        <translation>预期指数…</translation>
    </message>
    <message>
        <source>Journal…</source>
        <translation>操作日志…</translation>
    </message>
    <message>
        <source>Answers…</source>
        <translation>预期回答…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
    </message>
    <message>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>重做：{step}</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>涨跌颜色</translation>
    </message>
    <message>
        <source>Red up, green down</source>
        <translation>红涨绿跌</translation>
    </message>
    <message>
        <source>Green up, red down</source>
        <translation>绿涨红跌</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言 / Language</translation>
    </message>
    <message>
        <source>Show the page</source>
        <translation>打开此页</translation>
    </message>
    <message>
        <source>Handbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>日志文件夹</translation>
    </message>
    <message>
        <source>About Rare Desk</source>
        <translation>关于稀土交易台</translation>
    </message>
</context>
<context>
    <name>MessageStrip</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OneWindow</name>
    <message>
        <source>{book} is open in another window, which was brought to the front.</source>
        <translation>{book} 已在另一个窗口中打开，已把它调到最前。</translation>
    </message>
    <message>
        <source>Open here too</source>
        <translation>在这里也打开</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>成交</translation>
    </message>
    <message>
        <source>Counterparties</source>
        <translation>交易对手</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>报价</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Methodology</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Expectation</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>Pricing</source>
        <translation>定价</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>下季估价</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>配分</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>持仓</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Locked file</source>
        <translation>加密文件</translation>
    </message>
    <message>
        <source>Password of {name}</source>
        <translation>{name} 的密码</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Red up, green down</source>
        <translation>红涨绿跌</translation>
    </message>
    <message>
        <source>Green up, red down</source>
        <translation>绿涨红跌</translation>
    </message>
    <message>
        <source>Letterhead…</source>
        <translation>抬头…</translation>
    </message>
    <message>
        <source>The desk&apos;s name in ledgers</source>
        <translation>本方在台账里的名称</translation>
    </message>
    <message>
        <source>Watched folder…</source>
        <translation>监视文件夹…</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Stands with every step you make. Empty: the name of your account.</source>
        <translation>历史里每一步都记着。空着用电脑账户名。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言 / Language</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Rise and fall</source>
        <translation>涨跌颜色</translation>
    </message>
    <message>
        <source>Papers for the other side</source>
        <translation>给对方的单据</translation>
    </message>
    <message>
        <source>This book</source>
        <translation>这个账簿</translation>
    </message>
    <message>
        <source>By it an import tells what the desk bought and sold, and who is related to it.</source>
        <translation>导入时据此分买卖、认关联方。</translation>
    </message>
    <message>
        <source>Files that come in by themselves</source>
        <translation>自动导入的文件</translation>
    </message>
    <message>
        <source>The desk&apos;s name is set</source>
        <translation>本方名称已改</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Handbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Handbook  F1</source>
        <translation>手册  F1</translation>
    </message>
</context>
<context>
    <name>Rescuing</name>
    <message>
        <source>Save a copy…</source>
        <translation>另存副本…</translation>
    </message>
    <message>
        <source>Looking for a good backup…</source>
        <translation>正在找完好的备份…</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>抢救可读的记录</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>恢复这份备份</translation>
    </message>
    <message>
        <source>There is no good backup beside it.</source>
        <translation>账簿旁边没有完好的备份。</translation>
    </message>
    <message>
        <source>Latest good backup: {made}; it lacks {steps} steps and {trades} trades made since.</source>
        <translation>最近的完好备份：{made}，缺此后的 {steps} 步、{trades} 笔成交。</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>打开别的账簿…</translation>
    </message>
    <message>
        <source>{name} restored</source>
        <translation>{name} 恢复</translation>
    </message>
    <message>
        <source>{name} salvaged</source>
        <translation>{name} 已抢救</translation>
    </message>
    <message>
        <source>All {count} records were salvaged and are as the journal says.</source>
        <translation>{count} 条记录全部抢救出来，与日志一致。</translation>
    </message>
    <message>
        <source>{count} records were salvaged; compare a backup and the papers. Missing: {missing}</source>
        <translation>抢救出 {count} 条记录，请对照备份和原始凭证。缺：{missing}</translation>
    </message>
    <message>
        <source>Not proved by the journal: {count}</source>
        <translation>无法用日志核对：{count} 条</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Backups (*.raredesk *.locked)</source>
        <translation>备份 (*.raredesk *.locked)</translation>
    </message>
    <message>
        <source>{name} restored</source>
        <translation>{name} 恢复</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>恢复为</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Backups and check</source>
        <translation>备份与检查</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Password of the copies there</source>
        <translation>那里备份的密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Set the password</source>
        <translation>设定密码</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>不设密码</translation>
    </message>
    <message>
        <source>A hash that was kept elsewhere</source>
        <translation>另外保存的哈希</translation>
    </message>
    <message>
        <source>may stay empty</source>
        <translation>可不填</translation>
    </message>
    <message>
        <source>From an exported journal…</source>
        <translation>从导出的日志…</translation>
    </message>
    <message>
        <source>Check the book</source>
        <translation>检查账簿</translation>
    </message>
    <message>
        <source>Kept nowhere: write it down. A lost password is lost, and the locked copies with it.</source>
        <translation>程序不保存密码，请另外记好。密码丢了，加密的备份谁也打不开。</translation>
    </message>
    <message>
        <source>Reads the file, the journal&apos;s chain and every row. A hash kept elsewhere proves the chain.</source>
        <translation>核对文件、日志链和每一行；另外保存的哈希能证明日志没被重写。</translation>
    </message>
    <message>
        <source>Beside the book</source>
        <translation>账簿旁边</translation>
    </message>
    <message>
        <source>Second folder, on another drive</source>
        <translation>第二文件夹（另一个盘）</translation>
    </message>
    <message>
        <source>Was anything altered?</source>
        <translation>有没有被动过</translation>
    </message>
    <message>
        <source>None chosen.</source>
        <translation>未选。</translation>
    </message>
    <message>
        <source>set</source>
        <translation>已设</translation>
    </message>
    <message>
        <source>{folder}: none yet</source>
        <translation>{folder}：还没有</translation>
    </message>
    <message>
        <source>{folder}: {count}, the latest of {newest}</source>
        <translation>{folder}：{count} 份，最近 {newest}</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Copying to the second folder</source>
        <translation>正在备到第二文件夹</translation>
    </message>
    <message>
        <source>Backup made and verified</source>
        <translation>备份完成并已核对</translation>
    </message>
    <message>
        <source>Second folder for backups</source>
        <translation>第二备份文件夹</translation>
    </message>
    <message>
        <source>Type a password first.</source>
        <translation>请先输入密码。</translation>
    </message>
    <message>
        <source>The two differ; type it again.</source>
        <translation>两次不一样，请再输。</translation>
    </message>
    <message>
        <source>Copies in the second folder are locked from now on</source>
        <translation>今后第二文件夹里的备份都加密</translation>
    </message>
    <message>
        <source>Journals (*.xlsx *.csv *.json *.txt)</source>
        <translation>日志 (*.xlsx *.csv *.json *.txt)</translation>
    </message>
    <message>
        <source>An exported journal</source>
        <translation>导出的日志</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 条</translation>
    </message>
    <message>
        <source>The book is sound.</source>
        <translation>账簿完好。</translation>
    </message>
    <message>
        <source>The hash is in the chain: step {step} of {steps}; nothing up to it was altered.</source>
        <translation>该哈希在链上：第 {step} 步，共 {steps} 步；到这一步为止没有被动过。</translation>
    </message>
    <message>
        <source>Last hash, to be kept elsewhere:</source>
        <translation>最后一个哈希，请另外保存：</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>{name}, changed</source>
        <translation>{name}（已改）</translation>
    </message>
    <message>
        <source>View saved</source>
        <translation>视图已保存</translation>
    </message>
    <message>
        <source>View deleted</source>
        <translation>视图已删除</translation>
    </message>
    <message>
        <source>Save the changes</source>
        <translation>保存修改</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Delete view</source>
        <translation>删除视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Undoing</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Doing again</source>
        <translation>正在重做</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>Undone: {step}</source>
        <translation>已撤销：{step}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Done again: {step}</source>
        <translation>已重做：{step}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Record as a correction</source>
        <translation>记为更正</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Book</source>
        <translation>账簿</translation>
    </message>
    <message>
        <source>Index day</source>
        <translation>指数日</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>后台</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>1 suspect row</source>
        <translation>存疑 1 笔</translation>
    </message>
    <message>
        <source>{count} suspect rows</source>
        <translation>存疑 {count} 笔</translation>
    </message>
    <message>
        <source>1 point to restate</source>
        <translation>待重述 1 点</translation>
    </message>
    <message>
        <source>{count} points to restate</source>
        <translation>待重述 {count} 点</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
</context>
<context>
    <name>TableExport</name>
    <message>
        <source>The table has no rows</source>
        <translation>表格是空的</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>TableOut</name>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message>
        <source>Save the opened file as</source>
        <translation>解开后另存为</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>正在解开 {name}</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The file is open now</source>
        <translation>已解开</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Start from a workbook…</source>
        <translation>从台账工作簿开始…</translation>
    </message>
    <message>
        <source>Last year&apos;s ledger as xlsx, xls or csv: it is read and shown before anything is written.</source>
        <translation>去年的台账，xlsx、xls 或 csv：先读给您看，确认后才写入。</translation>
    </message>
    <message>
        <source>Open the sample book</source>
        <translation>打开示例账簿</translation>
    </message>
    <message>
        <source>About a year of made-up deals with real announced prices: to look around and to try.</source>
        <translation>约一年的虚构成交，配真实公布的精矿价，随意翻看、试用。</translation>
    </message>
    <message>
        <source>An empty book…</source>
        <translation>空账簿…</translation>
    </message>
    <message>
        <source>A new file for your deals, quotes and calculations. It stays on this machine.</source>
        <translation>存放您的成交、报价和计算的新文件，只在本机。</translation>
    </message>
    <message>
        <source>Rare Desk</source>
        <translation>稀土交易台</translation>
    </message>
    <message>
        <source>Deals, an index with its reasons, and contract prices</source>
        <translation>成交台账、有据可查的指数、合同计价</translation>
    </message>
    <message>
        <source>Recent books</source>
        <translation>最近的账簿</translation>
    </message>
    <message>
        <source>A book you already have</source>
        <translation>已有账簿</translation>
    </message>
    <message>
        <source>Open a book…</source>
        <translation>打开账簿…</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Sample book</source>
        <translation>示例账簿</translation>
    </message>
    <message>
        <source>computing the index</source>
        <translation>重算指数</translation>
    </message>
    <message>
        <source>{file} waits in the watched folder</source>
        <translation>监视文件夹中的 {file} 等待导入</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>{count} rows imported from {file}</source>
        <translation>已从 {file} 导入 {count} 行</translation>
    </message>
</context>
<context>
    <name>WritingOut</name>
    <message>
        <source>A password for {name}. Kept nowhere: a lost password is lost, and the file too.</source>
        <translation>给 {name} 设密码。程序不保存密码：密码丢了，文件谁也打不开。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>The password of {name} once more</source>
        <translation>{name} 的密码再输一遍</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>The two differ; nothing was written.</source>
        <translation>两次输入不一样，没有写出文件。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save as “{name}”</source>
        <translation>另存为“{name}”</translation>
    </message>
</context>
</TS>
