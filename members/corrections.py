"""Corrections that readers suggest: a letter to the office of a member, begun for them."""

from urllib.parse import quote

from django.utils.translation import gettext as _

from editorial.languages import active
from editorial.languages.addresses import absolute
from editorial.records.namesakes import told_name
from members.models import Member

CRLF = "\r\n"  # ends the lines of mail (RFC 5322)


def recipient(member: Member) -> str:
    """Where letters about a member go: to its office or the one above; empty without mail."""
    offices = (member.secretariat, member.secretariat.parent)
    return next((one.email for one in offices if one and one.is_public() and one.email), "")


def correction_address(member: Member) -> str:
    """A ``mailto:`` address (RFC 6068) with the page and its language, in the reader's language.

    Empty where no office has mail.
    """
    email = recipient(member)
    if not email:
        return ""
    subject = _("Correction to the page of %(name)s") % {"name": told_name(member)}
    lines = (
        _("Page: %(address)s") % {"address": absolute(member.get_absolute_url())},
        _("Language: %(language)s") % {"language": active().own_name},
        "",
        _("What is wrong, what is right, and where that can be read:"),
        "",
    )
    fields = f"subject={quote(subject, safe='')}&body={quote(CRLF.join(lines), safe='')}"
    return f"mailto:{quote(email, safe='@')}?{fields}"
