"""Pages that end a membership or renew it: each says beforehand what the public will see."""

from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from js_asset import Media

from editorial.accounts.requests import StaffRequest
from editorial.history.asking import reasons_kept
from editorial.history.merging import SEEN, SeenField
from editorial.history.screen import Page, ScreenPages
from editorial.history.writing import check_values, save, touch
from editorial.languages.punctuation import label_text
from editorial.proposals.keeping import Origin, proposing
from editorial.screens.day_fields import DayField
from editorial.screens.zones import ZonesForm
from members.foresight import Foresight
from members.models import Membership, Source

End = Membership.End
#: The fields of each page.
ENDING = ("left_on", "ended_by", "successor", "source")
RENEWING = ("way", "day", "source")
#: Says for which values it was told what the public will see.
FORESEEN = "foreseen"


class EndingForm(ZonesForm):
    """The end of a term: its day, how it came about, and who says so."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["left_on"].required = True
        self.fields["left_on"].help_text = _("The first day on which it is no member any more.")
        self.fields["ended_by"].required = True

    def clean(self):
        data = super().clean()
        how, successor = data.get("ended_by"), data.get("successor")
        if how == End.MERGER and successor is None and "successor" not in self.errors:
            words = _(
                "Choose the member into which it merged. If that is none, choose “Dissolution”."
            )
            self.add_error("successor", words)
        if successor is not None and successor.pk == self.instance.member_id:
            self.add_error("successor", _("A member cannot be its own successor."))
        begins, newest = self.instance.joined_on, self.instance.attested_on
        day = data.get("left_on")
        if begins is not None and day is not None and day < begins:
            words = _("The date of leaving must not be before the date of joining.")
            self.add_error("left_on", words)
        elif newest is not None and day is not None and day <= newest:
            words = _("There is evidence that it was a member on %(day)s.")
            self.add_error("left_on", ValidationError(words, params={"day": date_format(newest)}))
        return data


class RenewingForm(forms.Form):
    """How a membership goes on: without its end, with a later one, or as a new term."""

    OPEN, MOVED, NEW = "open", "moved", "new"
    WAYS = (
        (OPEN, _("It goes on without an end.")),
        (MOVED, _("It goes on until another day.")),
        (NEW, _("It begins anew after a gap, as a term of its own.")),
    )

    way = forms.ChoiceField(label=_("how it goes on"), choices=WAYS, widget=forms.RadioSelect)
    day = DayField(
        label=_("day"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Of the new end: the first day without membership. Or of the new beginning."),
    )
    source = forms.ModelChoiceField(Source.objects.none(), label=_("source"), required=False)
    seen_version = SeenField(required=False)

    def __init__(self, data, term: Membership, sources: Any) -> None:
        super().__init__(data, initial={SEEN: term.version})
        self.term = term
        self.fields["source"] = sources

    def clean(self):
        data = super().clean() or {}
        if data.get(SEEN) != self.term.version:
            raise ValidationError(
                _("Somebody saved this record since you opened this page. Look again.")
            )
        way, day = data.get("way"), data.get("day")
        if way in (self.MOVED, self.NEW) and day is None and "day" not in self.errors:
            self.add_error("day", _("Enter the day."))
        if not self.errors:
            self._try(way or "", day)
        return data

    def _try(self, way: str, day: date | None) -> None:
        """Let the term judge what would be stored."""
        last = self.term.last_day
        if way == self.NEW and last is not None and day is not None and day <= last:
            words = _("It was a member until %(day)s: a new term begins after that.")
            self.add_error("day", ValidationError(words, params={"day": date_format(last)}))
            return
        try:
            check_values(*self.renewed())
        except ValidationError as error:
            for refusal in error.messages:
                self.add_error("day" if day else None, refusal)

    def renewed(self) -> tuple[Membership, list[str]]:
        """The term as it is to be stored, and what of it is changed."""
        way, day, source = (self.cleaned_data.get(n) for n in ("way", "day", "source"))
        values: dict[str, Any] = {"source": source} if source else {}
        if way == self.NEW:
            begins = {"joined_on": day, "joined_precision": Membership.Precision.DAY}
            own = {"member": self.term.member, "category": self.term.category}
            return Membership(**own, **begins, **values), []
        ends = {"left_on": day if way == self.MOVED else None}
        values |= {**ends, "ended_by": self.term.ended_by if ends["left_on"] else ""}
        if not ends["left_on"]:
            values["successor"] = None
        found = copy(self.term)
        for name, value in values.items():
            setattr(found, name, value)
        return found, list(values)


class TermPages(ScreenPages):
    """The ways to end a membership, and to have it go on."""

    def pages(self):
        yield Page("<int:key>/end/", self.end_view, "end")
        yield Page("<int:key>/renew/", self.renew_view, "renew")
        yield from super().pages()

    def deeds_for(self, request: StaffRequest, term: Membership) -> Iterator[tuple[str, str]]:
        """What the user may do about a term: the address of each page, and its words."""
        if not self.has_change_permission(request, term):
            return
        if may_end(term):
            yield self.address("end", term.pk), gettext("End membership")
        if may_renew(term):
            yield self.address("renew", term.pk), gettext("Renew")

    def term_at(self, request: StaffRequest, key: int) -> Membership:
        """The term that the user may change, locked while it is saved."""
        term = self.get_object(request, str(key))
        if term is None or not self.has_view_permission(request, term):
            raise Http404
        if not self.has_change_permission(request, term):
            raise PermissionDenied
        return term

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def end_view(self, request: StaffRequest, key: int):
        """Asks for the end of a term, says what the public will see, and stores it."""
        with transaction.atomic(), proposing(request, Origin.FORM):
            term = self.term_at(request, key)
            if not may_end(term):
                return self.back_to(request, term, gettext("This membership has ended already."))
            form_class: Any = self.get_form(
                request, term, change=True, form=EndingForm, fields=[*ENDING]
            )
            form = form_class(request.POST or None, instance=term)
            if not (form.is_bound and form.is_valid()):
                return self.term_page(request, term, form, gettext("End membership"), ENDING)
            day, how, into = (form.cleaned_data[name] for name in ENDING[:3])
            told = Foresight(term.member, day, term).of_an_end(how, into)
            if not is_foreseen(request, form):
                title = gettext("End membership")
                return self.term_page(request, term, form, title, ENDING, list(told))
            self.save_form(request, form, change=True)
            self.save_model(request, term, form, change=True)
            self.save_related(request, form, [], change=True)
            last = date_format(day - timedelta(days=1))
            words = gettext("The last day of the membership is %(day)s.") % {"day": last}
            return self.back_to(request, term, words, True)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def renew_view(self, request: StaffRequest, key: int):
        """Asks how a membership goes on, says what the public will see, and stores it."""
        with transaction.atomic(), proposing(request, Origin.FORM):
            term = self.term_at(request, key)
            if not may_renew(term):
                words = gettext("This membership has no end, or another one has followed it.")
                return self.back_to(request, term, words)
            source: Any = Membership._meta.get_field("source")
            sources = self.formfield_for_dbfield(source, request)
            form = RenewingForm(request.POST or None, term, sources)
            title = gettext("Renew")
            if not (form.is_bound and form.is_valid()):
                return self.term_page(request, term, form, title, RENEWING)
            renewed, _names = form.renewed()
            begins = renewed.joined_on if renewed.pk is None else timezone.localdate()
            foresight = Foresight(term.member, begins or timezone.localdate())
            if not is_foreseen(request, form):
                told = foresight.of_going_on(renewed.left_on)
                return self.term_page(request, term, form, title, RENEWING, list(told))
            save(renewed, "")
            touch(term.member)
            return self.back_to(request, renewed, gettext("The membership was renewed."), True)

    def back_to(self, request: StaffRequest, term: Membership, words: str, is_done: bool = False):
        """To the form of a term, with a word."""
        (messages.success if is_done else messages.warning)(request, words)
        return HttpResponseRedirect(self.keeping(request, self.address("change", term.pk)))

    def term_page(
        self,
        request: StaffRequest,
        term: Membership,
        form: Any,
        title: str,
        fields: tuple[str, ...],
        told: list[str] | None = None,
    ):
        adminform = AdminForm(form, [(None, {"fields": [*fields, SEEN]})], {}, model_admin=self)
        media = Media.from_media(self.media + form.media, nonce=request.csp_nonce)
        context = {
            "title": label_text(title, term.member),
            "deed": title,
            "object": term,
            "form": form,
            "adminform": adminform,
            "media": media,
            "told": told,
            "foreseen": digest_of(form) if told else "",
            "reasons": reasons_kept([form]),
            "form_address": self.keeping(request, self.address("change", term.pk)),
        }
        return self.answer(request, "members/admin/term.html", context)


def may_end(term: Membership) -> bool:
    """Whether there is an end to enter, or one that is to come to change."""
    return not term.has_ended()


def may_renew(term: Membership) -> bool:
    """Whether it has an end, and no other term follows. A query if it has."""
    if term.left_on is None:
        return False
    later = Membership.objects.filter(member=term.member_id, joined_on__gte=term.left_on)
    return not later.exclude(pk=term.pk).exists()


def is_foreseen(request: StaffRequest, form: Any) -> bool:
    """Whether the user has read what comes of just these values, and wants it."""
    return "do" in request.POST and request.POST.get(FORESEEN) == digest_of(form)


def digest_of(form: Any) -> str:
    """What tells the values of a form that is in order from others."""
    values = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    return sha256(repr(values).encode()).hexdigest()
