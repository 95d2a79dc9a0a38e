import pytest

pytestmark = pytest.mark.django_db


def test_root_leads_to_the_best_language(client):
    response = client.get("/", headers={"accept-language": "zh-HK,zh;q=0.9"})
    assert (response.status_code, response.headers["Location"]) == (302, "/zh-hant/")


def test_root_remembered_choice(client):
    client.cookies["django_language"] = "ja"
    assert client.get("/", headers={"accept-language": "ko"}).headers["Location"] == "/ja/"


def test_root_is_kept_from_shared_caches(client):
    response = client.get("/")
    assert response.headers["Cache-Control"] == "private"
    assert set(response.headers["Vary"].split(", ")) == {"Accept-Language", "Cookie"}
    assert not response.cookies


@pytest.mark.parametrize("accepted", ["k" * 6000, "ko," * 2000, "\x7f;q=zzz"])
def test_root_strange_header(client, accepted):
    assert client.get("/", headers={"accept-language": accepted}).status_code == 302


@pytest.mark.parametrize(
    ("other", "prefix"),
    [
        ("tw", "zh-hant"),
        ("kr", "ko"),
        ("jp", "ja"),
        ("cn", "zh-hans"),
        ("zh-tw", "zh-hant"),
        ("zh-hk", "zh-hant"),
        ("zh-cn", "zh-hans"),
        ("zh-Hant", "zh-hant"),
        ("zh-Hans", "zh-hans"),
    ],
)
def test_other_prefix_leads_on_for_good(client, other, prefix):
    response = client.get(f"/{other}/members/suwon/?a=1&b=%E6%B0%B4")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/{prefix}/members/suwon/?a=1&b=%E6%B0%B4"


def test_other_prefix_alone(client):
    assert client.get("/kr/").headers["Location"] == "/ko/"


def test_other_prefix_stays_on_this_host(client):
    assert client.get("/kr//evil.example/").headers["Location"] == "/ko/evil.example/"


def test_unknown_language_helps_on(client):
    response = client.get("/fr/members/", headers={"accept-language": "fr, ko;q=0.5"})
    assert response.status_code == 404
    assert '<html lang="ko">' in response.text
    assert 'href="/ko/members/"' in response.text
