"""The days off that places and the organs in them arranged differently from the whole country, 2008 to 2026.

A block is a region: its code and its name. Then, for each arrangement: the year, the day of issue (``?`` where
the report does not say) and over whom; the instrument; how it is known, and from where; and a line for each
feast, in the notation of ``arrangements``, with the days that differ from the national calendar alone.

``press/secondary`` and the like mean that the instrument itself was not seen. What stands in data files alone,
such as 31 March and 1 April 2025 for Guangxi, is left out: it is not known.
"""

# A line is a feast that a region keeps by its own rule: since which year its days must be known, and after
# 无 the years in which it is known to have changed nothing (on a weekend, joined to another, or taken back).
# ``*`` stands for the feasts that a region may have beside these, where its rule has not been read.
FEASTS = """
guangxi 壮族三月三 2014 无 2020
ningxia 开斋节 2008 无 2022 2023 2026
ningxia 古尔邦节 2008
xinjiang 肉孜节 2012
xinjiang 古尔邦节 2012
xizang 藏历新年 2008
xizang 雪顿节 2008
lhasa 藏历新年 2008
lhasa 雪顿节 2008
dali 三月街 2008
dali 州庆 2008
xishuangbanna 泼水节 2008
xishuangbanna 州庆 2008
dehong 泼水节 2008
chuxiong 州庆 2008
chuxiong 彝族年 2008
liangshan 火把节 2008
liangshan * 2008
enshi 州庆 2008
xiangxi 州庆 2008
"""

TEXT = """
beijing-2014-central 北京
2014 2014-10-09 在京中央和国家机关、事业单位、社会团体；北京市机关、事业单位、社会团体
经国务院批准的APEC会议期间调休放假通告（2014-10-09）
press/secondary | news.fjsen.com/2014-10/09 (中新网); 新华社
- APEC会议 11/7 11/10-11/12 上班 11/2 11/15

hubei 湖北
2020 2020-02-01 全省
湖北省人民政府办公厅关于延长2020年春节假期的通知（2020-02-01，经国务院批准）
press/secondary | 新华社 szb.gansudaily.com.cn 2020-02-02
- 春节 2/3-2/13

hangzhou 杭州九城区
2016 ? 在杭中央部属、省级、市区机关事业单位社会团体；桐庐、淳安、建德、临安除外
杭政办函〔2016〕75号
press/secondary | m.78911.com.cn 转载全文
- G20峰会 9/1-9/7 上班 8/28 9/10 9/11

shanghai 上海
2018 2018-10-11 市政府机关、学校、社会团体
上海市政府通知 2018-10-11（首届进博会）
press/secondary | leaders-online.jp NNA 2018-10-12
- 进博会 11/5-11/6 上班 11/3 11/11
2019 ? 行政机关等
第二届进博会调休
press/secondary | shanghai.guidebook.jp
- 进博会 11/4-11/5 上班 11/2 11/9

guangxi 广西
2014 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2014年“壮族三月三”放假通知
notice text, year blanked in the copy (lunar date fits 2014 only) + press | m.beiweimall.com/tongzhi/3627113.html
- 壮族三月三 4/2-4/3
2015 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2015年放假安排（三月初二、初三）
press, one source | um.sanwen.net/subject/daqwnqqf.html
- 壮族三月三 4/20-4/21
2016 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2016年壮族“三月三”放假的通知
press quoting the notice, two sources | m.sdguolu88.com/tongzhi/1004627.html
- 壮族三月三 4/8 4/11
2017 2017-02-10 自治区内全体公民
广西壮族自治区人民政府令第98号；2017年“壮族三月三”放假通知（2017-02-10）
notice text, whole, three copies | huaxiashiwen.com/xuexi/tongzhi/704789.html
- 壮族三月三 3/30 3/31 4/1 上班 4/8
2018 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2018年“壮族三月三”放假通知
press quoting the notice, one source | m.huochepw100.com/show_513887
- 壮族三月三 4/18-4/20 上班 4/15
2019 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2019年“壮族三月三”放假的通知
press quoting the notice, two sources | ruilifan.com/wmsh/xingzuo/jjkyq.html
- 壮族三月三 4/4 4/8
2021 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2021年“壮族三月三”放假安排
press + data file NewLifeX/NewLife.Holiday Guangxi/2021.csv | zhinanshenghuo.com/2024/0704/913262.html
- 壮族三月三 4/14-4/16 上班 4/18
2022 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2022年“壮族三月三”放假的通知
press quoting the notice, three sources | www.xixia168.com/n/kj/44461.html
- 壮族三月三 4/2 4/6
2023 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2023年“壮族三月三”放假的通知
press quoting the notice + data file | www.xwmpso.com/2023/0314/1505733.shtml
- 壮族三月三 4/21
2024 ? 自治区内全体公民
广西壮族自治区人民政府令第98号；2024年“壮族三月三”放假的通知
notice text, two copies; third-party reading 2026-09-29 | www.lzdww.com/read-122637.html
- 壮族三月三 4/11-4/12
2026 2026-03-04 自治区内全体公民
广西壮族自治区人民政府令第98号；2026年广西三月三放假的通知（2026-03-04）
notice text inside a public app source; third-party reading 2026-09-29 | kitsuyui/hyper-calendar
- 壮族三月三 4/17 4/20

ningxia 宁夏
2015 ? 全区
宁夏回族自治区人民政府办公厅关于2015年部分节假日安排的通知
press quoting the notice, one source | gzsthw.cn/zuowen/17825825.html
- 古尔邦节 9/23-9/25 上班 9/20
2016 ? 全区
宁夏回族自治区人民政府办公厅 2016 节假日通知（古尔邦节）
notice text, two copies | gkjzy.com/xuexi/fjtz/597805.html
- 古尔邦节 9/12-9/14 上班 9/10
2019 ? 全区
宁政办发〔2018〕137号
notice text, one copy | m.kinghappypy.com/JieRiXiSu/767779.html
- 开斋节 6/5-6/6
- 古尔邦节 8/12-8/13
2020 2019-12-04 全区
宁夏回族自治区人民政府办公厅关于2020年部分节假日安排的通知（2019-12-04）
notice text, whole, two copies | juwanzhuan.com/detail_883095.html
- 开斋节 5/25-5/26
- 古尔邦节 7/30-7/31
2021 ? 全区
宁夏回族自治区人民政府办公厅关于2021年部分节假日安排的通知
notice text, one copy | www.7tqp.com/news_47712.shtml
- 开斋节 5/13-5/14
- 古尔邦节 7/19-7/20
2022 ? 全区
宁夏2022年部分节假日安排
press quoting the notice, one source | m.tianqiyubao2.com/news/view-3670966
- 古尔邦节 7/11-7/12
2023 ? 全区
宁政办发〔2022〕73号
third-party reading | kitsuyui/hyper-calendar
- 古尔邦节 6/29-6/30
2024 ? 全区
宁政办发〔2023〕51号
third-party reading | kitsuyui/hyper-calendar
- 开斋节 4/10-4/11
- 古尔邦节 6/17-6/18
2025 ? 全区
宁政办发〔2024〕54号
third-party reading | kitsuyui/hyper-calendar
- 开斋节 3/31-4/1
- 古尔邦节 6/6
2026 ? 全区
宁政办发〔2025〕36号
third-party reading | kitsuyui/hyper-calendar
- 古尔邦节 5/27-5/28

xinjiang 新疆
2013 2013-07-29 全区
新疆维吾尔自治区人民政府令第174号；2013年肉孜节放假通知（2013-07-29）
notice text, one copy | stellalashacademy.com/liaoning/info/325820.html
- 肉孜节 8/8
2014 ? 全区
新疆维吾尔自治区人民政府令第174号；2014年国庆节、古尔邦节放假通知
notice text, one copy | news.dichan.sina.com.cn/2014/09/17/1216380.html
- 古尔邦节 9/28 10/8 10/11
2016 ? 全区
新疆维吾尔自治区人民政府令第174号；新政办明电〔2016〕262号
notice quoted by a prefecture, one copy; supplement press | gzsthw.cn/zuowen/17825825.html
- 古尔邦节 9/12-9/14 上班 9/10
2022 ? 全区
新疆维吾尔自治区人民政府令第174号；2022年节假日放假安排
notice text (body), three copies | m.how234.com/eamysddhrcf.html
- 肉孜节 5/5
- 古尔邦节 7/11-7/13
2023 ? 全区
新疆维吾尔自治区人民政府令第174号；2023年节假日放假安排
third-party reading | kitsuyui/hyper-calendar
- 肉孜节 4/21
- 古尔邦节 6/28-6/30
2024 ? 全区
新疆维吾尔自治区人民政府令第174号；2024年节假日放假安排
third-party reading | kitsuyui/hyper-calendar
- 肉孜节 4/10
- 古尔邦节 6/17-6/19
2025 ? 全区
新疆维吾尔自治区人民政府令第174号；2025年节假日放假安排
notice text, two copies; third-party reading | www.mnw.cn/news/cj/3018205.html
- 肉孜节 3/31
- 古尔邦节 6/6 6/9 6/10
2026 ? 全区
新疆维吾尔自治区人民政府令第174号；2026年节假日放假安排
third-party reading | kitsuyui/hyper-calendar
- 肉孜节 3/20
- 古尔邦节 5/27-5/29

xizang 西藏
2009 ? 全区干部职工
西藏自治区人大常委会关于藏历新年、雪顿节放假的规定（文本未见；有无调休上班不明）
press, one source | cn.chinagate.cn/population/2009-02/19/content_17301609.htm
- 藏历新年 2/23-2/27

lhasa 拉萨
2023 2023-02-14 驻市各单位
拉萨市人民政府办公室关于2023年藏历新年放假安排的通知（2023-02-14）
notice text, whole | tibet.cn/cn/news/zx/202302/t20230215_7360466.html
- 藏历新年 2/20-2/24 上班 2/18 2/19
2025 2025-02-11 驻市各单位（西藏其他市地同）
拉萨市人民政府办公室关于2025年藏历新年放假安排的通知（2025-02-11）
notice text, whole; press for the other prefectures | 51haodu.com/t/Yk5IeFZmcU9ZWg==
- 藏历新年 2/27-2/28 3/3-3/4
2026 2026-01-28 驻市各单位
拉萨市人民政府办公室2026年春节、藏历新年放假安排（2026-01-28）
press quoting the notice, two copies | fund.caiding5.cn/shichang/14818.html
- 藏历新年 2/24-2/26

dali 大理州
2016 ? 全州
大理白族自治州人民政府办公室关于2016年部分节假日安排的通知
notice text, one copy | www.wenshubang.com/tongzhi/173861.html
- 三月街 4/21 4/22 4/25
- 州庆 11/22-11/25 上班 11/20
2021 ? 全州
大理州2021年部分节假日安排
notice text, copy cut before the 州庆 line | www.yjlim.com/p/468.html
- 三月街 4/26-4/28
2021 ? 全州
大理白族自治州自治条例（2020-10-01起，州庆11月22日至23日）：2021年
rule read, line of the year not read | www.yjlim.com/p/468.html
- 州庆 11/22-11/23
2022 ? 全州
大理白族自治州人民政府办公室关于2022年部分节假日安排的通知
notice text, copy cut before the 州庆 line | www.tuqma3d.com/dlrmzf/xxgkml/202112/8dbfec09c177436ab31cbb45df6a0290.shtml
- 三月街 4/15
2022 ? 全州
大理白族自治州自治条例（2020-10-01起，州庆11月22日至23日）：2022年
rule read, line of the year not read | www.tuqma3d.com/dlrmzf/xxgkml/202112/8dbfec09c177436ab31cbb45df6a0290.shtml
- 州庆 11/22-11/23
2024 2023-12-06 全州
大理白族自治州人民政府办公室关于2024年部分节假日安排的通知（2023-12-06）
notice text, whole | www.yjlim.com/p/6944.html
- 三月街 4/23-4/25
- 州庆 11/22
2025 ? 全州
大理州2025年部分节假日安排
press quoting the notice, one source | zhenguoke.com/read/-dy-article-JSUTFRQF0530JKSL.html
- 三月街 4/14

xishuangbanna 西双版纳州
2018 ? 州直及驻州单位
西政办电〔2017〕42号（州庆、泼水节）
press/secondary | m.liuxuequn.com 转载全文
- 州庆 1/22-1/26 上班 1/20 1/21
- 泼水节 4/12-4/16
2025 ? 全州
西双版纳州人民政府办公室关于2025年部分节假日安排的通知
press quoting the notice, one source | zhenguoke.com/read/-dy-article-JSUTFRQF0530JKSL.html
- 泼水节 4/14-4/16

dehong 德宏州
2025 ? 全州
德宏州人民政府办公室关于2025年部分节假日安排的通知
press quoting the notice, one source | zhenguoke.com/read/-dy-article-JSUTFRQF0530JKSL.html
- 泼水节 4/10-4/11

chuxiong 楚雄州
2025 ? 全州
楚雄州人民政府办公室2025年通知（自治州成立纪念日）
press quoting the notice, one source | zhenguoke.com/read/-dy-article-JSUTFRQF0530JKSL.html
- 州庆 4/14-4/15

liangshan 凉山州
2021 ? 全州
凉山州2021年火把节放假安排
press/secondary | qsbxgb.com 转载
- 火把节 8/2-8/6 上班 7/31

enshi 恩施州
2023 ? 全州
恩施土家族苗族自治州自治条例；2023年州庆放假通知
press quoting the notice, one source | chuanshu.yktchina.com/tech/2023/0731/13653.html
- 州庆 8/21-8/22

xiangxi 湘西州
2018 2018-09-13 全州
湘西州人大常委会决定；湘西州政府办通知（2018-09-13）
press quoting the notice, one source | hunan.sina.com.cn/news/2018-09-15/detail-ihkahyhx1155850.shtml
- 州庆 9/20-9/21
"""
