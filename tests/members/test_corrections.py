from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from members.corrections import correction_address
from tests.factories.members import ListedMemberFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = pytest.mark.django_db


def fields(address: str) -> dict[str, str]:
    """What a mail program reads in an address: ``+`` is a plus there, not a space."""
    query = urlsplit(address).query.replace("+", "%2B")
    return {name: value for name, (value,) in parse_qs(query, strict_parsing=True).items()}


def test_a_correction_goes_to_the_serving_office():
    office = SecretariatFactory(email="korea@example.org")
    address = correction_address(ListedMemberFactory(secretariat=office))
    assert address.startswith("mailto:korea@example.org?subject=")


def test_a_correction_goes_to_the_office_above_where_there_is_no_other_mail():
    above = SecretariatFactory(email="seoul@example.org")
    for fields in ({}, {"email": "gone@example.org", "closed": 2015}):
        office = SecretariatFactory(parent=above, **fields)
        address = correction_address(ListedMemberFactory(secretariat=office))
        assert urlsplit(address).path == "seoul@example.org"


def test_without_mail_there_is_no_address():
    closed = SecretariatFactory(email="gone@example.org", closed=2015)
    office = SecretariatFactory(parent=closed)
    assert correction_address(ListedMemberFactory(secretariat=office)) == ""


def test_the_letter_is_begun_in_the_language_of_the_reader():
    office = SecretariatFactory(email="korea@example.org")
    member = ListedMemberFactory(slug="suwon", secretariat=office, name_ko="수원 & 100% #1")
    with translation.override("ko"):
        address = correction_address(member)
    assert address.isascii()
    assert not set(address) & set(' "<>\\^`{|}#')
    letter = fields(address)
    assert "수원 & 100% #1" in letter["subject"]
    assert "http://127.0.0.1:8000/ko/members/suwon/\r\n" in letter["body"]
    assert "한국어\r\n" in letter["body"]


def test_the_letter_can_be_sent():
    office = SecretariatFactory(email="o'neil+mail@example.org")
    address = correction_address(ListedMemberFactory(secretariat=office, name_en="A & B"))
    mail = EmailMessage()
    mail["Subject"] = fields(address)["subject"]
    assert "A & B" in mail["Subject"]
    assert urlsplit(address).path == "o%27neil%2Bmail@example.org"
