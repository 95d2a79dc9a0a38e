"""Telling staff what concerns them: in their language, in the way that they chose."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import override

from editorial.accounts.models import User
from editorial.languages.addresses import absolute
from editorial.notices.models import Event, Notice, Way, chosen_ways
from editorial.outbox.posting import post_mail

#: The subject of what somebody is told, and the sentences under it.
Words = tuple[str, list[str]]
#: Who decides on records of an office, given by its key: filled by the floor that knows offices.
DECIDERS: list[Callable[[int], Iterable[User]]] = []


def deciders_at(office: int | None) -> list[User]:
    """Those who may publish at an office; nobody for what belongs to none."""
    return [user for find in DECIDERS for user in find(office)] if office else []


def tell(
    users: Iterable[User],
    event: Event,
    write: Callable[[], Words],
    path: str,
    *,
    by: Any = None,
) -> None:
    """Tell users of something that happened, but for whoever did it (``by``).

    ``write`` is asked in the language of each; ``path`` is where they see it in the back office.
    """
    for user in users:
        if user != by and user.is_active and user.is_staff and user.email:
            tell_one(user, event, write, path)


def tell_one(user: User, event: Event, write: Callable[[], Words], path: str) -> None:
    way = chosen_ways(user)[event]
    if way == Way.OFF:
        return
    with override(user.interface_language):
        subject, sentences = write()
        text = "\n\n".join([*filter(None, sentences), absolute(path)])
    if way == Way.DAILY:
        Notice.objects.create(user=user, event=event, subject=subject[:300], text=text)
        return
    post_mail(recipient=user.email, subject=subject, text=text, language=user.interface_language)
