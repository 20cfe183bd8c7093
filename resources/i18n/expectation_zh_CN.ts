<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnswersPanel</name>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Nobody has answered for this product in this month; it is left out.</source>
        <translation>这个月没有人回答这个品种，不计入。</translation>
    </message>
    <message>
        <source>100 x (up {up} % + 0.5 x flat {flat} %) = {value}</source>
        <translation>100 ×（涨 {up} % + 0.5 × 平 {flat} %）= {value}</translation>
    </message>
</context>
<context>
    <name>ExpectationPage</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>涨 平 跌</translation>
    </message>
    <message>
        <source>Diffusion</source>
        <translation>扩散指数</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答数</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>No answers: left out</source>
        <translation>无人回答，不计入</translation>
    </message>
    <message>
        <source>{weight} in the weight set, scaled up to the products that have answers</source>
        <translation>权重组中为 {weight}，按有回答的品种归一</translation>
    </message>
    <message>
        <source>The month that is asked about; type any month</source>
        <translation>所问的月份，可直接输入</translation>
    </message>
    <message>
        <source>Expectation chart</source>
        <translation>预期图</translation>
    </message>
    <message>
        <source>Add respondent</source>
        <translation>添加单位</translation>
    </message>
    <message>
        <source>u / 1 up, f / 2 flat, d / 3 down, Del takes away</source>
        <translation>u/1 涨，f/2 平，d/3 跌，Del 删除</translation>
    </message>
    <message>
        <source>50 neutral</source>
        <translation>50 中性</translation>
    </message>
    <message>
        <source>Questionnaire…</source>
        <translation>调查表…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Explain the product</source>
        <translation>查看该品种的回答</translation>
    </message>
    <message>
        <source>Questionnaire in Chinese…</source>
        <translation>中文调查表…</translation>
    </message>
    <message>
        <source>Questionnaire in English…</source>
        <translation>英文调查表…</translation>
    </message>
    <message>
        <source>Import answers…</source>
        <translation>导入回答…</translation>
    </message>
    <message>
        <source>Export the expectation index…</source>
        <translation>导出预期指数…</translation>
    </message>
    <message>
        <source>Nobody has answered for this month yet. Type answers below, or bring in a returned table.</source>
        <translation>这个月还没有回答。在下面输入，或导入收回的表。</translation>
    </message>
    <message>
        <source>{name}: {covered} % of the weight has answers, weights of {day}</source>
        <translation>{name}：有回答的权重占 {covered} %，用 {day} 的权重组</translation>
    </message>
    <message>
        <source>{count} answers taken away</source>
        <translation>已删除 {count} 个回答</translation>
    </message>
    <message>
        <source>Save the questionnaire</source>
        <translation>保存调查表</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>The questionnaire is written</source>
        <translation>调查表已写出</translation>
    </message>
    <message>
        <source>{points} pts</source>
        <translation>{points} 点</translation>
    </message>
    <message>
        <source>no answers</source>
        <translation>无回答</translation>
    </message>
    <message>
        <source>{answers} answers, {respondents} respondents</source>
        <translation>{respondents} 家 {answers} 答</translation>
    </message>
</context>
</TS>
