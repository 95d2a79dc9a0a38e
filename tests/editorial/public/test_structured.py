import json
import re

import pytest
from django.template import Context, Template

from editorial.languages import BY_CODE, Text
from editorial.public.structured import geo, in_all_languages, node, plain, trail
from editorial.templatetags.structured import structured_data, trail_data
from tests.factories.members import MemberFactory

SITE = "http://127.0.0.1:8000"


def data(html: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(text) for text in found]


def test_data_is_json_ld_of_schema_org():
    assert data(structured_data([node("City", name="수원"), node("Place")])) == [
        {"@context": "https://schema.org", "@type": "City", "name": "수원"},
        {"@context": "https://schema.org", "@type": "Place"},
    ]


@pytest.mark.parametrize("name", ["</script><script>", "<!-- & -->", "a\u2028b\u2029c", '"\\'])
def test_data_stays_within_its_element(name):
    html = structured_data([node("City", name=name)])
    assert html.count("<") == 2
    assert not {"&", "\u2028", "\u2029"} & {*html}
    assert data(html)[0]["name"] == name


def test_page_without_data_has_no_element():
    template = Template("{% load structured %}{% structured_data structured %}")
    assert template.render(Context()) == ""


def test_node_leaves_out_what_is_not_known():
    assert node("City", id="x", name="", geo=None, about=[], address={}, value=0) == {
        "@type": "City",
        "@id": "x",
        "value": 0,
    }


def test_texts_come_in_all_languages_that_have_them():
    member = MemberFactory.build(name_en="Suwon", name_zh_hant="水原")
    assert in_all_languages(member, "name") == [
        {"@value": "Suwon", "@language": "en"},
        {"@value": "水原", "@language": "zh-Hant"},
    ]


def test_plain_text_has_no_markup_and_keeps_words_apart():
    english = BY_CODE["en"]
    assert plain(Text("<p>One.</p><p>Two,\n<b>three</b>.</p>", english, english)) == (
        "One. Two, three ."
    )


@pytest.mark.parametrize("place", [(None, 37.3), (127.0, None)])
def test_half_a_place_is_none(place):
    assert geo(*place) is None


def test_trail_counts_its_steps_and_ends_here():
    assert trail([("Home", "/en/"), ("News", "/en/news/")], "A prize") == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "name": "Home", "item": f"{SITE}/en/", "position": 1},
            {"@type": "ListItem", "name": "News", "item": f"{SITE}/en/news/", "position": 2},
            {"@type": "ListItem", "name": "A prize", "position": 3},
        ],
    }


def test_trail_of_a_page_below_home_has_two_steps():
    (found,) = data(trail_data("News"))
    assert [step["name"] for step in found["itemListElement"]] == ["Home", "News"]
