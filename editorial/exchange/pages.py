"""The pages of the exchange with translators outside the house."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from editorial.exchange.catalogues import (
    LARGEST_FILE,
    MOST_TEXTS,
    IncomingText,
    read_catalogue,
    write_catalogue,
)
from editorial.exchange.models import Exchange
from editorial.exchange.outgoing import SENT_STATES, ExportChoice, TooManyTexts, texts_to_send
from editorial.exchange.plan import (
    PLAIN,
    Plan,
    TextOutcome,
    TextRow,
)
from editorial.exchange.taking import Decision, PlanChanged, take_over
from editorial.languages import BY_CODE
from editorial.records.doubts import LONGEST_REASON, reason_in
from editorial.records.keys import parse_key
from editorial.records.scope import office_model, visible
from editorial.texts.differences import TOKEN, Piece, pieces, plain, shortened
from editorial.translations.doors import Door, doors, languages_for
from editorial.translations.ledger import State, kind_of

KEPT_FOR = timedelta(days=7)
KEPT_OF_ONE = 3  # files of one user
#: All comparisons of one page take this many steps: a second or two. Then texts stand alone.
PATIENCE = 4_000_000

DUE = (State.MISSING, State.STALE, State.CONVERTED)


class DownloadForm(forms.Form):
    """What goes into a file for translators."""

    language = forms.ChoiceField(label=_("Target language"))
    kind = forms.MultipleChoiceField(label=_("Kinds"), widget=forms.CheckboxSelectMultiple)
    office: Any = forms.ModelChoiceField(
        None, label=_("Office"), required=False, empty_label=_("all that you see")
    )
    state = forms.MultipleChoiceField(
        label=_("State of the translation"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(state.value, state.label) for state in SENT_STATES],
    )

    def __init__(self, data: Any, request, open_doors: list[Door]) -> None:
        kinds = [(kind_of(door.model), kind_name(door)) for door in open_doors]
        initial = {
            "language": request.user.interface_language,
            "kind": [kind for kind, name in kinds],
            "state": [str(state) for state in DUE],
        }
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [(one.code, one.own_name) for one in languages_for(request)]
        fields["kind"].choices = kinds
        fields["office"].queryset = visible(office_model(), request.user)

    def wanted(self) -> ExportChoice:
        found = self.cleaned_data
        return ExportChoice(
            BY_CODE[found["language"]],
            found["kind"],
            found["state"],
            found["office"] and found["office"].pk,
        )


class CatalogueUploadForm(forms.Form):
    """A file that comes back from a translator."""

    file = forms.FileField(
        label=_("PO file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".po,text/x-gettext-translation"}),
        help_text=_("As you downloaded it here, with the translations in it. At most 10 MB."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        content = file.read(LARGEST_FILE + 1)
        self.catalogue = read_catalogue(content)
        return file


def kind_name(door: Door) -> str:
    return str(capfirst(door.model._meta.verbose_name_plural))


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request, shared: dict[str, Any]):
    """Files out, and files in."""
    open_doors = required_doors(request)
    upload = CatalogueUploadForm()
    if request.method == "POST":
        upload = CatalogueUploadForm(request.POST, request.FILES)
        if upload.is_valid():
            kept = keep_upload(request.user, upload)
            return HttpResponseRedirect(reverse("admin:translations_po_file", args=[kept.pk]))
    download = DownloadForm(None, request, open_doors)
    return exchange_page(request, shared, download, upload)


@require_safe
def download(request, shared: dict[str, Any]) -> HttpResponse:
    """A file for translators; where it cannot be made, the page that says why."""
    form = DownloadForm(request.GET, request, required_doors(request))
    if form.is_valid():
        wanted = form.wanted()
        try:
            texts = texts_to_send(request, wanted)
        except TooManyTexts:
            texts = []
            form.add_error(
                None,
                ngettext(
                    "A file holds at most %(most)s text. Choose fewer kinds, one office or fewer "
                    "states.",
                    "A file holds at most %(most)s texts. Choose fewer kinds, one office or fewer "
                    "states.",
                    MOST_TEXTS,
                )
                % {"most": MOST_TEXTS},
            )
        else:
            if not texts:
                form.add_error(None, gettext("There is no such text: nothing to translate."))
        content = write_catalogue(wanted.language, texts).encode() if texts else b""
        if len(content) > LARGEST_FILE:
            form.add_error(
                None, gettext("The file would be larger than 10 MB. Choose fewer kinds or states.")
            )
        elif content:
            return file_response(content, wanted)
    return exchange_page(request, shared, form, CatalogueUploadForm())


def file_response(content: bytes, wanted: ExportChoice) -> HttpResponse:
    day = timezone.localdate().isoformat()
    name = f"iclei-{wanted.language.code}-{day}.po"
    return HttpResponse(
        content,
        content_type="text/x-gettext-translation; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def exchange_page(request, shared: dict[str, Any], download: Any, upload: Any) -> TemplateResponse:
    context = {
        "title": gettext("Files for translators"),
        "subtitle": None,
        "download": download,
        "upload": upload,
        "waiting": Exchange.objects.filter(user=request.user).defer("items").order_by("-pk"),
    }
    return TemplateResponse(request, "editorial/exchange/upload.html", shared | context)


def required_doors(request) -> list[Door]:
    """The kinds that the user may translate. Raises PermissionDenied where there are none."""
    found = doors(request)
    if not found:
        raise PermissionDenied
    return found


def keep_upload(user, upload: CatalogueUploadForm) -> Exchange:
    """Keep what was read, and forget what nobody has come back to."""
    found = upload.catalogue
    kept = Exchange.objects.create(
        user=user,
        file_name=upload.cleaned_data["file"].name[-120:],
        language=found.language.code,
        items=[asdict(item) for item in found.items],
        obsolete=found.obsolete,
    )
    Exchange.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    own = Exchange.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    Exchange.objects.filter(pk__in=list(own[KEPT_OF_ONE:])).delete()
    return kept


@dataclass
class ShownText:
    """A row with what its file would change, for as long as the page has patience to compare."""

    row: TextRow
    pieces: list[Piece] = field(default_factory=list)

    @property
    def before(self) -> str:
        return plain(self.row.stored) if self.row.is_rich else self.row.stored

    @property
    def after(self) -> str:
        return plain(self.row.text) if self.row.is_rich else self.row.text

    @property
    def source(self) -> str:
        return self._read(self.row.entry.source if self.row.entry else "")

    @property
    def source_sent(self) -> str:
        return self._read(self.row.item.source)

    def _read(self, text: str) -> str:
        return plain(text) if self.row.is_rich else text


def show_texts(rows: Iterable[TextRow]) -> list[ShownText]:
    found, steps = [], 0
    for row in rows:
        one = ShownText(row)
        found.append(one)
        if not one.before or one.before == one.after:
            continue
        steps += len(TOKEN.findall(one.before)) * len(TOKEN.findall(one.after))
        if steps < PATIENCE:
            one.pieces = shortened(pieces(one.before, one.after))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, shared: dict[str, Any], key: int):
    """What a file would change, text by text, and the decision."""
    required_doors(request)
    kept = Exchange.objects.filter(user=request.user, pk=key).first()
    if kept is None:
        messages.warning(
            request,
            gettext(
                "This file is no longer kept: it has been applied, or is too old. Upload it again."
            ),
        )
        return HttpResponseRedirect(reverse("admin:translations_po"))
    if request.method == "POST" and "forget" in request.POST:
        kept.delete()
        messages.success(request, gettext("The file was discarded. Nothing was changed."))
        return HttpResponseRedirect(reverse("admin:translations_po"))
    items = [IncomingText(**item) for item in kept.items]
    errors = take_decision(request, kept, items) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(where_to_go_on(kept))
    plan = Plan(request, BY_CODE[kept.language], items).compare()
    context = {
        "title": gettext("Translations from a file: %s") % kept.file_name,
        "subtitle": None,
        "kept": kept,
        "language": BY_CODE[kept.language],
        "plan": plan,
        "errors": errors,
        "counts": count_outcomes(plan),
        "conflicts": show_texts(plan.with_outcome(TextOutcome.CONFLICT)),
        "faults": plan.with_outcome(TextOutcome.ERROR),
        "unfinished": plan.with_outcome(TextOutcome.UNFINISHED),
        "plain": show_texts(plan.with_outcome(*PLAIN)),
        "asking": sum(bool(row.doubts) for row in plan.rows),
        "longest_reason": LONGEST_REASON,
    }
    return TemplateResponse(request, "editorial/exchange/preview.html", shared | context)


def count_outcomes(plan: Plan) -> list[tuple[str, int]]:
    """How many texts have which outcome, in words; those that no text has are left out."""
    words = {
        TextOutcome.NEW: gettext("new"),
        TextOutcome.CHANGED: gettext("changed"),
        TextOutcome.CONFIRMED: gettext("confirmed: the text still says what its source says"),
        TextOutcome.CONFLICT: gettext("to be decided by you"),
        TextOutcome.ERROR: gettext("cannot be applied"),
        TextOutcome.UNFINISHED: gettext("marked in the file as needing work"),
        TextOutcome.UNCHANGED: gettext("unchanged"),
        TextOutcome.EMPTY: gettext("without a translation in the file"),
    }
    found = ((words[outcome], len(plan.with_outcome(outcome))) for outcome in words)
    return [(caption, number) for caption, number in found if number]


def take_decision(request, kept: Exchange, items: list[IncomingText]) -> list[str]:
    """Take over what was decided, and forget the file. What refuses it, in words."""
    decision = Decision(
        seal=request.POST.get("seal", ""),
        left_out=parse_numbers(request.POST.getlist("leave")),
        taken=parse_numbers(request.POST.getlist("take")),
        reasons=reasons_sent(request.POST),
    )
    reason = gettext("From the file %s") % kept.file_name
    try:
        taken, held = take_over(request, BY_CODE[kept.language], items, decision, reason)
    except PlanChanged:
        return [gettext("Somebody changed some of this since you looked at it. Look again.")]
    except ValidationError as error:
        return error.messages
    keep_what_waits(request, kept, held)
    tell_applied(request, len(taken))
    return []


def tell_applied(request, number: int) -> None:
    if not number:
        messages.info(request, gettext("No text was applied."))
        return
    told = ngettext("%(number)d text was applied.", "%(number)d texts were applied.", number)
    messages.success(request, told % {"number": number})


def keep_what_waits(request, kept: Exchange, waiting: int) -> None:
    """Forget the file, unless some of it waits for a reason."""
    if not waiting:
        kept.delete()
        return
    told = ngettext(
        "%(number)d text waits for a reason.", "%(number)d texts wait for a reason.", waiting
    )
    messages.warning(request, told % {"number": waiting})


def where_to_go_on(kept: Exchange) -> str:
    """The file itself, while some of it waits for a reason."""
    if kept.pk is None:
        return reverse("admin:translations_po")
    return reverse("admin:translations_po_file", args=[kept.pk])


def reasons_sent(sent: Any) -> dict[int | None, str]:
    """The reasons for texts in doubt, by the number of the text; under none, that for all."""
    found = {
        parse_key(name.removeprefix("reason-")): reason_in(reason)
        for name, reason in sent.items()
        if name.startswith("reason-")
    }
    return found | {None: reason_in(sent.get("reason_all", ""))}


def parse_numbers(values: list[str]) -> set[int]:
    return {number for value in values if (number := parse_key(value)) is not None}
