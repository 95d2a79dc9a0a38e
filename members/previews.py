"""Pages of members and themes that staff see before anybody else."""

from editorial.screens.previews import Preview
from members.maps import locator_svg
from members.models import Member
from members.views import MemberPage, ThemeDetailView
from secretariats.cartography import as_data


class MemberPreview(Preview, MemberPage):
    """The page of a member that need not be listed. Its map comes along: its address is closed."""

    model = Member

    def map_url(self) -> str:
        located = self.object.latitude is not None
        return as_data(locator_svg(self.object)) if located else ""


class ThemePreview(Preview, ThemeDetailView):
    """The page of a theme as somebody is about to save it."""
