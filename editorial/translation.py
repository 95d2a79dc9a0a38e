from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from editorial.translations.models import Term


@register(Term)
class TermOptions(ProseOptions):
    fields = ("wording",)
    english = ("wording",)
    never_converted = ("wording",)


track(Term)
