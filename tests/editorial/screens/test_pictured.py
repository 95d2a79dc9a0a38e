import pytest

from editorial.records.publication import Publication
from tests.editorial.pictures.files import HOSTILE_NAMES, bad_files, good_files, photo, upload
from tests.editorial.pictures.test_fields import stored_files
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory, PostingFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

SCREENS = {
    "members/member": (MemberFactory, "picture"),
    "news/article": (ArticleFactory, "picture"),
    "news/event": (EventFactory, "picture"),
    "secretariats/person": (PersonFactory, "photo"),
}

#: What a browser sends in two parts, or as a nought.
ALSO_SENT = {
    "news/event": {
        **{"starts_at_0": "2030-05-01", "starts_at_1": "10:00:00"},
        **{"ends_at_0": "2030-05-01", "ends_at_1": "18:00:00"},
    },
    "secretariats/person": {"order": 0, "photo": ""},
}


@pytest.fixture
def office(client):
    """The office of the publisher who is signed in."""
    posting = PostingFactory(role="publisher")
    client.force_login(posting.user)
    return posting.secretariat


def change(client, screen: str, record, **fields):
    address = f"/admin/{screen}/{record.pk}/change/"
    data = {**form_data(client.get(address)), **ALSO_SENT.get(screen, {}), **fields}
    return client.post(address, data, follow=True)


def errors(response) -> list[str]:
    return list(response.context["adminform"].form.errors)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("which", bad_files())
def test_form_refuses_a_bad_file(client, office, which):
    name, content = bad_files()[which]
    article = ArticleFactory(secretariat=office)
    response = change(client, "news/article", article, picture=upload(content, name))
    assert response.status_code == 200
    assert errors(response) == ["picture"]
    assert stored_files() == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_form_refuses_what_is_no_picture(client, office, screen):
    factory, field = SCREENS[screen]
    record = factory(secretariat=office)
    response = change(client, screen, record, **{field: upload(b"words", "words.jpg")})
    assert errors(response) == [field]
    assert stored_files() == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_form_stores_a_picture(client, office, screen):
    factory, field = SCREENS[screen]
    record = factory(secretariat=office)
    change(client, screen, record, **{field: upload(photo())})
    record.refresh_from_db()
    assert sorted(getattr(record, field).names()) == stored_files() != []


@pytest.mark.parametrize("which", good_files())
def test_form_stores_a_good_file(client, office, which):
    article = ArticleFactory(secretariat=office)
    change(client, "news/article", article, picture=upload(good_files()[which]))
    article.refresh_from_db()
    assert article.picture


@pytest.mark.parametrize("which", HOSTILE_NAMES)
def test_form_forgets_a_hostile_name(client, office, which):
    article = ArticleFactory(secretariat=office)
    file = upload(photo(), HOSTILE_NAMES[which])
    response = change(client, "news/article", article, picture=file)
    assert response.status_code == 200
    assert all(name.startswith("news/") and name.isascii() for name in stored_files())


@pytest.mark.parametrize("wrong", [{"picture": "words"}, {"slug": ""}, {"focus_x": "101"}])
def test_form_with_an_error_shows_the_picture_that_is_stored(client, office, wrong):
    article = ArticleFactory(secretariat=office, picture=upload(photo()))
    if "picture" in wrong:
        wrong = {"picture": upload(b"words")}
    response = change(client, "news/article", article, **wrong)
    assert errors(response) == list(wrong)
    assert article.picture.smallest_url in response.content.decode()


def test_form_with_an_error_elsewhere_bears_a_new_picture(client, office):
    article = ArticleFactory(secretariat=office)
    response = change(client, "news/article", article, picture=upload(photo()), slug="")
    assert errors(response) == ["slug"]
    assert stored_files() == []


def test_form_offers_the_types_that_are_taken(client, office):
    html = client.get("/admin/news/article/add/").content.decode()
    assert 'accept="image/jpeg,image/png,image/webp,image/avif,.jfif,.jpe,.jif"' in html


def test_form_says_where_a_public_picture_appears(client, office):
    member = ListedMemberFactory(secretariat=office, picture=upload(photo()))
    html = client.get(f"/admin/members/member/{member.pk}/change/").content.decode()
    assert f'<a href="/en/members/{member.slug}/">its page</a>' in html
    assert "its cards in the directory" in html


def test_form_says_that_a_picture_is_not_public_yet(client, office):
    draft = ArticleFactory(
        secretariat=office, picture=upload(photo()), status=Publication.Status.DRAFT
    )
    html = client.get(f"/admin/news/article/{draft.pk}/change/").content.decode()
    assert "its preview, for staff alone" in html


def test_form_of_a_person_says_where_the_portrait_appears(client, office):
    person = PersonFactory(secretariat=office, photo=upload(photo()))
    html = client.get(f"/admin/secretariats/person/{person.pk}/change/").content.decode()
    assert f'<a href="/en/secretariats/{office.slug}/">the page of the office</a>' in html
    person.is_public = False
    person.save()
    html = client.get(f"/admin/secretariats/person/{person.pk}/change/").content.decode()
    assert "no page, as the person is not public" in html


def test_publishing_a_picture_without_words_warns(client, office):
    texts = {"title_ko": "수원", "title_ja": "水原", "picture_alt_ko": "화성"}
    article = ArticleFactory(secretariat=office, **texts)
    response = change(client, "news/article", article, picture=upload(photo()))
    warning, _saved = told(response)
    assert warning == "The picture has no alternative text yet in: English, 日本語."
    article.refresh_from_db()
    assert article.picture


@pytest.mark.parametrize(
    "without",
    [
        {"status": Publication.Status.DRAFT},
        {"picture": ""},
        {"picture_alt_en": "The fortress"},
    ],
)
def test_nothing_is_warned_of_without_need(client, office, without):
    fields = {"picture": upload(photo()), **without}
    article = ArticleFactory(secretariat=office, **fields)
    assert len(told(change(client, "news/article", article))) == 1


def test_portrait_needs_no_words(client, office):
    person = PersonFactory(secretariat=office, photo=upload(photo()))
    assert len(told(change(client, "secretariats/person", person))) == 1


def test_translator_writes_the_words_and_nothing_else_about_a_picture(client, office):
    posting = PostingFactory(secretariat=office, role="translator", languages=["ko"])
    client.force_login(posting.user)
    article = ArticleFactory(secretariat=office, picture=upload(photo()))
    forged = {"focus_x": 10, "picture_credit": "Me", "picture": upload(photo())}
    before = article.picture.name
    change(client, "news/article", article, picture_alt_ko="화성", **forged)
    article.refresh_from_db()
    assert article.picture_alt_ko == "화성"
    assert (article.focus_x, article.picture_credit, article.picture.name) == (
        50,
        "A. Maker",
        before,
    )
