import pytest
from django.core.exceptions import ValidationError

from editorial.records.validators import is_time_zone, web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.suwon.go.kr/web/",
        "http://example.org:8080/a?b=c#d",
        "https://例え.jp/",
        "https://192.0.2.1/",
    ],
)
def test_web_address_is_accepted(address):
    web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://example.org/",
        "data:text/html,x",
        "//example.org/",
        "www.example.org",
        "https://",
        "https://exa mple.org/",
        "https://example.org/\njavascript:x",
        "",
    ],
)
def test_what_is_no_web_address_is_refused(address):
    with pytest.raises(ValidationError):
        web_address(address)


@pytest.mark.parametrize("name", ["Asia/Seoul", "Asia/Ulaanbaatar", "Etc/UTC"])
def test_time_zone_is_accepted(name):
    is_time_zone(name)


@pytest.mark.parametrize("name", ["", "Seoul", "asia/seoul", "Asia/", "../etc/passwd", "UTC+9"])
def test_what_is_no_time_zone_is_refused(name):
    with pytest.raises(ValidationError, match="not a time zone"):
        is_time_zone(name)
