"""Writes down which Han characters readers take for one, for the search."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.core.management.base import BaseCommand
from opencc import OpenCC

from editorial.texts.han_variants import FILE

#: The URO with its additions, extension A, and the compatible ideographs.
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
#: From traditional to simplified and to Japanese forms, and those of Hong Kong, Taiwan and Japan
#: to the traditional ones of OpenCC.
CONVERSIONS = ("t2s", "t2jp", "jp2t", "hk2t", "tw2t")
#: Forms that OpenCC does not tell apart or does not know, a group each: those of names in family
#: registers and on maps of Japan (JIS X 0208 and 0213), those that Korea prints (KS X 1001), and
#: those that were the rule before a reform.
OWN = """
髙高 﨑崎嵜 邉邊 淸清 靑青 尙尚 顚顛 曺曹 裵裴 準凖 娛娯 𠮷吉 圡土 島嶋嶌 秌秋 枩松柗 桒桑 冨富
濵濱 國囯圀 祇祗 鶴靏靍 籠篭 壺壷 昻昂 囘回 喩喻 寧寍 冤寃 屛屏 廏厩廐 愈愉 旹時 朶朵 柹柿 梅楳
熙煕熈 甎磚 碁棋 羗羌 臺䑓 荅答 邨村 鑛礦 闊濶 飮飲 鬪闘 龝秋 刄刃 埜野 栁柳 曻昇 舩船 劔釼剣
"""


class Command(BaseCommand):
    help = (
        "Write anew which Han characters are compared as one: what OpenCC turns into each other, "
        "what Unicode takes for the same, and a list of ours. Then look at what changed: names "
        "that are stored as they were compared want recompute_search."
    )

    def handle(self, *args, **options):
        groups = list(groups_of(joined()))
        FILE.write_text("".join(f"{group}\n" for group in groups), encoding="utf-8")
        self.stdout.write(f"{len(groups)} groups in {FILE.name}")


def joined() -> Iterator[str]:
    """Characters that are one: pairs, and the groups of ours."""
    letters = [chr(code) for block in HAN for code in block]
    for name in CONVERSIONS:
        # A line for each, so that nothing is converted as part of a word.
        made = OpenCC(name).convert("\n".join(letters)).split("\n")
        pairs = zip(letters, made, strict=True)
        yield from (one + other for one, other in pairs if one != other and len(other) == 1)
    yield from OWN.split()


def groups_of(same: Iterable[str]) -> Iterator[str]:
    """The groups that follow from what is the same, each sorted, with no character in two."""
    head: dict[str, str] = {}

    def head_of(letter: str) -> str:
        while head.setdefault(letter, letter) != letter:
            letter = head[letter]
        return letter

    for letters in same:
        first = head_of(letters[0])
        for letter in letters[1:]:
            head[head_of(letter)] = first
    found: dict[str, list[str]] = defaultdict(list)
    for letter in sorted(head):
        found[head_of(letter)].append(letter)
    yield from sorted("".join(group) for group in found.values() if len(group) > 1)
