"""What staff are told by mail: of what, at once or once a day, or not at all."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.TextChoices):
    """Of what somebody is told."""

    HANDED_IN = "handed_in", _("Something is handed in or proposed, and you may decide")
    RETURNED = "returned", _("Something of yours was returned")
    DECIDED = "decided", _("Something of yours was accepted, published or declined")
    CONFLICT = "conflict", _("What you accepted for a moment did not go out")
    STALE = "stale", _("Texts in your languages wait for translation")
    ENDS = "ends", _("A publication or a membership ends in 60 days")


class Way(models.TextChoices):
    """When somebody is told."""

    NOW = "now", pgettext_lazy("when a mail is sent", "At once")
    DAILY = "daily", pgettext_lazy("when a mail is sent", "Once a day")
    OFF = "off", pgettext_lazy("when a mail is sent", "Never")


#: How somebody is told who has not chosen.
UNLESS_CHOSEN = {
    **dict.fromkeys((Event.HANDED_IN, Event.RETURNED, Event.DECIDED, Event.CONFLICT), Way.NOW),
    **dict.fromkeys((Event.STALE, Event.ENDS), Way.DAILY),
}


def ways_of(event: Event) -> list[Way]:
    """The ways in which one can be told of it: what is counted once a day is not told at once."""
    is_counted = event in (Event.STALE, Event.ENDS)
    return [way for way in Way if not (is_counted and way == Way.NOW)]


class NoticeChoice(models.Model):
    """How a user wants to be told of something."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    event = models.CharField(max_length=10, choices=Event)
    way = models.CharField(max_length=5, choices=Way)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.event} {self.way}"


class Notice(models.Model):
    """What a user will be told in the mail of the day, in their language."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    event = models.CharField(max_length=10, choices=Event)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.subject


class DigestDay(models.Model):
    """The last day on which a user's mail of the day was made, by their own clock."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


def chosen_ways(user: models.Model) -> dict[Event, Way]:
    """How a user is told of each event. A query."""
    kept = NoticeChoice.objects.filter(user=user.pk).values_list("event", "way")
    return UNLESS_CHOSEN | {Event(event): Way(way) for event, way in kept if event in Event.values}
