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
    ("涂氏、游姓和于氏，属于氏族", "涂氏、游姓和于氏，屬於氏族"),
    ("游市长与游客，旅游局长和导游先生", "游市長與遊客，旅遊局長和導遊先生"),
    ("台中市长胡志强，市长的胡子", "臺中市長胡志強，市長的鬍子"),
    ("姓钟的市民，百姓钟爱", "姓鍾的市民，百姓鍾愛"),
    # Words of everyday that are also surnames.
    ("姓党的市民，媒体姓党", "姓党的市民，媒體姓黨"),
    ("姓种的市民，百姓种的菜", "姓种的市民，百姓種的菜"),
    ("他姓后，婚后改姓后的她", "他姓后，婚後改姓後的她"),
    ("姓干的、姓咸的和姓占的", "姓干的、姓咸的和姓占的"),
    # Given names beside a title.
    ("市长余建国表示，余建国市长", "市長余建國表示，余建國市長"),
    ("市长余建国访问首尔，市长余额", "市長余建國訪問首爾，市長餘額"),
    ("市长余下任期，余下的教授", "市長餘下任期，餘下的教授"),
    ("教授范建国说，规范姓名，范围内市长", "教授范建國說，規範姓名，範圍內市長"),
    ("院长游锡堃致辞，市长游览后说", "院長游錫堃致辭，市長遊覽後說"),
    ("局长郁文说，局长郁闷地说", "局長郁文說，局長鬱悶地說"),
    ("市长涂醒哲，滩涂主任", "市長涂醒哲，灘塗主任"),
    ("老余、老范和余某，古老余音", "老余、老范和余某，古老餘音"),
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
    ("姓於的市民，百姓於是", "姓於的市民，百姓于是"),
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
