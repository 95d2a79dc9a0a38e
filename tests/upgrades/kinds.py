"""What the records that staff leave are called in the code that this folder belongs to.

The deeds name models through here alone, so that a model which gets another name is one line.
"""

from django.apps import apps

LABELS = {
    "glossary entry": "editorial.GlossaryEntry",
    "translation status": "editorial.TranslationStatus",
    "translation review": "editorial.TranslationReview",
    "converted text": "editorial.ConvertedText",
    "saved filter": "editorial.SavedFilter",
    "presence": "editorial.Presence",
    "translators' file": "editorial.Exchange",
    "import": "editorial.Import",
    "row of an import": "editorial.ImportRow",
    "answer to a doubt": "editorial.DoubtAnswer",
    "job": "editorial.Job",
    "worker": "editorial.Worker",
    "mail": "editorial.Mail",
    "user": "editorial.User",
    "staff user": "secretariats.Staff",
    "area": "secretariats.Area",
    "name not to be used": "secretariats.ForbiddenVariant",
    "exception for a name": "secretariats.DesignationException",
    "proper name": "secretariats.ProperName",
    "suppressed address": "secretariats.SuppressedAddress",
    "office": "secretariats.Secretariat",
    "person": "secretariats.Person",
    "posting": "secretariats.Posting",
    "theme": "members.Theme",
    "member": "members.Member",
    "term": "members.Membership",
    "membership category": "members.Category",
    "indicator": "members.Indicator",
    "choice": "members.IndicatorChoice",
    "fact": "members.Fact",
    "source": "members.Source",
    "place": "members.Place",
    "containment": "members.Containment",
    "other name": "members.OtherName",
    "identifier": "members.Identifier",
    "inventory": "members.Inventory",
    "target": "members.Target",
    "pledge": "members.Pledge",
    "count of the network": "members.NetworkCount",
    "article": "news.Article",
    "event": "news.Event",
}


def model(kind: str):
    """The model of a kind of record."""
    return apps.get_model(LABELS[kind])


def records(kind: str):
    """All records of a kind, with the methods of their QuerySet."""
    return model(kind)._default_manager.all()


def screen(kind: str) -> str:
    """The address of a kind's list in the back office."""
    opts = model(kind)._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/"
