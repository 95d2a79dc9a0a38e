"""How much more a search costs when the network is as large as it may become.

The sample alone, 75 members and 20 articles, against 2,500 and 20,000, in one run: the ratio of the
processor's time is what is promised, since a laden machine slows both. PostgreSQL works in
processes of its own, so that with it the clock is read.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client

from members.models import Member
from members.search import suggested
from tests.bench import network

MOST_RATIO, MOST_SUGGESTION = 2.0, 10.0  # times, and milliseconds
ROUNDS = 7
SEARCHES = {
    "site search, a word": "/en/search/?q=water",
    "site search, two words": "/en/search/?q=the+city",
    "site search, 2 letters": "/en/search/?q=su",
    "site search, 2 characters": "/ja/search/?q=水原",
    "site search, nothing": "/ko/search/?q=zzzz",
    "directory": "/en/members/?q=Kōbe",
}
TYPED = ("su", "수ㅇ", "ㄷㄱ", "toukyou", "首尔市", "suwan", "xqzzt")


def main() -> None:
    for command in ("migrate", "createcachetable", "compile_catalogues"):
        call_command(command, verbosity=0)
    found = run()
    if broken := [title for title, is_kept in found.items() if not is_kept]:
        sys.exit(f"More than promised: {'; '.join(broken)}.")


def run() -> dict[str, bool]:
    """Each search with whether it keeps what is promised; prints a table."""
    network.build_sample()
    small = measured()
    network.grow()
    large = measured()
    print(f"\n{'':28}{'small ms':>10}{'large ms':>10}{'ratio':>8}")
    for title in small:
        print(
            f"{title:28}{small[title]:10.1f}{large[title]:10.1f}{large[title] / small[title]:8.2f}"
        )
    kept = {title: large[title] <= MOST_RATIO * small[title] for title in SEARCHES}
    return kept | {title: large[title] <= MOST_SUGGESTION for title in large if title not in kept}


def measured() -> dict[str, float]:
    """The milliseconds that each search takes."""
    client = Client(SERVER_NAME="127.0.0.1")
    found = {title: taken(lambda at=address: client.get(at)) for title, address in SEARCHES.items()}
    listed = Member.objects.listed()
    return found | {
        f"suggestions, {text}": taken(lambda typed=text: suggested(listed, typed)) for text in TYPED
    }


def taken(work: Callable) -> float:
    """The milliseconds of the processor that some work takes, the median of some rounds."""
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    work()
    times = []
    for _ in range(ROUNDS):
        started = clock()
        work()
        times.append(clock() - started)
    return median(times) * 1000


if __name__ == "__main__":
    main()
