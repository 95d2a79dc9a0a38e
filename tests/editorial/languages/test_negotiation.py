import pytest
from django.test import RequestFactory

from editorial.languages.negotiation import best_language, negotiated


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "en"),
        ("fr-FR, de;q=0.8", "en"),
        ("fr, ko;q=0.5", "ko"),
        ("ja-JP", "ja"),
        ("en;q=0.3, ja;q=0.9", "ja"),
        ("ko;q=0, ja;q=0.1", "ja"),
        ("zh", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("zh-Hant", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh-Hans-TW", "zh-hans"),
        ("*", "en"),
        (";;;,,,=", "en"),
    ],
)
def test_best_language(accepted, code):
    assert best_language(accepted).code == code


def test_best_language_long_header():
    assert best_language("ko," + "x-klingon," * 600).code == "ko"


def test_best_language_long_tag():
    assert best_language("k" * 6000).code == "en"


def request(**cookies):
    made = RequestFactory(headers={"accept-language": "ja"}).get("/")
    made.COOKIES.update(cookies)
    return made


def test_negotiated_remembered_choice_wins():
    assert negotiated(request(django_language="ko")).code == "ko"


def test_negotiated_unknown_choice():
    assert negotiated(request(django_language="fr")).code == "ja"
