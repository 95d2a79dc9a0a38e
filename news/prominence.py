"""What stands out until a moment: an article at the head of the news, and one banner on all pages.

The banner is kept with the record of the portal, which every page reads anyway; whoever saves an
urgent article puts it there.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.languages import LANGUAGES, own_text
from editorial.records.portal import portal
from secretariats.models import Portal

#: So many articles stand at the head of the news at once, the latest.
MOST_PINNED = 3
#: So many urgent articles are kept for the banner, which shows the latest that has begun.
MOST_URGENT = 5


class ProminentQuerySet(models.QuerySet):
    def pinned(self, at: datetime | None = None):
        """Those that stand at the head of the news ``at`` a moment (now), the latest first."""
        own = self.filter(pinned_until__gt=at or timezone.now())
        return own.order_by("-publish_at", "-pk")


class Prominent(models.Model):
    """An article that can stand out, until a moment."""

    pinned_until = models.DateTimeField(
        _("at the head of the news until"), null=True, blank=True, db_index=True
    )
    urgent_until = models.DateTimeField(
        _("urgent banner until"),
        null=True,
        blank=True,
        help_text=_(
            "Its title stands at the top of every page of the site until then. It waits for no "
            "other language."
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.stands_out or is_known(self.pk):
            keep_prominent(type(self))

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        was_known = is_known(self.pk)
        found = super().delete(*args, **kwargs)
        if was_known:
            keep_prominent(type(self))
        return found

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgent_until)

    @property
    def stands_out(self) -> bool:
        return bool(self.urgent_until or self.pinned_until)


def is_known(key: int) -> bool:
    """Whether the portal says of an article, by its key, that it stands out."""
    return key in known_prominent().get("keys", ())


def known_prominent() -> dict[str, Any]:
    """What the portal says of what stands out."""
    found: Any = portal()
    return found.prominent or {}


def has_pinned() -> bool:
    """Whether anything may stand at the head of the news now. No query."""
    until = known_prominent().get("pinned_until")
    return until is not None and datetime.fromisoformat(until) > timezone.now()


def banner_path(article: Any) -> str:
    """Its address after the language."""
    return article.get_absolute_url(LANGUAGES[0]).removeprefix(f"/{LANGUAGES[0].code}/")


def keep_prominent(articles: Any) -> None:
    """Put what stands out with the record of the portal."""
    now = timezone.now()
    published = articles._base_manager.filter(status="published")
    urgent = published.filter(urgent_until__gt=now).order_by("-publish_at", "-pk")[:MOST_URGENT]
    pins = published.filter(pinned_until__gt=now).values_list("pk", "pinned_until")
    told = {
        "urgent": [entry_of(article) for article in urgent],
        "pinned_until": max((until.isoformat() for _key, until in pins), default=None),
        "keys": [*(article.pk for article in urgent), *(key for key, _until in pins)],
    }
    Portal.objects.update(prominent=told)


def entry_of(article: Any) -> dict[str, Any]:
    """An urgent article as the portal keeps it: from when until when, its titles, its address."""
    ends = min(filter(None, (article.urgent_until, article.unpublish_at)))
    titles = {lang.code: own_text(article, "title", lang) for lang in LANGUAGES}
    return {
        "from": article.publish_at.isoformat(),
        "until": ends.isoformat(),
        "path": banner_path(article),
        "source": article.source_language,
        "titles": {code: title for code, title in titles.items() if title},
    }
