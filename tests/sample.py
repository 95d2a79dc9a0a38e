"""The sample as tests see it: how it is loaded, and where each kind of page is."""

from pathlib import Path

from django.conf import settings
from django.test import override_settings

from iclei.sample.loading import load_sample
from members.models import Member
from news.models import Article, Event
from secretariats.models import Posting, Secretariat

#: By the kind of public page, its address after the language.
PAGES = {
    "home": "",
    "directory": "members/",
    "directory-filtered": "members/?q=o&area=JP&area=KR&level=city&size=xl&sort=-population",
    "directory-empty": "members/?q=nowhere",
    "directory-table": "members/?view=table&sort=-population",
    "directory-map": "members/?view=map&colour=theme",
    "directory-corrected": "members/?area=XX&page=99",
    "city": "members/suwon/",
    "city-with-gaps": "members/darkhan/",
    "compare": "members/compare/?city=suwon&city=darkhan",
    "themes": "themes/",
    "theme": "themes/resilient/",
    "offices": "secretariats/",
    "office": "secretariats/korea-office/",
    "news": "news/",
    "news-empty": "news/?q=nowhere",
    "article": "news/osan-joins-iclei/",
    "article-with-gaps": "news/member-information-check-2026/",
    "events": "events/",
    "event": "events/world-congress-2015-seoul/",
    "search": "search/?q=seoul",
    "search-empty": "search/?q=nowhere",
    "contact": "contact/",
    "privacy": "privacy/",
    "accessibility": "accessibility/",
    "not-found": "nowhere/",
}

#: By the kind of screen for staff, its address.
SCREENS = {
    "index": "/admin/",
    "app": "/admin/members/",
    "list": "/admin/members/member/",
    "list-filtered": "/admin/members/member/?q=o&status__exact=published",
    "form": "/admin/members/member/{member}/change/",
    "add": "/admin/members/member/add/",
    "delete": "/admin/news/article/{article}/delete/",
    "deleted": "/admin/news/article/deleted/",
    "activity": "/admin/activity/",
    "history": "/admin/members/member/{member}/history/",
    "article": "/admin/news/article/{article}/change/",
    "event": "/admin/news/event/{event}/change/",
    "office": "/admin/secretariats/secretariat/{office}/change/",
    "files-for-translators": "/admin/translations/po/",
    "converted-drafts": "/admin/translations/drafts/",
    "posting": "/admin/secretariats/posting/add/",
    "staff": "/admin/secretariats/staff/{user}/change/",
    "invitation": "/admin/secretariats/staff/add/",
    "password": "/admin/password_change/",
    "second-factor": "/accounts/2fa/",
}


def load(folder: Path) -> None:
    """Load the sample. Its staff's password, over which workers would fight, is in ``folder``."""
    with override_settings(VAR_DIR=folder):
        load_sample(settings.BASE_DIR / "sample", lambda *report: None)


def screens() -> dict[str, str]:
    """The address of each kind of screen, once the sample is loaded."""
    keys = {
        "member": Member.objects.get(slug="suwon").pk,
        "article": Article.objects.get(slug="osan-joins-iclei").pk,
        "event": Event.objects.get(slug="ecomobility-world-festival-suwon").pk,
        "office": Secretariat.objects.get(slug="korea-office").pk,
        "user": Posting.objects.get(user__username="korea-editor").user_id,
    }
    return {screen: path.format(**keys) for screen, path in SCREENS.items()}
