"""How much more a search costs when the network is as large as it may become.

The sample alone, 75 members and 20 articles, against 2,500 and 20,000, in one run: the ratio of the
processor's time is what is promised, since a laden machine slows both. That of PostgreSQL, which
works in a process of its own, is counted in.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.bench import network
from tests.bench.pages import signed_in

MOST_RATIO, MOST_SUGGESTION = 2.0, 10.0  # times, and milliseconds
ROUNDS = 7
SEARCHES = {
    "site search, a word": "/en/search/?q=water",
    "site search, two words": "/en/search/?q=the+city",
    "site search, 2 letters": "/en/search/?q=su",
    "site search, 2 characters": "/ja/search/?q=水原",
    "site search, nothing": "/ko/search/?q=zzzz",
    "directory, a name": "/en/members/?q=Kōbe",
    "directory, a word": "/en/members/?q=water",
    "directory, a slip": "/ko/members/?q=suwan",
    "news, a word": "/en/news/?q=the",
    "news, a word and a year": "/en/news/?q=the&year=2026",
    "news, 2 characters": "/ja/news/?q=水原",
    "news, nothing": "/ko/news/?q=zzzz",
}
#: For staff, as a regional administrator, who sees everything, is answered.
STAFF_SEARCHES = {
    "staff, all kinds": "/admin/search/?q=water",
    "staff, members": "/admin/members/member/?q=suwon",
    "staff, articles": "/admin/news/article/?q=water",
}
TYPED = ("su", "수ㅇ", "ㄷㄱ", "ㅅ원", "toukyou", "首尔市", "suwan", "kitakyushyu", "xqzzt")
SUGGESTIONS = {f"suggestions, {text}": f"/en/members/suggest/?q={text}" for text in TYPED}


def main() -> None:
    for command in ("migrate", "createcachetable", "compile_catalogues"):
        call_command(command, verbosity=0)
    work_alone()
    found = run()
    if broken := [title for title, is_kept in found.items() if not is_kept]:
        sys.exit(f"More than promised: {'; '.join(broken)}.")


def run() -> dict[str, bool]:
    """Each search with whether it keeps what is promised; prints a table."""
    network.build_sample()
    small = measured()
    network.grow()
    settle()
    large = measured()
    print(f"\n{'':28}{'small ms':>10}{'large ms':>10}{'ratio':>8}")
    for title in small:
        print(
            f"{title:28}{small[title]:10.1f}{large[title]:10.1f}{large[title] / small[title]:8.2f}"
        )
    kept = {title: large[title] <= MOST_RATIO * small[title] for title in small}
    return kept | {title: large[title] <= MOST_SUGGESTION for title in SUGGESTIONS}


def measured() -> dict[str, float]:
    """The milliseconds that each search takes."""
    reader, administrator = Client(SERVER_NAME="127.0.0.1"), signed_in()
    asked = {title: (reader, address) for title, address in {**SEARCHES, **SUGGESTIONS}.items()}
    asked |= {title: (administrator, address) for title, address in STAFF_SEARCHES.items()}
    return {title: taken(lambda one=one: one[0].get(one[1])) for title, one in asked.items()}


def taken(work: Callable) -> float:
    """The milliseconds of the processor that some work takes, the median of some rounds."""
    work()
    times = []
    for _ in range(ROUNDS):
        started = spent()
        work()
        times.append(spent() - started)
    return median(times) * 1000


def spent() -> float:
    """Seconds of the processor, of this process and of those in which PostgreSQL answers it."""
    return time.process_time() + sum(map(of_server, answering()))


def answering() -> list[int]:
    """The processes of PostgreSQL that answer this one."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return [key for (key,) in cursor.fetchall()]


def of_server(process: int) -> float:
    """Seconds of the processor that a process of this machine has had, as Linux counts them."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def settle() -> None:
    """Have PostgreSQL look at what was brought, as it does by itself after a minute."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def work_alone() -> None:
    """Without helpers of PostgreSQL, which would work unseen and be gone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET max_parallel_workers_per_gather = 0")
            cursor.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    main()
