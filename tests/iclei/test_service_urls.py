import pytest

from iclei.service_urls import is_yes, options, seconds, split, whole_number


def test_options_are_as_they_are_written():
    assert options("postgres://h/db?sslpassword=0123&options=-c%20a%3Db&empty=") == {
        "sslpassword": "0123",
        "options": "-c a=b",
        "empty": "",
    }


def test_option_given_twice_is_refused():
    with pytest.raises(ValueError, match=r"^sslmode: given twice"):
        options("postgres://h/db?sslmode=require&sslmode=disable")


@pytest.mark.parametrize("password", ["p#x", "1/2", "1?2", "p[x"])
def test_password_that_tears_its_url_is_refused_and_not_repeated(password):
    with pytest.raises(ValueError, match="percent-encoded") as refused:
        split(f"postgres://user:{password}@host/db")
    assert password not in str(refused.value)


def test_path_of_a_file_may_hold_any_letter_of_a_path():
    assert split("sqlite:////srv/a@b/db.sqlite3").path == "//srv/a@b/db.sqlite3"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        *((is_yes, text) for text in ("maybe", "", "2")),
        *((whole_number, text) for text in ("soon", "-1", "1.5", "")),
        *((seconds, text) for text in ("soon", "0", "-1", "inf", "nan", "")),
    ],
)
def test_wrong_value_names_its_option(read, text):
    with pytest.raises(ValueError, match=r"^connect_timeout must be"):
        read("connect_timeout", text)
