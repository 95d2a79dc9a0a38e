"""What a native editor would strike out in a text, as rules that say what they have found."""

import re
from collections.abc import Iterator

import opencc

#: A sentence of Korean that ends in 다, and what stands before that.
KOREAN_END = re.compile(r"([가-힣]+)다(?=[.!?…]|\s*$)", re.MULTILINE)
FINAL_B = 17  # the place of ㅂ among the finals of a syllable
ICLEI_EXPLAINED = "宜可城（ICLEI）"
#: American spelling. A word is found with any ending.
AMERICAN = re.compile(
    r"\b(programs?|(multi)?centers?|centered|neighbor\w*|harbor\w*|color\w*|labor(?!ator)\w*|favor\w*"
    r"|honor(?!ar)\w*|behavior\w*|(un|dis|re)?organiz\w*|(un)?recogniz\w*|\w+aliz\w+|moderniz\w*"
    r"|analyz\w*|theaters?|liters?|(kilo)?meters?|fibers?|practicing|practice(?= \w+ing\b)"
    r"|travel(er|ing|ed)s?|catalog|gray|plow\w*|defense|livable|aging|skeptic\w*|fulfill|sidewalks?"
    r"|downtown|streetcars?|railroads?|(north|south)(east|west)(ern)?)\b"
)
#: Names that are written as those who bear them write them.
PROPER_NAMES = (
    "Kaohsiung Capacity Center",
    "Seoul Global Center",
    "Ecopolis Center",
    "Musashino Clean Center",
    "Livable, Shared, Intelligent",
)
STRAIGHT = re.compile(r"['\"`´]")
#: How a compiler notes to himself where a figure is from.
WORKING_NOTE = re.compile(
    r"github|gitlab|\.xlsx?\b|\bcsv\b|copied|\bcopy\b|\bvia\b|re-?checked|compiler|\bTODO\b|\?\?",
    re.IGNORECASE,
)
#: Signs that a language does not have, or not beside its own letters.
FOREIGN_SIGNS = {
    "en": re.compile(r"[「」『』（），。：；！？]"),
    "ko": re.compile(r"[「」『』（），。：；！？]"),
    "ja": re.compile(r"[“”‘’]|(?<=[ぁ-んァ-ヶ一-鿿])[,.;:!?()]|[,;:!?()](?=[ぁ-んァ-ヶ一-鿿])"),
    "zh-hant": re.compile(r"[“”‘’]|(?<=[一-鿿])[,.;:!?()]|[,;:!?()](?=[一-鿿])"),
    "zh-hans": re.compile(r"[「」『』]|(?<=[一-鿿])[,.;:!?()]|[,;:!?()](?=[一-鿿])"),
}
#: Where no space stands between Latin letters or digits and Han characters.
TIGHT = re.compile(r"[0-9A-Za-z][一-鿿]|[一-鿿][0-9A-Za-z]")
#: What a string has a place for, and its mark-up; what of that is a number, beside a letter.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>")
NUMBER = r"%\((?:number|count|total|first|last|pages|most|done)\)[sd]"
TIGHT_NUMBER = re.compile(f"[一-鿿]{NUMBER}|{NUMBER}[一-鿿]")
#: Words of the other side, in the script of this one.
OTHER_CHINESE = {
    "zh-hant": re.compile(
        r"可持續|信息|空氣質量|氣候變化|公交|視頻|軟件|志願者|居民小區|交匯|互聯網|短信"
    ),
    "zh-hans": re.compile(
        r"永续|资讯|空气品质|气候变迁|大众运输|网路|视讯|志工|软体|透过|脚踏车|简讯"
    ),
}
#: The same of screens: what the other side calls a file, a menu, a user.
SCREEN_CHINESE = {
    "zh-hant": re.compile(
        r"默認|缺省|登錄|打印|鼠標|文件夾|文件名|文檔|服務器|字符|字節|數據庫|粘貼|鏈接|郵箱|激活"
        r"|菜單|屏幕|緩存|插件|搜索|軟件|信息|界面|刷新|賬|視頻|互聯網|在線|質量|短信|內存|硬盤"
        r"|單元格|工作簿|添加|導入|導出|二維碼|實時"
    ),
    "zh-hans": re.compile(
        r"登入|登出|帐号|档案|萤幕|伺服器|滑鼠|资料|介面|字元|位元|选单|贴上|储存|寄送|检视|连结|搜寻|程式"
        r"|栏位|汇入|汇出|列印|预设|讯息|行事历|影片|图示|金钥|网域|连线|透过|软体|资讯|位址|数位"
        r"|支援|物件|专案|使用者|设定|工作阶段|复原|活页簿|试算表|网路|视讯|核取|方块|批次|快速键"
        r"|全形|半形|底线|巨集|指令码|纪录"
    ),
}
#: Words that were two for one thing, and are no longer used for it.
RETIRED = {
    "en": re.compile(r"Gangwon Province|Oakland"),
    "ko": re.compile(r"지역 사무국|역량강화센터|페스티벌|회원 인증서|람사르 습지|ICLEI(?!\))"),
    "ja": re.compile(r"キャパシティセンター|(?<!（)ICLEI|地域持続可能性連盟|ホスト|目指"),
    "zh-hant": re.compile(
        r"世界慶典|座落|生物圈保護區|波恩|區域辦公室|在聯盟|地方永續發展聯盟|Jaeneung"
        r"|(?<!ICLEI 東亞地區)高雄環境永續發展能力訓練中心"
    ),
    "zh-hans": re.compile(r"世界庆典|世界秘书处|区域办公室|在联盟|地方可持续发展联盟|Jaeneung"),
}
#: Sentences about what happens again and again, or always.
STANDING = re.compile(
    r"\bevery\b|\bdoes not\b|마다|없습니다|に一度|ありません|每[兩两三]年|不分國界|不分国界"
)
#: What is still to come, or is said as if it were.
FUTURE = {
    "en": re.compile(
        r"\b(will|shall|going to|(is|are) (to be|expected|invited)|invites?|takes? place"
        r"|(is|are) (the theme|widening|planned))\b"
    ),
    "ko": re.compile(r"예정|계획입니다|[가-힣]{2,} 것입니다|열린다|앞으로"),
    "ja": re.compile(r"予定|(?<!い)ます。|でしょう|ください"),
    "zh-hant": re.compile(r"將|預計|預定|即將|歡迎"),
    "zh-hans": re.compile(r"将|预计|预定|即将|欢迎"),
}
SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]?")
TO_SIMPLIFIED = opencc.OpenCC("t2s")


def plain_endings(text: str) -> list[str]:
    """Korean sentences in 한다체: they end in 다, and no ㅂ니다 stands there."""
    return [f"{stem}다" for stem in KOREAN_END.findall(text) if not is_polite(stem)]


def is_polite(stem: str) -> bool:
    """Whether 다 after ``stem`` makes 합니다체: 합니, 입니, 습니."""
    return len(stem) > 1 and stem[-1] == "니" and final_of(stem[-2]) == FINAL_B


def final_of(syllable: str) -> int:
    """The number of the final consonant of a Hangul syllable, 0 for none."""
    return (ord(syllable) - ord("가")) % 28


def latin_iclei(text: str) -> list[str]:
    """The Latin name where the Chinese one belongs; once beside it, it explains it."""
    left = text.replace(ICLEI_EXPLAINED, "", 1)
    return re.findall(r".{0,6}ICLEI.{0,6}", left)


def american_words(text: str) -> list[str]:
    for name in PROPER_NAMES:
        text = text.replace(name, "")
    return [found.group() for found in AMERICAN.finditer(text)]


def traditional_letters(text: str) -> list[str]:
    """The characters of a Simplified Chinese text that are Traditional ones."""
    pairs = zip(text, TO_SIMPLIFIED.convert(text), strict=True)
    return [one for one, simple in pairs if one != simple]


def future_words(text: str, tag: str) -> list[str]:
    """What a text about the past says as if it were to come."""
    found = [sentence for sentence in sentences_of(text) if FUTURE[tag].search(sentence)]
    if tag == "ko":
        found += [one for one in sentences_of(text) if is_korean_present(one)]
    return [sentence for sentence in found if not STANDING.search(sentence)]


def is_korean_present(sentence: str) -> bool:
    """Whether a sentence ends in a verb in the present: 열립니다, 합니다, but not 입니다."""
    found = re.search(r"([가-힣])니다\.?$", sentence)
    return bool(found) and found[1] not in "입습" and final_of(found[1]) == FINAL_B


def sentences_of(text: str) -> Iterator[str]:
    return (found.strip() for found in SENTENCE.findall(text) if found.strip())
