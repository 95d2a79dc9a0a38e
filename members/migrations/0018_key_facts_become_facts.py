"""Key facts and counts of inhabitants become facts of indicators, with all their past.

Each key fact becomes a fact under the same key, each of its versions a version of that; its label
becomes an indicator, whose past is that of the label. What was reviewed, waits as converted, or is
excepted in a label goes to the name of the indicator. Sources in words or addresses become records.
Where they came from stays as it was, for the code of the version before and for the way back.
"""

import re
from collections import defaultdict
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.db import migrations
from django.utils import timezone
from django.utils.text import slugify

LANGUAGES = ("en", "zh_hant", "ko", "ja", "zh_hans")
NAMES = {
    "name_en": "Inhabitants",
    "name_zh_hant": "人口",
    "name_ko": "인구",
    "name_ja": "人口",
    "name_zh_hans": "人口",
}
NUMBER = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]{1,6})?")
YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
#: A unit that reads alike in all languages: km², MWh, ha.
SYMBOL = re.compile(r"[A-Za-z%°]{1,4}[²³]?(/[A-Za-z]{1,4}[²³]?)?")
SCRIPTS = (("ko", "[\uac00-\ud7a3]"), ("ja", "[\u3040-\u30ff]"), ("zh_hant", "[\u4e00-\u9fff]"))
SET_ASIDE = "The record of the member was given another figure."


def move(apps, schema_editor):
    moving = Moving(apps)
    moving.move_sources()
    moving.move_key_facts()
    moving.move_populations()
    moving.count_on(schema_editor)


class Moving:
    def __init__(self, apps: Any) -> None:
        of = partial(apps.get_model, "members")
        self.Member, self.PastMember = of("Member"), of("HistoricalMember")
        self.KeyFact, self.PastKeyFact = of("KeyFact"), of("HistoricalKeyFact")
        self.Source, self.PastSource = of("Source"), of("HistoricalSource")
        self.Indicator, self.PastIndicator = of("Indicator"), of("HistoricalIndicator")
        self.Fact, self.PastFact = of("Fact"), of("HistoricalFact")
        self.apps, self.now = apps, timezone.now()
        self.offices = dict(self.Member.objects.values_list("pk", "secretariat_id"))
        self.regions = dict(
            apps.get_model("secretariats", "Secretariat").objects.values_list("pk", "parent_id")
        )
        self.last = 0

    # Sources

    def move_sources(self):
        """A record for each wording, whichever version has it; the links of all that have it."""
        told = defaultdict(set)
        for model, key in ((self.Member, "pk"), (self.PastMember, "id")):
            for words, member in model.objects.exclude(population_source="").values_list(
                "population_source", key
            ):
                told[words].add(self.offices.get(member))
        self.by_words = {words: self.source_of(words, told[words]) for words in sorted(told)}
        for words, source in self.by_words.items():
            for model in (self.Member, self.PastMember):
                model.objects.filter(population_source=words).update(population_from=source)
        self.move_digests()
        told = defaultdict(set)
        for model in (self.KeyFact, self.PastKeyFact):
            rows = model.objects.exclude(source_url="").values_list("source_url", "member_id")
            for address, member in rows:
                told[address].add(self.offices.get(member))
        self.by_address = {
            address: self.source_of(urlsplit(address).hostname or address, told[address], address)
            for address in sorted(told)
        }

    def source_of(self, words, offices, address=""):
        office = self.common_office(offices)
        script = next((code for code, signs in SCRIPTS if re.search(signs, words)), "en")
        titles = {"title_en": words[:200], f"title_{script}": words[:200]}
        base = slugify(words)[:56].strip("-") or "source"
        code = self.free_code(self.Source, base)
        source = self.Source.objects.create(
            code=code, secretariat_id=office, url=address[:500], version=1, **titles
        )
        self.keep(self.PastSource, source, "+", self.now)
        return source

    def move_digests(self):
        """What was loaded and nobody has edited is still so: its digest is that of the link."""
        traces = self.apps.get_model("editorial", "LoadedRecord").objects
        for trace in traces.filter(kind="members.member"):
            for words, source in self.by_words.items():
                if trace.digests.get("population_source") == digest(words):
                    trace.digests["population_source"] = digest(str(source.pk))
                    trace.save(update_fields=["digests"])
                    break

    # Key facts

    def move_key_facts(self):
        versions = defaultdict(list)
        for version in self.PastKeyFact.objects.order_by("history_id"):
            versions[version.id].append(version)
        living = {fact.pk: fact for fact in self.KeyFact.objects.all()}
        newest = {key: living.get(key) or rows[-1] for key, rows in versions.items()}
        newest |= {key: fact for key, fact in living.items() if key not in newest}
        by_filled = sorted(newest, key=lambda key: (-len(labels_of(newest[key])), key))
        self.leaders, self.taken = [], set()
        for key in by_filled:
            fact = newest[key]
            indicator = self.indicator_of(fact, versions[key])
            for version in versions[key]:
                self.keep_version(version, indicator)
            if key in living:
                self.Fact.objects.create(
                    pk=key,
                    member_id=fact.member_id,
                    version=fact.version,
                    **self.value_of(fact, indicator),
                )
            self.last = max(self.last, key)

    def indicator_of(self, fact, versions):
        """That of a label as full or fuller, of the same unit, kind and office; or a new one."""
        office = self.office_at(fact.member_id)
        kind, decimals = kind_of(fact.value, fact.unit)
        for leader, indicator in self.leaders:
            slot = (fact.member_id, indicator.pk, fact.year, fact.source_url)
            fits = (
                (indicator.secretariat_id, indicator.kind) == (office, kind)
                and leader.unit == fact.unit
                and labels_of(leader).items() >= labels_of(fact).items()
                and slot not in self.taken
            )
            if fits:
                self.taken.add(slot)
                if decimals > indicator.decimals:
                    indicator.decimals = decimals
                    indicator.save()
                return indicator
        indicator = self.new_indicator(fact, office, kind, decimals)
        self.leaders.append((fact, indicator))
        self.taken.add((fact.member_id, indicator.pk, fact.year, fact.source_url))
        for version in versions:
            self.keep_label(version, indicator)
        if not versions:
            self.keep(self.PastIndicator, indicator, "+", self.now)
        self.follow(fact.id, indicator.pk)
        return indicator

    def new_indicator(self, fact, office, kind, decimals):
        base = slugify(fact.label_en or "")[:56].strip("-") or "indicator"
        code = self.free_code(self.Indicator, base)
        return self.Indicator.objects.create(
            code=code,
            secretariat_id=office,
            kind=kind,
            decimals=decimals,
            order=fact.order,
            version=fact.version,
            converted=[
                name.replace("label", "name", 1) for name in getattr(fact, "converted", ())
            ],
            **label_columns(fact),
            **unit_columns(fact.unit, kind),
        )

    def keep_label(self, version, indicator):
        """What the label was in a version of the key fact."""
        kind = "~" if version.history_type == "-" else version.history_type
        self.PastIndicator.objects.create(
            id=indicator.pk,
            version=version.version,
            code=indicator.code,
            secretariat_id=indicator.secretariat_id,
            kind=indicator.kind,
            decimals=indicator.decimals,
            order=version.order,
            history_type=kind,
            **label_columns(version),
            **unit_columns(version.unit, indicator.kind),
            **occasion_of(version),
        )

    def keep_version(self, version, indicator):
        self.PastFact.objects.create(
            id=version.id,
            version=version.version,
            member_id=version.member_id,
            history_type=version.history_type,
            **self.value_of(version, indicator),
            **occasion_of(version),
        )

    def value_of(self, fact, indicator):
        source = self.by_address.get(fact.source_url)
        number = None if indicator.kind == "text" else number_in(fact.value)
        return {
            "indicator_id": indicator.pk,
            "year": fact.year,
            "source_id": source and source.pk,
            "number": number,
            "wording_en": "" if number is not None else fact.value,
        }

    def follow(self, key, indicator):
        """What is kept of the texts of a label is kept of the name of its indicator too."""
        for app, model in (
            ("editorial", "TranslationReview"),
            ("editorial", "ConvertedText"),
            ("secretariats", "DesignationException"),
        ):
            rows = self.apps.get_model(app, model).objects
            for row in rows.filter(kind="members.keyfact", key=key, field="label"):
                row.pk, row.kind, row.key, row.field = None, "members.indicator", indicator, "name"
                row._state.adding = True
                row.save()

    # Inhabitants

    def move_populations(self):
        rows = self.PastMember.objects.order_by("history_id")
        versions = defaultdict(list)
        for row in rows.exclude(population=None):
            versions[row.id].append(row)
        members = {one.pk: one for one in self.Member.objects.all()}
        for key, member in members.items():
            if member.population is not None and not versions[key]:
                versions[key].append(member)
        if not any(versions[key] for key in members):
            return
        indicator = self.population(next(iter(members.values())))
        for key, member in members.items():
            self.move_population(member, versions[key], indicator)

    def population(self, member):
        office = self.regions.get(member.secretariat_id) or member.secretariat_id
        made = {"secretariat_id": office, "kind": "number", "version": 1, **NAMES}
        indicator = self.Indicator.objects.create(code="population", **made)
        self.keep(self.PastIndicator, indicator, "+", self.now)
        return indicator

    def move_population(self, member, versions, indicator):
        """Facts of all counts that the versions of a member told, each with its own past."""
        facts: dict[tuple, Any] = {}
        before = None
        for row in versions:
            told = (row.population, row.population_year, row.population_from_id)
            if told == before:
                continue
            before, at = told, told[1:]
            kind = "~" if at in facts else "+"
            fact = facts.setdefault(at, self.new_count(member, indicator, at))
            fact.number, fact.version = row.population, fact.version + 1
            self.keep(self.PastFact, fact, kind, **occasion_of(row))
        now = (member.population_year, member.population_from_id)
        for at, fact in facts.items():
            if member.population is None or (at != now and (at[0] or 0) >= (now[0] or 0)):
                fact.is_doubtful, fact.doubt, fact.version = True, SET_ASIDE, fact.version + 1
                self.keep(self.PastFact, fact, "~", self.now)
            fact.save(force_insert=True)

    def new_count(self, member, indicator, at):
        self.last += 1
        return self.Fact(
            pk=self.last,
            member_id=member.pk,
            indicator_id=indicator.pk,
            year=at[0],
            source_id=at[1],
            version=0,
        )

    # Common

    def office_at(self, member):
        office = self.offices.get(member)
        return office if office is not None else next(iter(self.regions))

    def common_office(self, offices):
        """The office of all, or the one above that: what several use belongs to the region."""
        known = {office for office in offices if office is not None} or {next(iter(self.regions))}
        first = min(known)
        return first if len(known) == 1 else self.regions.get(first) or first

    def free_code(self, model, base):
        code, number = base, 1
        while model.objects.filter(code=code).exists():
            number += 1
            code = f"{base}-{number}"
        return code

    def keep(self, past, record, kind, history_date, **occasion):
        columns = {field.attname for field in past._meta.concrete_fields}
        columns &= {field.attname for field in record._meta.concrete_fields}
        values = {name: getattr(record, name) for name in columns}
        past.objects.create(history_type=kind, history_date=history_date, **values, **occasion)

    def count_on(self, schema_editor):
        """Keys go on behind all that facts have had, so that no later one finds another's past."""
        connection = schema_editor.connection
        if not self.last:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = "pg_get_serial_sequence('members_fact', 'id')"
                cursor.execute(f"SELECT setval({sequence}, %s)", [self.last])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'members_fact'")
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES ('members_fact', %s)",
                    [self.last],
                )


def occasion_of(version):
    """Who made a version, when, and why; of a record that has no versions, nobody, now."""
    return {
        "history_date": getattr(version, "history_date", None) or timezone.now(),
        "history_user_id": getattr(version, "history_user_id", None),
        "history_change_reason": getattr(version, "history_change_reason", None),
    }


def labels_of(fact):
    """The label in each language that has one."""
    found = {code: getattr(fact, f"label_{code}") for code in LANGUAGES}
    return {code: label for code, label in found.items() if label}


def label_columns(fact):
    return {f"name_{code}": getattr(fact, f"label_{code}") for code in LANGUAGES}


def unit_columns(unit, kind):
    if kind == "percentage":
        return {}
    if SYMBOL.fullmatch(unit):
        return {f"unit_{code}": unit for code in LANGUAGES}
    return {"unit_en": unit}


def kind_of(value, unit):
    """What an indicator with such a value is, and its digits behind the full stop."""
    number = number_in(value)
    if number is None:
        return "text", 0
    decimals = max(0, -number.as_tuple().exponent)
    if unit == "%" or value.strip().endswith("%"):
        return "percentage", decimals
    if not unit and YEAR.fullmatch(value.strip()):
        return "year", 0
    return "number", decimals


def number_in(value):
    """The number that a value is; None where it is words."""
    plain = value.strip().removesuffix("%").strip()
    if not NUMBER.fullmatch(plain) or len(plain) > 14:
        return None
    return Decimal(plain.replace(",", ""))


def digest(text):
    """As ``editorial.records.digests`` has it."""
    return sha256(text.encode()).hexdigest()[:32]


def take_back(apps, schema_editor):
    """Digests are those of words again; all else that was made goes with its tables."""
    Source = apps.get_model("members", "Source")
    words = {digest(str(source.pk)): digest(source.title_en) for source in Source.objects.all()}
    for trace in apps.get_model("editorial", "LoadedRecord").objects.filter(kind="members.member"):
        found = trace.digests.get("population_source")
        if found in words:
            trace.digests["population_source"] = words[found]
            trace.save(update_fields=["digests"])
    for app, model in (
        ("editorial", "TranslationReview"),
        ("editorial", "TranslationStatus"),
        ("editorial", "ConvertedText"),
        ("secretariats", "DesignationException"),
    ):
        kinds = ["members.indicator", "members.indicatorchoice", "members.fact"]
        apps.get_model(app, model).objects.filter(kind__in=kinds).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0017_indicators_and_facts"),
        ("editorial", "0020_words_by_the_index"),
        ("secretariats", "0017_email_address"),
    ]

    operations = [migrations.RunPython(move, take_back)]
