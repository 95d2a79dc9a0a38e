"""Members: the local governments of the network."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import reduce

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.finding.searched import SearchedQuerySet
from editorial.languages import (
    LANGUAGES,
    Language,
    active,
    own_text,
    read_columns,
    requires_english,
)
from editorial.pictures.fields import Pictured, PictureField, UnguessableName
from editorial.records.completeness import Need, lacking_in
from editorial.records.history import versions_of
from editorial.records.publication import Publication, PublicationQuerySet
from editorial.records.slugs import Addressed
from editorial.records.validators import LatitudeField, LongitudeField, WebAddressField
from editorial.records.wording import Guarded
from editorial.texts.ordering import kana_key, latin_key, pinyin_key, zhuyin_key
from editorial.texts.prose import prose_field
from editorial.translations.translated import Translated
from members.models.containments import Containment
from members.models.fetched import FetchedWithLists
from members.models.identifiers import Identifier
from members.models.known_names import KnownByNames
from members.models.memberships import Membership
from members.models.places import Place
from members.models.populations import keep_population, take_population
from members.models.sources import Source
from members.models.standings import with_standing
from members.models.themes import Theme
from members.models.totals import People, people_in
from members.models.whereabouts import Located
from secretariats.models import Area, Secretariat, place_constraint
from secretariats.scopes import within

LEADER_HOLDS = 18  # calendar months for which a confirmed leader is taken to be in office
LEADER_ASKED = 12  # calendar months after which staff are asked to confirm the leader again


class Standing(models.TextChoices):
    """Whether somebody is a member today, as the back office tells it."""

    LISTED = "listed", _("Listed today")
    HIDDEN = "hidden", _("Member, not public")
    TO_BEGIN = "later", _("Begins later")
    ENDED = "ended", _("Membership ended")
    NEVER = "never", _("Without a membership")


class MemberQuerySet(SearchedQuerySet, PublicationQuerySet):
    def listed(self, on: date | None = None):
        """Members shown to the public: record published, a term current ``on`` that day (today)."""
        terms = Membership.objects.current(on).filter(member=OuterRef("pk"))
        return self.public().filter(Exists(terms))

    def former(self, on: date | None = None):
        """Members whose last term has ended ``on`` a day (today) and whose record is published.

        Of them the public reads a name, years, and what became of them, and no more.
        """
        terms = Membership.objects.filter(member=OuterRef("pk"))
        going_on = terms.filter(Q(left_on=None) | Q(left_on__gt=on or timezone.localdate()))
        return self.public().filter(Exists(terms)).exclude(Exists(going_on))

    def known(self):
        """Members that the public sees, or saw: listed today, or former."""
        return self.filter(
            Q(pk__in=self.listed().values("pk")) | Q(pk__in=self.former().values("pk"))
        )

    def as_of(self, day: date):
        """Known members with their ``standing`` on a day (of ``members.models.standings``)."""
        return with_standing(self.known(), day)

    def remaining(self, on: date | None = None):
        """Members that have not left: without any term so far, or with one that goes on."""
        terms = Membership.objects.filter(member=OuterRef("pk"))
        open_ones = terms.filter(Q(left_on=None) | Q(left_on__gt=on or timezone.localdate()))
        return self.filter(~Exists(terms) | Exists(open_ones))

    def with_membership(self, on: date | None = None):
        """Annotates ``membership``, what each is ``on`` a day (today): a ``Standing``."""
        terms = Membership.objects.filter(member=OuterRef("pk"))
        cases = [
            When(pk__in=Member.objects.listed(on).values("pk"), then=Value(Standing.LISTED)),
            When(Exists(terms.current(on)), then=Value(Standing.HIDDEN)),
            When(Exists(terms.to_begin(on)), then=Value(Standing.TO_BEGIN)),
            When(Exists(terms), then=Value(Standing.ENDED)),
        ]
        told = Case(*cases, default=Value(Standing.NEVER), output_field=models.CharField())
        return self.annotate(membership=told)

    def leader_unconfirmed(self, on: date | None = None):
        """Members with a leader whom nobody has confirmed for ``LEADER_ASKED`` months."""
        asked = months_later(on or timezone.localdate(), -LEADER_ASKED)
        unknown = reduce(Q.__and__, (lacking_in("leader_name", lang) for lang in LANGUAGES))
        known = self.exclude(unknown)
        return known.filter(Q(leader_confirmed_on=None) | Q(leader_confirmed_on__lt=asked))

    def leaving(self, until: date, on: date | None = None):
        """Members whose current term ends after ``on`` a day (today) and up to ``until``."""
        terms = Membership.objects.current(on).filter(member=OuterRef("pk"), left_on__lte=until)
        return self.annotate(leaves_on=Subquery(terms.values("left_on")[:1])).exclude(
            leaves_on=None
        )

    def landmarks(self, areas: Iterable[int]):
        """Of each of these areas, by their keys, its chief city: the capital, or the largest."""
        seat = When(level__in=Member.SEATS, then=Value(0))
        chief_first: list = [
            Case(seat, default=Value(1)),
            F("population").desc(nulls_last=True),
            "slug",
        ]
        place = Window(RowNumber(), partition_by="area", order_by=chief_first)
        cities = self.filter(area__in=areas, level__in=Member.CITIES, latitude__isnull=False)
        told = ("slug", "area", "latitude", "longitude", *read_columns("name"))
        return cities.annotate(place_in_area=place).filter(place_in_area=1).only(*told)

    def people(self) -> People:
        """The people living in them, each counted once. Two queries."""
        return people_in(self)

    def apart_from(self, member: "Member"):
        """Those that neither contain a member, or have contained it, nor lie within it."""
        above, below = Containment.objects.above(member), Containment.objects.below(member)
        return self.exclude(pk__in=above.values("container")).exclude(pk__in=below.values("member"))

    def inside(self, unit: "Member | Place"):
        """Those that lie today in a member or a place, or in what lies there. Some queries."""
        return self.filter(pk__in=Containment.objects.inside(unit))

    def with_identifiers(self):
        """With what others call them, in the same query (``identifier`` of a member)."""
        return self.annotate(identified=Identifier.objects.by_scheme())

    def in_order(self, language: Language | None = None):
        """In the order of the reader's language (or another)."""
        return self.order_by(f"sort_{(language or active()).column}", "slug")

    def named(self):
        """With their names and levels and the names of their areas, and no more."""
        of_area = ("area__code", "area__order", *read_columns("name", of="area"))
        own = ("slug", "level", *read_columns("name"))
        return self.select_related("area").only(*own, *of_area)

    def visible_to(self, user):
        return self.filter(within(user, "secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Member(
    FetchedWithLists, Located, Translated, KnownByNames, Addressed, Publication, Pictured, Guarded
):
    """A local government that is, or has been, a member."""

    slug_prefix = "members"
    needed = (
        Need("summary"),
        Need("profile"),
        Need("population"),
        Need("picture"),
        Need("leader_name"),
        Need("latitude", _("coordinates")),
        Need("website"),
        Need("themes"),
        Need("memberships"),
    )
    office_path = "secretariat"

    class Level(models.TextChoices):
        CAPITAL = "capital_city", _("Capital city")
        METROPOLIS = "metropolis", _("Metropolis")
        SPECIAL_CITY = "special_city", _("Special city")
        SELF_GOVERNING = "special_self_governing_city", _("Special self-governing city")
        MUNICIPALITY = "special_municipality", _("Special municipality")
        METROPOLITAN = "metropolitan_city", _("Metropolitan city")
        PROVINCE = "province", _("Province")
        PREFECTURE = "prefecture", _("Prefecture")
        CITY = "city", _("City")
        COUNTY = "county", _("County")
        DISTRICT = "district", _("District")
        TOWN = "town", _("Town")

    #: Where an area is governed from, and levels that are a city or town as a whole.
    SEATS = (Level.CAPITAL, Level.METROPOLIS, Level.SPECIAL_CITY)
    CITIES = (
        *SEATS,
        Level.SELF_GOVERNING,
        Level.MUNICIPALITY,
        Level.METROPOLITAN,
        Level.CITY,
        Level.TOWN,
    )

    area = models.ForeignKey(Area, models.PROTECT, related_name="members", verbose_name=_("area"))
    secretariat = models.ForeignKey(
        Secretariat, models.PROTECT, related_name="members", verbose_name=_("serving secretariat")
    )
    level = models.CharField(_("level"), max_length=32, choices=Level)
    name = models.CharField(_("name"), max_length=80, blank=True, default="")
    official_name = models.CharField(
        _("official local name"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("As the local government writes itself."),
    )
    summary = models.TextField(_("summary"), blank=True, default="")
    profile = prose_field(_("profile"))
    latitude = LatitudeField(_("latitude"), null=True, blank=True)
    longitude = LongitudeField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the population"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    population_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="populations",
        verbose_name=_("source of the population"),
    )
    website = WebAddressField(_("website"), blank=True, default="")
    leader_name = models.CharField(_("leader’s name"), max_length=120, blank=True, default="")
    leader_title = models.CharField(_("leader’s title"), max_length=120, blank=True, default="")
    leader_since = models.DateField(_("leader since"), null=True, blank=True)
    leader_confirmed_on = models.DateField(_("leader confirmed on"), null=True, blank=True)
    picture = PictureField(_("picture"), upload_to=UnguessableName("members"), blank=True)
    picture_alt = models.CharField(
        _("alternative text of the picture"), max_length=200, blank=True, default=""
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="members", verbose_name=_("themes")
    )
    reading_kana = models.CharField(_("reading in kana"), max_length=120, blank=True, default="")
    reading_pinyin = models.CharField(
        _("reading in pinyin"), max_length=120, blank=True, default=""
    )
    reading_zhuyin = models.CharField(
        _("reading in zhuyin"), max_length=120, blank=True, default=""
    )
    sort_en = models.CharField(max_length=250, editable=False, default="", blank=True)
    sort_zh_hant = models.CharField(max_length=250, editable=False, default="", blank=True)
    sort_ko = models.CharField(max_length=250, editable=False, default="", blank=True)
    sort_ja = models.CharField(max_length=250, editable=False, default="", blank=True)
    sort_zh_hans = models.CharField(max_length=250, editable=False, default="", blank=True)
    updated_at = models.DateTimeField(_("last updated"), auto_now=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            requires_english("name"),
            place_constraint(),
            *Publication.Meta.constraints,
        ]

    def save(self, *args, **kwargs):
        self.sort_en = latin_key(self.name_en or self.slug)
        self.sort_ko = self._sort_name("ko").casefold()
        self.sort_ja = kana_key(self.reading_kana or self._sort_name("ja").casefold())
        self.sort_zh_hans = pinyin_key(self.reading_pinyin) or self._sort_name("zh_hans").casefold()
        self.sort_zh_hant = zhuyin_key(self.reading_zhuyin) or self._sort_name("zh_hant").casefold()
        with transaction.atomic():
            super().save(*args, **kwargs)
            keep_population(self)

    def _sort_name(self, column: str) -> str:
        return getattr(self, f"name_{column}") or self.name_en or self.slug

    def take_population(self) -> None:
        """Hold the newest count of inhabitants that facts have, if that is another."""
        take_population(self)

    def was_public(self) -> bool:
        """Whether it was published while it had a term, or may have been: two queries."""
        terms = versions_of(Membership).filter(member_id=self.pk)
        return super().was_public() and terms.exists()

    def leader_may_have_changed(self, on: date | None = None) -> bool:
        """Whether the leader was confirmed more than ``LEADER_HOLDS`` months ago ``on`` a day."""
        if self.leader_confirmed_on is None:
            return False
        return months_later(self.leader_confirmed_on, LEADER_HOLDS) < (on or timezone.localdate())

    def rows(self) -> Iterable[Guarded]:
        return self.facts.all() if self.pk else ()

    def names(self) -> list[tuple[Language, str]]:
        """The name in every language that has one, each writing once."""
        found: dict[str, Language] = {}
        for language in LANGUAGES:
            found.setdefault(own_text(self, "name", language), language)
        return [(language, name) for name, language in found.items() if name]


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day of it where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
