"""The rows of a member's identifiers in its form."""

from editorial.history.merging import MergeFormSet


class IdentifierFormSet(MergeFormSet):
    """Each row is checked with the area that the form gives the member, a new one's too."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.member = self.instance
        return form
