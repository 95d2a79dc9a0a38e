import pytest

from editorial.languages import BY_CODE
from editorial.translations.glossary import Glossary, GlossaryWord
from editorial.translations.hints import hints
from members.models import Member

ENGLISH, JAPANESE = BY_CODE["en"], BY_CODE["ja"]
NOTHING = Glossary([])


def asked(source: str, text: str, field: str = "summary", terms: Glossary = NOTHING) -> list[str]:
    found = Member._meta.get_field(field)
    return hints(found, source, text, (ENGLISH, JAPANESE), terms)


def test_fitting_translation_is_asked_nothing():
    source = "Suwon is the seat of Gyeonggi Province, with 1,190,000 people in 2024."
    assert asked(source, "水原市は京畿道の道庁所在地で、2024年の人口は119万人です。") == []


def test_empty_text_and_empty_source_are_asked_nothing():
    assert asked("", "都市") == asked("A city of 12 rivers", "") == []


def test_short_and_long_translations_are_asked_about():
    source = "Suwon is the seat of Gyeonggi Province and a centre of electronics and research."
    assert asked(source, "水原市。") == [
        "Short beside its source: 4 characters, where 36 or so are usual. Is something left out?"
    ]
    assert asked(source, "水原市は" * 30) == [
        "Long beside its source: 120 characters, where 36 or so are usual."
    ]


def test_short_source_may_have_a_translation_of_any_length():
    assert asked("Anyang", "안양시 안양시 안양시 안양시 안양시") == []


def test_length_counts_what_is_read_and_no_markup():
    source = "<p>Suwon is the seat of Gyeonggi Province and a centre of research.</p>"
    text = (
        "<h2><strong>水原市は京畿道の道庁所在地で、</strong></h2><p><em>研究の拠点です。</em></p>"
    )
    assert asked(source, text, "profile") == []


def test_links_are_compared_both_ways():
    source = '<p><a href="https://a.example/x">x</a> <a href="https://b.example/">y</a></p>'
    text = '<p><a href="https://a.example/x">x</a> <a href="https://c.example/">z</a></p>'
    assert asked(source, text, "profile") == [
        "Links of the source that are not here: https://b.example/",
        "Links that the source does not have: https://c.example/",
    ]


def test_addresses_in_plain_texts_are_links_too():
    assert asked("See https://a.example/.", "https://a.example/をご覧ください。") == []
    assert asked("See https://a.example/.", "ご覧ください。") == [
        "Links of the source that are not here: https://a.example/"
    ]


def test_own_pages_are_the_same_in_each_language():
    source = '<p><a href="/en/members/suwon/">Suwon</a></p>'
    assert asked(source, '<p><a href="/ja/members/suwon/">水原</a></p>', "profile") == []
    assert asked(source, '<p><a href="/ja/members/osan/">烏山</a></p>', "profile") != []


@pytest.mark.parametrize(
    "text", ["人口は1,190,000人", "人口は1190000人", "人口は１１９万人", "119.0万人"]
)
def test_number_may_be_written_as_is_usual_there(text):
    assert asked("1,190,000 people", text) == []


def test_number_that_is_not_there_is_asked_about():
    assert asked("In 2013, for 31 days", "2013年に") == [
        "Numbers of the source that are not here: 31"
    ]


def test_placeholder_that_is_not_there_is_asked_about():
    assert asked("Dear {name}, %s", "{name}様") == [
        "Placeholders of the source that are not here: %s"
    ]


def test_term_of_the_glossary_that_is_worded_otherwise_is_asked_about():
    terms = Glossary([GlossaryWord(("resilient city", "", "", "レジリエント・シティ", ""))])
    assert asked("A resilient city", "強い都市", terms=terms) == [
        "The glossary has “レジリエント・シティ” for “resilient city”."
    ]
