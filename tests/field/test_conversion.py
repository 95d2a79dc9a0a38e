"""Between the Chinese scripts: what was never simplified stays, in letters, names and places."""

import pytest

from editorial.languages import BY_CODE
from editorial.translations.conversion import converted
from editorial.translations.glossary import Glossary, GlossaryWord

HANT, HANS = BY_CODE["zh-hant"], BY_CODE["zh-hans"]
NOTHING = Glossary([])

TO_TRADITIONAL = [
    ("兄台台鉴", "兄台台鑒"),
    ("李兄台启：", "李兄台啟："),
    ("敬请台端于五日内回复，顺颂台祺", "敬請台端於五日內回覆，順頌台祺"),
    ("平台启动，后台端口，电视台鉴定", "平臺啟動，後臺端口，電視臺鑑定"),
    # Surnames, and the words that end as they are written.
    ("姓郁的市民", "姓郁的市民"),
    ("百姓于是拥护", "百姓於是擁護"),
    ("姓余的和姓范的", "姓余的和姓范的"),
    ("余市长与范副市长", "余市長與范副市長"),
    ("其余市长，模范市长，三百余女士", "其餘市長，模範市長，三百餘女士"),
    ("于教授说，由于教授不在", "于教授說，由於教授不在"),
    ("涂老师不糊涂", "涂老師不糊塗"),
    ("郁女士忧郁", "郁女士憂鬱"),
    ("姜先生的生姜，岳主任登五岳", "姜先生的生薑，岳主任登五嶽"),
    ("沈先生在沈阳", "沈先生在瀋陽"),
    # A surname of Korea.
    ("朴元淳市长与朴炯埈市长", "朴元淳市長與朴炯埈市長"),
    ("古朴而朴实", "古樸而樸實"),
    # Places, words of the house, and the two kinds of inside.
    ("松山的松鼠很放松", "松山的松鼠很放鬆"),
    ("后里与后天，皇后和王后", "后里與後天，皇后和王后"),
    ("里山倡议，村里长在村里", "里山倡議，村里長在村裡"),
    ("三台县与台州、天台", "三台縣與台州、天台"),
    ("云云，云南的云", "云云，雲南的雲"),
    ("干事晒干菜，若干干涉", "幹事曬乾菜，若干干涉"),
    ("山谷的谷物", "山谷的穀物"),
    ("小丑与辛丑，丑闻", "小丑與辛丑，醜聞"),
    ("出征与征收，制度与制造", "出征與徵收，制度與製造"),
    ("合作伙伴的娘家与家具", "合作夥伴的娘家與家具"),
    ("北回归线，回归分析", "北回歸線，迴歸分析"),
]
TO_SIMPLIFIED = [
    ("乾隆與餅乾", "乾隆与饼干"),
    ("編著、專著與土著", "编著、专著与土著"),
    ("隨著文化，談論著，翻譯著", "随着文化，谈论着，翻译着"),
    ("論著與譯著", "论著与译著"),
    ("魏徵與象徵", "魏徵与象征"),
    ("砲臺", "炮台"),
    ("姓乾的百姓", "姓乾的百姓"),
]


@pytest.mark.parametrize(("simplified", "traditional"), TO_TRADITIONAL)
def test_what_was_never_simplified_stays(simplified, traditional):
    assert converted(simplified, HANS, HANT, NOTHING) == traditional


@pytest.mark.parametrize(("traditional", "simplified"), TO_SIMPLIFIED)
def test_what_was_never_made_traditional_stays(traditional, simplified):
    assert converted(traditional, HANT, HANS, NOTHING) == simplified


@pytest.mark.parametrize("name", ["余范于", "朴台郁"])
def test_name_of_the_glossary_goes_before_all(name):
    terms = Glossary([GlossaryWord(("A", "", "", "", name), is_name=True)])
    assert converted(f"范市长{name}市长", HANS, HANT, terms) == f"范市長{name}市長"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>兄台<em>台鉴</em>：</p>", "<p>兄台<em>台鑒</em>：</p>"),
        ("<ul><li>于教授</li></ul>", "<ul><li>于教授</li></ul>"),
    ],
)
def test_mark_up_stays_around_it(html, shown):
    assert converted(html, HANS, HANT, NOTHING) == shown
