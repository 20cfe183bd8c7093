<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Chart</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>公告</translation>
    </message>
    <message>
        <source>Own note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>Methodology, weights</source>
        <translation>方法、权重</translation>
    </message>
    <message>
        <source>{0} days, {1} points</source>
        <translation>{0} 天，{1} 点</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>涨跌</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>涨跌幅</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>折年</translation>
    </message>
    <message>
        <source>{0} hidden</source>
        <translation>已隐藏 {0}</translation>
    </message>
    <message>
        <source>{0} shown</source>
        <translation>已显示 {0}</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>This one alone, or all</source>
        <translation>只看这条，或看全部</translation>
    </message>
    <message>
        <source>Select, measure and explain this one</source>
        <translation>以这条为主：选点、量度、说明</translation>
    </message>
</context>
</TS>
