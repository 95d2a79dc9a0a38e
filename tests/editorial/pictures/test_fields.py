import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from editorial.pictures.fields import Licence, UnguessableName, is_picture
from members.models import Member
from tests.editorial.pictures.files import (
    HOSTILE_NAMES,
    bad_files,
    drawn,
    good_files,
    photo,
    saved,
    upload,
)
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory

KINDS_OF_RECORD = [
    (MemberFactory, "picture"),
    (ArticleFactory, "picture"),
    (EventFactory, "picture"),
    (PersonFactory, "photo"),
]


def stored_files() -> list[str]:
    """The names of all files in the storage."""
    folders = default_storage.listdir("")[0] if default_storage.exists("") else []
    return sorted(f"{one}/{name}" for one in folders for name in default_storage.listdir(one)[1])


def test_name_of_an_upload_tells_nothing_and_is_never_the_same():
    name = UnguessableName("members")
    first, second = name(None, "Secret Plan.JPG"), name(None, "Secret Plan.JPG")
    assert first != second
    assert first.startswith("members/")
    assert "secret" not in first.lower()


@pytest.mark.parametrize("filename", ["map.svg", "page.html", "plan.eps", "photo.tiff", "photo"])
def test_ending_of_an_upload_goes_with_its_name(filename):
    is_picture(upload(photo(), filename))
    assert "." not in UnguessableName("members")(None, filename)


@pytest.mark.django_db
@pytest.mark.parametrize(("factory", "field"), KINDS_OF_RECORD)
@pytest.mark.parametrize("which", bad_files())
def test_bad_file_is_neither_valid_nor_stored(factory, field, which):
    name, content = bad_files()[which]
    record = factory()
    setattr(record, field, upload(content, name))
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    assert list(refused.value.message_dict) == [field]
    assert stored_files() == []


@pytest.mark.django_db
@pytest.mark.parametrize("which", ["HTML behind a PNG's header", "144 megapixels", "nothing"])
def test_bad_file_is_not_stored_by_whoever_forgets_to_ask(which):
    member = MemberFactory()
    member.picture = upload(bad_files()[which][1])
    with pytest.raises(ValidationError):
        member.save()
    assert stored_files() == []


@pytest.mark.django_db
@pytest.mark.parametrize("which", good_files())
def test_good_file_is_stored_as_webp_and_avif_alone(which):
    member = MemberFactory()
    member.picture = upload(good_files()[which])
    member.full_clean()
    member.save()
    assert {name.rpartition(".")[2] for name in stored_files()} == {"webp", "avif"}
    assert sorted(member.picture.names()) == stored_files()
    Member.objects.get(pk=member.pk).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("which", HOSTILE_NAMES)
def test_hostile_name_is_forgotten(which):
    member = MemberFactory()
    member.picture = upload(photo(), HOSTILE_NAMES[which])
    member.full_clean()
    member.save()
    assert len(stored_files()) == 2
    assert all(name.startswith("members/") and name.isascii() for name in stored_files())


@pytest.mark.django_db
def test_picture_comes_in_three_widths():
    member = MemberFactory(picture=upload(saved(drawn(size=(2000, 1000)), "JPEG")))
    picture = Member.objects.get(pk=member.pk).picture
    assert (picture.width, picture.height) == (1600, 800)
    assert picture.sizes() == [(480, 240), (960, 480), (1600, 800)]
    assert [part.split()[1] for part in picture.avif.split(", ")] == ["480w", "960w", "1600w"]
    for size in picture.sizes():
        with default_storage.open(picture.name_of(size, "webp")) as file:
            assert Image.open(file).size == size


@pytest.mark.django_db
def test_small_picture_is_not_made_larger():
    assert MemberFactory(picture=upload(photo())).picture.sizes() == [(300, 200)]


@pytest.mark.django_db
def test_size_of_a_picture_is_known_without_its_file():
    member = MemberFactory(picture=upload(photo()))
    default_storage.delete(member.picture.name)
    assert Member.objects.get(pk=member.pk).picture.width == 300


@pytest.mark.django_db
def test_picture_is_stored_from_the_shell():
    member = MemberFactory()
    member.picture.save("secret plan.png", ContentFile(photo()))
    member.refresh_from_db()
    assert member.picture.name in stored_files()
    assert "secret" not in member.picture.name


@pytest.mark.django_db
def test_all_widths_of_a_picture_are_deleted():
    member = MemberFactory(picture=upload(photo()))
    member.picture.delete()
    assert stored_files() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../secret.png", "members/suwon.jpg", "/etc/passwd", "x.html"])
def test_name_of_what_is_no_picture_of_ours_is_refused(name):
    member = MemberFactory(picture=name)
    assert not member.picture
    assert not list(member.picture.names())
    with pytest.raises(ValidationError):
        member.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("focus", "classes"),
    [
        ((50, 50), "focus-x-50 focus-y-50"),
        ((0, 100), "focus-x-0 focus-y-100"),
        ((34, 67), "focus-x-30 focus-y-70"),
    ],
)
def test_point_in_sight_is_one_that_the_style_sheet_knows(focus, classes):
    assert MemberFactory(focus_x=focus[0], focus_y=focus[1]).focus_classes == classes


@pytest.mark.django_db
def test_point_in_sight_lies_in_the_picture():
    with pytest.raises(ValidationError) as refused:
        MemberFactory(focus_x=101).full_clean()
    assert list(refused.value.message_dict) == ["focus_x"]


@pytest.mark.django_db
def test_another_licence_says_where_it_stands():
    member = MemberFactory(picture_licence=Licence.OTHER)
    with pytest.raises(ValidationError) as refused:
        member.full_clean()
    assert list(refused.value.message_dict) == ["picture_licence_url"]
    member.picture_licence_url = "https://licence.example/"
    member.full_clean()
    assert member.licence_url == "https://licence.example/"


@pytest.mark.django_db
def test_known_licence_leads_to_its_own_terms():
    member = MemberFactory(picture_licence=Licence.CC_BY, picture_licence_url="https://x.example/")
    assert member.licence_url.startswith("https://creativecommons.org/licenses/by/")
