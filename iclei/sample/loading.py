"""The sample network, loaded whole or not at all."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import translation

from editorial.accounts.models import User
from iclei.sample import rows, staff
from iclei.sample.files import Folder, Record
from iclei.sample.loader import Loading, LoadingError, Outcome

Report = Callable[[str, Counter[Outcome]], object]
PROFILES = ("profiles-kr.json", "profiles-jp.json", "profiles-others.json")
ARTICLES = ("articles.json", "articles-own.json")


@transaction.atomic
def load_sample(path: Path, report: Report) -> None:
    """Load or refresh the files in ``path``; ``report`` hears of each kind as it is done.

    Raises LoadingError with all that is wrong; then nothing is stored.
    """
    loading = Loading()
    with translation.override("en"):
        load_network(loading, Folder(path), report)
    if loading.problems:
        raise LoadingError(*loading.problems)


def load_network(loading: Loading, folder: Folder, report: Report) -> None:
    """Load all kinds, each after those that it names."""
    offices = partial(rows.office, texts=folder.by_slug("office-texts.json"))
    report("areas", loading.load(folder.table("areas.csv"), rows.area))
    report("names not to be used", loading.load(folder.table("variants.csv"), rows.variant))
    report("offices", loading.load(folder.table("offices.csv"), offices))
    report("desks", loading.load(folder.table("people.csv"), rows.person))
    report("themes", loading.load(folder.table("themes.csv"), rows.theme))
    load_members(loading, folder, report)
    load_glossary(loading, folder, report)
    stories = [record for name in ARTICLES for record in folder.articles(name)]
    events = [record for record in stories if is_event(record)]
    articles = [record for record in stories if not is_event(record)]
    report("articles", loading.load(articles, rows.article))
    report("events", loading.load(events, rows.event))
    load_staff(loading, folder, report)


def load_members(loading: Loading, folder: Folder, report: Report) -> None:
    profiles: dict[str, Record] = {}
    for name in PROFILES:
        profiles |= folder.by_slug(name)
    described = partial(rows.member, profiles=profiles, readings=folder.by_slug("sort_keys.csv"))
    table = folder.table("members.csv")
    report("members", loading.load(table, described))
    report("memberships", loading.load(table, rows.membership))


def load_glossary(loading: Loading, folder: Folder, report: Report) -> None:
    """Load the terms of the field, and the names that other files have: those say them once."""
    outcomes = loading.load(folder.table("glossary.csv"), rows.term)
    for name in ("areas.csv", "offices.csv", "members.csv"):
        outcomes += loading.load(folder.table(name), rows.name)
    report("glossary", outcomes)


def is_event(record: Record) -> bool:
    return record["kind"].value == "event"


def load_staff(loading: Loading, folder: Folder, report: Report) -> None:
    """Load users who are not there yet: the others may have a password of their own."""
    table = folder.table("staff.csv")
    missing = [record for record in table if not loading.is_known(User, record["username"].value)]
    outcomes = loading.load(missing, staff.user)
    outcomes[Outcome.KEPT] += len(table) - len(missing)
    report("staff users", outcomes)
    report("postings", loading.load(table, staff.posting))
