"""Addresses of evidence become records: terms and their versions name sources.

Of an address there is one source for each office that named it, unless the office may name one
already; a term that names a source keeps that. What was loaded, and what imports did, follows. The
addresses stay in their column, for the code of the version before and for the way back.
"""

from collections import defaultdict
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.db import migrations, models
from django.utils import timezone
from django.utils.text import slugify

KIND = "members.membership"


def move(apps, schema_editor):
    moving = Moving(apps)
    moving.move_terms()
    moving.move_digests()
    moving.move_imports()


class Moving:
    def __init__(self, apps: Any) -> None:
        of = partial(apps.get_model, "members")
        self.Membership, self.PastMembership = of("Membership"), of("HistoricalMembership")
        self.Source, self.PastSource = of("Source"), of("HistoricalSource")
        self.apps, self.now = apps, timezone.now()
        offices = apps.get_model("secretariats", "Secretariat").objects
        self.above = dict(offices.order_by("pk").values_list("pk", "parent_id"))
        # Of a member that is gone, the office that its last version tells.
        past = of("HistoricalMember").objects.order_by("history_id")
        self.offices = {
            key: office
            for key, office in past.values_list("id", "secretariat_id")
            if office in self.above
        }
        members = of("Member").objects
        self.offices |= dict(members.values_list("pk", "secretariat_id"))
        self.by_slug: dict[str, Any] = dict(members.values_list("slug", "secretariat_id"))
        #: By the address, and the office that named it.
        self.sources: dict[tuple[str, int], Any] = {}

    def move_terms(self):
        places = set()
        for model in (self.Membership, self.PastMembership):
            told = model.objects.exclude(evidence="").order_by()
            places |= {*told.values_list("evidence", "member_id").distinct()}
        members = defaultdict(list)
        for address, member in sorted(places):
            members[address, self.office_of(member)].append(member)
        for (address, office), named_by in members.items():
            source = self.sources[address, office] = self.source_at(address, office)
            for model in (self.Membership, self.PastMembership):
                terms = model.objects.filter(evidence=address, member_id__in=named_by, source=None)
                terms.update(source=source.pk)

    def office_of(self, member):
        return self.offices.get(member) or next(iter(self.above))

    def source_at(self, address, office):
        """The one at that address that an office may name, its own before others; or a new one."""
        upwards, at = [], office
        while at is not None and at not in upwards:
            upwards.append(at)
            at = self.above.get(at)
        known = self.Source.objects.filter(url=address, secretariat__in=upwards)
        found = sorted(known, key=lambda one: (upwards.index(one.secretariat_id), one.pk))
        return found[0] if found else self.new_source(address, office)

    def new_source(self, address, office):
        words = urlsplit(address).hostname or address
        source = self.Source.objects.create(
            code=self.free_code(slugify(words)[:56].strip("-") or "source"),
            secretariat_id=office,
            url=address[:500],
            version=1,
            title_en=words[:200],
        )
        columns = {field.attname for field in self.PastSource._meta.concrete_fields}
        columns &= {field.attname for field in source._meta.concrete_fields}
        values = {name: getattr(source, name) for name in columns}
        self.PastSource.objects.create(history_type="+", history_date=self.now, **values)
        return source

    def free_code(self, base):
        code, number = base, 1
        while self.Source.objects.filter(code=code).exists():
            number += 1
            code = f"{base}-{number}"
        return code

    def move_digests(self):
        """What was loaded and nobody has edited is still so: its digest is that of the link."""
        by_digest: dict[str, dict[int, Any]] = defaultdict(dict)
        for (address, office), source in self.sources.items():
            by_digest[digest(address)][office] = source
        for trace in self.apps.get_model("editorial", "LoadedRecord").objects.filter(kind=KIND):
            found = by_digest.get(trace.digests.get("evidence", ""))
            if found and "source" not in trace.digests:
                own: Any = self.by_slug.get(trace.key)
                source = found.get(own) or next(iter(found.values()))
                trace.digests["source"] = digest(str(source.pk))
                trace.save(update_fields=["digests"])

    def move_imports(self):
        """What an import did, or is to do, to an address, it does to the source, and undoes there.

        An address that became none stays in the cell, and is refused with a sentence.
        """
        rows = self.apps.get_model("editorial", "ImportRow").objects.filter(made_by__kind=KIND)
        for row in rows:
            held = (row.cells, row.changes, row.conflicts, row.done)
            if not any("evidence" in cells for cells in held):
                continue
            for cells in held[1:]:
                if "evidence" in cells:
                    told = [self.code_at(one, row.record) for one in cells.pop("evidence")]
                    cells.setdefault("source", told)
            said = self.code_at(row.cells.pop("evidence", ""), row.record)
            row.cells["source"] = row.cells.get("source") or said
            row.save(update_fields=["cells", "changes", "conflicts", "done"])

    def code_at(self, address, term):
        """The code of the source that the address became in a term."""
        if not address:
            return ""
        past = self.PastMembership.objects.filter(id=term, evidence=address)
        known = past.exclude(source=None).values_list("source_id", flat=True).first()
        codes = self.Source.objects.filter(pk=known).values_list("code", flat=True)
        return codes.first() or address


def digest(text):
    """As ``editorial.records.digests`` has it."""
    return sha256(text.encode()).hexdigest()[:32]


def take_back(apps, schema_editor):
    """Terms were loaded by address again."""
    for trace in apps.get_model("editorial", "LoadedRecord").objects.filter(kind=KIND):
        if trace.digests.pop("source", None) is not None:
            trace.save(update_fields=["digests"])


def told_late():
    """The column as our code leaves it, which knows it no more."""
    return models.URLField("evidence", max_length=500, blank=True, default="", db_default="")


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0020_merged_labels_follow"),
        ("editorial", "0020_words_by_the_index"),
        ("secretariats", "0017_email_address"),
    ]

    operations = [
        migrations.AlterField("membership", "evidence", told_late()),
        migrations.AlterField("historicalmembership", "evidence", told_late()),
        migrations.RunPython(move, take_back),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("membership", "evidence"),
                migrations.RemoveField("historicalmembership", "evidence"),
            ],
        ),
    ]
