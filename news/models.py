"""Articles and events."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.history import Versioned
from editorial.languages import CHOICES, requires_source
from editorial.pictures import UnguessableName, is_picture
from editorial.prose import prose_field
from editorial.publication import Publication, PublicationQuerySet
from editorial.searching import SearchedQuerySet, search_text
from editorial.slugs import Addressed
from editorial.validators import is_time_zone, web_address
from members.models import Member, Theme
from secretariats.models import Area, Secretariat, texts_of
from secretariats.scopes import within


class StoryQuerySet(SearchedQuerySet, PublicationQuerySet):
    def visible_to(self, user):
        return self.filter(within(user, "secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Story(Versioned, Addressed, Publication):
    """What articles and events share: written in one language, issued by one office."""

    source_language = models.CharField(
        _("source language"), max_length=8, choices=CHOICES, default="en"
    )
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    body = prose_field(_("text"))
    picture = models.ImageField(
        _("picture"), upload_to=UnguessableName("news"), validators=[is_picture], blank=True
    )
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
        Member, blank=True, related_name="%(class)ss", verbose_name=_("members named")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="%(class)ss", verbose_name=_("themes")
    )
    areas = models.ManyToManyField(
        Area, blank=True, related_name="%(class)ss", verbose_name=_("areas")
    )
    source_url = models.URLField(
        _("source"), max_length=500, blank=True, default="", validators=[web_address]
    )
    search_text = models.TextField(editable=False, default="", blank=True)
    updated_at = models.DateTimeField(_("last updated"), auto_now=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [requires_source("title"), *Publication.Meta.constraints]

    def __str__(self) -> str:
        return self.title or self.slug

    def save(self, *args, **kwargs):
        self.search_text = search_text(texts_of(self, ("title", "summary", "body")))
        super().save(*args, **kwargs)


class Article(Story):
    """A news item or announcement."""

    slug_prefix = "news"

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        ANNOUNCEMENT = "announcement", _("Announcement")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)

    class Meta(Story.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-publish_at", "-pk"]


class EventQuerySet(StoryQuerySet):
    def coming(self, at: datetime | None = None):
        """Events that have not ended ``at`` a moment (now), the next one first."""
        return self.filter(ends_at__gte=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None):
        """Events that have ended, the latest first."""
        return self.filter(ends_at__lt=at or timezone.now()).order_by("-starts_at", "-pk")


class Event(Story):
    """Something with a start and an end, in the time zone of its place."""

    slug_prefix = "events"

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    all_day = models.BooleanField(_("whole days"), default=False)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Seoul", validators=[is_time_zone]
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
    registration_url = models.URLField(
        _("registration"), blank=True, default="", validators=[web_address]
    )

    objects = EventQuerySet.as_manager()

    class Meta(Story.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            *Story.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")),
                name="news_event_ends_after",
                violation_error_message=_("An event ends after it starts."),
            ),
        ]
