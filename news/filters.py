"""What the list of news can be narrowed by."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from members.models import Theme
from news.models import Article
from secretariats.models import Area

#: Characters; more than anybody types, less than a database refuses.
LONGEST_SEARCH = 100


def shortened(name: str, value: str) -> str:
    """A part of an address, no longer than a page can bear."""
    return f"{name}={value[:30]}"


def years() -> list[tuple[str, str]]:
    """The years in which public articles appeared, the latest first. This causes one query."""
    moments = Article.objects.public().order_by().datetimes("publish_at", "year", order="DESC")
    found = [f"{timezone.localtime(moment):%Y}" for moment in moments]
    return list(zip(found, found, strict=True))


class ArticleFilter(FilterSet):
    """Parameters that make no sense are left out, and ``left_out`` names them."""

    q = CharFilter(label=_("Search"), method="search", max_length=LONGEST_SEARCH)
    kind = ChoiceFilter(label=_("Kind"), empty_label=_("All kinds"), choices=Article.Kind.choices)
    theme = ModelChoiceFilter(
        label=_("Theme"), field_name="themes", to_field_name="slug", queryset=Theme.objects.all()
    )
    area = ModelChoiceFilter(
        label=_("Area"), field_name="areas", to_field_name="code", queryset=Area.objects.all()
    )
    year = ChoiceFilter(
        label=_("Year"), field_name="publish_at__year", empty_label=_("All years"), choices=()
    )

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        self.filters["year"].extra["choices"] = years()

    def search(self, articles, name, words):
        return articles.search(words)

    @property
    def left_out(self) -> list[str]:
        """The parts of the address that make no sense."""
        return [shortened(name, self.data[name]) for name in self.form.errors]

    @property
    def chosen(self) -> dict:
        """The parameters in force and their values."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}
