"""The sample as its readers meet it: every page, every text in its language, every order."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.text import Truncator
from modeltranslation.translator import translator

from editorial.languages import BY_CODE, LANGUAGES, own_text
from members.models import Member, OtherName, Theme
from news.models import Article, Event
from secretariats.models import Secretariat
from tests.iclei.reading import Piece, faults, is_latin_alone, pieces_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("whole_sample"),
    pytest.mark.xdist_group("sample pages"),
]

CODES = [language.code for language in LANGUAGES]
LIST_PAGES = (
    *("", "contact/", "privacy/", "accessibility/", "search/", "search/?q=seoul"),
    *("themes/", "climate/", "secretariats/", "news/", "news/?area=MN&year=2018", "events/"),
    *(f"members/?page={number}" for number in (1, 2, 3, 4)),
    *("members/?q=123456789", "members/?area=MN&size=l", "members/compare/?city=suwon&city=kyoto"),
)


def detail_pages() -> list[str]:
    return [
        f"{model.slug_prefix}/{slug}/"
        for model in (Member, Secretariat, Article, Event, Theme)
        for slug in model.objects.order_by("slug").values_list("slug", flat=True)
    ]


@pytest.fixture(scope="module")
def written(whole_sample) -> dict[str, set[str]]:
    """For each text of the sample the tags of the languages in which it is written."""
    found: dict[str, set[str]] = defaultdict(set)
    for text, tag in sample_texts():
        for part in (text, *text.splitlines(), *(piece.text for piece in pieces_of(text))):
            found[" ".join(part.split())].add(tag)
        for length in (140, 160):  # of a card, of a description
            found[Truncator(text).chars(length)].add(tag)
    return found


def sample_texts() -> Iterator[tuple[str, str]]:
    for model in translator.get_registered_models(abstract=False):
        for name in translator.get_options_for_model(model).all_fields:
            for thing in model.objects.all():
                for language in LANGUAGES:
                    yield own_text(thing, name, language), language.tag
    for member in Member.objects.select_related("area"):
        yield member.official_name, member.area.local_tag
    yield from former_spellings()


def former_spellings() -> set[tuple[str, str]]:
    """Other names, each with its tag: in characters that people used once, or use elsewhere."""
    return {(other.name, other.tag) for other in OtherName.objects.all()}


def is_misplaced(piece: Piece, written: dict[str, set[str]]) -> bool:
    """Whether a text of the sample stands under a language in which it is not written."""
    text = piece.text.rpartition(" – ")[0] if piece.element == "title" else piece.text
    return text in written and piece.tag not in written[text]


#: Members that follow each other: some from the beginning, the middle and the end of the list.
RUNS = {
    "en": ["aichi ansan anyang busan", "seoul shimokawa", "yokohama yongin yunlin-county"],
    "zh-hant": [
        "kitakyushu hamamatsu pingtung-county",
        "tokyo itabashi taipei tainan taichung taoyuan",
        "lishui yeosu",
        "ulaanbaatar osan musashino ulsan yunlin-county",
    ],
    "ko": [
        "kaohsiung kawasaki gangdong-district gangneung",
        "seoul sejong sendai suwon suncheon",
        "hwaseong fukushima hiroshima",
    ],
    "ja": [
        "aichi anyang ansan iida",
        "guiyang kyoto gyeonggi",
        "saitama sapporo shinan-county shimokawa shiyan new-taipei suwon",
        "yeosu yongin yeoncheon-county lishui",
    ],
    "zh-hans": [
        "aichi ansan anyang kitakyushu",
        "tokyo itabashi erdenet",
        "shiyan sejong seoul suwon",
        "lishui yeosu",
        "yunlin-county sapporo south-chungcheong",
    ],
}


@pytest.mark.each_database
@pytest.mark.parametrize("code", CODES)
def test_every_member_is_reached_in_the_order_of_the_reader(client, code):
    pages = [client.get(f"/{code}/members/?page={number}").context for number in (1, 2, 3, 4)]
    slugs = [member.slug for page in pages for member in page["members"]]
    assert len(set(slugs)) == len(slugs) == 75
    assert not pages[-1]["page_obj"].has_next()
    order = f" {' '.join(slugs)} "
    first, *middle, last = RUNS[code]
    assert order.startswith(f" {first} ") and order.endswith(f" {last} ")
    assert [run for run in middle if f" {run} " not in order] == []


def found_by(client, code: str, question: str) -> set[str]:
    context = client.get(f"/{code}/members/", {"q": question}).context
    return {member.slug for member in context["paginator"].object_list}


SEARCHES = {
    **dict.fromkeys(("Suwon", "suwon", "ＳＵＷＯＮ", "수원", "水原", "スウォン"), "suwon"),
    **dict.fromkeys(("麗水", "丽水"), "lishui yeosu"),
    **dict.fromkeys(("수", "여수"), "yeosu"),
    **dict.fromkeys(("京", "東京", "とうきょう"), "tokyo"),
    **dict.fromkeys(("Ｓｅｏｕｌ", "首尔", "首爾", "ソウル", "서울"), "seoul"),
    **dict.fromkeys(("Улаанбаатар", "улаан", "烏蘭巴托"), "ulaanbaatar"),
    **dict.fromkeys(("北", "台北", "臺北"), "taipei new-taipei"),
}


@pytest.mark.each_database
@pytest.mark.parametrize("code", CODES)
def test_member_is_found_in_any_script(client, code):
    found = {question: found_by(client, code, question) for question in SEARCHES}
    missed = {
        question: set(slugs.split()) - found[question] for question, slugs in SEARCHES.items()
    }
    assert {question: slugs for question, slugs in missed.items() if slugs} == {}
    alone = {"スウォン": {"suwon"}, "Улаанбаатар": {"ulaanbaatar"}, "丽水": {"lishui", "yeosu"}}
    assert {question: found[question] for question in alone} == alone


def test_every_page_counts():
    assert len(detail_pages()) == 75 + 18 + 21 + 8


@pytest.fixture(scope="module")
def crawled(whole_sample) -> Callable[[str], dict[Piece, str]]:
    """For a language all that its pages say, each piece with a page that says it."""

    @cache
    def said(code: str) -> dict[Piece, str]:
        found: dict[Piece, str] = {}
        for page in (*LIST_PAGES, *detail_pages(), "nowhere/"):
            response = Client().get(f"/{code}/{page}")
            assert response.status_code == (404 if page == "nowhere/" else 200), page
            assert f'<html lang="{BY_CODE[code].tag}">' in response.text, page
            found |= dict.fromkeys(pieces_of(response.text), page)
        return found

    return said


@pytest.mark.parametrize("code", CODES)
def test_every_page_answers_in_its_language(crawled, code):
    assert crawled(code)


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_in_a_script_and_characters_of_its_language(crawled, code):
    as_once_written = former_spellings()
    assert {
        (piece, page): faults(piece)
        for piece, page in crawled(code).items()
        if (piece.text, piece.tag) not in as_once_written and faults(piece)
    } == {}


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_sample_is_said_to_be_in_the_language_it_is_written_in(
    crawled, written, code
):
    assert {
        (piece, page): written[piece.text]
        for piece, page in crawled(code).items()
        if is_misplaced(piece, written)
    } == {}


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_ours_is_english_by_accident(crawled, written, code):
    assert {
        piece: page
        for piece, page in crawled(code).items()
        if piece.text not in written and is_latin_alone(piece)
    } == {}


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_feed_is_in_its_language(client, written, code):
    root = ElementTree.fromstring(client.get(f"/{code}/news/feed/").content)
    tongue = "{http://www.w3.org/XML/1998/namespace}lang"
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    titles = [own_text(article, "title", BY_CODE[code]) for article in Article.objects.public()]
    assert len(entries) == len([*filter(None, titles)]) >= 8
    for entry in entries:
        for element in entry.iter():
            tag = element.get(tongue) or entry.get(tongue)
            for piece in pieces_of(f'<p lang="{tag}">{element.text or ""}</p>'):
                assert not is_misplaced(piece, written), piece
