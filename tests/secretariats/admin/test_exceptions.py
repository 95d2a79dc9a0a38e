"""What the back office says of names, who lets them stand, and why a designation changes."""

import pytest

from editorial.records.history import versions_of
from members.models import Member
from secretariats.models import Area, DesignationException, ForbiddenVariant, Posting
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory
from tests.factories.secretariats import (
    AreaFactory,
    ForbiddenVariantFactory,
    PostingFactory,
    SecretariatFactory,
)
from tests.members.admin.test_members import change_url, form_data, sign_in

pytestmark = pytest.mark.django_db

Role = Posting.Role
HELD = "Seat of the Republic of Korea"
ADD = "/admin/secretariats/designationexception/add/"


@pytest.fixture
def variant() -> ForbiddenVariant:
    return ForbiddenVariantFactory()


@pytest.fixture
def member(variant):
    return MemberFactory(name_en="Suwon", status="draft", publish_at=None)


def save(client, url: str, **values):
    return client.post(url, form_data(client.get(url)) | values, follow=True)


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def error_of(response, name: str) -> str:
    return str(response.context["adminform"].form.errors[name])


def test_publishing_is_stopped_at_the_field(client, member):
    sign_in(client, member.secretariat, Role.PUBLISHER)
    moment = {"publish_at_0": "2026-01-01", "publish_at_1": "09:00:00"}
    response = save(client, change_url(member), status="published", summary_en=HELD, **moment)
    assert "<mark>Republic of Korea</mark>" in error_of(response, "summary_en")
    member.refresh_from_db()
    assert (member.status, member.summary_en) == ("draft", "")


def test_draft_is_saved_with_a_warning(client, member):
    sign_in(client, member.secretariat)
    response = save(client, change_url(member), summary_en=HELD)
    assert any("ICLEI writes “South Korea”" in message for message in messages_of(response))
    member.refresh_from_db()
    assert member.summary_en == HELD
    page = client.get(change_url(member)).content.decode()
    assert "cannot be published with these names" in page
    assert "Allow it in this text" not in page


def test_draft_without_such_names_says_nothing(client, member):
    sign_in(client, member.secretariat)
    response = save(client, change_url(member), summary_en="Calm.")
    assert not any("ICLEI writes" in message for message in messages_of(response))
    assert client.get(change_url(member)).context["wording"] is None


def test_translator_is_not_stopped_by_a_public_text_in_another_language(client, variant):
    member = MemberFactory(summary_en=HELD)
    sign_in(client, member.secretariat, Role.TRANSLATOR, languages=["ko"])
    save(client, change_url(member), summary_ko="수도")
    member.refresh_from_db()
    assert member.summary_ko == "수도"


def test_publisher_of_some_languages_publishes_no_text_of_another(client, member):
    member.summary_en = HELD
    member.save()
    sign_in(client, member.secretariat, Role.PUBLISHER, languages=["ko"])
    moment = {"publish_at_0": "2026-01-01", "publish_at_1": "09:00:00"}
    response = save(client, change_url(member), status="published", **moment)
    assert "Summary (English)" in str(response.context["errors"])
    member.refresh_from_db()
    assert member.status == "draft"


def test_row_of_a_published_member_is_stopped(client, variant):
    member = MemberFactory()
    sign_in(client, member.secretariat)
    indicator = IndicatorFactory(secretariat=member.secretariat)
    row = {"wording_en": HELD, "indicator": indicator.pk}
    rows = {"facts-TOTAL_FORMS": 1, **{f"facts-0-{k}": v for k, v in row.items()}}
    response = save(client, change_url(member), **rows)
    assert "ICLEI writes" in response.content.decode()
    assert not member.facts.exists()


def test_row_and_member_are_published_together_once_the_row_is_corrected(client, member):
    fact = FactFactory(member=member, wording_en=HELD)
    sign_in(client, member.secretariat, Role.PUBLISHER)
    row = {"id": fact.pk, "member": member.pk, "wording_en": "Seat"}
    row["indicator"] = fact.indicator_id
    row["seen_version"] = fact.version
    rows = {"facts-TOTAL_FORMS": 1, "facts-INITIAL_FORMS": 1, "facts-MAX_NUM_FORMS": 9}
    rows |= {f"facts-0-{name}": value for name, value in row.items()}
    moment = {"publish_at_0": "2026-01-01", "publish_at_1": "09:00:00"}
    save(client, change_url(member), status="published", **moment, **rows)
    member.refresh_from_db()
    assert (member.status, member.facts.get().wording_en) == ("published", "Seat")


def test_version_is_not_made_public_again_with_such_a_name_in_its_rows(client, variant):
    member = MemberFactory()
    public = versions_of(Member).get()
    member.status = "draft"
    member.save()
    FactFactory(member=member, wording_en=HELD)
    sign_in(client, member.secretariat, Role.PUBLISHER)
    url = f"/admin/members/member/{member.pk}/history/member/{public.pk}/"
    response = client.post(url, {"seen_version": member.version})
    assert "Value in words (English): ICLEI writes" in response.context["errors"][0]
    member.refresh_from_db()
    assert member.status == "draft"


def test_regional_administrator_allows_a_name_in_one_text(client, member, variant):
    member.summary_en = HELD
    member.save()
    user = sign_in(client, member.secretariat, Role.REGIONAL)
    (found,) = client.get(change_url(member)).context["wording"].objections
    response = client.get(found.allowed_at)
    assert "Member: Suwon – Summary (English)" in response.content.decode()
    assert "Republic of Korea" in response.content.decode()
    client.post(found.allowed_at.partition("?")[0], form_data(response) | {"reason": "A quotation"})
    exception = DesignationException.objects.get()
    assert (exception.variant, exception.key, exception.field) == (variant, member.pk, "summary")
    assert versions_of(DesignationException).get().history_user == user
    page = client.get(change_url(member))
    assert "allowed by" in page.content.decode()
    assert "A quotation" in page.content.decode()
    assert page.context["wording"].objections == []
    listed = client.get("/admin/secretariats/designationexception/").content.decode()
    assert "Suwon – Summary (English)" in listed


def place(member, variant, **other) -> dict:
    own = {"kind": "members.member", "key": member.pk, "field": "summary", "language": "en"}
    return own | {"variant": variant.pk, "reason": "Because."} | other


@pytest.mark.parametrize(
    ("reason", "words"),
    [(" ", "required"), ("\u2060 …", "A reason is needed"), ("---", "A reason is needed")],
)
def test_exception_without_a_reason_is_refused(client, member, variant, reason, words):
    sign_in(client, member.secretariat, Role.REGIONAL)
    response = client.post(ADD, place(member, variant, reason=reason))
    assert words in error_of(response, "reason")
    assert not DesignationException.objects.exists()


def test_exception_is_given_by_regional_administrators_alone(client, member, variant):
    sign_in(client, member.secretariat, Role.MANAGER)
    assert client.post(ADD, place(member, variant)).status_code == 403
    assert client.get("/admin/secretariats/designationexception/").status_code == 403
    assert not DesignationException.objects.exists()


def test_exception_for_a_record_out_of_reach_is_not_given(client, member, variant):
    sign_in(client, SecretariatFactory(), Role.REGIONAL)
    response = client.post(ADD, place(member, variant), follow=True)
    assert "Suwon" not in response.content.decode()
    assert not DesignationException.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "members.member", "key": "x"}, {"kind": "auth.user"}]
)
def test_screen_without_a_text_says_where_exceptions_are_given(client, member, sent):
    sign_in(client, member.secretariat, Role.REGIONAL)
    response = client.get(ADD, sent, follow=True)
    assert messages_of(response) == [
        "Exceptions are added in the form of the record that contains the name."
    ]


def test_exception_is_taken_back_and_its_reason_changed(client, member, variant):
    sign_in(client, member.secretariat, Role.REGIONAL)
    client.post(ADD, place(member, variant))
    url = f"/admin/secretariats/designationexception/{DesignationException.objects.get().pk}/"
    save(client, f"{url}change/", reason="Another.", field="profile")
    exception = DesignationException.objects.get()
    assert (exception.reason, exception.field) == ("Another.", "summary")
    history = client.get(f"{url}history/").content.decode()
    assert ">Because</del>" in history
    client.post(f"{url}delete/", {"post": "yes"})
    assert not DesignationException.objects.exists()


def test_reason_of_an_exception_goes_back_with_its_version(client, member, variant):
    sign_in(client, member.secretariat, Role.REGIONAL)
    client.post(ADD, place(member, variant))
    exception = DesignationException.objects.get()
    first = versions_of(DesignationException).get()
    exception.reason = "Another."
    exception.save()
    url = f"/admin/secretariats/designationexception/{exception.pk}/history/designationexception/"
    client.post(f"{url}{first.pk}/", {"seen_version": exception.version})
    exception.refresh_from_db()
    assert exception.reason == "Because."


# Why a designation changes


AREA = "/admin/secretariats/area/{}/change/"


@pytest.fixture
def area() -> Area:
    return AreaFactory()


@pytest.fixture
def administrator(client):
    user = PostingFactory(role=Role.REGIONAL).user
    client.force_login(user)
    return user


@pytest.mark.parametrize(("name", "value"), [("name_ja", "韓国"), ("code", "KO")])
def test_designation_does_not_change_without_a_reason(client, area, administrator, name, value):
    response = save(client, AREA.format(area.pk), **{name: value})
    assert "Give a reason" in error_of(response, "reason")
    area.refresh_from_db()
    assert getattr(area, name) != value


def test_reason_that_nobody_can_read_is_none(client, area, administrator):
    response = save(client, AREA.format(area.pk), name_ja="韓国", reason="\u200b …")
    assert "Give a reason" in error_of(response, "reason")


def test_reason_stays_with_the_version_and_is_shown(client, area, administrator):
    reason = "Decided by the council <on> 5 May.\n" + "Very long. " * 20
    save(client, AREA.format(area.pk), name_ja="韓国", reason=reason)
    version = versions_of(Area).first()
    assert (version.name_ja, version.history_user) == ("韓国", administrator)
    assert version.history_change_reason == reason.strip()
    history = client.get(f"/admin/secretariats/area/{area.pk}/history/").content.decode()
    assert "Decided by the council &lt;on&gt; 5 May." in history


def test_what_is_no_designation_changes_without_a_reason(client, area, administrator):
    save(client, AREA.format(area.pk), order=7)
    area.refresh_from_db()
    assert area.order == 7


def test_reason_alone_makes_no_version(client, area, administrator):
    save(client, AREA.format(area.pk), reason="Just so")
    assert versions_of(Area).count() == 1


def test_going_back_to_a_designation_asks_why(client, area, administrator):
    first = versions_of(Area).get()
    area.name_en = "Korea"
    area.save()
    url = f"/admin/secretariats/area/{area.pk}/history/area/{first.pk}/"
    assert 'name="reason"' in client.get(url).content.decode()
    response = client.post(url, {"seen_version": area.version})
    assert any("Give a reason" in error for error in response.context["errors"])
    client.post(url, {"seen_version": area.version, "reason": "A slip"})
    area.refresh_from_db()
    assert area.name_en == "South Korea"
    assert versions_of(Area).first().history_change_reason == "A slip"


def test_manager_sees_no_question_and_changes_no_designation(client, area):
    client.force_login(PostingFactory(role=Role.MANAGER).user)
    response = client.get(AREA.format(area.pk))
    assert 'name="reason"' not in response.content.decode()
    assert client.post(AREA.format(area.pk), {"name_en": "X", "reason": "Y"}).status_code == 403


def variants(*rows: tuple[str, str]) -> dict:
    data: dict = {"forbidden_variants-TOTAL_FORMS": len(rows)}
    for at, (language, text) in enumerate(rows):
        data |= {
            f"forbidden_variants-{at}-language": language,
            f"forbidden_variants-{at}-text": text,
            f"forbidden_variants-{at}-level": "forbidden",
        }
    return data


def test_administrator_lists_names_with_the_area(client, area, administrator):
    save(client, AREA.format(area.pk), **variants(("ja", "南朝鮮")))
    assert ForbiddenVariant.objects.get().text == "南朝鮮"
    history = client.get(f"/admin/secretariats/area/{area.pk}/history/").content.decode()
    assert "name not to be used – created" in history
    assert "南朝鮮" in history


def test_name_of_the_area_itself_is_not_listed(client, area, administrator):
    response = save(client, AREA.format(area.pk), **variants(("en", "south korea")))
    assert "This is the name that ICLEI uses." in response.content.decode()
    assert not ForbiddenVariant.objects.exists()


def test_names_are_seen_by_all_staff_and_listed_by_administrators_alone(client, area, variant):
    client.force_login(PostingFactory(role=Role.MANAGER).user)
    assert "Republic of Korea" in client.get(AREA.format(area.pk)).content.decode()
    client.post(AREA.format(area.pk), variants(("ja", "南朝鮮")))
    assert ForbiddenVariant.objects.get() == variant
    assert "name not to be used" in client.get("/admin/activity/").content.decode()
