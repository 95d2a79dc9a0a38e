import pytest
from django.contrib.admin import site
from django.http import QueryDict

from editorial.screens.filter_queries import FilterQueries
from members.models import Fact, Member
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries(rf):
    request = rf.get("/admin/members/member/")
    request.user = PostingFactory().user
    return FilterQueries(site.get_model_admin(Member), request)


def test_columns_are_kept_by_name_and_counted_when_the_list_is_opened(queries):
    kept = queries.lasting(QueryDict("o=-7.1"))
    assert kept["o"] == "-status.listed_as"
    assert queries.address(kept) == "/admin/members/member/?o=-7.1"


def test_column_that_the_list_has_not_is_left_out(queries):
    assert queries.lasting(QueryDict("o=99.-population_source")) == {}


def test_parameters_are_kept_in_one_order_and_pages_not(queries):
    assert queries.lasting(QueryDict("status__exact=draft&q=su&p=3")).urlencode() == (
        "q=su&status__exact=draft"
    )


def test_parameter_that_no_filter_offers_is_not_kept(queries):
    assert queries.lasting(QueryDict("notes__startswith=a&q=")) == {}


def test_value_holds_while_the_user_sees_what_it_names(queries):
    theirs = queries.request.user.postings.get().secretariat
    name = "secretariat__id__exact"
    assert queries.holds(name, [str(theirs.pk)])
    assert not queries.holds(name, [str(theirs.pk + 1)])
    assert not queries.holds("status__exact", ["forgotten"])


def test_choice_of_what_names_nothing_holds(queries):
    facts = FilterQueries(site.get_model_admin(Fact), queries.request)
    assert facts.holds("source__isnull", ["True"])
    assert not facts.holds("source__isnull", ["perhaps"])
