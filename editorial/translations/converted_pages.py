"""The pages of converted texts: what would be converted, and what waits for review."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from editorial.accounts.requests import StaffRequest
from editorial.history.page_sizes import FORMS
from editorial.history.screen import ScreenPages
from editorial.languages import BY_CODE, own_text
from editorial.languages.punctuation import label_text
from editorial.proposals.keeping import Origin, proposing
from editorial.records.doubts import LONGEST_REASON, Doubt, doubts_about
from editorial.records.scope import row_link
from editorial.texts.differences import is_rich, plain
from editorial.translations.conversion import converted_fields
from editorial.translations.converted_texts import (
    ORIGINS,
    Conversion,
    Overtaken,
    accept,
    column_of,
    conversions,
    converted_texts_by_record,
    drop,
    fill,
    is_stale,
)
from editorial.translations.doors import Door, doors
from editorial.translations.glossary import glossary
from editorial.translations.ledger import kind_of
from editorial.translations.models import ConvertedText
from editorial.translations.translated import Translated

AT_ONCE = 200  # records that are converted together


@admin.action(description=_("Convert between the Chinese scripts"))
def convert_scripts(screen, request: StaffRequest, queryset):
    """What would be converted, and, once that was looked at, the conversion."""
    if queryset.count() > AT_ONCE:
        text = gettext("Choose at most %(most)d records at a time.") % {"most": AT_ONCE}
        messages.warning(request, text)
        return None
    chosen = [(door, own_of(door, queryset)) for door in doors_of(screen, request)]
    if "convert" in request.POST:
        return convert(request, chosen)
    terms = glossary()
    found = [
        one
        for door, records in chosen
        for target in ORIGINS
        for one in conversions(records, target, terms, door.closed)
    ]
    shown = [Shown(one) for one in found]
    context = {
        "title": gettext("Convert between the Chinese scripts"),
        "found": shown,
        "asks": any(one.doubts for one in shown),
        "longest_reason": LONGEST_REASON,
        "selected": list(queryset.values_list("pk", flat=True)),
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "object": None,
    }
    return screen.answer(request, "editorial/translations/convert.html", context)


def doors_of(screen, request: StaffRequest) -> list[Door]:
    """The kind of the screen, and those of the rows in its forms that have no screen."""
    rows = [inline.model for inline in screen.inlines if issubclass(inline.model, Translated)]
    return [Door(model, request) for model in (screen.model, *rows)]


def own_of(door: Door, queryset) -> Any:
    """Those of the kind that are chosen, or belong to what is chosen, and are the user's."""
    link = "pk" if door.model is queryset.model else row_link(door.model).name
    return door.records().filter(**{f"{link}__in": queryset.order_by().values("pk")})


def convert(request: StaffRequest, chosen) -> None:
    """Convert, and say what became of it."""
    try:
        done = [
            one
            for door, records in chosen
            for target in ORIGINS
            for one in fill(
                *(records, target, glossary()),
                closed=door.closed,
                reason=request.POST.get("reason", ""),
            )
        ]
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return
    public = sum(one.is_public for one in done)
    tell_number(
        request,
        ngettext(
            "%(number)d text was converted and waits for review.",
            "%(number)d texts were converted and wait for review.",
            len(done) - public,
        ),
        len(done) - public,
    )
    tell_number(
        request,
        ngettext(
            "%(number)d text was converted and is shown, with a note that nobody has reviewed it.",
            "%(number)d texts were converted and are shown, with a note that nobody has reviewed "
            "them.",
            public,
        ),
        public,
    )
    if not done:
        messages.info(request, gettext("There was nothing to convert."))


def tell_number(request: StaffRequest, words: str, number: int) -> None:
    if number:
        messages.success(request, words % {"number": number})


class Shown:
    """A conversion as it is shown before it is made."""

    def __init__(self, found: Conversion) -> None:
        self.found, self.is_rich = found, is_rich(found.entry.field)

    @property
    def origin_text(self) -> str:
        return plain(self.found.origin_text) if self.is_rich else self.found.origin_text

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What is in doubt about it, if it is to be shown at once."""
        if not self.found.is_public:
            return []
        return doubts_about(self.found.obj, {self.found.entry.column: self.found.text})

    @property
    def converted_text(self) -> str:
        return plain(self.found.text) if self.is_rich else self.found.text


class ConversionAction(ScreenPages):
    """A list whose records can be converted, by whoever may write in one of the scripts."""

    def get_actions(self, request, action_location=None):
        """Django 6.1 names a location, since it has actions on forms too; this one is of lists."""
        actions = super().get_actions(request, *filter(None, [action_location]))
        if action_location and action_location.name != "CHANGE_LIST":
            return actions
        if self.actions is not None and IS_POPUP_VAR not in request.GET and self.converts(request):
            actions["convert_scripts"] = self.get_action(convert_scripts)
        return actions

    def converts(self, request: StaffRequest) -> bool:
        own = self.powers(request).languages
        models = [door.model for door in doors_of(self, request)]
        is_open = any(target.code in own for target in ORIGINS)
        return is_open and any(map(converted_fields, models))


class Waiting:
    """A converted text on the page where it is reviewed."""

    def __init__(self, waiting: ConvertedText, obj: Any, is_open: bool) -> None:
        self.waiting, self.obj, self.is_open = waiting, obj, is_open
        #: What its reviewer made of it, and was refused.
        self.sent: str | None = None
        self.field = obj._meta.get_field(waiting.field)
        self.language, self.origin = BY_CODE[waiting.language], BY_CODE[waiting.origin]

    @property
    def record(self) -> str:
        return label_text(capfirst(self.obj._meta.verbose_name), self.obj)

    @property
    def caption(self) -> str:
        return str(capfirst(self.field.verbose_name))

    @property
    def origin_text(self) -> str:
        return own_text(self.obj, self.waiting.field, self.origin)

    @property
    def is_stale(self) -> bool:
        return is_stale(self.waiting, self.obj)

    @property
    def is_rich(self) -> bool:
        return is_rich(self.field)

    @property
    def text(self) -> str:
        return self.waiting.text if self.sent is None else self.sent

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What is in doubt about it, for whoever may accept it."""
        if not self.is_open:
            return []
        return doubts_about(self.obj, {column_of(self.waiting): self.text})

    @property
    def lines(self) -> int:
        return min(12, 2 + len(self.waiting.text) // 60)


class ReviewForm(forms.Form):
    """What the reviewer makes of a converted text; the text is the one that they saw in it."""

    converted_text = forms.IntegerField(min_value=1, max_value=2**62)
    seen = forms.CharField(strip=False)
    text = forms.CharField(strip=False, required=False)
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest, shared: dict[str, Any]):
    """The converted texts that wait in the user's scope, to be accepted, changed or dropped."""
    open_doors = {kind_of(door.model): door for door in doors(request)}
    if not open_doors:
        raise PermissionDenied
    with proposing(request, Origin.TRANSLATOR):
        refused = decide(request, open_doors) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        back = urlencode({"p": request.POST.get("p", "1")})
        return HttpResponseRedirect(f"{reverse('admin:translations_drafts')}?{back}")
    number = request.POST.get("p") or request.GET.get("p")
    page = Paginator(seen_by(open_doors), FORMS).get_page(number)
    texts = found_on(page.object_list, open_doors)
    for one in texts:
        if refused and one.waiting.pk == refused["converted_text"]:
            one.sent = refused["text"]
    context = {
        "title": gettext("Converted texts"),
        "subtitle": None,
        "page": page,
        "texts": texts,
        "longest_reason": LONGEST_REASON,
    }
    return TemplateResponse(request, "editorial/translations/converted.html", shared | context)


def seen_by(open_doors: dict[str, Door]):
    """The converted texts of records that the user may change; of deleted ones there are none."""
    mine = Q(pk__in=())
    for kind, door in open_doors.items():
        mine |= Q(kind=kind, key__in=door.records().order_by().values("pk"))
    return ConvertedText.objects.filter(mine).order_by("-at", "-pk")


def found_on(waiting_texts, open_doors: dict[str, Door]) -> list[Waiting]:
    """The converted texts of a page with their records; one written meanwhile waits no more."""
    found = []
    for kind in {waiting.kind for waiting in waiting_texts}:
        door = open_doors[kind]
        keys = [waiting.key for waiting in waiting_texts if waiting.kind == kind]
        records = {obj.pk: obj for obj in door.records().filter(pk__in=keys)}
        for key, own in converted_texts_by_record(records.values()).items():
            closed = door.closed(records[key])
            found += [(one, records[key], name not in closed) for name, one in own.items()]
    wanted = {waiting.pk for waiting in waiting_texts}
    found = [one for one in found if one[0].pk in wanted]
    return [Waiting(*one) for one in sorted(found, key=lambda one: (one[0].at, one[0].pk))[::-1]]


def decide(request: StaffRequest, open_doors: dict[str, Door]) -> dict[str, Any] | None:
    """Accept or drop a converted text, and say so; returns what was sent if that is refused."""
    form = ReviewForm(request.POST)
    key = form.cleaned_data["converted_text"] if form.is_valid() else 0
    waiting = seen_by(open_doors).filter(pk=key).first()
    if waiting is None or not is_same_text(form.cleaned_data["seen"], waiting.text):
        messages.warning(request, OVERTAKEN)
        return None
    door = open_doors[waiting.kind]
    if column_of(waiting) in door.closed(door.records().get(pk=waiting.key)):
        raise PermissionDenied
    if "drop" in request.POST:
        drop(waiting)
        messages.success(request, gettext("The converted text was discarded."))
        return None
    return accept_sent(request, waiting, form.cleaned_data)


def accept_sent(
    request: StaffRequest, waiting: ConvertedText, sent: dict[str, Any]
) -> dict[str, Any] | None:
    """Accept what a reviewer sent; returns it where the record refuses it."""
    text = sent["text"]
    try:
        accept(waiting, None if is_same_text(text, waiting.text) else text, sent["reason"])
    except Overtaken:
        messages.warning(request, OVERTAKEN)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return sent
    else:
        messages.success(request, gettext("The text was accepted and is now part of the record."))
    return None


OVERTAKEN = _("This converted text changed meanwhile, or somebody wrote the text. Look again.")


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for the line ends that browsers send."""
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
