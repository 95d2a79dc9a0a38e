"""The mail of the day: what happened, what waits for translation, what ends in 60 days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.admin import site
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override

from editorial.accounts.acting import NobodyThere, acting_as
from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest
from editorial.backoffice.waiting import ANY_WORK, board_address
from editorial.history.writing import lock_rows
from editorial.languages import text_in
from editorial.languages.addresses import absolute
from editorial.languages.punctuation import label_text
from editorial.languages.zones import zone_named
from editorial.notices.models import DigestDay, Event, Notice, Way, chosen_ways
from editorial.outbox.posting import post_mail
from editorial.records.portal import back_office_name
from editorial.screens.publications import PublicationAdmin
from editorial.translations.models import TranslationStatus
from editorial.translations.writable import WritableTexts

#: From this hour on, by the clock of each user.
HOUR = 8
#: So many days before something ends it is told.
AHEAD = timedelta(days=60)
#: So many records are named in a part of the mail.
NAMED = 20


def send_digests() -> None:
    """Make the mail of the day for each user for whom it is time and who has had none today."""
    done = dict(DigestDay.objects.values_list("user", "day"))
    for user in User.objects.filter(is_active=True, is_staff=True).exclude(email=""):
        now = timezone.now().astimezone(zone_named(user.time_zone))
        if now.hour >= HOUR and done.get(user.pk) != now.date():
            make_digest(user, now)


@transaction.atomic
def make_digest(user: User, now: datetime) -> None:
    """Make the mail of the day, unless there is nothing to tell, or another worker was first."""
    lock_rows(User, [user.pk])
    own = DigestDay.objects.filter(user=user)
    if own.filter(day=now.date()).exists():
        return
    DigestDay.objects.update_or_create(user=user, defaults={"day": now.date()})
    try:
        with acting_as(user.pk) as request:
            parts = [*parts_of(request, now)]
    except NobodyThere:
        return
    Notice.objects.filter(user=user).delete()
    if parts:
        with override(user.interface_language):
            subject = gettext("Your day at %(site)s") % {"site": back_office_name()}
        text = "\n\n".join(parts)
        post_mail(
            recipient=user.email, subject=subject, text=text, language=user.interface_language
        )


def parts_of(request: StaffRequest, now: datetime) -> Iterator[str]:
    """What is told in the mail, in the user's language."""
    user: Any = request.user
    ways = chosen_ways(user)
    for notice in Notice.objects.filter(user=user).order_by("made_at", "pk"):
        yield f"{notice.subject}\n{notice.text}"
    if ways[Event.STALE] == Way.DAILY:
        yield from told_texts(request, now)
    if ways[Event.ENDS] == Way.DAILY:
        yield from told_ends(request, (now + AHEAD).date())


def told_texts(request: StaffRequest, now: datetime) -> Iterator[str]:
    """How many texts have begun to wait for translation since yesterday."""
    since = now - timedelta(days=1)
    waiting = TranslationStatus.objects.filter(WritableTexts(request).find_statuses())
    number = waiting.filter(since__gte=since).count()
    if number:
        words = ngettext(
            "Since yesterday %(number)d record waits for translation in one of your languages.",
            "Since yesterday %(number)d records wait for translation in your languages.",
            number,
        )
        yield f"{words % {'number': number}}\n{absolute(board_address(state=ANY_WORK))}"


def told_ends(request: StaffRequest, day: date) -> Iterator[str]:
    """What ends on a day, of what the user may publish."""
    for screen in site._registry.values():
        if not isinstance(screen, PublicationAdmin) or not screen.powers(request).publish:
            continue
        for record in screen.ending_on(request, day)[:NAMED]:
            called = label_text(screen.opts.verbose_name, text_in(record, screen.naming))
            words = gettext("Ends on %(day)s – %(record)s")
            told = words % {"day": date_format(day), "record": called}
            yield f"{told}\n{absolute(reverse(f'admin:{name_of(record)}', args=[record.pk]))}"


def name_of(record: Any) -> str:
    return f"{record._meta.app_label}_{record._meta.model_name}_change"
