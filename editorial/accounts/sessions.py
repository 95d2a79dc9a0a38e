"""Sessions: where a user is signed in, and how that ends.

allauth notes from where each session was begun; the sessions themselves are Django's.
"""

import re

from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.records.keys import parse_key

#: What browsers and systems call themselves, the more telling names first.
BROWSERS = {
    "Edge": r"\bEdgA?/",
    "Opera": r"\bOPR/",
    "Samsung Internet": r"\bSamsungBrowser/",
    "Whale": r"\bWhale/",
    "QQ Browser": r"\bM?QQBrowser/",
    "Firefox": r"\b(?:Firefox|FxiOS)/",
    "Chrome": r"\b(?:(?:Headless)?Chrome|CriOS|Chromium)/",
    "Safari": r"\bSafari/",
}
SYSTEMS = {
    "Android": r"\bAndroid\b",
    "iPhone": r"\biPhone\b",
    "iPad": r"\biPad\b",
    "Windows": r"\bWindows\b",
    "macOS": r"\bMac OS X\b",
    "ChromeOS": r"\bCrOS\b",
    "Linux": r"\bLinux\b",
}


def browser_of(user_agent: str) -> str:
    """A browser and its system in words, of what it says of itself."""
    browser, system = first_in(BROWSERS, user_agent), first_in(SYSTEMS, user_agent)
    if browser and system:
        words = {"browser": browser, "system": system}
        return gettext("%(browser)s on %(system)s") % words
    return browser or system or gettext("unknown browser")


def first_in(names: dict[str, str], text: str) -> str:
    return next((name for name, pattern in names.items() if re.search(pattern, text)), "")


def live_keys(user: User) -> set[str]:
    """The keys of all sessions of a user, also of those that nobody noted."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    return {s.session_key for s in live if s.get_decoded().get(SESSION_KEY) == str(user.pk)}


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """End the sessions of a user, but the one with the key ``keep``; returns how many."""
    ended = live_keys(user) - {keep}
    Session.objects.filter(session_key__in=ended).delete()
    UserSession.objects.filter(user_id=user.pk).exclude(session_key=keep).delete()
    return len(ended)


class SessionList(ListUserSessionsView):
    """A user's sessions, each of which they can end, and all others at once."""

    def get_context_data(self, **kwargs) -> dict:
        UserSession.objects.create_from_request(self.request)  # a new password renews the session
        found = super().get_context_data(**kwargs)
        for session in found["sessions"]:
            session.browser = browser_of(session.user_agent)
        return found

    def form_valid(self, form) -> HttpResponse:
        named = self.request.POST.get("session", "")
        if not named.isdecimal():
            return super().form_valid(form)
        own = UserSession.objects.filter(user=self.request.user)
        session = own.filter(pk=parse_key(named) or 0).first()
        if session is not None and not session.is_current():
            session.end()
            messages.success(self.request, gettext("The session was ended."))
        return HttpResponse(status=303, headers={"Location": self.get_success_url()})
