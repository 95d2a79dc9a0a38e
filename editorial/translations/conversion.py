"""Conversion: a text in one Chinese script from its text in the other.

Words are those of the region, 信息 becomes 資訊, and what the glossary has is written as it stands
there. A converted text waits: somebody reads it before the public does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from django.db import models
from modeltranslation.translator import translator
from opencc import OpenCC

from editorial.languages import Language, ProseOptions
from editorial.texts.passages import TAG, Finder, Found, Reading, is_unspaced, read
from editorial.translations.glossary import Glossary, Hit
from editorial.translations.kept_words import told_words

#: Around words of everyday that OpenCC takes for words of computing, as a city's texts hold them:
#: 社區 is no 社群 of the net, and a 核心 no kernel. Of these only the script is converted.
EVERYDAY = {
    "zh-hant": re.compile(
        "(社区|连接|保存|设置|支持|循环|文件|程序|优化|对象|访问|设备|全局|局部|调度|通道|高级|高端|运行|打开|交互"
        "|参数|导入|导出|地址|创建|声明|发布|发送|查看|添加|集成|类型|实例|性能|联系|数字|万象|窗口|模拟|组件|分区"
        "|批量|扩展|仿真|登录|刷新|搜索|像素|权限|接口|界面|队列|兼容|映射|端口|菜单|范式|远程|用户|视图)"
    ),
    "zh-hans": re.compile(
        "(核心|(?<!人工)智慧|檔案|遮蔽|儲存|程序|區域性|全域性|執行|建立|新增|整合|釋出|設定|連線|開啟|裝置|物件"
        "|桌布|社群|傳送|檢視|元件|稽核|對映|取樣|型別|進階|結束通話|永珍|外掛|字型|離線)"
    ),
}
QUOTES = {
    "zh-hant": str.maketrans("“”‘’", "「」『』"),
    "zh-hans": str.maketrans("「」『』", "“”‘’"),
}
#: A curly sign between letters is an apostrophe.
APOSTROPHE = re.compile(r"([A-Za-z]’(?=[A-Za-z]))")
#: What the tables convert, and also list as a character of the script that the text is in: 皇后.
AT_HOME = {
    "zh-hant": frozenset(
        "㐹万丑丰于云亘仆价伙余佣党准几凶划占厂厘台叶吁吃后咨咸唇夸尸岩岳帘干广征愿挂据斗朴杠杰极柜"
        "涂涌淀游熏皂确种筑胜腊腌膻苹范荐虫蚝蜡蝎跖辟适郁采里雇"
    ),
    "zh-hans": frozenset("乾剋劄吒夥徵扞於昇氾祕脩蒐薹袷谿釐陞麽"),
}
#: Those of them that today's texts have as surnames at most: there they are slips.
HARDLY = frozenset("万价党厂叶广愿极确种胜荐苹虫蜡适剋夥徵於祕釐麽")


@dataclass(frozen=True)
class Way:
    """OpenCC's tables towards a language: by region, with its words, and by ``script`` alone."""

    target: str
    regional: str
    script: str

    def convert(self, text: str) -> str:
        """``text``, which holds no tags, in the target's script, words and quotation marks."""
        parts = told_words(text, self.target)
        return "".join(self._by_tables(part) if told is None else told for part, told in parts)

    def _by_tables(self, text: str) -> str:
        parts = EVERYDAY[self.target].split(text)
        return "".join(
            self._quoted(run(self.script if at % 2 else self.regional, part))
            for at, part in enumerate(parts)
        )

    def _quoted(self, text: str) -> str:
        parts = APOSTROPHE.split(text)
        return "".join(
            part if at % 2 else part.translate(QUOTES[self.target]) for at, part in enumerate(parts)
        )


#: Between the Chinese of Chinese Taipei and of China.
WAYS = {
    ("zh-hans", "zh-hant"): Way("zh-hant", "s2twp", "s2tw"),
    ("zh-hant", "zh-hans"): Way("zh-hans", "tw2sp", "tw2s"),
}
#: By the language in which a character may be out of place, the tables to its script: at large and
#: in the region. What either leaves alone is in place, as 群 and 污 are in Chinese Taipei.
TO_SCRIPT = {"zh-hant": ("s2t", "s2tw"), "zh-hans": ("t2s", "tw2s")}


@cache
def opened(tables: str) -> OpenCC:
    """OpenCC with its tables: opening them takes longer than a conversion."""
    return OpenCC(tables)


def run(tables: str, text: str) -> str:
    """``text`` by OpenCC, which would take a NUL for its end."""
    return "\0".join(map(opened(tables).convert, text.split("\0")))


def is_convertible(source: Language, target: Language) -> bool:
    return (source.code, target.code) in WAYS


def converted_fields(model: type[models.Model]) -> list[str]:
    """The translated texts of ``model`` that may be sent to conversion.

    Slugs, codes and official names are no translated texts; its options name the others that stay.
    """
    if model not in translator.get_registered_models(abstract=False):
        return []
    options = translator.get_options_for_model(model)
    stay = options.never_converted if isinstance(options, ProseOptions) else ()
    return [name for name in options.all_fields if name not in stay]


def converted(text: str, source: Language, target: Language, terms: Glossary) -> str:
    """``text``, plain or rich, from one Chinese script into the other.

    Only what is read is converted, no tag and no attribute. A term becomes what the glossary has
    in ``target``; a protected name that has nothing there stays as it is. Raises ValueError for
    other languages.
    """
    if not is_convertible(source, target):
        raise ValueError(f"{source.code} is not converted into {target.code}.")
    way = WAYS[source.code, target.code]
    parts, at = [], 0
    for hit in kept(terms.hits(text, source, target)):
        parts.append(outside_tags(text[at : hit.start], way))
        parts.append(put_in(text[hit.start : hit.end], hit.wanted or hit.words))
        at = hit.end
    return "".join([*parts, outside_tags(text[at:], way)])


def kept(hits: list[Hit]) -> Iterator[Hit]:
    """One hit for each place that does not go to OpenCC."""
    for _, here in groupby(hits, key=lambda hit: (hit.start, hit.end)):
        alike = list(here)
        wanted = next((hit for hit in alike if hit.wanted), None)
        name = next((hit for hit in alike if hit.entry.is_name), None)
        if hit := wanted or name:
            yield hit


def outside_tags(text: str, way: Way) -> str:
    """``text`` with all between its tags converted."""
    parts, at = [], 0
    for tag in TAG.finditer(text):
        parts += [way.convert(text[at : tag.start()]), tag[0]]
        at = tag.end()
    return "".join([*parts, way.convert(text[at:])])


def put_in(text: str, words: str) -> str:
    """``words`` in place of those in ``text``, whose tags stay: 台<em>北</em> is 臺<em>北</em>.

    Where there are more or fewer characters, all of them stand before the first tag.
    """
    tags = list(TAG.finditer(text))
    if len(TAG.sub("", text)) != len(words):
        return words + "".join(tag[0] for tag in tags)
    parts, at = "", 0
    for tag in tags:
        before = tag.start() - len(parts)
        parts += words[at : at + before] + tag[0]
        at += before
    return parts + words[at:]


def wrong_script(text: str, language: Language, terms: Glossary | None = None) -> list[str]:
    """The characters in ``text`` that belong to the other Chinese script alone, each once.

    Those of a protected name are in place, if the name is written so in ``language`` or has no form
    there. A language that is no Chinese has none.
    """
    if language.code not in TO_SCRIPT:
        return []
    reading = read(text, is_rich=True)
    names = names_in(terms, language).all(reading) if terms else ()
    protected = {at for one in names for at in range(*shown_at(reading, one))}
    found = (char for at, char in enumerate(reading.shown) if at not in protected)
    return [char for char in dict.fromkeys(found) if is_foreign(char, language.code)]


def shown_at(reading: Reading, one: Found) -> tuple[int, int]:
    """From where to where a passage is shown."""
    return reading.at[one.start][0], reading.at[one.end - 1][1]


@lru_cache(maxsize=8)
def names_in(terms: Glossary, language: Language) -> Finder:
    """The protected names as they are written in a language, or anywhere where it has no form."""
    return Finder(
        (form, entry)
        for entry in terms.entries
        if entry.is_name
        for form in ([entry.wording(language)] if entry.wording(language) else entry.wordings)
        if form
    )


@lru_cache(maxsize=20_000)
def is_foreign(char: str, code: str) -> bool:
    """Whether a character is one of the other script alone, as OpenCC's tables have it."""
    if not is_unspaced(char) or (char in AT_HOME[code] and char not in HARDLY):
        return False
    return all(opened(tables).convert(char) != char for tables in TO_SCRIPT[code])
