"""Moments in forms: by the clock of the portal, wherever the user is."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import timezone

from editorial.screens.day_fields import MomentField
from editorial.screens.widgets import MomentInput
from tests.factories.secretariats import make_portal

pytestmark = pytest.mark.django_db

MOMENT = datetime(2031, 3, 4, 0, 30, tzinfo=UTC)


class Timed(forms.Form):
    publish_at = MomentField(required=False, widget=MomentInput, help_text="Public from then.")


@pytest.fixture(autouse=True)
def user_in_berlin():
    """The portal's own clock is that of Seoul."""
    make_portal(time_zone="Asia/Seoul")
    with timezone.override("Europe/Berlin"):
        yield


def sent(day: str, at: str, **initial) -> Timed:
    return Timed({"publish_at_0": day, "publish_at_1": at}, initial=initial)


def test_moment_is_read_by_the_clock_of_the_portal():
    form = sent("2031-03-04", "09:30")
    assert form.is_valid()
    assert form.cleaned_data["publish_at"] == MOMENT


def test_stored_moment_is_shown_as_it_is_read_and_is_no_change():
    form = sent("2031-03-04", "09:30", publish_at=MOMENT.replace(microsecond=7))
    shown = str(Timed(initial={"publish_at": MOMENT})["publish_at"])
    assert 'value="2031-03-04"' in shown
    assert 'value="09:30"' in shown
    assert form.changed_data == []


def test_help_names_both_clocks_and_what_that_of_the_user_shows():
    empty, stored = Timed(), Timed(initial={"publish_at": MOMENT})
    assert empty["publish_at"].help_text.startswith("Public from then. By the clock of Seoul (")
    assert "Yours is that of Berlin (" in empty["publish_at"].help_text
    assert "On yours, in Berlin: 4 March 2031" in stored["publish_at"].help_text
    assert "1:30" in stored["publish_at"].help_text


def test_half_a_moment_is_refused():
    assert not sent("2031-03-04", "").is_valid()
