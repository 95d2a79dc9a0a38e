"""Lists of stories for readers of a language; what exists in others is folded below."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.views.generic import ListView

from editorial.languages import active
from editorial.public.tidy_queries import to_shared_address
from news.filters import OTHERS, StoryFilter, shortened
from news.models import StoryQuerySet
from news.written import Told

#: Stories on a page.
ON_A_PAGE = 20


@dataclass(frozen=True)
class Others:
    """What a list has in other languages only: a page of it, folded, and how many there are.

    It stands open for who comes for it, looks for words, or else would see nothing.
    """

    page: Page
    told: list[Told]
    is_open: bool

    @property
    def total(self) -> int:
        return self.page.paginator.count


class StoryListView(ListView):
    """A list that answers any page number with the nearest page, and says what it left out."""

    paginate_by = ON_A_PAGE
    filterset: ClassVar[type[StoryFilter]]

    def stories(self) -> StoryQuerySet:
        """All that the public sees, in the order of the list."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        self.filter = self.filterset(request.GET, self.stories())
        self.left_out = self.filter.left_out
        moved = to_shared_address(request, self.filter.data)
        return moved or super().get(request, *args, **kwargs)

    def get_queryset(self):
        return self.shown()

    def shown(self) -> Any:
        shown = self.filter.shown
        return shown.select_related("secretariat") if self.is_foreign else shown

    @property
    def is_foreign(self) -> bool:
        """Whether a language is asked for that is not the reader's."""
        return self.filter.language_asked not in (None, active())

    def total(self) -> int:
        """How many stories the pages have."""
        return self.filter.total

    def paginate_queryset(self, queryset, page_size):
        page = self.page_of(queryset, self.total(), "page")
        return page.paginator, page, page.object_list, page.has_other_pages()

    def page_of(self, stories: QuerySet, total: int, parameter: str) -> Page:
        """The page asked for by a parameter. Nothing is counted anew."""
        paginator = Paginator(stories, self.paginate_by)
        paginator.count = total
        asked = self.request.GET.get(parameter) or "1"
        page = paginator.get_page(asked)
        if asked != str(page.number):
            self.left_out = [*self.left_out, shortened(parameter, asked)]
        return page

    @cached_property
    def others(self) -> Others | None:
        """What there is in other languages. At most one query."""
        if not self.filter.total_others:
            return None
        stories = self.filter.others.select_related("secretariat").prefetch_related(None)
        page = self.page_of(stories, self.filter.total_others, OTHERS)
        is_wanted = OTHERS in self.request.GET or "q" in self.filter.asked
        is_open = is_wanted or not self.filter.total
        return Others(page, [Told.of(story) for story in page], is_open)

    def told(self, stories: Any) -> list[Told]:
        """``stories`` in the language asked for; empty where that is the reader's."""
        language = self.filter.language_asked
        return [Told.of(story, language) for story in stories] if self.is_foreign else []

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filter=self.filter, others=self.others, **kwargs)
        return context | {
            "facets": self.filter.facets(),
            "chosen": list(self.filter.chosen()),
            "told": self.told(context["object_list"]),
            "left_out": self.left_out,
        }
