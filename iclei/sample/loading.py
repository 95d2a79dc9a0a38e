"""The sample network, loaded whole or not at all."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import translation

from editorial.accounts.models import User
from editorial.records.history import versions_of
from editorial.records.portal import portal_read_once
from iclei.sample import climate, rows, staff
from iclei.sample.files import Folder, Record
from iclei.sample.loader import Loading, LoadingError, Outcome, Row, trace_of
from members.models import Member, Source
from members.models.other_names import names_kept_later
from secretariats.models import Portal

Report = Callable[[str, Counter[Outcome]], object]
PROFILES = ("profiles-kr.json", "profiles-jp.json", "profiles-others.json")
ARTICLES = ("articles.json", "articles-own.json")
#: The kinds of the climate record, each with a file of its name.
CLIMATE = {
    "inventories": climate.inventory,
    "targets": climate.target,
    "pledges": climate.pledge,
}
#: The version of what a migration made, the portal or a source, and nobody has edited.
MADE = 1


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
    """Load all kinds, each after those that it names; days begin as the files' own portal says."""
    with portal_read_once(told_portal(folder)):
        load_places(loading, folder, report)
        load_members(loading, folder, report)
        load_glossary(loading, folder, report)
        load_stories(loading, folder, report)
        load_staff(loading, folder, report)


def told_portal(folder: Folder) -> Portal:
    """The portal as the files tell of it. Raises LoadingError where they do not."""
    for record in folder.table("portal.csv"):
        return Portal(time_zone=record["time_zone"].value)
    raise LoadingError("portal.csv: there is no row.")


def load_places(loading: Loading, folder: Folder, report: Report) -> None:
    offices = partial(rows.office, texts=folder.by_slug("office-texts.json"))
    report("areas", loading.load(folder.table("areas.csv"), rows.area))
    report("names not to be used", loading.load(folder.table("variants.csv"), rows.variant))
    report("proper names", loading.load(folder.table("proper_names.csv"), rows.proper_name))
    report("offices", loading.load(folder.table("offices.csv"), offices))
    adopted = partial(adopted_portal, loading)
    report("portal", loading.load(folder.table("portal.csv"), adopted))
    report("desks", loading.load(folder.table("people.csv"), rows.person))
    report("themes", loading.load(folder.table("themes.csv"), rows.theme))


def adopted_portal(loading: Loading, record: Record) -> Row:
    """The row of the portal, whose record a migration has made already."""
    row = rows.portal(record)
    loading.adopt(row, Portal.objects.filter(version=MADE).first())
    return row


def adopted_source(loading: Loading, record: Record) -> Row:
    """The row of a source. A migration may have made one of its address, which nobody edited."""
    row, address = rows.source(record), record["url"].value
    if not address or row.stored() is not None or trace_of(Source, row.key.value) is not None:
        return row
    words = urlsplit(address).hostname or address
    alike = Source.objects.filter(url=address, title_en=words[:200], version=MADE).order_by("pk")
    made = next((one for one in alike if is_untold(one)), None)
    loading.adopt(row, made)
    return replace(row, before={"pk": made.pk}) if made else row


def is_untold(source: Source) -> bool:
    """Whether no user and no file has made a source."""
    by_users = versions_of(Source).filter(id=source.pk).exclude(history_user=None)
    return trace_of(Source, source.code) is None and not by_users.exists()


def load_stories(loading: Loading, folder: Folder, report: Report) -> None:
    stories = [record for name in ARTICLES for record in folder.articles(name)]
    events = [record for record in stories if is_event(record)]
    articles = [record for record in stories if not is_event(record)]
    report("articles", loading.load(articles, rows.article))
    report("events", loading.load(events, rows.event))


def load_members(loading: Loading, folder: Folder, report: Report) -> None:
    profiles: dict[str, Record] = {}
    for name in PROFILES:
        profiles |= folder.by_slug(name)
    described = partial(rows.member, profiles=profiles, readings=folder.by_slug("sort_keys.csv"))
    table = folder.table("members.csv")
    adopted = partial(adopted_source, loading)
    report("sources", loading.load(folder.table("sources.csv"), adopted))
    report("indicators", loading.load(folder.table("indicators.csv"), rows.indicator))
    report("members", loading.load(table, described))
    report("memberships", loading.load(table, rows.membership))
    report("counts", loading.load(folder.table("network_counts.csv"), rows.network_count))
    report("places", loading.load(folder.table("places.csv"), rows.place))
    with names_kept_later(Member):
        report("other names", loading.load(folder.table("other_names.csv"), rows.other_name))
    report("identifiers", loading.load(folder.table("identifiers.csv"), rows.identifier))
    report("facts", loading.load(folder.table("facts.csv"), rows.fact))
    report("containment", loading.load(folder.table("containment.csv"), rows.containment))
    load_climate(loading, folder, report)


def load_climate(loading: Loading, folder: Folder, report: Report) -> None:
    """Load what members reported and pledged, by the sources that the members' files name too."""
    for kind, row_of in CLIMATE.items():
        report(kind, loading.load(folder.table(f"climate/{kind}.csv"), row_of))


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
