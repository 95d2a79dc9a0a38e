import pytest
from django import forms

from editorial.history.left_out import LEAVE, MOST, agreement, ask_what_to_leave
from editorial.texts.prose import RichTextFormField, losses

PICTURE = "<p>a<img alt='A stream'></p>"


class Story(forms.Form):
    gone = None
    body = RichTextFormField(required=False, config={"extensions": {"Bold": True}})
    other = forms.CharField(required=False)

    def clean(self):
        ask_what_to_leave(self)


def error_of(form: Story) -> str:
    return "".join(form.errors.get("body", []))


def test_form_asks_before_it_leaves_anything_out():
    form = Story({"body": PICTURE, "other": PICTURE}, prefix="x")
    form.data = {"x-body": PICTURE, "x-other": PICTURE}
    assert "a picture: “A stream”" in error_of(form)
    assert f'name="x-body-{LEAVE}"' in error_of(form)
    assert "other" not in form.errors


@pytest.mark.parametrize(("agreed", "is_asked"), [(PICTURE, False), ("<img alt=b>", True)])
def test_agreement_is_to_what_was_named(agreed, is_asked):
    form = Story({"body": PICTURE, f"body-{LEAVE}": agreement(losses(agreed))})
    assert ("body" in form.errors) is is_asked
    assert is_asked or form.cleaned_data["body"] == "<p>a</p>"


def test_row_that_is_gone_and_field_that_is_closed_are_not_asked():
    gone, closed = Story({"body": PICTURE}), Story({}, initial={"body": PICTURE})
    gone.gone = 7
    closed.fields["body"].disabled = True
    assert (gone.errors, closed.errors) == ({}, {})


def test_long_list_of_losses_is_cut_short():
    form = Story({"body": "".join(f"<img alt='x{at}'>" for at in range(MOST + 3))})
    assert "… and 3 more." in error_of(form)
    assert error_of(form).count("a picture") == MOST
