"""Articles and events."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.finding.names import NamesOf
from editorial.finding.searched import Searched, SearchedQuerySet
from editorial.languages import (
    CHOICES,
    LANGUAGES,
    Language,
    Text,
    active,
    columns,
    requires_source,
    text_in,
    texts_of,
)
from editorial.languages.spans import Span, name_days, name_moments
from editorial.pictures.fields import Pictured, PictureField, UnguessableName
from editorial.records.completeness import Need
from editorial.records.local_times import LocalTimes, zone_of
from editorial.records.names import Named
from editorial.records.portal import home_zone
from editorial.records.publication import Publication
from editorial.records.slugs import Addressed
from editorial.records.validators import WebAddressField, is_time_zone
from editorial.records.wording import Guarded
from editorial.texts.prose import prose_field
from editorial.translations.translated import Translated
from members.models import Member, Theme
from news.corrected import Corrected
from news.event_states import PREVIOUS, Stated, StatedQuerySet
from news.prominence import Prominent, ProminentQuerySet
from news.release_languages import Released, ReleasedQuerySet
from news.written import WrittenQuerySet, is_in
from secretariats.models import Area, Secretariat
from secretariats.scopes import within


class StoryQuerySet(WrittenQuerySet, SearchedQuerySet, ReleasedQuerySet):
    def ahead(self, at: datetime | None = None):
        """What was not public ``at`` a moment (now) yet: drafts, and what is to appear."""
        return self.exclude(
            status=Publication.Status.PUBLISHED, publish_at__lte=at or timezone.now()
        )

    def with_links(self):
        """With the office, the themes, the areas and the listed members: four queries in all."""
        listed = Member.objects.listed().in_order().select_related("area")
        members = Prefetch("members", queryset=listed, to_attr="listed_members")
        return self.select_related("secretariat").prefetch_related("themes", "areas", members)

    def brief(self):
        """Without the texts that no list shows: they lie far apart and take long to read."""
        return self.defer("search_names", "search_text", *columns("body"))

    def visible_to(self, user):
        return self.filter(within(user, "secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Story(Released, Corrected, Translated, Named, Searched, Addressed, Pictured, Guarded):
    """What articles and events share: written in one language, issued by one office."""

    office_path = "secretariat"
    named_in = "title"
    told_apart_among = "public"
    told_apart_by_staff = True
    told_apart_with = ("secretariat",)

    names_of = NamesOf.TITLES

    source_language = models.CharField(
        _("source language"), max_length=8, choices=CHOICES, default="en"
    )
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    body = prose_field(_("text"))
    picture = PictureField(_("picture"), upload_to=UnguessableName("news"), blank=True)
    picture_alt = models.CharField(
        _("alternative text of the picture"), max_length=200, blank=True, default=""
    )
    secretariat = models.ForeignKey(
        Secretariat,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("issuing secretariat"),
    )
    members = models.ManyToManyField(
        Member, blank=True, related_name="%(class)ss", verbose_name=_("members mentioned")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="%(class)ss", verbose_name=_("themes")
    )
    areas = models.ManyToManyField(
        Area, blank=True, related_name="%(class)ss", verbose_name=_("areas")
    )
    source_url = WebAddressField(_("source"), max_length=500, blank=True, default="")
    withdrawal_note = models.CharField(
        _("sentence to readers on the withdrawal"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("It stands where the page stood while the record is withdrawn."),
    )
    updated_at = models.DateTimeField(_("last updated"), auto_now=True)

    #: The listed members that it names, where ``with_links`` has fetched them.
    listed_members: list[Member]
    #: The texts by which it is found, after its title.
    searched: tuple[str, ...] = ("summary", "body")

    objects = StoryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [requires_source("title"), *Publication.Meta.constraints]

    def searchable(self) -> tuple[list[str | None], list[str | None]]:
        return texts_of(self, ("title",)), texts_of(self, self.searched)

    def is_meant_for_the_public(self) -> bool:
        """Of a story that was withdrawn readers still see the title, and why."""
        return self.status == self.Status.WITHDRAWN or super().is_meant_for_the_public()

    def idle_texts(self) -> tuple[str, ...]:
        """Readers see why it was withdrawn only while it is."""
        return () if self.status == self.Status.WITHDRAWN else ("withdrawal_note",)

    def known_day(self) -> date | None:
        """The day by which people know it."""
        return self.publish_at and timezone.localdate(self.publish_at)

    def differences(self) -> Iterator[Text]:
        """Its day and its office; then its title in English."""
        wanted, day = active(), self.known_day()
        yield Text(date_format(day) if day else "", wanted, wanted)
        yield text_in(self.secretariat, "name")
        yield from super().differences()


class ArticleQuerySet(StoryQuerySet, ProminentQuerySet):
    def before(self, article: "Article"):
        """Articles older than ``article``, the latest first; a draft is younger than all."""
        at = article.publish_at or timezone.now()
        older = self.filter(publish_at__lte=at).exclude(publish_at=at, pk__gte=article.pk)
        return older.order_by("-publish_at", "-pk")

    def after(self, article: "Article"):
        """Articles newer than ``article``, the earliest first."""
        at = article.publish_at or timezone.now()
        newer = self.filter(publish_at__gte=at).exclude(publish_at=at, pk__lte=article.pk)
        return newer.order_by("publish_at", "pk")


#: The texts of an article that its entry in a feed shows.
IN_FEEDS = ("title", "summary", "body")


class Article(Prominent, Story):
    """A news item or announcement."""

    slug_prefix = "news"
    card_texts = ("title",)
    needed = (Need("summary"), Need("body"), Need("themes"))

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        ANNOUNCEMENT = "announcement", _("Announcement")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    #: By language, since when the feed has shown what it shows (ISO 8601); none before a change.
    shown_since = models.JSONField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta(Story.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-publish_at", "-pk"]
        indexes = [
            # For the latest news among many, which pages and feeds begin with.
            models.Index(fields=["status", "-publish_at", "-id"], name="news_article_latest"),
            # The list of news counts its facets in it and need not read the rows, which are long.
            models.Index(
                fields=[
                    *("status", "waits_for_languages", "publish_at", "unpublish_at", "kind", "id")
                ],
                name="news_article_tallied",
            ),
        ]

    def save(self, *args, **kwargs):
        if stored := Article._base_manager.filter(pk=self.pk).first() if self.pk else None:
            self.shown_since = self._since(stored)
            if (only := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {"shown_since", *only}
        super().save(*args, **kwargs)

    def _since(self, stored: "Article") -> dict[str, str]:
        """Since when each feed has shown it; ``stored`` is the article as it was.

        A feed has it anew once it exists in the language of the feed. What changes then is told
        as a correction, or not at all.
        """
        now = timezone.now()
        came = {lang: is_in(self, lang) and not is_in(stored, lang) for lang in LANGUAGES}
        return {
            lang.code: (now if came[lang] else stored.came_into_feed(lang)).isoformat()
            for lang in LANGUAGES
        }

    def came_into_feed(self, language: Language) -> datetime:
        """When the feed in a language last had it anew."""
        since = (self.shown_since or {}).get(language.code)
        return datetime.fromisoformat(since) if since else self.publish_at or self.updated_at

    def changed_in_feed(self, language: Language) -> datetime:
        """When what the feed in a language shows of it last changed in substance."""
        moments = (self.came_into_feed(language), self.publish_at, self.corrected_at)
        return max(moment for moment in moments if moment)


#: The fields of an event that its entry in a calendar is made of.
IN_CALENDARS = (
    *(column for field in ("title", "summary", "place") for column in columns(field)),
    *("starts_at", "ends_at", "all_day", "first_day", "last_day", "time_zone"),
    *("slug", "source_language", "state", *columns("state_note")),
)
#: The fields of an event that say when it is: each follows from the others.
WHEN = frozenset(("starts_at", "ends_at", "all_day", "first_day", "last_day", "time_zone"))


class EventQuerySet(StoryQuerySet, StatedQuerySet):
    def ahead(self, at: datetime | None = None):
        """Events that have not ended, public or not, but for those that are cancelled."""
        return self.coming(at).exclude(state=Event.State.CANCELLED)

    def for_calendars(self):
        """Only what entries in calendars are made of, which is much less than whole events."""
        return self.only(*IN_CALENDARS, "converted", "sequence", "updated_at")


class Event(LocalTimes, Stated, Story):
    """Something with a start and an end, by the clock of its place or in whole days."""

    slug_prefix = "events"
    card_texts = ("title", "place")
    local_times = {"starts_at": "first_day", "ends_at": "last_day"}
    needed = (Need("summary"), Need("place"), Need("body"))

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    all_day = models.BooleanField(_("whole days"), default=False)
    #: The days themselves, of an event of whole days: they have no clock, whatever its zone.
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=home_zone, validators=[is_time_zone]
    )
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    host_member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_events",
        verbose_name=_("host member"),
    )
    registration_url = WebAddressField(_("registration"), blank=True, default="")
    state_note = models.CharField(
        _("note on the state of the event"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "For readers, a sentence: why, or what becomes of registrations. It is shown while the "
            "event is not as planned."
        ),
    )
    #: How often what a calendar shows of it has changed (RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)

    searched = ("summary", "body", "place")

    objects = EventQuerySet.as_manager()

    class Meta(Story.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            *Story.Meta.constraints,
            *Stated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")),
                name="news_event_ends_after",
                violation_error_message=_("The end must not be before the start."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at:  # else a form has said what is wrong with them
            stored = self._stored()
            self.settle_days(stored)
            self.refuse_states(stored)

    def _stored(self) -> "Event | None":
        return Event._base_manager.filter(pk=self.pk).first() if self.pk else None

    def save(self, *args, **kwargs):
        stored = self._stored()
        only = kwargs.get("update_fields")
        is_about_when = only is None or not (WHEN | {"state"}).isdisjoint(only)
        if is_about_when:
            self.settle_days(stored)
            self.keep_previous(stored)
        if stored:
            self.sequence = stored.sequence + (stored.in_calendars() != self.in_calendars())
            if only is not None:
                settled = (*WHEN, *PREVIOUS) if is_about_when else ()
                kwargs["update_fields"] = {"sequence", *only, *settled}
        elif self.pk:  # brought back: no fewer than before, of which the versions know nothing
            self.sequence = max(self.sequence, self.version)
        super().save(*args, **kwargs)

    def in_calendars(self) -> list:
        """The values that its entry in a calendar is made of."""
        return [getattr(self, name) or "" for name in IN_CALENDARS]

    def idle_texts(self) -> tuple[str, ...]:
        """Of an event that is as planned, pages show no note on its state."""
        return (*super().idle_texts(), *(() if self.mark else ("state_note",)))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of its place."""
        return zone_of(self)

    def local_span(self) -> tuple[datetime, datetime]:
        """Start and end by the clock of its place."""
        return self.starts_at.astimezone(self.zone), self.ends_at.astimezone(self.zone)

    def days(self) -> tuple[date, date]:
        """Its first and its last day, as they are called at its place."""
        start, end = self.local_span()
        if not self.all_day:
            return start.date(), end.date()
        return self.first_day or start.date(), self.last_day or end.date()

    def known_day(self) -> date:
        return self.days()[0]

    def days_in_words(self) -> Span:
        """Its days, as readers write them."""
        return name_days(*self.days())

    def times_in_words(self) -> Span:
        """When it is: its days and, unless it takes whole days, the times at its place."""
        return self.days_in_words() if self.all_day else name_moments(*self.local_span())

    def listed_host(self) -> Member | None:
        """The member where it takes place, while that is listed. This causes one query."""
        return Member.objects.listed().filter(pk=self.host_member_id).select_related("area").first()
