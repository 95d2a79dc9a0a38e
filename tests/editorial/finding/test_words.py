import pytest
from django.db import connection

from editorial.finding.matching import by_words
from editorial.finding.sought import sought
from news.models import Article

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
