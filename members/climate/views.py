"""The page of the network's climate record, its data and its share card."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.languages import LANGUAGES
from editorial.languages.addresses import absolute
from editorial.public.cards import Card, card_response, said, site_name
from editorial.public.sitemaps import SitemapPage
from editorial.public.structured import Node, node, organization
from editorial.public.tidy_queries import tidied_query, to_shared_address
from members.cards import map_of
from members.climate.files import DOWNLOADS
from members.climate.network import NetworkRecord, network_record
from members.climate.profiles import credits_of
from members.climate.sorting import SORTS, heads, sorted_rows
from members.models import Member, Pledge

#: All, unless there are more than a page can bear.
PER_PAGE = 200


@require_safe
def climate(request: HttpRequest) -> HttpResponse:
    """As many queries for any number of rows."""
    query = tidied_query(request.GET, {"sort": SORTS})
    if moved := to_shared_address(request, query):
        return moved
    asked = {name: query.get(name, "") for name in ("sort", "page")}
    sort = asked["sort"] if asked["sort"] in SORTS else ""
    record = network_record()
    page = Paginator(sorted_rows(record.standings, sort), PER_PAGE).get_page(asked["page"] or 1)
    known = {"sort": sort, "page": str(page.number) if asked["page"] else ""}
    context = {
        "record": record,
        "heads": list(heads(sort)),
        "page_obj": page,
        "credits": credits_of(record.sources),
        "left_out": [f"{name}={asked[name][:30]}" for name in asked if asked[name] != known[name]],
        "alternates": SitemapPage(reverse("members:climate")).alternates(),
        "structured": [dataset(record)],
    }
    return render(request, "members/climate.html", context)


def dataset(record: NetworkRecord) -> Node:
    """The record in the words of schema.org."""
    page = absolute(reverse("members:climate"))
    return node(
        "Dataset",
        id=absolute("/climate/#dataset"),
        name=_("The climate record of the network"),
        description=description(),
        url=page,
        inLanguage=[language.tag for language in LANGUAGES],
        isAccessibleForFree=True,
        creator=organization(),
        citation=[credit.words for credit in credits_of(record.sources)],
        distribution=[
            node(
                "DataDownload",
                encodingFormat=kind,
                contentUrl=absolute(reverse("members:climate_download", args=[ending])),
            )
            for ending, kind in (
                ("csv", "text/csv"),
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            )
        ],
    )


def description() -> str:
    return _(
        "What the members of the network reported of their emissions, what they want to reach, "
        "and what they have pledged: with year, source and day."
    )


@require_safe
def climate_download(request: HttpRequest, kind: str) -> HttpResponseBase:
    return DOWNLOADS[kind]()


@require_safe
def climate_card(request: HttpRequest) -> HttpResponse:
    """Where the members lie whose latest pledge is neutral."""
    neutral = Pledge.objects.public().newest().neutral().order_by().values("member")
    card = Card(
        title=said(_("The climate record of the network")),
        site=site_name(),
        picture=map_of(Member.objects.listed().filter(pk__in=neutral)),
    )
    return card_response(request, card)
