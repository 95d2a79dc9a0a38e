"""The site in the words of schema.org: whose it is, and how it is searched."""

from django.urls import reverse

from editorial.languages import LANGUAGES
from editorial.languages.addresses import absolute
from editorial.public.structured import Node, logo, node, organization
from editorial.records.portal import portal_text
from secretariats.models import Secretariat
from secretariats.structured import ways_to

PARENT = "ICLEI – Local Governments for Sustainability"


def site_data(office: Secretariat | None) -> list[Node]:
    """The organization, known by what its ``office`` says of itself, and the site."""
    return [organization_data(office), website()]


def organization_data(office: Secretariat | None) -> Node:
    return organization(
        logo=logo(),
        parentOrganization=node("Organization", name=PARENT, url="https://iclei.org/"),
        **(ways_to(office) if office else {}),
    )


def website() -> Node:
    search = f"{absolute(reverse('search'))}?q={{search_term_string}}"
    return node(
        "WebSite",
        id=absolute("/#website"),
        name=portal_text("name").value,
        url=absolute(reverse("home")),
        inLanguage=[language.tag for language in LANGUAGES],
        publisher={"@id": organization()["@id"]},
        potentialAction=node(
            "SearchAction",
            target=node("EntryPoint", urlTemplate=search),
            **{"query-input": "required name=search_term_string"},
        ),
    )
