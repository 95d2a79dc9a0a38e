from datetime import UTC, datetime

import pytest

from editorial.public.freshness import fresh_answer

CHANGED = datetime(2026, 11, 24, 8, 30, 15, 500_000, tzinfo=UTC)
LATER, EARLIER = "Tue, 24 Nov 2026 08:30:15 GMT", "Tue, 24 Nov 2026 08:30:14 GMT"


def answer(request, **options):
    return fresh_answer(request, lambda: b"text", content_type="text/plain", seconds=60, **options)


def test_answer_says_how_long_it_may_be_kept(rf):
    response = answer(rf.get("/"), changed=CHANGED)
    assert (response.status_code, response.content) == (200, b"text")
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["Last-Modified"] == LATER


def test_answer_is_not_sent_to_who_has_it(rf):
    tag = answer(rf.get("/")).headers["ETag"]
    response = answer(rf.get("/", headers={"if-none-match": tag}))
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == tag


@pytest.mark.parametrize(("moment", "status"), [(LATER, 304), (EARLIER, 200)])
def test_answer_is_sent_to_who_has_an_earlier_one(rf, moment, status):
    request = rf.get("/", headers={"if-modified-since": moment})
    assert answer(request, changed=CHANGED).status_code == status


def test_answer_with_a_tag_of_its_own_is_not_even_written(rf):
    def write() -> bytes:
        raise AssertionError("written for who has it")

    request = rf.get("/", headers={"if-none-match": '"same"'})
    response = fresh_answer(request, write, etag="same", content_type="image/png", seconds=60)
    assert response.status_code == 304
