from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from editorial.translations.models import GlossaryEntry


@register(GlossaryEntry)
class GlossaryEntryOptions(ProseOptions):
    fields = ("wording",)
    english = ("wording",)
    never_converted = ("wording",)


track(GlossaryEntry)
