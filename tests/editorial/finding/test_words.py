import pytest
from django.db import connection

from editorial.finding.matching import by_words
from editorial.finding.searched import Searched, found_models
from editorial.finding.sought import sought
from editorial.finding.words import lost, put, sign_of
from members.models import Member
from news.models import Article, Event
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory, EventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_words_are_asked_of_their_index():
    """Whatever a database thinks of reading all of them, which are long and lie apart."""
    found = Article.objects.filter(by_words(Article, sought("tramways")))
    if connection.vendor == "sqlite":
        assert "editorial_searchtext_words VIRTUAL TABLE INDEX" in found.explain()
        return
    assert "editorial_found(" in found.explain(verbose=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'editorial_found'")
        assert cursor.fetchall() == [(["enable_seqscan=off"],)]


def test_each_kind_has_a_sign_of_its_own():
    kinds = [model._meta.label_lower for model in found_models() if issubclass(model, Searched)]
    assert len(kinds) > 3
    assert len({sign_of(kind) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("text", ["tramways", "tram", "ｔｒａｍ", "有軌電車", "有軌"])
def test_words_of_one_kind_are_no_words_of_another(text):
    article = ArticleFactory(title_en="A", summary_en="Tramways", summary_zh_hant="有軌電車")
    EventFactory(title_en="B", summary_en="Buses")
    MemberFactory(summary_en="Buses")
    assert [*Article.objects.search(text)] == [article]
    assert not Event.objects.search(text).exists()
    assert not Member.objects.search(text).exists()


def test_longest_record_fits_with_its_signs():
    member = MemberFactory()
    longest = {f"{number:05}{'x' * 10}" for number in range(50_000)}
    put(member.pk << 16, "members.member", set(), longest)
    assert member.pk << 16 not in lost()
