"""Asks for each page as a browser would, one at a time and in this process.

The figures are those of one worker, without the network and without a cache of pages.
"""

import time
from statistics import median, quantiles

import django

django.setup()

from django.core.management import call_command
from django.test import Client

from editorial.accounts.models import User
from tests.bench import network

SECONDS = 3.0  # of asking for one page
LEAST, MOST = 3, 300  # times that it is asked for, after a first time that doesn't count
PAGES = {
    "home": "/en/",
    "directory": "/en/members/",
    "directory, filtered": "/ko/members/?q=san&size=m&size=l&theme=resilient",
    "city": "/ja/members/suwon/",
    "compare": "/en/members/compare/?city=suwon&city=kitakyushu",
    "climate": "/en/climate/?sort=-emissions",
    "theme": "/en/themes/resilient/",
    "office": "/ko/secretariats/korea-office/",
    "news": "/en/news/",
    "news, filtered": "/zh-hant/news/?kind=news&theme=resilient",
    "news, searched": "/en/news/?q=water",
    "article": "/ko/news/bench-2/",
    "events": "/en/events/",
    "search, 2 letters": "/en/search/?q=su",
    "search, 2 characters": "/ja/search/?q=水原",
    "search, nothing found": "/ko/search/?q=zzzz",
    "sitemap": "/sitemap.xml",
}
#: For staff, as a regional administrator, who sees everything, is answered.
SCREENS = {
    "start page": "/admin/",
    "search": "/admin/search/?q=water",
    "members": "/admin/members/member/",
    "members, searched": "/admin/members/member/?q=san&o=-7",
    "members, incomplete": "/admin/members/member/?lacks=anything",
    "members, page 2": "/admin/members/member/?p=2",
    "articles": "/admin/news/article/",
    "articles, searched": "/admin/news/article/?q=water",
    "activity": "/admin/activity/",
    "activity, of a kind": "/admin/activity/?kind=news.article",
    "activity, long ago": "/admin/activity/?until=2010-01-01",
}


def main() -> None:
    for command in ("migrate", "createcachetable", "compile_catalogues"):
        call_command(command, verbosity=0)
    started = time.perf_counter()
    network.build()
    seconds = time.perf_counter() - started
    print(f"{network.MEMBERS:,} members and {network.ARTICLES:,} articles made in {seconds:.0f} s.")
    print(f"\n{'':24}{'requests/s':>12}{'p50 ms':>10}{'p95 ms':>10}{'kB':>8}")
    reader, administrator = Client(SERVER_NAME="127.0.0.1"), signed_in()
    for title, address in PAGES.items():
        print(line(reader, title, address), flush=True)
    for title, address in SCREENS.items():
        print(line(administrator, title, address), flush=True)


def signed_in() -> Client:
    """The browser of a regional administrator of the sample."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="east-asia-administrator"))
    return client


def line(client: Client, title: str, address: str) -> str:
    times, size = measured(client, address)
    rate, middle, most = len(times) / sum(times), median(times), quantiles(times, n=20)[-1]
    return f"{title:24}{rate:12.1f}{middle * 1000:10.1f}{most * 1000:10.1f}{size / 1000:8.1f}"


def measured(client: Client, address: str) -> tuple[list[float], int]:
    """The seconds that each answer took, and the bytes of one."""
    size = len(client.get(address).content)
    times: list[float] = []
    while len(times) < LEAST or (sum(times) < SECONDS and len(times) < MOST):
        started = time.perf_counter()
        response = client.get(address)
        times.append(time.perf_counter() - started)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
    return times, size


if __name__ == "__main__":
    main()
