"""Words whose characters were never simplified, and that the tables of OpenCC take for others.

余 is a surname and also how 餘 is written; 台 is a courtesy in letters, and elsewhere 臺. The
tables know whole words: what stands between words, such as a surname before a title, is told here.
Names of people and places at large are a matter of the glossary.
"""

import re
from collections.abc import Iterator

HAN = r"\u3400-\u9fff"
#: What people are called behind their surname.
TITLES = (
    "先生|女士|小姐|太太|夫人|教授|博士|老师|同学|同志|市长|县长|区长|州长|省长|知事|局长"
    "|处长|科长|部长|主任|秘书长|院长|校长|会长|理事长|总经理|经理|总裁|主席|书记|委员|议员"
    "|议长|代表|记者|律师|医师|医生"
)
TITLED = f"副?(?:{TITLES})"
BEHIND_TITLE = "|".join(f"(?<={title})" for title in TITLES.split("|"))
#: Behind 姓: not where it is the people, or one or another surname.
NAMED = "(?<=姓)(?<![百同异]姓)"
#: Numbers, and what is counted: 百余人, 三年余.
COUNTED = "年月日岁天个位名人元万千百十几数零〇一二三四五六七八九两0-9０-９"
#: Surnames that no simplification made, each with what may not stand before it: there it ends
#: a word (模范, 其余). 于 is a preposition; a surname where a sentence begins or names follow.
SURNAMES = {
    "郁": "(?<![忧浓馥葱苍抑沉悒勃阴蓊])",
    "范": "(?<![模规师示典防风就垂轨铸钱陶泥闺懿])",
    "余": f"(?<![其剩多业盈富残课劳公工茶结空冗之有无尚仅净{COUNTED}])",
    "涂": "(?<![糊乱泥滩海围])",
    "岳": "(?<![五山太])",
    "游": "(?<![旅导漫郊出春秋冬夏畅环周云遨巡神嬉交冶宦梦仙浪上下中力优回溯浮伴手])",
    "于": f"(?<![{HAN}])|(?<=[和与及])",
}
#: Those that a given name may follow, each with what begins a word with it instead: 余下, 范围.
BEFORE_GIVEN_NAMES = {
    "郁": "闷结积金郁葱烈愤悒热",
    "范": "围例式本畴文儿",
    "余": (
        "下者众外事年载额数热地生震波音韵味力粮款党孽毒温兴暇晖烬弦角量存留项缺裕悸荫风怒"
        "钱票光威杭姚干江"
    ),
    "涂": "料抹鸦改层写装画满上成着",
    "岳": "父母",
    "游": "览行历泳玩走记艺客戏牧离荡乐弋学园街船艇程刃标移资击说着过到向回遍逛",
}
#: What is no first letter of a given name.
NO_GIVEN_NAME = "的了是和与及也都在而或等"


def surnames() -> Iterator[str]:
    """Surnames before a title, beside a given name and a title, and where they are called so."""
    for name, before in SURNAMES.items():
        yield f"(?:{before}){name}(?={TITLED})"
    for name, begun in BEFORE_GIVEN_NAMES.items():
        given = f"(?![{begun}{NO_GIVEN_NAME}])"
        yield f"{SURNAMES[name]}{name}(?=某(?![些种个天年月日处地])|氏(?!族)|姓)"
        yield f"{SURNAMES[name]}{name}{given}(?=[{HAN}]{{1,2}}{TITLED})"
        yield f"(?:{BEHIND_TITLE}){name}{given}(?=[{HAN}])"
        yield f"(?<=老)(?<![古衰苍]老){name}(?![{begun}])"


#: The station of 电视台 or 平台, before what ends a letter only where no such word stands.
NO_STATION = "(?<![平后前中电舞阳讲柜窗站灯吧炮塔高一二三四五六七八九十两几这那每数])"

#: What stays as it is, by the language into which a text is converted.
KEPT = {
    "zh-hant": (
        *surnames(),
        f"{NAMED}[{''.join(SURNAMES)}朴台丑]",
        f"(?:{SURNAMES['于']})于(?=氏(?!族))",
        # Words of everyday, too: a surname where somebody is said to have it. A paper may “be” 党.
        f"{NAMED}(?:[种干咸占](?=的)|党(?=的(?![媒喉报刊])))",
        "(?<=[位个他她我您]姓)[党种干咸占后](?=[的，。、；！？])",
        # A beard, where the tables see something that grows: 长胡子.
        "(?<=长)胡(?![子须髭茬碴])",
        # A surname of Korea, but where it is plain: 古朴, 朴实.
        "(?<![简淳质俭古纯诚浑敦拙])朴(?![素实拙厚质茂学直讷])",
        # Courtesies in letters.
        "兄台(?![湾北中南东商胞资独])",
        f"{NO_STATION}台(?=[启照览安祺光甫命衔驾](?![{HAN}]))",
        f"{NO_STATION}台端(?![口点部子])",
        # Homes of mothers and of things; landscapes and quarters, which are no inside.
        *("娘家", "家具", "胡同", "里山", "里地(?=里山)", "三台(?=县)", "里(?=办公)"),
        "村里(?=民|长(?!大)|办公)",
    ),
    "zh-hans": (
        # What is written, where the tables have 着: the mark of what goes on.
        "(?<=[編專巨鉅遺拙卓所土])著(?![陸火])",
        "(?<=論)(?<![談討議評爭辯]論)著",
        "(?<=譯)(?<!翻譯)著",
        "(?<=彰明較)著",
        "(?<=姓)(?<![百同異]姓)(?:乾|於(?=的))",
    ),
}
#: What becomes another word than the tables have.
OTHERS = {
    "zh-hant": {
        f"{NO_STATION}台鉴(?![{HAN}])": "台鑒",
        f"{NAMED}钟": "鍾",
        "伙伴": "夥伴",
        "回归(?!分析|模型|系数|方程)": "回歸",
        "沈(?=[大丹]高速|[大丹]铁路|抚)": "瀋",
    },
    "zh-hans": {"砲": "炮"},
}


def joined(target: str) -> re.Pattern[str]:
    """All of a language as one pattern: what is kept, then a group for each of the others."""
    others = (f"({pattern})" for pattern in OTHERS[target])
    return re.compile("|".join([*KEPT[target], *others]))


PATTERNS = {target: joined(target) for target in KEPT}


def told_words(text: str, target: str) -> Iterator[tuple[str, str | None]]:
    """The parts of ``text``, each with what it becomes; None of what is left to the tables."""
    at = 0
    for found in PATTERNS[target].finditer(text):
        yield text[at : found.start()], None
        yield found[0], word_for(found, target)
        at = found.end()
    yield text[at:], None


def word_for(found: re.Match[str], target: str) -> str:
    """What a passage that was found becomes: itself, or the other word."""
    return list(OTHERS[target].values())[found.lastindex - 1] if found.lastindex else found[0]
