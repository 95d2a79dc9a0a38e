"""Telephone numbers: a link dials what is written from anywhere, or there is none."""

import pytest

from editorial.texts.telephones import telephone_address
from tests.factories.secretariats import make_own_office

DIALLED = [
    ("+82-(0)31-255-3257", "tel:+82312553257"),
    ("+82 2-2031-1234 (ext. 510)", "tel:+82220311234;ext=510"),
    ("＋８１　３－１２３４－５６７８", "tel:+81312345678"),
    ("+886 (0)7 799 5678 分機 1234", "tel:+88677995678;ext=1234"),
    ("+82 031 255 3257 내선 7", "tel:+82312553257;ext=7"),
    ("0082 31 255 3257", "tel:+82312553257"),
    ("Tel. +49 228 976299-00", "tel:+4922897629900"),
    ("+39 06 1234 5678", "tel:+390612345678"),  # there the nought is part of the number
    ("+976 11 32-71-00 x12", "tel:+97611327100;ext=12"),
    ("+86\u200b 10 6655 1234，转 88", "tel:+861066551234;ext=88"),
    ("+1 (604) 555–0137 #5", "tel:+16045550137;ext=5"),
]
NOT_DIALLED = [
    *("031-255-3257", "120", "+82 31 255 3257, 3258", "+82 31 255 3257 / 3258", "Dial the desk"),
    *("+82 31 CALL NOW", "+82", "+1234567890123456", "+0 31 255 3257", "", "+82 31 255 3257~9"),
]


@pytest.mark.parametrize(("text", "address"), DIALLED)
def test_number_is_dialled_as_it_is_meant(text, address):
    assert telephone_address(text) == address


@pytest.mark.parametrize("text", NOT_DIALLED)
def test_what_cannot_be_dialled_has_no_address(text):
    assert telephone_address(text) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["contact", "secretariats/east-asia"])
@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+82-(0)2-6973-5240", '<dd><a href="tel:+82269735240">+82-(0)2-6973-5240</a></dd>'),
        ('120 <b>"x"', "<dd>120 &lt;b&gt;&quot;x&quot;</dd>"),
    ],
)
def test_pages_show_a_number_as_it_is_written(client, page, phone, shown):
    make_own_office(phone=phone)
    assert shown in client.get(f"/ko/{page}/").text
