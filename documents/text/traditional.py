"""A text in traditional characters or in radicals in; the same in simplified ones, of the same length, out: to be read.

What is read there is given back in the characters that are printed.
"""

import unicodedata
from typing import Final

# Each traditional character with its simplified one behind it; those that policy documents use
_PAIRS: Final = (
    "萬万與与專专業业東东絲丝丟丢兩两嚴严喪丧個个豐丰臨临為为爲为麗丽舉举義义烏乌樂乐習习鄉乡書书買买亂乱爭争於于虧亏雲云亞亚產产"
    "産产親亲億亿僅仅從从侖仑倉仓儀仪們们價价眾众衆众優优會会傘伞偉伟傳传傷伤倫伦偽伪佇伫體体傭佣債债傾倾僑侨儲储兒儿黨党蘭兰關关"
    "興兴養养獸兽岡冈冊册寫写軍军農农馮冯沖冲決决況况凍冻淨净準准涼凉減减湊凑凜凛幾几鳳凤憑凭凱凯擊击鑿凿劃划劉刘則则剛刚創创刪删"
    "別别劑剂剝剥劇剧勸劝辦办務务動动勵励勁劲勞劳勢势勳勋勝胜區区醫医華华協协單单賣卖盧卢衛卫卻却廠厂廳厅歷历曆历厲厉壓压厭厌縣县"
    "參参雙双發发髮发變变敘叙疊叠葉叶號号嘆叹後后嚇吓嗎吗啟启吳吴員员聽听嚐尝嘗尝噸吨響响啞哑喚唤問问圍围圖图圓圆國国聖圣場场壞坏"
    "塊块堅坚壇坛壩坝墳坟墜坠壟垄壘垒墾垦墊垫塵尘聲声殼壳壺壶處处備备復复複复夠够頭头誇夸夾夹奪夺奮奋獎奖奧奥婦妇媽妈嫵妩孫孙學学"
    "寧宁寶宝實实寵宠審审憲宪宮宫寬宽賓宾對对導导尋寻將将爾尔嘗尝堯尧盡尽層层屬属歲岁豈岂嶺岭島岛崗岗峽峡嶄崭鞏巩幣币帥帅師师帳帐"
    "帶带幫帮廣广莊庄慶庆庫库應应廟庙龐庞廢废開开異异棄弃張张彌弥彎弯彈弹強强歸归當当錄录彥彦徹彻徑径懷怀態态憐怜總总戀恋惡恶懇恳"
    "憫悯驚惊懼惧慘惨懲惩慣惯憤愤願愿懶懒戲戏戰战戶户撲扑執执擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟擁拥攔拦擰拧撥拨擇择掛挂"
    "摯挚撓挠擋挡掙挣擠挤揮挥損损換换據据捨舍擄掳擲掷攙搀攜携攝摄擺摆搖摇攤摊撐撑撿捡敵敌數数齋斋鬥斗斬斩斷断無无舊旧時时曠旷曬晒"
    "顯显晉晋曉晓暈晕暫暂術术機机殺杀雜杂權权條条來来楊杨極极構构槍枪櫃柜標标棧栈棟栋欄栏樹树樣样檔档橋桥樁桩夢梦檢检樓楼樞枢橫横"
    "歡欢歐欧殘残毀毁畢毕氈毡氣气漢汉湯汤溝沟沒没淪沦滄沧滬沪濘泞淚泪瀉泻潑泼澤泽潔洁灑洒淺浅漿浆澆浇濁浊測测濟济瀏浏渾浑濃浓濤涛"
    "澇涝渦涡潤润澀涩漲涨淵渊漁渔滲渗溫温灣湾濕湿濺溅滾滚滿满濾滤濫滥濱滨灘滩瀾澜災灾燈灯靈灵爐炉點点煉炼爍烁爛烂燭烛煙烟煩烦燒烧"
    "熱热愛爱爺爷牽牵犧牺狀状猶犹獨独獄狱獵猎貓猫獻献環环現现瑪玛瓊琼電电畫画暢畅療疗瘋疯癥症癢痒皺皱盞盏鹽盐監监蓋盖盤盘矚瞩礦矿"
    "碼码磚砖礎础碩硕確确礙碍禮礼禍祸禪禅離离種种稱称積积穩稳窮穷竊窃竄窜窩窝竅窍競竞筆笔築筑簡简籃篮籌筹簽签籤签類类糧粮緊紧糾纠"
    "紅红約约級级紀纪純纯綱纲納纳縱纵綸纶紛纷紙纸紡纺細细織织終终組组經经統统結结繞绕繪绘給给絡络絕绝絞绞繼继績绩緒绪續续綠绿維维"
    "綿绵綜综綻绽緩缓編编緣缘縮缩縫缝纖纤羅罗罰罚罷罢聯联職职聰聪肅肃腸肠膚肤腫肿脹胀脅胁脈脉臟脏腦脑膽胆臉脸艦舰艙舱艱艰豔艳"
    "藝艺節节蘆芦蘇苏蘋苹範范莖茎薦荐蕩荡榮荣葷荤藥药獲获穫获營营薩萨藍蓝蔣蒋虜虏慮虑蟲虫雖虽蝦虾蠶蚕補补襯衬襲袭裝装製制褲裤見见"
    "觀观規规覓觅視视覽览覺觉觸触譽誉計计訂订認认譏讥討讨讓让訓训議议訊讯記记講讲許许論论設设訪访證证評评識识訴诉診诊詞词試试詩诗"
    "誠诚話话誕诞詢询該该詳详語语誤误誘诱說说説说請请諸诸諾诺讀读課课誰谁調调談谈誼谊謀谋諧谐謂谓謙谦謹谨譜谱豬猪貝贝負负財财責责"
    "賢贤敗败賬账貨货質质販贩貪贪貧贫購购貯贮貫贯貼贴貴贵貸贷貿贸費费賀贺賊贼賄贿資资賦赋賭赌賞赏賜赐賠赔賴赖賺赚賽赛贈赠贊赞讚赞"
    "趙赵趕赶趨趋躍跃踐践蹤踪車车軌轨軒轩轉转輪轮軟软轟轰輕轻載载較较輔辅輛辆輩辈輝辉輯辑輸输轄辖遼辽達达遷迁過过邁迈運运還还這这"
    "進进遠远違违連连遲迟適适選选遞递邏逻遺遗鄧邓鄭郑鄰邻醬酱釀酿裏里裡里鑒鉴鑑鉴針针釘钉鈣钙鈔钞鋼钢鑰钥欽钦鈞钧鈉钠鉤钩鈕钮錢钱"
    "鉗钳鑽钻鉀钾鐵铁鉛铅鋁铝銅铜銘铭銀银鋪铺鏈链銷销鎖锁鋒锋鋰锂錫锡鑼锣錯错錨锚錳锰鍵键鍋锅鍛锻鎮镇鎳镍鏡镜鐘钟鍾钟鑄铸鋸锯長长"
    "門门閃闪閉闭問问闖闯閒闲間间悶闷閘闸聞闻閥阀閣阁閱阅闡阐闊阔隊队陽阳陰阴陣阵階阶際际陸陆隴陇陳陈險险隨随隱隐隸隶難难霧雾靜静"
    "韓韩韌韧頁页頂顶項项順顺須须顧顾頓顿頒颁預预領领頻频題题額额顏颜風风飛飞飯饭飲饮飾饰飼饲餅饼館馆餘余馬马馭驭駛驶駐驻駕驾驗验"
    "驅驱駱骆騎骑騙骗騰腾驟骤魚鱼魯鲁鮮鲜鳥鸟雞鸡鴨鸭鵬鹏鷹鹰麥麦黃黄齊齐齒齿齡龄龍龙龜龟臺台檯台颱台灃沣蘊蕴檳槟幹干乾干併并"
    "並并佈布佔占僱雇係系繫系剋克週周徵征築筑衹只祇只隻只嶽岳彙汇匯汇滙汇迴回傢家託托癒愈慾欲薑姜註注夥伙線线鬆松鬚须籲吁盪荡採采恆恒"
    "內内稅税衝冲兌兑銳锐脫脱悅悦啓启祕秘巖岩峯峰羣群牀床舉举鉅巨週周歲岁黃黄勻匀搾榨汙污濬浚淨净涖莅恥耻慼戚"
)
SIMPLIFIED: Final = str.maketrans(_PAIRS[::2], _PAIRS[1::2])
FEWEST: Final = 8  # a simplified text has fewer, in names
# ⼈ for 人: radicals and compatibility forms that a copy from a PDF has where Han characters belong; ２０２４ for 2024
LOOKALIKES: Final = {
    code: ord(plain)
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF10, 0xFF19))
    for code in range(first, last + 1)
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code) and len(plain) == 1
}


def reading_table(text: str) -> dict[int, int]:
    """What a text's characters are read as: radicals as characters, wide digits as plain ones; in a traditional text,
    all as simplified ones."""
    changed = text.translate(SIMPLIFIED)
    is_traditional = sum(a != b for a, b in zip(text, changed, strict=True)) >= FEWEST
    return {**SIMPLIFIED, **LOOKALIKES} if is_traditional else LOOKALIKES


def simplified(text: str) -> str:
    """The text as it is read, of the same length; one that is in simplified characters stays as it is."""
    return text.translate(reading_table(text))


def as_printed(words: str, start: int, read: str, text: str) -> str:
    """Words found in `read`, the simplified `text`, from `start` on, in the characters that `text` has there.

    Words between which something was left out are found piece by piece; what is not there stays as it is, and so does
    what is printed as a radical.
    """
    printed, position = [], start
    for character in words:
        place = read.find(character, position) if not character.isspace() else -1
        if place < 0:
            printed.append(character)
            continue
        printed.append(character if ord(text[place]) in LOOKALIKES else text[place])
        position = place + 1
    return "".join(printed)
