"""What the whole sample says of itself, reckoned once more from its files alone."""

import csv
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from members.models import Member
from members.models.standings import ANSWERS
from news.models import Event
from tests.reading import page_at, words_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_sample")]

SAMPLE = settings.BASE_DIR / "sample"
OPENED = date(2012, 10, 18)


def table(name: str) -> list[dict[str, str]]:
    with open(SAMPLE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def people_of_the_outermost() -> tuple[int, set[str], set[str]]:
    """By brute force: the people of all that lie in no other, who lies in one, and in which."""
    population = {row["slug"]: int(row["population"]) for row in table("members.csv")}
    lies_in = {
        row["member_slug"]: row["within_slug"]
        for row in sorted(table("containment.csv"), key=lambda row: row["until"] or "9999")
        if row["within_slug"]
    }
    alone = sum(number for slug, number in population.items() if slug not in lies_in)
    return alone, {*lies_in}, {*lies_in.values()}


def test_people_are_counted_once():
    number, inner, outer = people_of_the_outermost()
    found = Member.objects.listed().people()
    assert (number, len(inner), len(outer)) == (129_313_079, 24, 8)
    assert (found.number, found.inner, found.outer, found.unknown) == (number, 24, 8, 0)


def test_home_page_says_so():
    html = Client().get("/en/").content.decode()
    assert "129 <small>million</small>" in html
    assert "24 members that lie within others are counted with them." in html


def counts_on(day: date) -> list[int]:
    standings = list(Member.objects.as_of(day).values_list("standing", flat=True))
    return [standings.count(answer) for answer in ANSWERS]


def test_answers_of_the_day_on_which_the_secretariat_opened():
    """Six starts are known by then; eight of the ten of Chinese Taipei have evidence alone."""
    since = {row["slug"]: row["member_since"] for row in table("members.csv")}
    known = [slug for slug, day in since.items() if day and day[:7] <= "2012-10"]
    named = [row["slug"] for row in table("members.csv") if row["evidence_from"] == "2012-09-17"]
    later = [slug for slug, day in since.items() if day[:7] > "2012-10"]
    assert counts_on(OPENED) == [
        *(len(known), len({*named} - {*known})),
        75 - len({*known, *named, *later}),
        len(later),
    ]
    assert counts_on(OPENED) == [6, 8, 48, 13]


def test_nobody_was_a_member_before_there_was_a_network():
    assert counts_on(date(1985, 1, 1))[:2] == [0, 0]


def test_four_answers_sum_to_all_on_every_first_of_a_month():
    days = [date(year, month, 1) for year in range(1990, 2027) for month in range(1, 13)]
    assert {sum(counts_on(day)) for day in days} == {75}


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("suwon", "Gyeonggi Province"),
        ("iida", "Nagano Prefecture"),
        ("gyeonggi", "9 members"),
        ("gwangju", "On 1 July 2026 it became part of a new local government"),
        ("south-jeolla", "Report on the law that merges Gwangju and South Jeolla, 1 March 2026"),
        ("yeosu", "until 30 June 2026"),
    ],
)
def test_what_contains_members_is_on_their_pages(slug, words):
    assert words in Client().get(f"/en/members/{slug}/").content.decode()


DAYS, FOUNDED = "iclei-seoul-east-asia-days-2012", "iclei-strengthens-base-in-east-asia"


@pytest.mark.parametrize(
    ("code", "title", "forum"),
    [
        ("en", "ICLEI-Seoul East Asia Days", "opening forum"),
        ("zh-hant", "ICLEI-首爾東亞日", "開幕論壇"),
        ("ko", "이클레이-서울 동아시아의 날", "개소 포럼"),
        ("ja", "イクレイ・ソウル東アジアデイズ", "開所フォーラム"),
        ("zh-hans", "宜可城—首尔东亚日", "开幕论坛"),
    ],
)
def test_east_asia_days_are_an_event_in_every_language(code, title, forum):
    html = page_at(f"/{code}/events/{DAYS}/")
    assert f"<h1>{title}" in html.replace("\n", "") and forum in html
    article = page_at(f"/{code}/news/{FOUNDED}/")
    assert title in article and forum not in article


def test_east_asia_days_have_days_and_no_clock():
    event = Event.objects.get(slug=DAYS)
    told = words_at(f"/en/events/{DAYS}/")
    assert event.all_day and event.host_member is None
    assert "ESCAP" in told and "ESCAP" not in words_at(f"/en/news/{FOUNDED}/")
    assert "Seoul City Hall" in told and "23:59" not in told and "00:00" not in told
