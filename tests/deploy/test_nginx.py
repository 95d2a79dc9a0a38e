"""What stands in front of the portal lets through what it should, and nothing else."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from deploy.steps import ROOT
from editorial.pictures.fields import KINDS
from tests.deploy.nginx import Block, read

TEMPLATE = ROOT / "deploy" / "nginx.conf"


@pytest.fixture(scope="module")
def front() -> Block:
    return read(TEMPLATE.read_text(encoding="utf-8"))


def servers(front: Block, name: str) -> list[Block]:
    return [block for block in front.blocks if (name,) in block.values("server_name")]


def portal(front: Block) -> Block:
    return next(
        block
        for block in servers(front, "portal.example.org")
        if any("443" in words for words in block.values("listen"))
    )


def test_blocks_and_quoted_words_are_read():
    found = read('a 1; b "x; {y}" { c "d;e"; } # f {\nlocation ~ ^/(x|y)$ { g; }')
    assert found.directives == [("a", "1")]
    assert found.blocks[0].name == ("b", "x; {y}")
    assert found.blocks[0].directives == [("c", "d;e")]


def test_block_that_is_not_closed_is_an_error():
    with pytest.raises(ValueError, match="not closed"):
        read("a { b;")


@pytest.mark.parametrize("port", ["80", "443"])
def test_foreign_names_are_not_passed_on(front, port):
    """A request by address or by a name of somebody else never reaches the portal's log."""
    defaults = [
        block
        for block in front.blocks
        if any(port in words and "default_server" in words for words in block.values("listen"))
    ]
    (default,) = defaults
    assert {words[0] for words in default.values("listen")} == {port, f"[::]:{port}"}
    assert default.values("return") == [("444",)]
    assert default.blocks == []
    if port == "443":
        assert default.values("ssl_reject_handshake") == [("on",)]
        assert default.values("ssl_certificate") == []


def test_health_is_for_this_machine_alone(front):
    health = portal(front).named("location", "~", "^/(healthz|readyz)$")
    assert health.values("allow") == [("127.0.0.1",), ("::1",)]
    assert health.values("deny") == [("all",)]


def test_what_the_portal_believes_is_set_for_each_request(front):
    """A block with a header of its own would drop those of the server around it."""
    said = {words[0]: words[1] for words in portal(front).values("proxy_set_header")}
    assert said["X-Forwarded-Proto"] == "$scheme"
    assert said["X-Forwarded-For"] == "$remote_addr"
    assert said["Connection"] == "close"
    assert front.named("upstream", "portal").values("keepalive") == []
    passing = [block for block in portal(front).blocks if block.values("proxy_pass")]
    assert len(passing) >= 3
    assert [block.name for block in passing if block.values("proxy_set_header")] == []


def media(front: Block) -> Block:
    return next(b for b in portal(front).blocks if b.name[-1].startswith("^/media/"))


def test_picture_has_the_headers_that_the_portal_gives_it(front, client):
    name = default_storage.save("members/suwon-60x40.webp", ContentFile(b"RIFF"))
    response = client.get(f"/media/{name}")
    assert b"".join(response.streaming_content) == b"RIFF"
    said = media(front).headers()
    assert set(said) == {
        *("Cache-Control", "Content-Security-Policy", "Cross-Origin-Resource-Policy"),
        "X-Content-Type-Options",
    }
    assert {name: response.headers[name] for name in said} == said


@pytest.mark.parametrize(
    ("path", "is_picture"),
    [
        *((f"/media/members/suwon.{kind}", True) for kind in KINDS),
        *((f"/media/{name}", False) for name in ("", "x.html", "x.svg", "x.webp.html", "webp")),
        ("/en/media/x.webp", False),
    ],
)
def test_pictures_alone_are_handed_out(front, path, is_picture):
    assert bool(re.search(media(front).name[-1], path)) is is_picture


def test_missing_picture_is_said_by_the_portal(front):
    assert ("403", "404", "=", "@portal") in media(front).values("error_page")
    assert portal(front).named("location", "@portal").values("proxy_pass") == [("http://portal",)]


@pytest.mark.parametrize("status", ["413", "429", "502"])
def test_what_nginx_says_itself_is_in_five_languages(front, status):
    (name,) = [words[-1] for words in portal(front).values("error_page") if status in words]
    ((_, text),) = portal(front).named("location", name).values("return")
    assert len(text.strip("\\n").split("\\n")) == 5


def test_template_names_the_portal_where_installing_looks_for_it():
    """What deploy/compose.yaml and the operator guide replace, and no example of another kind."""
    text = TEMPLATE.read_text(encoding="utf-8")
    assert set(re.findall(r"[\w.]*example[\w.]*", text)) == {"portal.example.org"}
    assert text.count("server 127.0.0.1:8000;") == 1
    assert set(re.findall(r"access_log (?!off)(\S+)", text)) == {"/var/log/nginx/portal.log"}
