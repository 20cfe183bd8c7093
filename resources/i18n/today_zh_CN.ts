<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnnouncedChart</name>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>AnnouncedRows</name>
    <message>
        <source>{price} CNY per 1 % REO</source>
        <translation>每 1 % REO {price} 元</translation>
    </message>
    <message>
        <source>{quarter} in force</source>
        <translation>{quarter} 现行</translation>
    </message>
    <message>
        <source>No estimate</source>
        <translation>无估价</translation>
    </message>
</context>
<context>
    <name>AttentionList</name>
    <message>
        <source>Nothing needs attention.</source>
        <translation>没有需要处理的事项。</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Put aside: it asks no more until it changes</source>
        <translation>搁置：文件有变动之前不再提示</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Bulletin…</source>
        <translation>生成公告…</translation>
    </message>
    <message>
        <source>Announced concentrate price</source>
        <translation>精矿公布价</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>品种</translation>
    </message>
    <message>
        <source>Last trades</source>
        <translation>最近成交</translation>
    </message>
    <message>
        <source>Today shows the index, the last trades and what needs attention, once the book has trades.</source>
        <translation>账簿里有了成交，这里就显示指数、最近成交和需要处理的事项。</translation>
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
        <source>Open the ledger</source>
        <translation>打开台账</translation>
    </message>
    <message>
        <source>REO = 50 %, dry, ex VAT, CNY/t</source>
        <translation>元/吨，REO 50 %，干基，不含税</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>last index day</source>
        <translation>最近指数日</translation>
    </message>
    <message>
        <source>no index day yet</source>
        <translation>还没有指数日</translation>
    </message>
    <message>
        <source>{0}, ex VAT</source>
        <translation>{0}，不含税</translation>
    </message>
    <message>
        <source>Concentrate {0}</source>
        <translation>精矿公布价 {0}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>CNY/t</source>
        <translation>元/吨</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>现行</translation>
    </message>
    <message>
        <source>{file} is put aside and asks no more until it changes</source>
        <translation>{file} 已搁置，有变动之前不再提示</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>No index day yet: the bulletin is made once trades have given the index a value.</source>
        <translation>还没有指数日：成交算出指数后才能生成公告。</translation>
    </message>
    <message>
        <source>Folder for the bulletin</source>
        <translation>公告存放的文件夹</translation>
    </message>
    <message>
        <source>The bulletin is ready: a page, a workbook and two pictures</source>
        <translation>公告已生成：一页 PDF、一个工作簿、两张图</translation>
    </message>
    <message>
        <source>Bulletin</source>
        <translation>公告</translation>
    </message>
</context>
<context>
    <name>TodayTables</name>
    <message>
        <source>Product</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>当日价</translation>
    </message>
    <message>
        <source>CNY/t</source>
        <translation>元/吨</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日涨跌</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月涨跌</translation>
    </message>
    <message>
        <source>Last 40 days</source>
        <translation>近 40 日</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Deal no.</source>
        <translation>单号</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Price incl. VAT</source>
        <translation>含税价</translation>
    </message>
    <message>
        <source>t</source>
        <translation>吨</translation>
    </message>
    <message>
        <source>Counterparty</source>
        <translation>交易对手</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>交货地</translation>
    </message>
</context>
</TS>
