"""One way of comparing for every search: field inputs, letters A and I (what the server does).

Whom names lead to; texts are in ``test_spellings.py``.
"""

import pytest
from django.utils import translation

from editorial.languages import LANGUAGES
from iclei.search import Found
from members.models import Member
from members.search import suggested

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

#: What people type, and whom it leads to: in all languages those of the issue, in one the others.
SHOWN_EVERYWHERE = [
    ("Kōbe", "kobe"),
    ("수\u200b원", "suwon"),
    ("ㄷㄱ", "daegu"),
    ("toukyou", "tokyo"),
]
OTHERS = [
    ("ＫＯＢＥ", "kobe"),
    ("\ufeff대\u00ad구", "daegu"),
    ("ㅇㄹㅂㅌㄹ", "ulaanbaatar"),
    ("Kyōto-shi", "kyoto"),
    ("きたきゆう", "kitakyushu"),
    ("kitakyuusyuu", "kitakyushu"),
    ("トーキョー", "tokyo"),
    ("Suwon-si", "suwon"),
    ("gyeonggido", "gyeonggi"),
    ("首尔市", "seoul"),
    ("东京都", "tokyo"),
    ("廣島縣", "hiroshima"),
    ("xīnběi", "new-taipei"),
    ("New-Taipei", "new-taipei"),
    ("ㄕㄡˇㄦˇ", "seoul"),
    # While a syllable is composed.
    ("수ㅇ", "suwon"),
    ("수우", "suwon"),
    ("댁", "daegu"),
    # Syllables and first consonants together.
    ("ㅅ원", "suwon"),
    ("대ㄱ", "daegu"),
]
CASES = [(*case, LANGUAGES) for case in SHOWN_EVERYWHERE]
CASES += [(*case, [LANGUAGES[at % len(LANGUAGES)]]) for at, case in enumerate(OTHERS)]


@pytest.mark.parametrize(("typed", "slug", "languages"), CASES)
def test_every_search_finds_the_same_member_first(
    whole_sample, admin_client, typed, slug, languages
):
    for language in languages:
        with translation.override(language.code):
            (first, *_), is_near = suggested(Member.objects.listed(), typed)
            assert (first.member.slug, is_near) == (slug, False)
            assert Found.by(typed).members.results[0].object.slug == slug
        shown = admin_client.get(f"/{language.code}/members/", {"q": typed}).context["members"]
        assert shown[0].slug == slug
    staff = admin_client.get("/admin/members/member/", {"q": typed}).context["cl"]
    assert staff.result_list[0].slug == slug
