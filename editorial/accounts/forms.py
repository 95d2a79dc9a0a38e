"""Forms of the second factor, where allauth's offer what its user does not have."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class CodeForm(AuthenticateForm):
    """Asks for a code, and knows whether a security key would do as well."""

    @property
    def may_use_key(self) -> bool:
        return is_mfa_enabled(self.user, [Authenticator.Type.WEBAUTHN])


class NamesKey:
    """Says in the reader's language what the name is for."""

    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class SecurityKeyForm(NamesKey, AddWebAuthnForm):
    pass


class RenamedKeyForm(NamesKey, EditWebAuthnForm):
    pass
