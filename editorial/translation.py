from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.models import Term
from editorial.records.history import track


@register(Term)
class TermOptions(ProseOptions):
    fields = ("wording",)
    english = ("wording",)
    never_converted = ("wording",)


track(Term)
