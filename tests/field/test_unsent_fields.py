"""A form does not tell of fields that opened after it was filled: those keep what is stored."""

from datetime import UTC, datetime

import pytest

from editorial.records.publication import Publication
from tests.editorial.history.editing import Role, edit, sign_in
from tests.factories.members import FactFactory, MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.members.admin.test_members import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Status = Publication.Status
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
TIMES = {
    "news/event": {"starts_at_0": "2030-05-01", "starts_at_1": "10:00:00"},
}


def change_url(screen, record) -> str:
    return f"/admin/{screen}/{record.pk}/change/"


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("screen", "factory", "text"),
    [
        ("news/article", ArticleFactory, "summary_en"),
        ("news/event", EventFactory, "summary_en"),
        ("members/member", MemberFactory, "summary_en"),
    ],
)
def test_dates_of_a_record_that_became_a_draft_meanwhile(client, screen, factory, text):
    record = factory(status=Status.PUBLISHED, publish_at=FIRST, unpublish_at=LAST)
    sign_in(client, record.secretariat, Role.EDITOR)
    sent = form_data(client.get(change_url(screen, record))) | TIMES.get(screen, {})
    assert not {"status", "publish_at_0"} & sent.keys()
    edit(record, status=Status.DRAFT)
    answer = client.post(change_url(screen, record), sent | {text: "Anew"}, follow=True)
    record.refresh_from_db()
    assert (record.status, record.publish_at, record.unpublish_at) == ("draft", FIRST, LAST)
    assert getattr(record, text) == "Anew"
    assert any("since you opened the form" in line for line in told(answer))


def test_form_with_an_error_comes_back_with_what_is_stored(client):
    article = ArticleFactory(status=Status.PUBLISHED, publish_at=FIRST)
    sign_in(client, article.secretariat, Role.EDITOR)
    sent = form_data(client.get(change_url("news/article", article)))
    edit(article, status=Status.DRAFT)
    answer = client.post(change_url("news/article", article), sent | {"slug": "no slug"})
    assert [*answer.context["adminform"].form.errors] == ["slug"]
    again = form_data(answer) | {"slug": "a-slug"}
    assert client.post(change_url("news/article", article), again).status_code == 302
    article.refresh_from_db()
    assert (article.slug, article.publish_at) == ("a-slug", FIRST)


def test_languages_that_became_the_translators_meanwhile(client):
    """Somebody who may write one language is given all, and sends the form of before."""
    article = ArticleFactory(title_ko="수원", title_en="Suwon", source_language="en")
    user = sign_in(client, article.secretariat, Role.TRANSLATOR, languages=["ja"])
    sent = form_data(client.get(change_url("news/article", article)))
    assert "title_ko" not in sent
    user.postings.update(role=Role.EDITOR)
    client.post(change_url("news/article", article), sent | {"title_ja": "スウォン"})
    article.refresh_from_db()
    assert (article.title_ja, article.title_ko, article.title_en) == ("スウォン", "수원", "Suwon")


def test_rows_whose_boxes_were_closed(client):
    member = MemberFactory()
    fact = FactFactory(member=member, wording_en="Trees", wording_ko="나무")
    sign_in(client, member.secretariat, Role.PUBLISHER)
    sent = form_data(client.get(change_url("members/member", member)))
    row = {"id": fact.pk, "member": member.pk, "seen_version": fact.version, "year": "2013"}
    row["indicator"] = fact.indicator_id
    sent |= {f"facts-0-{name}": value for name, value in row.items()}
    sent |= {"facts-TOTAL_FORMS": 1, "facts-INITIAL_FORMS": 1}
    assert client.post(change_url("members/member", member), sent).status_code == 302
    fact.refresh_from_db()
    assert (fact.year, fact.wording_en, fact.wording_ko) == (2013, "Trees", "나무")


def test_forged_fields_stay_closed(client):
    article = ArticleFactory(status=Status.PUBLISHED, publish_at=FIRST)
    sign_in(client, article.secretariat, Role.EDITOR)
    sent = form_data(client.get(change_url("news/article", article)))
    forged = {"status": "withdrawn", "status-open": "1", "publish_at_0": "", "publish_at_1": ""}
    client.post(change_url("news/article", article), sent | forged)
    article.refresh_from_db()
    assert (article.status, article.publish_at) == ("published", FIRST)
