"""A file goes out, is edited as a translator would, and comes back: through the pages."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.exchange.models import Exchange
from editorial.exchange.plan import TextOutcome
from editorial.records.history import versions_of
from editorial.texts.letters import tidied
from editorial.translations.ledger import entries, statuses_of
from members.models import Fact, Member
from news.models import Article
from secretariats.models import Posting, Secretariat
from tests.editorial.exchange.test_catalogues import TEXTS
from tests.factories.editorial import UserFactory
from tests.factories.members import FactFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import (
    ForbiddenVariantFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/admin/translations/po/"
ALL_KINDS = (
    *("members.member", "members.fact", "members.theme", "news.article", "news.event"),
    *("secretariats.secretariat", "secretariats.person", "secretariats.area"),
)
ALL_STATES = ("missing", "stale", "converted", "current")


@pytest.fixture
def office():
    return SecretariatFactory(name_en="Goyang Office")


@pytest.fixture
def translator(client, office):
    """A translator of the office into Japanese, signed in."""
    role, languages = Posting.Role.TRANSLATOR, ["ja", "zh-hant"]
    posting = PostingFactory(secretariat=office, role=role, languages=languages)
    client.force_login(posting.user)
    return posting.user


@pytest.fixture
def member(office):
    return MemberFactory(secretariat=office, name_en="Suwon", summary_en="A city.")


def downloaded(client, code: str = "ja", kinds=("members.member",), states=ALL_STATES, **other):
    asked = {"language": code, "kind": kinds, "state": states, **other}
    response = client.get(f"{PAGE}download/", asked)
    assert response["Content-Disposition"].startswith("attachment"), response.content.decode()
    return response.content.decode()


def texts_in(content: str) -> dict[str, polib.POEntry]:
    """The entries of a file by the end of their names, such as ``12/summary_ja``."""
    return {entry.msgctxt.split("/", 1)[1]: entry for entry in parsed(content)}


def parsed(content: str) -> polib.POFile:
    return polib.pofile(content, wrapwidth=0)


def edited(content: str, change) -> str:
    """The file as a tool writes it, once ``change`` was done to each of its entries."""
    catalogue = parsed(content)
    for entry in catalogue:
        change(entry)
    return str(catalogue)


def translated(words: dict[str, str]):
    """A change: the translations by the ends of the names of their texts."""

    def change(entry: polib.POEntry) -> None:
        for name, text in words.items():
            if entry.msgctxt.endswith(name):
                entry.msgstr = text
                entry.fuzzy = False

    return change


def uploaded(client, content: str | bytes, name: str = "from-Aiko.po"):
    """The page that shows what the file would change."""
    raw = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, raw)}, follow=True)


def outcomes(response) -> dict[str, str]:
    plan = response.context["plan"]
    return {row.item.name.split("/", 1)[-1]: str(row.outcome) for row in plan.rows}


def taken_over(client, response, **decision):
    address = response.redirect_chain[-1][0] if response.redirect_chain else response.request_path
    seal = response.context["plan"].seal
    return client.post(address, {"seal": seal} | decision, follow=True)


def number_of(response, name: str) -> int:
    plan = response.context["plan"]
    return next(row.number for row in plan.rows if row.item.name.endswith(name))


def words_of(response) -> str:
    return " ".join(note for row in response.context["plan"].rows for note in row.notes)


def state_of(obj, name: str) -> str:
    return next(str(entry.state) for entry in entries(obj) if entry.column == name)


# Out


def test_file_holds_what_is_missing_and_what_is_stale(client, translator, member):
    member.summary_ja = "都市。"
    member.save()
    member.summary_en = "A great city."
    member.save()
    found = texts_in(downloaded(client, states=("missing", "stale")))
    assert {*found} == {f"{member.pk}/name_ja", f"{member.pk}/summary_ja"}
    stale = found[f"{member.pk}/summary_ja"]
    assert (stale.msgid, stale.msgstr, stale.fuzzy) == ("A great city.", "都市。", True)
    assert stale.previous_msgid == "A city."
    assert not found[f"{member.pk}/name_ja"].fuzzy


def test_file_tells_a_translator_what_a_text_is(client, translator, member):
    comment = texts_in(downloaded(client))[f"{member.pk}/summary_ja"].comment
    for words in ("Member: Suwon", "Summary", "Goyang Office", "English", "missing"):
        assert words in comment


def test_file_is_in_the_words_of_whoever_sends_it(client, translator, member):
    translator.interface_language = "ko"
    translator.save()
    assert "요약" in texts_in(downloaded(client))[f"{member.pk}/summary_ja"].comment


def test_article_is_sent_in_the_language_that_it_was_written_in(client, translator, office):
    article = ArticleFactory(
        secretariat=office, source_language="ko", title_ko="공고", title_en="Notice"
    )
    found = texts_in(downloaded(client, kinds=("news.article",)))
    assert found[f"{article.pk}/title_ja"].msgid == "공고"
    assert "Korean" in found[f"{article.pk}/title_ja"].comment


def test_file_holds_rows_and_rich_text(client, translator, member):
    fact = FactFactory(member=member, wording_en="Parks")
    member.profile_en = "<p>Green &amp; <strong>calm</strong>.</p>"
    member.save()
    found = texts_in(downloaded(client, kinds=("members.member", "members.fact")))
    assert found[f"{fact.pk}/wording_ja"].msgid == "Parks"
    assert found[f"{member.pk}/profile_ja"].msgid == member.profile_en
    assert "HTML" in found[f"{member.pk}/profile_ja"].comment


def test_file_holds_nothing_of_other_offices(client, translator, member):
    MemberFactory(name_en="Gangneung")
    PersonFactory(name_en="Stranger")
    ThemeFactory(name_en="Resilient")
    content = downloaded(client, kinds=("members.member", "secretariats.person"))
    assert "Suwon" in content
    assert not {"Gangneung", "Stranger", "Resilient"} & {e.msgid for e in parsed(content)}


def test_file_of_one_office_holds_no_other(client, office, member):
    client.force_login(UserFactory(is_superuser=True))
    MemberFactory(name_en="Gangneung")
    found = texts_in(downloaded(client, office=office.pk))
    assert {entry.msgid for entry in found.values()} == {"Suwon", "A city."}


def test_another_office_is_no_choice(client, translator, member):
    stranger = SecretariatFactory(name_en="Stranger")
    response = client.get(
        f"{PAGE}download/",
        {"language": "ja", "kind": "members.member", "state": "missing", "office": stranger.pk},
    )
    assert response.context["download"].errors["office"]
    assert "Stranger" not in response.content.decode()


def test_language_of_others_is_no_choice(client, translator, member):
    response = client.get(
        f"{PAGE}download/", {"language": "ko", "kind": "members.member", "state": "missing"}
    )
    assert response.context["download"].errors["language"]


def test_vocabulary_is_sent_by_regional_administrators_alone(client, translator, office):
    ThemeFactory(name_en="Resilient")
    wanted = {"language": "ja", "kind": "members.theme", "state": "missing"}
    assert client.get(f"{PAGE}download/", wanted).context["download"].errors["kind"]
    client.force_login(PostingFactory(role=Posting.Role.REGIONAL).user)
    assert "Resilient" in client.get(f"{PAGE}download/", wanted).content.decode()


def test_nothing_to_translate_says_so(client, translator, member):
    response = client.get(
        f"{PAGE}download/", {"language": "ja", "kind": "members.member", "state": "stale"}
    )
    assert "nothing to translate" in str(response.context["download"].errors)


def test_more_texts_than_a_file_holds_are_refused(client, translator, member, monkeypatch):
    monkeypatch.setattr("editorial.exchange.outgoing.MOST_TEXTS", 1)
    asked = {"language": "ja", "kind": "members.member", "state": "missing"}
    response = client.get(f"{PAGE}download/", asked)
    assert "at most" in str(response.context["download"].errors)


def test_file_asks_as_much_for_many_records_as_for_few(
    client, translator, member, django_assert_num_queries
):
    member.summary_ja = "都市。"
    member.save()
    member.summary_en = "A great city."
    member.save()
    downloaded(client)
    with CaptureQueriesContext(connection) as asked:
        downloaded(client)
    for _ in range(3):
        other = MemberFactory(secretariat=member.secretariat, summary_en="A", summary_ja="あ")
        other.summary_en = "B"
        other.save()
    with django_assert_num_queries(len(asked)):
        downloaded(client)


def test_pages_refuse_staff_without_a_posting(client, member):
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}download/").status_code == 403
    assert client.get(f"{PAGE}1/").status_code == 403


# In


@pytest.mark.parametrize("count", [2 * len(TEXTS), pytest.param(500, marks=pytest.mark.thorough)])
def test_many_texts_go_round_and_nothing_is_lost(client, translator, office, count):
    sources = [TEXTS[at % len(TEXTS)] for at in range(count)]
    made = [MemberFactory(secretariat=office, summary_en=f"{n}{s}") for n, s in enumerate(sources)]
    given = {f"/{obj.pk}/summary_ja": s for obj, s in zip(made, sources, strict=True)}

    def change(entry):
        entry.msgstr = next((t for name, t in given.items() if entry.msgctxt.endswith(name)), "")

    response = uploaded(client, edited_as_file(downloaded(client), change))
    assert list(outcomes(response).values()).count("new") == count
    assert f"{count} texts were applied" in taken_over(client, response).content.decode()
    stored = [Member.objects.get(pk=obj.pk).summary_ja for obj in made]
    assert stored == [*map(tidied, sources)]
    assert {state_of(obj, "summary_ja") for obj in Member.objects.all()[:5]} == {"current"}
    assert {*outcomes(uploaded(client, downloaded(client))).values()} <= {"unchanged", "empty"}


def edited_as_file(content: str, change) -> str:
    """As ``edited``, by the way of a file: polib splits strings at signs that texts may hold."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = f"{folder}/a.po"
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        catalogue = polib.pofile(path, encoding="utf-8", wrapwidth=79)
    for entry in catalogue:
        change(entry)
    return str(catalogue)


def test_translation_is_stored_in_the_users_name_and_names_its_file(client, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "水原"}))
    taken_over(client, uploaded(client, content))
    member.refresh_from_db()
    assert member.name_ja == "水原"
    newest = versions_of(Member).filter(id=member.pk).first()
    assert newest.history_user == translator
    assert newest.history_change_reason == "From the file from-Aiko.po"
    assert statuses_of(member)["ja"].missing == 1


def test_record_is_saved_once_however_many_texts_it_has(client, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "水原", "/summary_ja": "都市。"}))
    response = uploaded(client, content)
    before = Member.objects.get().version
    taken_over(client, response)
    assert Member.objects.get().version == before + 1


def test_nothing_is_stored_before_it_was_looked_at(client, translator, member):
    uploaded(client, edited(downloaded(client), translated({"/name_ja": "水原"})))
    assert not Member.objects.get().name_ja


def test_text_that_is_left_out_stays(client, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "水原", "/summary_ja": "都市。"}))
    response = uploaded(client, content)
    taken_over(client, response, leave=number_of(response, "/summary_ja"))
    member.refresh_from_db()
    assert (member.name_ja, member.summary_ja or "") == ("水原", "")


def test_mark_taken_away_from_an_unchanged_text_confirms_it(client, translator, member):
    member.summary_ja = "都市。"
    member.save()
    member.summary_en = "The city."
    member.save()
    content = downloaded(client)
    assert outcomes(uploaded(client, content))[f"{member.pk}/summary_ja"] == "unchanged"

    def confirm(entry):
        entry.fuzzy = False

    response = uploaded(client, edited(content, confirm))
    assert outcomes(response)[f"{member.pk}/summary_ja"] == "confirmed"
    taken_over(client, response)
    assert state_of(Member.objects.get(), "summary_ja") == "current"


def test_converted_text_is_confirmed_as_well(client, translator, member):
    Secretariat.objects.update(shows_converted=True)
    member.refresh_from_db()
    member.summary_zh_hant = "城市。"
    member.freshly_converted = frozenset({"summary_zh_hant"})
    member.save()
    content = downloaded(client, "zh-hant")
    assert texts_in(content)[f"{member.pk}/summary_zh_hant"].fuzzy
    taken_over(client, uploaded(client, content.replace("#, fuzzy\n", "")))
    member.refresh_from_db()
    assert member.converted == []


def test_text_still_marked_as_needing_work_is_not_taken(client, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "水原"}))
    content = content.replace("msgctxt", "#, fuzzy\nmsgctxt", 1)
    response = uploaded(client, content)
    assert outcomes(response)[f"{member.pk}/name_ja"] == "unfinished"
    assert "needing work" in response.content.decode()


def test_text_that_the_translator_emptied_stays(client, translator, member):
    member.name_ja = "水原"
    member.save()
    content = edited(downloaded(client), translated({"/name_ja": ""}))
    assert outcomes(uploaded(client, content))[f"{member.pk}/name_ja"] == "empty"


def test_every_text_whose_source_changed_since_is_reported(client, translator, office):
    made = [MemberFactory(secretariat=office, summary_en=f"City {at}.") for at in range(5)]
    content = edited(downloaded(client), translated({"/summary_ja": "都市。"}))
    for obj in made:
        obj.summary_en += " Changed."
        obj.save()
    response = uploaded(client, content)
    found = outcomes(response)
    assert [found[f"{obj.pk}/summary_ja"] for obj in made] == ["conflict"] * 5
    page = response.content.decode()
    assert "City 3." in page and "City 3. Changed." in page
    taken_over(client, response)
    assert not Member.objects.filter(summary_ja="都市。").exists()


def test_translation_of_an_old_source_is_stale_when_taken(client, translator, member):
    content = edited(downloaded(client), translated({"/summary_ja": "都市。"}))
    member.summary_en = "A great city."
    member.save()
    response = uploaded(client, content)
    taken_over(client, response, take=number_of(response, "/summary_ja"))
    member.refresh_from_db()
    assert member.summary_ja == "都市。"
    assert state_of(member, "summary_ja") == "stale"
    stale = texts_in(downloaded(client))[f"{member.pk}/summary_ja"]
    assert stale.previous_msgid == "A city."


def test_translation_that_changed_here_since_is_shown_beside_the_files(client, translator, member):
    content = edited(downloaded(client), translated({"/summary_ja": "都市。"}))
    member.summary_ja = "街。"
    member.save()
    response = uploaded(client, content)
    assert outcomes(response)[f"{member.pk}/summary_ja"] == "conflict"
    assert {"都市。", "街。"} <= {
        text for one in response.context["conflicts"] for text in (one.before, one.after)
    }
    taken_over(client, response)
    assert Member.objects.get().summary_ja == "街。"
    response = uploaded(client, content)
    taken_over(client, response, take=number_of(response, "/summary_ja"))
    assert Member.objects.get().summary_ja == "都市。"


def test_text_that_the_translator_left_alone_keeps_what_changed_here(client, translator, member):
    member.summary_ja = "都市。"
    member.save()
    content = downloaded(client)
    member.summary_ja = "街。"
    member.save()
    assert outcomes(uploaded(client, content))[f"{member.pk}/summary_ja"] == "unchanged"


def test_file_whose_notes_a_tool_dropped_overwrites_nothing_unasked(client, translator, member):
    member.summary_ja = "都市。"
    member.save()
    content = edited(downloaded(client), translated({"/summary_ja": "街。", "/name_ja": "水原"}))
    bare = "\n".join(line for line in content.split("\n") if not line.startswith("#."))
    found = outcomes(uploaded(client, bare))
    assert found[f"{member.pk}/summary_ja"] == "conflict"
    assert found[f"{member.pk}/name_ja"] == "new"


def test_change_between_look_and_decision_is_seen_before_it_is_decided(client, translator, member):
    response = uploaded(client, edited(downloaded(client), translated({"/summary_ja": "都市。"})))
    member.summary_ja = "街。"
    member.save()
    page = taken_over(client, response)
    assert "Look again" in page.content.decode()
    assert Member.objects.get().summary_ja == "街。"
    assert outcomes(page)[f"{member.pk}/summary_ja"] == "conflict"


def test_rich_text_is_cleaned_and_says_so(client, translator, member):
    member.profile_en = "<p>Green.</p>"
    member.save()
    bad = '<p onclick="x()">緑<script>alert(1)</script><img src=x onerror=y></p>'
    response = uploaded(client, edited(downloaded(client), translated({"/profile_ja": bad})))
    assert "left out" in words_of(response)
    taken_over(client, response)
    assert Member.objects.get().profile_ja == "<p>緑</p>"


def test_text_that_its_field_refuses_is_an_error_and_the_others_are_taken(
    client, translator, member
):
    content = edited(
        downloaded(client), translated({"/name_ja": "水" * 81, "/summary_ja": "都市。"})
    )
    response = uploaded(client, content)
    assert outcomes(response) == {
        f"{member.pk}/name_ja": "error",
        f"{member.pk}/summary_ja": "new",
    }
    assert "80" in words_of(response)
    taken_over(client, response)
    assert Member.objects.get().summary_ja == "都市。"


def test_name_that_no_text_may_hold_is_an_error(client, translator, member):
    ForbiddenVariantFactory(text="大韓民国", language="ja")
    words = {"/summary_ja": "大韓民国の都市。", "/name_ja": "水原"}
    response = uploaded(client, edited(downloaded(client), translated(words)))
    assert outcomes(response)[f"{member.pk}/summary_ja"] == "error"
    assert "大韓民国" in words_of(response)
    taken_over(client, response)
    member.refresh_from_db()
    assert (member.name_ja, member.summary_ja or "") == ("水原", "")


def test_control_characters_are_an_error(client, translator, member):
    content = edited(downloaded(client), translated({"/summary_ja": "都\x1b市"}))
    assert "control characters" in words_of(uploaded(client, content))


def test_rows_of_a_record_are_taken_over_and_the_record_is_updated(client, translator, member):
    FactFactory(member=member, wording_en="Parks")
    content = downloaded(client, kinds=("members.fact",))
    before = Member.objects.get().version
    taken_over(client, uploaded(client, edited(content, translated({"/wording_ja": "公園"}))))
    assert Fact.objects.get().wording_ja == "公園"
    assert Member.objects.get().version == before + 1


def test_entry_forged_for_another_office_is_as_good_as_none(client, translator, member):
    stranger = MemberFactory(name_en="Gangneung")
    content = edited(downloaded(client), translated({"/name_ja": "水原"}))
    forged = content.replace(f"member/{member.pk}/", f"member/{stranger.pk}/")
    missing = content.replace(f"member/{member.pk}/", "member/999999/")
    pages = [uploaded(client, file) for file in (forged, missing)]
    assert {*outcomes(pages[0]).values()} == {"error"}
    assert words_of(pages[0]) == words_of(pages[1])
    assert "Gangneung" not in pages[0].content.decode()
    taken_over(client, pages[0], take=[1, 2, 3])
    assert not Member.objects.get(pk=stranger.pk).name_ja


def test_entry_moved_to_another_record_is_an_error(client, translator, member):
    other = MemberFactory(secretariat=member.secretariat, name_en="Goyang")
    content = downloaded(client)
    entry = texts_in(content)[f"{member.pk}/name_ja"]
    entry.msgctxt, entry.msgstr = f"members.member/{other.pk}/name_ja", "水原"
    catalogue = parsed(content)
    catalogue[:] = [entry]
    response = uploaded(client, str(catalogue))
    assert "never that of this record" in words_of(response)


@pytest.mark.parametrize(
    "name",
    [
        *("", "nonsense", "members.member/1", "members.member/x/name_ja", "editorial.user/1/email"),
        *("members.member/1/name_ja/2", "members.membership/1/category", "a.b/1/c"),
        *("members.member/99999999999999999999999/name_ja", "members.member/1/slug"),
    ],
)
def test_name_that_is_none_of_ours_is_an_error(client, translator, member, name):
    content = downloaded(client).replace(f"members.member/{member.pk}/name_ja", name)
    found = uploaded(client, edited(content, translated({"": "水原"})))
    assert found.context["plan"].rows[0].outcome == TextOutcome.ERROR
    assert found.context["plan"].rows[0].notes


def test_file_of_one_language_is_none_of_another(client, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "水原"}))
    response = uploaded(client, content.replace("Language: ja", "Language: zh_Hant"))
    assert {*outcomes(response).values()} == {"error"}
    assert "another language" in words_of(response)


def test_column_of_a_language_that_is_not_the_users_is_closed(client, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "수원"}))
    korean = content.replace("name_ja", "name_ko").replace("Language: ja", "Language: ko")
    response = uploaded(client, korean)
    assert "may not write in this language" in words_of(response)
    taken_over(client, response)
    assert not Member.objects.get().name_ko


def test_source_itself_is_no_translation(client, office):
    client.force_login(PostingFactory(secretariat=office).user)
    article = ArticleFactory(secretariat=office, source_language="ko", title_ko="공고")
    content = downloaded(client, "en", kinds=("news.article",))
    korean = content.replace("title_en", "title_ko").replace("Language: en", "Language: ko")
    response = uploaded(client, edited(korean, translated({"": "다른"})))
    assert "no such text to translate" in words_of(response)
    taken_over(client, response)
    assert Article.objects.get(pk=article.pk).title_ko == "공고"


def test_file_that_cannot_be_read_says_why(client, translator):
    response = uploaded(client, b"<xliff>")
    assert "XML" in str(response.context["upload"].errors)
    assert not Exchange.objects.exists()


def test_words_of_a_refusal_are_in_the_users_language(client, translator, member):
    translator.interface_language = "ko"
    translator.save()
    content = edited(downloaded(client), translated({"/name_ja": "水" * 81}))
    assert "80" in words_of(uploaded(client, content))
    assert "Ensure" not in words_of(uploaded(client, content))


def test_file_is_its_uploaders_alone(client, client_of, translator, member):
    content = edited(downloaded(client), translated({"/name_ja": "水原"}))
    uploaded(client, content)
    key = Exchange.objects.get().pk
    stranger = client_of(PostingFactory(secretariat=member.secretariat).user)
    for response in (stranger.get(f"{PAGE}{key}/"), stranger.get(f"{PAGE}{key + 1}/")):
        assert response.status_code == 302
    stranger.post(f"{PAGE}{key}/", {"forget": "1"})
    assert Exchange.objects.filter(pk=key).exists()


def test_file_is_taken_over_once(client, translator, member):
    response = uploaded(client, edited(downloaded(client), translated({"/name_ja": "水原"})))
    address = response.redirect_chain[-1][0]
    seal = response.context["plan"].seal
    client.post(address, {"seal": seal})
    version = Member.objects.get().version
    again = client.post(address, {"seal": seal}, follow=True)
    assert "no longer kept" in again.content.decode()
    assert Member.objects.get().version == version


def test_file_is_put_away_without_a_change(client, translator, member):
    response = uploaded(client, edited(downloaded(client), translated({"/name_ja": "水原"})))
    client.post(response.redirect_chain[-1][0], {"forget": "1"})
    assert not Exchange.objects.exists()
    assert not Member.objects.get().name_ja


def test_three_files_of_a_user_are_kept(client, translator, member):
    content = downloaded(client)
    for _ in range(5):
        uploaded(client, content)
    assert Exchange.objects.count() == 3
