from modeltranslation.translator import register

from editorial.history import track
from editorial.languages import ProseOptions
from editorial.models import Term


@register(Term)
class TermOptions(ProseOptions):
    fields = ("wording",)
    english = ("wording",)
    never_converted = ("wording",)


track(Term)
