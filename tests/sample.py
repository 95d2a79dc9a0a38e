"""The sample as tests see it: how it is loaded, and where each kind of page is."""

from pathlib import Path

from django.conf import settings
from django.test import override_settings

from editorial.translations.models import GlossaryEntry
from iclei.sample.loading import load_sample
from members.models import Indicator, Member, Place, Source, Theme
from news.models import Article, Event
from secretariats.models import Area, Person, Portal, Posting, Secretariat

#: By the kind of public page, its address after the language.
PAGES = {
    "home": "",
    "directory": "members/",
    "directory-filtered": "members/?q=o&area=JP&area=KR&level=city&size=xl&sort=-population",
    "directory-empty": "members/?q=nowhere",
    "directory-table": "members/?view=table&sort=-population",
    "directory-map": "members/?view=map&colour=theme",
    "directory-corrected": "members/?area=XX&page=99",
    "directory-past": "members/?on=2012-10-18",
    "directory-former": "members/former/",
    "city": "members/suwon/",
    "city-with-gaps": "members/darkhan/",
    "compare": "members/compare/?city=suwon&city=darkhan",
    "climate": "climate/",
    "themes": "themes/",
    "theme": "themes/resilient/",
    "offices": "secretariats/",
    "office": "secretariats/korea-office/",
    "news": "news/",
    "news-empty": "news/?q=nowhere",
    "news-others": "news/?others=1",
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
    "translations": "/admin/translations/",
    "translations-filtered": "/admin/translations/?language=ja&state=missing&q=o",
    "translation": "/admin/translations/members.member/{member}/ja/",
    "list": "/admin/members/member/",
    "list-filtered": "/admin/members/member/?q=o&status__exact=published",
    "list-sorted": "/admin/members/member/?o=-1.0&lacks=picture&leader=unconfirmed",
    "list-empty": "/admin/members/member/?q=nowhere",
    "filters": "/admin/members/member/filters/",
    "search": "/admin/search/?q=suwon",
    "search-empty": "/admin/search/?q=nowhere",
    "form": "/admin/members/member/{member}/change/",
    "add": "/admin/members/member/add/",
    "version": "/admin/members/member/{member}/history/member/{version}/",
    "preview": "/admin/news/article/{draft}/preview/ko/",
    "delete": "/admin/news/article/{article}/delete/",
    "deleted": "/admin/news/article/deleted/",
    "activity": "/admin/activity/",
    "calendar": "/admin/calendar/?month=2027-05",
    "notices": "/admin/notices/",
    "links": "/admin/news/article/{article}/links/",
    "step": "/admin/news/article/{article}/step/withdraw/",
    "step-on": "/admin/news/article/{draft}/step/publish-on/",
    "import": "/admin/members/member/import/",
    "imports": "/admin/imports/",
    "history": "/admin/members/member/{member}/history/",
    "articles": "/admin/news/article/",
    "article-add": "/admin/news/article/add/",
    "article": "/admin/news/article/{article}/change/",
    "events": "/admin/news/event/",
    "event-add": "/admin/news/event/add/",
    "event": "/admin/news/event/{event}/change/",
    "themes": "/admin/members/theme/",
    "theme": "/admin/members/theme/{theme}/change/",
    "areas": "/admin/secretariats/area/",
    "portal": "/admin/secretariats/portal/{portal}/change/",
    "area": "/admin/secretariats/area/{area}/change/",
    "offices": "/admin/secretariats/secretariat/",
    "people": "/admin/secretariats/person/",
    "person": "/admin/secretariats/person/{person}/change/",
    "postings": "/admin/secretariats/posting/",
    "staff-list": "/admin/secretariats/staff/",
    "office": "/admin/secretariats/secretariat/{office}/change/",
    "glossary": "/admin/editorial/glossaryentry/",
    "names": "/admin/secretariats/propername/",
    "term": "/admin/editorial/glossaryentry/{term}/change/",
    "files-for-translators": "/admin/translations/po/",
    "converted-drafts": "/admin/translations/drafts/",
    "posting": "/admin/secretariats/posting/add/",
    "staff": "/admin/secretariats/staff/{user}/change/",
    "reset": "/admin/secretariats/staff/{user}/second-factor/",
    "invitation": "/admin/secretariats/staff/add/",
    "mails": "/admin/secretariats/outgoingmail/",
    "suppressed-addresses": "/admin/secretariats/suppressedaddress/",
    "suppressed-address": "/admin/secretariats/suppressedaddress/add/",
    "password": "/admin/password_change/",
    "memberships": "/admin/members/membership/",
    "memberships-filtered": "/admin/members/membership/?state=current&joined=unknown&q=su",
    "membership": "/admin/members/membership/{membership}/change/",
    "board": "/admin/members/membership/board/?on=2012-10-18&year=2016",
    "membership-end": "/admin/members/membership/{membership}/end/",
    "containments": "/admin/members/containment/",
    "containments-filtered": "/admin/members/containment/?state=past&within=place&q=je",
    "containment": "/admin/members/containment/{containment}/change/",
    "other-names": "/admin/members/othername/",
    "other-names-filtered": "/admin/members/othername/?kind__exact=former&q=su",
    "other-name": "/admin/members/othername/{othername}/change/",
    "categories": "/admin/members/category/",
    "places": "/admin/members/place/",
    "place": "/admin/members/place/{place}/change/",
    "sources": "/admin/members/source/",
    "source": "/admin/members/source/{source}/change/",
    "inventories": "/admin/members/inventory/",
    "inventory": "/admin/members/inventory/{inventory}/change/",
    "targets": "/admin/members/target/",
    "target": "/admin/members/target/{target}/change/",
    "pledges": "/admin/members/pledge/",
    "pledge": "/admin/members/pledge/{pledge}/change/",
    "facts": "/admin/members/fact/",
    "facts-filtered": "/admin/members/fact/?for_year=newest&is_doubtful__exact=0&q=su",
    "fact": "/admin/members/fact/{fact}/change/",
    "counts": "/admin/members/networkcount/",
    "indicators": "/admin/members/indicator/",
    "indicator": "/admin/members/indicator/{indicator}/change/",
    "second-factor": "/accounts/2fa/",
}
#: Screens of the same templates as others, which speak for them in an ordinary run.
ALIKE = {
    *("areas", "postings", "names", "suppressed-addresses", "categories", "counts"),  # "themes"
    *("containments-filtered", "other-names-filtered"),  # "memberships-filtered"
    *("inventories", "inventory", "targets", "target", "containments"),  # "pledges", "pledge"
    *("article-add", "search-empty", "source"),  # "add", "list-empty", "place"
}


def load(folder: Path) -> None:
    """Load the sample. Its staff's password, over which workers would fight, is in ``folder``."""
    with override_settings(VAR_DIR=folder):
        load_sample(settings.BASE_DIR / "sample", lambda *report: None)


def screens() -> dict[str, str]:
    """The address of each kind of screen, once the sample is loaded."""
    member = Member.objects.get(slug="suwon")
    keys = {
        "member": member.pk,
        "membership": member.memberships.get().pk,
        "containment": member.containments.get().pk,
        "othername": member.other_names.first().pk,
        "version": member.past.latest().pk,
        "article": Article.objects.get(slug="osan-joins-iclei").pk,
        "event": Event.objects.get(slug="ecomobility-world-festival-suwon").pk,
        "office": Secretariat.objects.get(slug="korea-office").pk,
        "term": GlossaryEntry.objects.get(wording_en="resilience").pk,
        "draft": Article.objects.get(slug="korea-office-opens-in-suwon").pk,
        "theme": Theme.objects.get(slug="resilient").pk,
        "area": Area.objects.get(code="TW").pk,
        "place": Place.objects.get(slug="hokkaido").pk,
        "source": Source.objects.get(code="kr-merger-2026").pk,
        "inventory": member.inventories.filter(reported_year=2018).get().pk,
        "target": member.targets.filter(kind="absolute").get().pk,
        "pledge": member.pledges.get().pk,
        "fact": member.facts.filter(indicator__code="area-km2").first().pk,
        "indicator": Indicator.objects.get(code="area-km2").pk,
        "portal": Portal.objects.get().pk,
        "person": Person.objects.all()[0].pk,
        "user": Posting.objects.get(user__username="korea-editor").user_id,
    }
    return {screen: path.format(**keys) for screen, path in SCREENS.items()}
