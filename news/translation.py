from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from news.models import Article, Event


@register(Article)
class ArticleOptions(ProseOptions):
    fields = ("title", "summary", "body", "picture_alt", "withdrawal_note", "correction")


@register(Event)
class EventOptions(ProseOptions):
    fields = (
        "title",
        "summary",
        "body",
        "picture_alt",
        "place",
        "state_note",
        "withdrawal_note",
        "correction",
    )


for model in (Article, Event):
    track(model)
