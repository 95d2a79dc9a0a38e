"""A form comes back once with what is in doubt, loses nothing, and keeps the reason."""

import pytest

from editorial.history.asking import questions_in, reasons_in
from editorial.records.history import versions_of
from editorial.records.models import DoubtAnswer
from members.models import Fact, Member
from secretariats.models import Posting
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory
from tests.factories.secretariats import ForbiddenVariantFactory, SecretariatFactory
from tests.members.admin.test_members import change_url, form_data, sign_in

pytestmark = pytest.mark.django_db

Role = Posting.Role
HELD = "A port of Corea."


@pytest.fixture(autouse=True)
def variant():
    return ForbiddenVariantFactory(text="Corea", level="doubt", language="")


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon")


def save(client, member, **values):
    return client.post(
        change_url(member), form_data(client.get(change_url(member))) | values, follow=True
    )


def errors_of(response):
    return response.context["adminform"].form.errors


def test_form_comes_back_with_the_question_and_all_that_was_typed(client, member):
    sign_in(client, member.secretariat)
    response = save(client, member, summary_en=HELD, summary_ja="港町")
    (question,) = errors_of(response)["summary_en"]
    assert "ICLEI writes “South Korea”. Give a reason for “Corea”." in question
    assert 'name="summary_en-why"' in question and 'for="id_summary_en-why"' in question
    page = response.content.decode()
    assert HELD in page and "港町" in page
    member.refresh_from_db()
    assert member.summary_en == ""


def test_reason_is_stored_and_shown_in_the_history_and_above_the_form(client, member):
    user = sign_in(client, member.secretariat)
    save(client, member, **{"summary_en": HELD, "summary_en-why": "It is a quotation."})
    member.refresh_from_db()
    answer = DoubtAnswer.objects.get()
    assert (member.summary_en, answer.by, answer.version) == (HELD, user, member.version)
    history = client.get(f"/admin/members/member/{member.pk}/history/").content.decode()
    assert 'Reason for “Corea”: <span lang="en">It is a quotation.</span>' in history
    panel = client.get(change_url(member)).context["wording"]
    assert [kept.reason for _, kept in panel.answers] == ["It is a quotation."]
    assert panel.doubts == []


def test_unchanged_sentence_is_not_asked_about_again(client, member):
    sign_in(client, member.secretariat)
    save(client, member, **{"summary_en": HELD, "summary_en-why": "A quotation."})
    response = save(client, member, summary_en=f"{HELD} Another sentence.")
    assert response.redirect_chain
    response = save(client, member, summary_en=f"{HELD} Corea again.")
    assert list(errors_of(response)) == ["summary_en"]
    assert "Corea】 again" not in member.summary_en


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "\u3000", "\u2060 …"])
def test_blank_reason_asks_again(client, member, reason):
    sign_in(client, member.secretariat)
    response = save(client, member, **{"summary_en": HELD, "summary_en-why": reason})
    assert "A reason is needed." in errors_of(response)["summary_en"][0]


def test_reason_is_kept_where_the_form_comes_back_for_something_else(client, member):
    sign_in(client, member.secretariat)
    sent = {"summary_en": HELD, "summary_en-why": 'A "quotation".', "latitude": "99999"}
    response = save(client, member, **sent)
    assert "summary_en" not in errors_of(response)
    assert response.context["reasons"] == {"summary_en-why": 'A "quotation".'}
    assert 'name="summary_en-why" value="A &quot;quotation&quot;."' in response.content.decode()


def test_row_asks_beside_its_own_field(client, member):
    sign_in(client, member.secretariat)
    indicator = IndicatorFactory(secretariat=member.secretariat)
    row = {"wording_en": "Ports of Corea", "indicator": indicator.pk}
    rows = {"facts-TOTAL_FORMS": 1, **{f"facts-0-{k}": v for k, v in row.items()}}
    response = save(client, member, **rows)
    assert 'name="facts-0-wording_en-why"' in response.content.decode()
    save(client, member, **rows, **{"facts-0-wording_en-why": "Its name then."})
    answer = DoubtAnswer.objects.get()
    assert (answer.kind, answer.key) == ("members.fact", Fact.objects.get().pk)
    assert (answer.column, answer.reason) == ("wording_en", "Its name then.")


def test_draft_is_stored_with_a_warning_and_asks_once_it_is_published(client):
    member = MemberFactory(status="draft", publish_at=None)
    sign_in(client, member.secretariat, Role.PUBLISHER)
    response = save(client, member, summary_en=HELD)
    assert any("Give a reason for “Corea”" in str(told) for told in response.context["messages"])
    moment = {"publish_at_0": "2026-01-01", "publish_at_1": "09:00:00"}
    response = save(client, member, status="published", **moment)
    assert list(errors_of(response)) == ["summary_en"]


def test_credit_and_official_name_ask_too(client, member):
    sign_in(client, member.secretariat)
    response = save(client, member, official_name="수원 Corea", picture_credit="Corea Photo")
    assert {"official_name", "picture_credit"} <= set(errors_of(response))


def test_publisher_of_some_languages_answers_for_texts_beyond_their_reach(client):
    member = MemberFactory(status="draft", publish_at=None, summary_en=HELD)
    sign_in(client, member.secretariat, Role.PUBLISHER, languages=["ko"])
    moment = {"publish_at_0": "2026-01-01", "publish_at_1": "09:00:00"}
    response = save(client, member, status="published", **moment)
    (question,) = response.context["adminform"].form.questions
    assert question.box.endswith("-why") and "summary_en" not in question.box
    save(client, member, status="published", **moment, **{question.box: "Read by the desk."})
    member.refresh_from_db()
    assert (member.status, DoubtAnswer.objects.get().column) == ("published", "summary_en")


def test_version_in_doubt_is_restored_with_a_reason(client, member):
    member.summary_en = HELD
    member.save()
    version = versions_of(Member).first()
    member.summary_en = ""
    member.save()
    sign_in(client, member.secretariat, Role.PUBLISHER)
    url = f"/admin/members/member/{member.pk}/history/member/{version.pk}/"
    page = client.post(url, {"seen_version": member.version}).content.decode()
    assert 'name="summary_en-why"' in page
    client.post(url, {"seen_version": member.version, "summary_en-why": "As it was."})
    member.refresh_from_db()
    assert (member.summary_en, DoubtAnswer.objects.get().reason) == (HELD, "As it was.")


def test_version_with_a_row_in_doubt_is_restored_with_a_reason(client, member):
    public = versions_of(Member).get()
    member.status = "draft"
    member.save()
    fact = FactFactory(member=member, wording_en=HELD)
    sign_in(client, member.secretariat, Role.PUBLISHER)
    url = f"/admin/members/member/{member.pk}/history/member/{public.pk}/"
    response = client.post(url, {"seen_version": member.version})
    (question,) = response.context["restoring"].questions
    client.post(url, {"seen_version": member.version, question.box: "As it was."})
    member.refresh_from_db()
    assert (member.status, DoubtAnswer.objects.get().key) == ("published", fact.pk)


def test_deleted_record_in_doubt_comes_back_with_a_reason(client, member):
    member.summary_en = HELD
    member.save()
    key, office = member.pk, member.secretariat
    member.delete()
    deletion = versions_of(Member).first()
    sign_in(client, office, Role.MANAGER)
    url = f"/admin/members/member/deleted/{deletion.pk}/"
    page = client.post(url).content.decode()
    assert 'name="summary_en-why"' in page and not Member.objects.exists()
    client.post(url, {"summary_en-why": "As it was."})
    assert Member.objects.get().pk == key
    assert DoubtAnswer.objects.get().reason == "As it was."


def test_reason_is_not_told_to_another_office(client, member):
    member.summary_en = HELD
    member.answer_doubts("Known to the desk alone.")
    member.full_clean()
    member.save()
    sign_in(client, SecretariatFactory(slug="other"), Role.MANAGER)
    for address in (
        change_url(member),
        f"/admin/members/member/{member.pk}/history/",
        "/admin/activity/",
    ):
        assert "Known to the desk" not in client.get(address, follow=True).content.decode()


def test_reasons_of_one_form_are_told_from_those_of_its_rows():
    sent = {"a-why": "1", "rows-0-b-why": "2", "rows-0-b": "3"}
    assert reasons_in(sent, "rows-0") == {"b": "2"}
    assert reasons_in(sent)["a"] == "1"
    assert questions_in({}, sent) == {}
