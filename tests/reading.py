"""What a page says to who reads it."""

import re

from django.test import Client
from django.utils.html import strip_tags


def text_of(html: str) -> str:
    """The words of a page, a space where tags part them."""
    return " ".join(strip_tags(re.sub("<", " <", html)).split())


def page_at(address: str) -> str:
    """The page at an address, as a visitor gets it."""
    return Client().get(address).content.decode()


def words_at(address: str) -> str:
    return text_of(page_at(address))
