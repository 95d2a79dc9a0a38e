"""Who is told of a step: whoever may decide, or whoever handed the record in."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.languages import text_in
from editorial.languages.punctuation import label_text, quote_text
from editorial.notices.models import Event
from editorial.notices.telling import Words, deciders_at, tell
from editorial.records.models import TakenStep
from editorial.records.scope import office_of
from editorial.screens.steps import HAND_IN, RETURN, Step, last_author


def tell_of_step(step: Step, record: Any, naming: str, user: Any, sentence: str, path: str) -> None:
    """Tell those whom a step concerns that ``user`` took it, with the sentence."""
    if step.code == HAND_IN:
        office = office_of(record)
        users, event = deciders_at(office.pk if office else None), Event.HANDED_IN
    elif step.leads_out or step.code == RETURN:
        event = Event.RETURNED if step.code == RETURN else Event.DECIDED
        users = authors_of(record)
    else:
        return
    tell(users, event, lambda: words_of(step, record, naming, user, sentence), path, by=user)


def authors_of(record: Any) -> list[User]:
    """Whoever handed a record in last; if nobody did, whoever worked on it last."""
    taken = TakenStep.objects.filter(
        kind=record._meta.label_lower, key=record.pk, name=HAND_IN, by__isnull=False
    )
    key = taken.order_by("-pk").values_list("by", flat=True).first() or last_author(record)
    return list(User.objects.filter(pk=key)) if key else []


def words_of(step: Step, record: Any, naming: str, user: Any, sentence: str) -> Words:
    """What they are told, in the language at hand."""
    called = text_in(record, naming).value
    subject = label_text(str(step.called), called)
    words = gettext("%(who)s has taken this step: %(step)s. It is about %(kind)s %(record)s.") % {
        "who": user,
        "step": step.called,
        "kind": capfirst(record._meta.verbose_name),
        "record": quote_text(called),
    }
    return subject, [words, sentence]
