"""Guesses at passwords are counted, such that nobody locks somebody else out.

Whoever knows a name must not keep its owner from signing in, and whoever has many addresses must
not guess on. So wrong passwords are counted for each name and network. All of a name together have
a ceiling, which browsers do not meet in which its owner has signed in before; those have a count of
their own. A new password, whose owner has read their mail, begins anew.
"""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.utils import filter_users_by_email, filter_users_by_username
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from editorial.accounts.models import User

#: The limits, as ``ACCOUNT_RATE_LIMITS`` names them: at one place, and of a name in all places.
HERE, EVERYWHERE = "login_failed", "login_failed_everywhere"
#: Whose settings hold them.
APP = "allauth.account"
#: The cookie of a browser in which somebody has signed in before, and its age in seconds.
COOKIE, AGE = "known_browser", 365 * 24 * 3600
#: Where it is sent: to the pages of signing in alone.
PATH = "/accounts/"
#: How many users a browser remembers.
MOST = 8


def user_named(name: str) -> User | None:
    """Whom a user name or an address means; nobody, where several share an address.

    Of names that differ in case, from before that was refused, the one is meant that is written.
    """
    named = [*filter_users_by_username(name)]
    exact = [user for user in named if user.username == name]
    found = exact or named or filter_users_by_email(name)
    return found[0] if len(found) == 1 else None


def account_of(name: str) -> str:
    """Under which key a name is counted: that of its user, be it their name or their address."""
    user = user_named(name)
    return f"user {user.pk}" if user else f"name {name.casefold()}"


def network_of(address: str) -> str:
    """The network of an address, whose owner changes addresses at will: IPv6 has 64 bits of it."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


@dataclass
class Guess:
    """One try at a password, counted until it turns out to be right."""

    usages: list[Any]

    def take_back(self) -> None:
        for usage in self.usages:
            usage.rollback()


def count(request: HttpRequest, name: str, address: str) -> Guess | None:
    """Count a try at the password of ``name`` from an ``address``; None if there were too many."""
    account = account_of(name)
    known = browsers_of(request).get(account)
    here = f"{account} {known or network_of(address)}"
    counted = [ratelimit.consume(request, app=APP, action=HERE, key=here)]
    if not known:
        counted.append(ratelimit.consume(request, app=APP, action=EVERYWHERE, key=account))
    return Guess(counted) if all(counted) else None


def forget(request: HttpRequest, user: User, address: str) -> None:
    """Begin to count anew for a user, in their network and everywhere."""
    account = f"user {user.pk}"
    ratelimit.clear(request, app=APP, action=HERE, key=f"{account} {network_of(address)}")
    ratelimit.clear(request, app=APP, action=EVERYWHERE, key=account)


def browsers_of(request: HttpRequest) -> dict[str, str]:
    """By the key of an account: what a browser is called in which its user has signed in before."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=AGE)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Have a browser say next time that its user has signed in there before."""
    known = browsers_of(request)
    own = {f"user {user.pk}": known.pop(f"user {user.pk}", "") or get_random_string(12)}
    kept = own | dict([*known.items()][: MOST - 1])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=COOKIE),
        max_age=AGE,
        path=PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
