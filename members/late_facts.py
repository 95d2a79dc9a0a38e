"""What code of version 0.2 wrote of figures and terms while an upgrade was under way.

Until its last worker has stopped it goes on writing key facts, sources in words and addresses of
evidence, which our code does not read. They are found by their versions: each key fact that was
moved has a version of a fact of the same moment, each address a source in the same version. This
goes with the tables of key facts, in the next version.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.text import slugify

from editorial.records.history import Version, versions_of
from members.models import Fact, Indicator, Member, Membership, Source
from members.models.facts import POPULATION
from members.models.populations import keep_population
from secretariats.models import Secretariat

#: The migration that moved what was there, and the means that it had.
MOVED = "0018_key_facts_become_facts"
means: Any = import_module(f"members.migrations.{MOVED}")
#: The last migration whose state still has addresses of terms, beside their sources.
WITH_ADDRESSES = "0020_merged_labels_follow"


@transaction.atomic
def take_over() -> Counter[str]:
    """Make facts of all that came late. Twice gives the same; how many there were of each kind."""
    apps = apps_at(MOVED)
    taken: Counter[str] = Counter()
    for early, late in late_key_facts(apps.get_model("members", "HistoricalKeyFact")):
        take_key_fact(key_of_fact(early), late)
        taken["key facts"] += 1
    for version in late_counts(apps.get_model("members", "HistoricalMember")):
        take_source(version)
        taken["sources"] += 1
    for versions in told_by_addresses(apps_at(WITH_ADDRESSES)):
        taken["terms"] += take_term(versions)
    for member in Member.objects.all():
        keep_population(member)
    return +taken


def apps_at(migration: str) -> Any:
    """The models as they were after a migration."""
    return MigrationLoader(connection).project_state([("members", migration)]).apps


# Key facts


def facts_kept() -> Any:
    """All versions of facts but those of counts of inhabitants, which were never key facts."""
    return versions_of(Fact).exclude(indicator__code=POPULATION)


def late_key_facts(past: Any) -> Iterable[tuple[list[Version], list[Version]]]:
    """Of each key fact that has any: the versions that are versions of a fact, and the others."""
    kept = {*facts_kept().values_list("history_date", "member_id")}
    versions = defaultdict(list)
    living = Member.objects.values("pk")
    for version in past.objects.filter(member_id__in=living).order_by("history_id"):
        versions[version.id].append(version)
    for found in versions.values():
        late = [one for one in found if (one.history_date, one.member_id) not in kept]
        if late:
            yield [one for one in found if one not in late], late


def key_of_fact(early: list[Version]) -> int | None:
    """The key of the fact that a key fact became; None if it is not one yet."""
    for version in reversed(early):
        at = {"history_date": version.history_date, "member_id": version.member_id}
        found = facts_kept().filter(**at).values_list("id", flat=True)
        return version.id if version.id in found else found[0]
    return None


def take_key_fact(key: int | None, late: list[Version]) -> None:
    """Save a fact as each of the versions has it. One that was saved since keeps what it says."""
    newest = versions_of(Fact).filter(id=key).first() if key else None
    since = newest if newest and newest.history_date > late[-1].history_date else None
    fact = fact_at(key)
    stood = dict(values_of(fact)) if fact else None
    for version in late:
        if version.history_type != "-":
            fact = fact or Fact(pk=key, member_id=version.member_id)
            fill(fact, version)
            stamp(fact, version)
            fact.save()
            key = fact.pk
        elif fact is not None:
            stamp(fact, version)
            fact.delete()
            fact = None
    if since is not None:
        stand_again(fact_at(key) or Fact(pk=key), stood, since.member_id)


def fact_at(key: int | None) -> Fact | None:
    return Fact.objects.filter(pk=key).first() if key else None


def values_of(fact: Fact) -> Iterable[tuple[str, Any]]:
    for name in ("indicator_id", "year", "source_id", "number", "wording_en"):
        yield name, getattr(fact, name)


def stand_again(fact: Fact, stood: dict[str, Any] | None, member: int) -> None:
    """What our code made of a fact later stands; what came late is one of its versions."""
    if stood is None:
        fact.delete()
        return
    fact.member_id = member
    for name, value in stood.items():
        setattr(fact, name, value)
    fact.save()


def stamp(fact: Fact, version: Version) -> None:
    """The version that the next save makes is of the same moment and user."""
    record: Any = fact
    record._history_date = version.history_date
    record._history_user = get_user_model().objects.filter(pk=version.history_user_id).first()
    record._change_reason = version.history_change_reason


def fill(fact: Fact, version: Version) -> None:
    """Let a fact say what a version of a key fact says."""
    number = means.number_in(version.value)
    fact.year, fact.source = version.year, source_at(version.source_url, fact.member)
    fact.indicator = indicator_of(fact, version)
    is_words = number is None or fact.indicator.kind == Indicator.Kind.TEXT
    fact.number, fact.wording_en = (None, version.value) if is_words else (number, "")


def indicator_of(fact: Fact, version: Version) -> Indicator:
    """That of the label in the same office, with a place for the fact; or a new one."""
    kind, decimals = means.kind_of(version.value, version.unit)
    label, office = means.labels_of(version), fact.member.secretariat
    unit = means.unit_columns(version.unit, kind)
    for indicator in Indicator.objects.filter(secretariat=office, kind=kind).order_by("pk"):
        says_it = all(getattr(indicator, f"name_{code}") == name for code, name in label.items())
        is_same_unit = (indicator.unit_en or "") == unit.get("unit_en", "")
        at = {"member": fact.member, "indicator": indicator, "year": fact.year}
        taken = Fact.objects.filter(**at, source=fact.source).exclude(pk=fact.pk)
        if says_it and is_same_unit and not taken.exists():
            if decimals > indicator.decimals:
                indicator.decimals = decimals
                indicator.save()
            return indicator
    code = free_code(Indicator, label.get("en", ""), "indicator")
    made = {"code": code, "secretariat": office, "kind": kind, "decimals": decimals}
    return Indicator.objects.create(
        **made, order=version.order, **means.label_columns(version), **unit
    )


# Terms


def told_by_addresses(apps: Any) -> Iterable[list[Version]]:
    """The versions, in their order, of each term that has an address without a source in one."""
    past = apps.get_model("members", "HistoricalMembership").objects
    late = past.exclude(evidence="").filter(source=None, id__in=Membership.objects.values("pk"))
    versions = defaultdict(list)
    for version in past.filter(id__in=late.values("id")).order_by("history_id"):
        versions[version.id].append(version)
    return versions.values()


def take_term(versions: list[Version]) -> int:
    """Let versions of a term with an address name its source, and the term, if the newest is one.

    A worker that left the address as it was has left the source as it was too. Returns how many.
    """
    term = Membership.objects.select_related("member").get(pk=versions[0].id)
    kept, address, source, taken = versions_of(Membership), "", None, 0
    for version in versions:
        if version.evidence and version.source_id is None:
            is_new = version.evidence != address or source is None
            source = source_named(version.evidence, term.member).pk if is_new else source
            kept.filter(history_id=version.history_id).update(source=source)
            taken += 1
            if version is versions[-1]:
                Membership.objects.filter(pk=term.pk).update(source=source)
        else:
            source = version.source_id
        address = version.evidence or address
    return taken


def source_named(address: str, member: Member) -> Source:
    """The source at an address that the office of a member may name, or a new one of its own."""
    own = member.secretariat_id
    may_name = [own, *Secretariat.objects.above([own]).values_list("pk", flat=True)]
    found = Source.objects.filter(url=address, secretariat__in=may_name).order_by("pk").first()
    return found or new_source(urlsplit(address).hostname or address, member, url=address)


# Sources


def late_counts(past: Any) -> Any:
    """The versions of members with a source in words that no record was made of, in their order."""
    words = past.objects.exclude(population_source="").filter(population_from=None)
    return words.filter(id__in=Member.objects.values("pk")).order_by("history_id")


def take_source(version: Version) -> None:
    """Let a version of a member name the record of its source; the member too, if it is newest."""
    member = Member.objects.get(pk=version.id)
    source = source_of(version.population_source, member)
    kept = versions_of(Member).filter(id=member.pk)
    kept.filter(history_id=version.history_id).update(population_source=source)
    if kept[0].history_id == version.history_id:
        member.population_source = source
        member.save()


def source_of(words: str, member: Member) -> Source:
    """The source with these words for its title, or a new one of the office of the member."""
    found = Source.objects.filter(title_en=words[:200]).order_by("pk").first()
    return found or new_source(words, member)


def source_at(address: str, member: Member) -> Source | None:
    """The source at an address, or a new one; None for none."""
    if not address:
        return None
    found = Source.objects.filter(url=address).order_by("pk").first()
    return found or new_source(urlsplit(address).hostname or address, member, url=address)


def new_source(words: str, member: Member, url: str = "") -> Source:
    code = free_code(Source, words, "source")
    return Source.objects.create(
        code=code, secretariat=member.secretariat, title_en=words[:200], url=url
    )


def free_code(model: Any, words: str, otherwise: str) -> str:
    base = slugify(words)[:56].strip("-") or otherwise
    taken = {*model.objects.filter(code__startswith=base).values_list("code", flat=True)}
    codes = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in codes if code not in taken)
