"""What is asked once: an end in the past, evidence without a source, a far place, a second name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from editorial.finding.models import Form, Role, SearchName
from editorial.languages import columns, text_in
from editorial.records.doubts import CHECKS, Doubt
from editorial.texts.differences import caption
from editorial.texts.folding import name_key
from members.models import Member, Membership
from secretariats.cartography import AREAS
from secretariats.distances import kilometres_from

FAR = 30  # km: outlines are drawn for maps of the region, without small islands


class PastEnds:
    """Doubts that a term which goes on today ended before, as somebody enters now."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        if isinstance(obj, Membership) and obj.left_on and is_taken_back(obj):
            day = date_format(obj.left_on)
            yield Doubt(
                code="past-end",
                column="left_on",
                caption=str(Membership._meta.get_field("left_on").verbose_name),
                words=str(obj.left_on),
                message=gettext("%(day)s is past: until today readers have seen it as a member.")
                % {"day": day},
                about=str(obj.left_on),
                record=obj,
            )


def is_taken_back(term: Membership) -> bool:
    """Whether a term, as it is stored, goes on today, and is to have ended. A query at most."""
    today = timezone.localdate()
    if term.pk is None or not isinstance(term.left_on, date) or term.left_on >= today:
        return False
    return Membership.objects.exclude(left_on__lte=today).filter(pk=term.pk).exists()


class UnsourcedEvidence:
    """Doubts that there is evidence of a term, where no source is named that has it."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        if isinstance(obj, Membership) and obj.source_id is None and obj.attested_on:
            words = gettext("The days of evidence have no source.")
            about = f"{obj.joined_by_latest} {obj.attested_on}"
            yield doubt_of(obj, "no-source", "source", words, about)


class FarPlaces:
    """Doubts that a member lies far outside the outline of its area."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        if not isinstance(obj, Member) or obj.place is None or obj.area_id is None:
            return
        degrees = [part for part in obj.place if isinstance(part, float) and abs(part) <= 180]
        if obj.area.code not in AREAS or len(degrees) < 2:
            return  # what is no number is refused for that
        far = kilometres_from(obj.area.code, obj.place)
        if far > FAR:
            words = gettext("This place lies %(number)s km outside %(area)s.")
            told = {"number": f"{far:,.0f}", "area": text_in(obj.area, "name")}
            yield doubt_of(obj, "far-place", "latitude", words % told, str(obj.place))


class SecondBearers:
    """Doubts that a member is another than one of its area that has its name."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        if not isinstance(obj, Member) or obj.area_id is None:
            return
        found = bearers(obj)
        for name in columns("name"):
            written = getattr(obj, name)
            if written and (other := found.get(name_key(written))):
                words = gettext("%(area)s has a member of this name already: %(member)s.")
                told = {"area": text_in(obj.area, "name"), "member": other}
                about = f"{written} {other}"
                yield doubt_of(obj, "second-bearer", name, words % told, about)
                return


def bearers(member: Member) -> dict[str, str]:
    """Other members of its area by their names, as names are compared. One query."""
    keys = {name_key(text) for name in columns("name") if (text := getattr(member, name))}
    others = Member.objects.filter(area=member.area_id).exclude(pk=member.pk)
    named = SearchName.objects.filter(
        kind=Member._meta.label_lower,
        form=Form.WRITTEN,
        role=Role.NAME,
        folded__in=keys,
        key__in=others.values("pk"),
    )
    slugs = Subquery(Member.objects.filter(pk=OuterRef("key")).values("slug"))
    return dict(named.annotate(slug=slugs).values_list("folded", "slug"))


def doubt_of(obj: Any, code: str, column: str, message: str, about: str) -> Doubt:
    """A question about what a record has in a column, asked once for what it is about."""
    field = obj._meta.get_field(column)
    words = str(getattr(obj, column))
    return Doubt(code, column, caption(field), words, message, about, record=obj)


CHECKS += [PastEnds(), UnsourcedEvidence(), FarPlaces(), SecondBearers()]
