"""By one name one user signs in: names and mail addresses are compared as people read them.

Who signs in writes a user name or an address, in whatever case. Where two users could be meant,
neither would get in.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

#: By field: what is said of a name that somebody else signs in by.
TAKEN = {
    "username": _(
        "Another user already signs in with this name. Capital letters, spaces and width make no"
        " difference."
    ),
    "email": _(
        "Another user already signs in with this address. Capital letters, spaces and width make "
        "no difference."
    ),
}


def name_key(name: str) -> str:
    """A name as it is compared: without case, width, spaces, and what nobody sees."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(
        sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )


def check_names(user: Any, users: Any, exclude: set[str]) -> None:
    """Raises ValidationError where a user gets a name or an address that leads to another one.

    What the user had before stands, so that those who share one already can be changed. Inside a
    transaction others wait who are about to take a name, so that of two at once one is told.
    """
    new = {*fresh_names(user, users)} - exclude
    if not new:
        return
    if connection.in_atomic_block:
        users.select_for_update(no_key=True).order_by("pk").first()
    others = users.exclude(pk=user.pk).values_list(*TAKEN)
    known = {name_key(name) for names in others for name in names}
    taken = [name for name in TAKEN if name in new and name_key(getattr(user, name)) in known]
    if taken:
        raise ValidationError({name: ValidationError(TAKEN[name], code="unique") for name in taken})


def fresh_names(user: Any, users: Any) -> Iterator[str]:
    """The fields of names that say something else than what is stored."""
    stored = users.filter(pk=user.pk).values(*TAKEN).first() or {}
    for name in TAKEN:
        key = name_key(getattr(user, name))
        if key and key != name_key(stored.get(name, "")):
            yield name
