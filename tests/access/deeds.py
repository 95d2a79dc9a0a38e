"""Every way in which the back office takes something: forged, by whoever has no right to it.

A deed is a function that posts something about an example; what it posts, a superuser could have
been shown. To add the screen ``admin:news_article_x`` that takes a form write

    @deed
    def x(example, hand):
        hand.post(example.page("x", example.key), {"field": "value"})

``test_writing.py`` compares all rows of others before and after, and sees to it that the deed is
one: done by a superuser, it changes something about the kinds in ``effective``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Field, Model
from django.urls import reverse
from openpyxl import load_workbook

from editorial.languages import LANGUAGES
from editorial.notices.models import Event as NoticeEvent
from editorial.records.publication import Publication
from editorial.screens.steps import STEPS
from editorial.translations.models import ConvertedText, GlossaryEntry
from editorial.translations.translated import Translated
from members.models import (
    Containment,
    Fact,
    Indicator,
    Member,
    Membership,
    NetworkCount,
    OtherName,
    Place,
    Source,
)
from news.models import Article, Event
from secretariats.models import (
    Area,
    DesignationException,
    ForbiddenVariant,
    OutgoingMail,
    Person,
    Portal,
    Posting,
    ProperName,
    Secretariat,
    Staff,
    SuppressedAddress,
)
from tests.access.cast import NOBODYS_KEY, Example, World
from tests.access.surfaces import CLIMATE, links_of, po_address, translator_address

FORGED = "Forged"
STORIES = (Article, Event)
MEMBER_PARTS = (Membership, Containment, OtherName, Fact)


class Filled(HTMLParser):
    """What a browser would send of the form with an ``id``, as it was shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.select, self.area = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        name, kind = given.get("name") or "", given.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.add(self.select, given.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.add(name, "")
        elif tag == "input" and name and kind not in ("submit", "file", "button"):
            self.add_input(name, kind, given)

    def add_input(self, name: str, kind: str, given: dict) -> None:
        if kind not in ("checkbox", "radio") or "checked" in given:
            self.add(name, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, text: str) -> None:
        if self.area:
            self.data[self.area][-1] += text

    def add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


class Hand:
    """Somebody's hand, which posts what a superuser saw in a form, or made up."""

    def __init__(self, world: World, client) -> None:
        self.world, self.client = world, client

    def shown(self, address: str) -> dict[str, list[str]]:
        """The form at ``address`` as a superuser is shown it."""
        if not address:
            return {}
        if address not in self.world.forms:
            page = self.world.clients["superuser"].get(address).content.decode()
            self.world.forms[address] = Filled(page).data
        return dict(self.world.forms[address])

    def post(self, address: str, data: dict[str, Any]) -> Any:
        """Post to a page; returns where that leads, empty if nowhere."""
        if not address:
            return ""
        response = self.client.post(address, data)
        self.client.cookies.pop("messages", None)
        return response.headers.get("Location", "") if response.status_code == 302 else ""

    def fetched(self, address: str) -> bytes:
        """A file at ``address`` as a superuser gets it."""
        if address not in self.world.files:
            self.world.files[address] = self.world.clients["superuser"].get(address).content
        return self.world.files[address]

    def sheet(self, example: Example) -> bytes:
        """The example's row, forged, below the names of the columns."""
        book = load_workbook(BytesIO(self.fetched(example.page("export"))))
        sheet, key = book.active, str(getattr(example.record, "slug", example.key))
        for row in [*sheet.iter_rows(min_row=3)][::-1]:
            if str(row[0].value) != key:
                sheet.delete_rows(row[0].row)
        for cell in sheet[2]:
            if str(cell.value).endswith(("name_ja", "title_ja", "wording_ja")):
                sheet.cell(3, cell.column).value = FORGED
        file = BytesIO()
        book.save(file)
        return file.getvalue()

    def catalogue(self, example: Example, code: str = "ja") -> bytes:
        """The example's texts, forged."""
        file = polib.pofile(self.fetched(po_address(example, code)).decode(), wrapwidth=0)
        for entry in [*file]:
            if f"/{example.key}/" not in entry.msgctxt:
                file.remove(entry)
            elif "<" not in entry.msgid:
                entry.msgstr = FORGED
        return str(file).encode()

    def follow(self, address: str, data: dict[str, Any]) -> None:
        """Confirm what the page shows at ``address``, to which an upload has led."""
        if address:
            page = self.client.get(address).content.decode()
            self.post(address, Filled(page).data | data)


@dataclass(frozen=True)
class Deed:
    name: str
    do: Callable[[Example, Hand], None]
    #: The kinds about which a superuser does it with effect.
    effective: tuple[type[Model], ...]


DEEDS: dict[str, Deed] = {}


def deed(*effective: type[Model]):
    def note(function):
        DEEDS[function.__name__] = Deed(function.__name__, function, effective)
        return function

    return note


def texts_of(model: type[Model]) -> list[str]:
    """The names of the free texts of a form."""
    fields = [f for f in model._meta.get_fields() if isinstance(f, Field) and not f.is_relation]
    return [f.name for f in fields if f.get_internal_type() in ("CharField", "TextField")]


#: What a form asks of who changes a source and its translations, and the answer.
MEANT = {f"meaning-{language.code}": "new" for language in LANGUAGES}
#: Boxes by which texts are vouched for.
TICKED = {f"confirm-{language.code}": "1" for language in LANGUAGES}


@deed(
    *(Secretariat, Person, Member, Article, Event, Staff),
    *(Area, GlossaryEntry, ProperName, NetworkCount, DesignationException, Portal),
    *(Place, Source, Indicator, Fact, *CLIMATE),
)
def change(example, hand):
    """All texts of the record."""
    data = hand.shown(example.page("change", example.key))
    texts = {name: FORGED for name in texts_of(example.kind.model) if name.endswith(("_en", "_ja"))}
    more = (
        texts | MEANT | {"display_name": FORGED, "reason": FORGED, "note": FORGED, "doubt": FORGED}
    )
    hand.post(example.page("change", example.key), data | more)


@deed(Posting)
def promote(example, hand):
    """The role of a posting."""
    data = hand.shown(example.page("change", example.key))
    hand.post(example.page("change", example.key), data | {"role": Posting.Role.MANAGER})


@deed(Member, Article, Event)
def publish(example, hand):
    data = hand.shown(example.page("change", example.key))
    moment = {"publish_at_0": "2020-01-01", "publish_at_1": "09:00:00"}
    status = {"status": Publication.Status.PUBLISHED}
    hand.post(example.page("change", example.key), data | moment | status)


@deed(Member, Article, Event)
def take_steps(example, hand):
    """Each step that there is, as far as the record stands where it begins."""
    for code in STEPS:
        address = example.page("step", example.key, code)
        notes = {f"withdrawal_note_{language.column}": FORGED for language in LANGUAGES}
        data = hand.shown(address) | {"sentence": FORGED, "due_at": "2027-12-01T09:00"} | notes
        hand.post(address, data)


@deed
def choose_notices(example, hand):
    """Of what the one who asks is told: it is theirs alone."""
    hand.post(reverse("admin:notices"), dict.fromkeys(NoticeEvent.values, "off"))


@deed
def show_typed(example, hand):
    """Shown as a page, and stored nowhere."""
    data = hand.shown(example.page("change", example.key))
    for address in (example.page("typed", example.key), example.page("typed_new")):
        hand.post(address, data | {"name_en": FORGED, "title_en": FORGED})


@deed
def give_links(example, hand):
    """A link for somebody without an account."""
    hand.post(example.page("links", example.key), {"make": "1", "days": "7", "for_whom": FORGED})


@deed(
    *(Person, Member, Article, Event, Posting, SuppressedAddress, Place, Source),
    *(Indicator, *MEMBER_PARTS, *CLIMATE),
)
def delete(example, hand):
    hand.post(example.page("delete", example.key), {"post": "yes"})


@deed(*MEMBER_PARTS, Person, Article, Event, Posting, Place, Source, Indicator)
def act(example, hand):
    """Each action of the list on the record, with the answer to its question."""
    for action in actions(hand, example):
        data = {"action": action, "_selected_action": [example.key], "post": "yes", "index": "0"}
        data |= {"convert": "1"}
        hand.post(example.page("changelist"), data)


def actions(hand: Hand, example: Example) -> Iterator[str]:
    """The names of the actions of a list, of those that a superuser lacks too."""
    for _, name, _ in example.kind.screen._get_base_actions():
        if name != "delete_selected":
            yield name
    yield "convert_scripts"
    yield "delete_selected"


@deed(
    Membership,
    OtherName,
    Fact,
    Secretariat,
    Person,
    Member,
    Article,
    Event,
    Place,
    Source,
    Indicator,
)
def restore(example, hand):
    """Go back to the first version of the record and of each of its rows."""
    for kind, number in reversed([*example.versions()]):
        address = example.page("version", example.key, kind, number)
        hand.post(address, hand.shown(address))


@deed(*MEMBER_PARTS, Person, Article, Event, Posting, Place, Source, Indicator, *CLIMATE)
def undelete(example, hand):
    if example.deletion:
        hand.post(example.page("undelete", example.deletion), {})


@deed(Person, Member, Article, Event, Place, Source, Indicator)
def add_beside(example, hand):
    """A record of the same kind at the example's office."""
    if example.deletion or not example.at:
        return
    data = hand.shown(example.page("change", example.key))
    new = {name: text for name, text in data.items() if "-" not in name}
    rows = {name: "0" for name in data if name.endswith(("TOTAL_FORMS", "INITIAL_FORMS"))}
    names = {"slug": "forged", "code": "forged", "official_name": FORGED}
    answers = {f"{name}-why": FORGED for name in new}  # such as a name that another one has
    hand.post(example.page("add"), new | rows | names | answers)


@deed(Person, Member, Article, Event, Place, Source, Indicator)
def move_in(example, hand):
    """A record of office A to the example's office, or of Z where the example is of A."""
    if example.kind.office == "secretariat" and not example.deletion:
        own = hand.world.example(example.kind.model, "Z" if example.at == "A" else "A")
        data = hand.shown(own.page("change", own.key))
        office = hand.world.offices[example.at[0]].pk
        hand.post(own.page("change", own.key), data | {"secretariat": [office]})


@deed(Member)
def link(example, hand):
    """Each record of A whose form could name the example."""
    for own in [e for e in hand.world.examples if e.at == "A" and lives(e)]:
        named = [f for f in links_of(own.kind.model) if f.related_model is example.kind.model]
        if named and example.at != "A":
            data = hand.shown(own.page("change", own.key))
            data |= {f.name: [*data.get(f.name, ()), example.key] for f in named if f.many_to_many}
            data |= {f.name: [example.key] for f in named if not f.many_to_many}
            hand.post(own.page("change", own.key), data)


def lives(example: Example) -> bool:
    return example.deletion is None


@deed(Member)
def take_rows(example, hand):
    """The rows of the example, posted with a record of A as if they were its own."""
    if example.kind.screen.inlines and example.at not in ("", "A") and lives(example):
        own = hand.world.example(example.kind.model, "A")
        mine = hand.shown(own.page("change", own.key))
        theirs = hand.shown(example.page("change", example.key))
        for prefix in {name.partition("-")[0] for name in theirs if "-" in name}:
            rows = {n: text for n, text in theirs.items() if n.startswith(f"{prefix}-")}
            rows |= {n: [str(own.key)] for n, text in rows.items() if text == [str(example.key)]}
            rows |= {name: FORGED for name in rows if name.endswith(("value", "label_en"))}
            again = {
                f"{name.removesuffix('-id')}-again": "on" for name in rows if name[-3:] == "-id"
            }
            hand.post(own.page("change", own.key), mine | rows | again)


@deed(
    *(Member, Article, Event, Person, Secretariat, Staff, Posting, Area, Portal),
    *(Place, Source, Indicator, *MEMBER_PARTS, *CLIMATE),
)
def report(example, hand):
    """That the form is open."""
    hand.post(example.page("presence", example.key), {})


@deed(Membership)
def end_membership(example, hand):
    """What is foreseen is asked for as a superuser would, and then wanted."""
    address = example.page("end", example.key)
    if address and lives(example):
        sent = hand.shown(address) | {"left_on": "2030-01-01", "ended_by": "resignation"}
        page = hand.world.clients["superuser"].post(address, sent).content.decode()
        hand.post(address, sent | {"foreseen": Filled(page).data["foreseen"], "do": "1"})


@deed(Staff)
def sign_out(example, hand):
    hand.post(example.page("sign_out", example.key), {})


@deed()
def invite(example, hand):
    """Somebody who has been in is invited by nobody."""
    hand.post(example.page("invite", example.key), {})


@deed(OutgoingMail)
def send_again(example, hand):
    hand.post(example.page("again", example.key), {})


@deed()
def second_factor(example, hand):
    """From somebody who has none, none is taken away."""
    hand.post(example.page("second_factor", example.key), {})


@deed(Event)
def convert(example, hand):
    """Between the Chinese scripts; what was empty becomes a converted text that waits."""
    data = {"action": "convert_scripts", "_selected_action": [example.key], "convert": "1"}
    hand.post(example.page("changelist"), data | {"index": "0"})


@deed(Member, Article, Event, Person, Secretariat, Area, Portal, Place, Source, Indicator, Fact)
def translate(example, hand):
    """The translator's view, with words in all languages and a word on all texts."""
    if not issubclass(example.kind.model, Translated):
        return
    for code in ("ja", "ko"):
        address = translator_address(example.kind.model._meta.label_lower, example.key, code)
        data = hand.shown(address)
        names = [
            name for name in texts_of(example.kind.model) if name[-3:] in ("_en", "_ja", "_ko")
        ]
        boxes = {f"{name}-confirm": "1" for name in names}
        more = dict.fromkeys(names, FORGED) | boxes | MEANT | TICKED | {"reason": FORGED}
        hand.post(address, data | more | {"_confirm_all": "1"})


@deed(Member)
def review(example, hand):
    """Accept a converted text as another, and drop it."""
    for key in [paper.key for paper in example.papers if paper.what == "draft"]:
        data = {"converted_text": key, "seen": ConvertedText.objects.get(pk=key).text}
        hand.post(reverse("admin:translations_drafts"), data | {"text": FORGED})
        hand.post(reverse("admin:translations_drafts"), data | {"drop": "1"})


@deed(Member, Article, Event)
def change_many(example, hand):
    """The office and the state of the example, with those of a record of A."""
    if example.page("bulk") and lives(example):
        seen = f"{example.key}:{getattr(example.record, 'version', 1)}"
        data = {"status": "withdrawn", "whole": ""}
        hand.post(example.page("bulk"), data | {"seen": f"{seen},{NOBODYS_KEY}:1"})
        office = hand.world.offices["A"].pk
        hand.post(example.page("bulk"), {"secretariat": office, "seen": seen})


@deed(Member, Article, Event, Person, Place, Source, Indicator, Fact)
def hand_in_sheet(example, hand):
    """The example's row of a sheet as a superuser gets it, with other words."""
    if example.page("import") and lives(example):
        file = hand.sheet(example)
        where = hand.post(example.page("import"), {"file": SimpleUploadedFile("a.xlsx", file)})
        hand.follow(where, {"do": "apply"})


@deed(Member, Article, Event, Person, Secretariat, Place, Source, Indicator, Fact)
def hand_in_translations(example, hand):
    """The example's texts in a file for translators, with other words."""
    if issubclass(example.kind.model, Translated) and lives(example):
        file = hand.catalogue(example)
        address = reverse("admin:translations_po")
        where = hand.post(address, {"file": SimpleUploadedFile("a.po", file)})
        hand.follow(where, {"take": [str(number) for number in range(50)]})


@deed()
def rename_filter(example, hand):
    """A filter that is somebody's; no superuser sees it."""
    for paper in example.papers:
        if paper.what == "filter":
            hand.post(example.page("rename_filter", paper.key), {"name": FORGED})
            hand.post(example.page("delete_filter", paper.key), {})


@deed(Member)
def meddle_with_imports(example, hand):
    """Undo an import, or store or discard it."""
    for paper in example.papers:
        if paper.what == "import":
            address = example.page("undo_import", paper.key)
            hand.post(address, hand.shown(address) | {"keep": "1"})
            for wish in ("leave_errors", "apply", "discard"):
                hand.post(example.page("imported", paper.key), {"do": wish})


@deed()
def take_file_of_another(example, hand):
    for paper in example.papers:
        if paper.what == "exchange":
            address = reverse("admin:translations_po_file", args=[paper.key])
            hand.follow(address, {"take": "0"})
            hand.post(address, {"forget": "1"})


@deed(Secretariat)
def except_from_designations(example, hand):
    """Allow a name in a text of the example."""
    if issubclass(example.kind.model, Translated) and lives(example):
        variant = ForbiddenVariant.objects.exclude(exceptions__key=example.key).first()
        place = {"kind": example.kind.model._meta.label_lower, "key": example.key}
        place |= {"field": "name", "language": variant.language}
        data = place | {"variant": variant.pk, "reason": FORGED}
        hand.post(reverse("admin:secretariats_designationexception_add"), data)
