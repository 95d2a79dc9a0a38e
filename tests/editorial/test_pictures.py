import pytest
from django.core.exceptions import ValidationError

from editorial.pictures import UnguessableName, is_picture


def test_name_of_an_upload_tells_nothing_and_is_never_the_same():
    name = UnguessableName("members")
    first, second = name(None, "Secret Plan.JPG"), name(None, "Secret Plan.JPG")
    assert first != second
    assert first.startswith("members/")
    assert first.endswith(".jpg")
    assert "secret" not in first.lower()


@pytest.mark.parametrize("filename", ["../../etc/passwd.png", "a/b\\c.png", "x\0.png", "삼척.png"])
def test_name_of_an_upload_stays_in_its_folder(filename):
    stored = UnguessableName("members")(None, filename)
    assert stored.count("/") == 1
    assert stored.isascii()


@pytest.mark.parametrize("filename", ["map.svg", "page.html", "plan.eps", "photo.tiff", "photo"])
def test_file_that_is_no_picture_of_ours_is_refused(filename):
    class Upload:
        name = filename

    with pytest.raises(ValidationError):
        is_picture(Upload())
