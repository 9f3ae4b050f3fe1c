"""乱码：broken encodings, private characters, stray traditional characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.firewall.findings import Finding, on

_GARBLED = re.compile(
    "\ufffd+|锟斤?拷?|烫烫烫|屯屯屯|\\?{4,}"
    "|â€[\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u2122]?|ï»¿|ï¼[\u0080-\u00bf\u0152-\u0161]|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]"
    "|(?:[\u00e3-\u00e9][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2})+"
    "|銆[€佸傚侊]?|鈥[斺滄溾檃欙]?|锛[屽侊堬歖€燂毵]|鐨[勫刡]|锘縷?"
)
"""UTF-8 read as Latin-1 or as GBK, and what is left after a wrong conversion and back"""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")

_MAY_BE_GARBLED = re.compile(
    "[\ufffd锟烫屯?âïÃÂ\u00e3-\u00e9銆鈥锛鐨锘\ue000-\uf8ff\U000f0000-\U0010fffd]"
)

_PAIRS = (
    "體体會会國国學学實实來来對对現现時时說说這这個个們们為为與与業业質质產产廠厂組组員员動动發发關关開开點点"
    "經经過过還还進进運运選选長长門门問问間间題题類类顧顾頭头電电機机車车軍军轉转輪轮軟软輕轻較较輸输連连達达"
    "遠远適适遲迟遞递邊边鐵铁鋼钢銅铜鋁铝錯错鍵键鏈链鎖锁鐘钟鑒鉴針针釘钉銀银銷销鋪铺錄录鍋锅陽阳陰阴隊队階阶"
    "際际險险隨随隱隐雙双雜杂離离難难雲云霧雾靜静響响頁页項项順顺須须預预領领頻频願愿顏颜顯显風风飛飞飯饭飲饮"
    "館馆馬马駛驶駐驻驗验驚惊體体魚鱼鳥鸟麥麦黃黄齊齐齒齿龍龙龜龟優优傳传傷伤價价億亿儀仪償偿儲储兒儿內内兩两"
    "冊册寫写軸轴農农凍冻凱凯則则剛刚創创劃划劇剧劍剑劑剂勁劲務务勝胜勞劳勢势勵励勻匀區区協协單单賣卖衛卫廳厅"
    "歷历曆历壓压厭厌縣县參参雙双變变隻只葉叶號号嘆叹嚇吓聽听啟启員员嗎吗圖图圓圆團团園园圍围場场塊块堅坚壇坛"
    "壞坏塵尘墊垫執执塗涂壯壮聲声殼壳壺壶處处備备夠够夾夹奪夺奮奋奧奥婦妇媽妈孫孙寧宁寶宝審审寬宽賓宾尋寻導导"
    "將将爾尔層层屬属嶼屿島岛嶺岭幫帮幣币帶带幹干廣广慶庆庫库應应廟庙廢废張张彈弹強强歸归當当彙汇彥彦徵征徑径"
    "後后從从復复憶忆態态慣惯懷怀憂忧懸悬懇恳惡恶愛爱戰战戲戏戶户擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟"
    "擁拥擇择擋挡揮挥損损換换據据擊击擺摆攝摄敵敌數数斷断舊旧曉晓暫暂術术樸朴權权條条極极構构標标樣样樁桩"
    "檢检樓楼橋桥檔档夢梦歡欢殘残氣气漢汉溝沟滅灭淚泪潔洁測测濟济濃浓濕湿潤润漸渐灣湾灑洒災灾爐炉爭争煙烟熱热"
    "燒烧燈灯營营獎奖獨独獲获環环瑪玛畫画異异療疗瘋疯盡尽監监盤盘礎础確确碼码磚砖禮礼禍祸種种稱称積积穩稳窮穷"
    "竊窃競竞筆笔節节範范簡简籃篮籌筹糧粮緊紧糾纠紀纪約约級级紛纷紙纸納纳純纯細细終终結结給给絕绝統统絲丝維维"
    "綠绿網网緩缓編编緣缘線线練练縫缝縮缩總总績绩織织繞绕繪绘繼继續续纖纤罰罚羅罗義义習习聯联職职肅肃脈脉腦脑"
    "膠胶膚肤臉脸臨临舉举艙舱艦舰藝艺蘇苏藥药蘭兰蓋盖莊庄獻献補补裝装製制複复襯衬見见規规覺觉覽览觀观觸触訂订"
    "計计訊讯討讨訓训記记設设許许訪访診诊證证評评識识詞词試试詩诗誠诚話话該该詳详語语誤误請请諮咨論论調调談谈"
    "謀谋謝谢講讲謹谨譯译議议護护讀读讓让貝贝負负財财責责敗败貨货購购貫贯貴贵費费貼贴賀贺資资賽赛賬账賠赔賴赖"
    "贈赠贏赢趕赶趨趋躍跃蹤踪輔辅辦办辭辞遷迁遺遗鄉乡鄰邻鄭郑釋释裡里麵面鬆松闆板麼么髮发"
)
_SIMPLIFIED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_TRADITIONAL = re.compile("[" + "".join(sorted(_SIMPLIFIED)) + "]+")
_ONE_TRADITIONAL = re.compile("[" + "".join(sorted(_SIMPLIFIED)) + "]")


@on(_MAY_BE_GARBLED.finditer)
def find_garbled(text: str) -> Iterator[Finding]:
    """乱码 and private characters, which every computer shows differently."""
    for found in _GARBLED.finditer(text):
        yield Finding(*found.span(), "text.garbled", found[0])
    for found in _PRIVATE.finditer(text):
        code = f"U+{ord(found[0][0]):04X}"
        yield Finding(*found.span(), "text.private-use", code)


@on(_ONE_TRADITIONAL.finditer)
def find_traditional(text: str) -> Iterator[Finding]:
    """繁体字 within simplified text, with the simplified form for the hint."""
    for found in _TRADITIONAL.finditer(text):
        meant = "".join(_SIMPLIFIED[char] for char in found[0])
        yield Finding(*found.span(), "text.traditional", found[0], meant)
