import pytest
from django import forms


class Sheet(forms.Form):
    name = forms.CharField()
    slug = forms.SlugField()
    mail = forms.EmailField()
    site = forms.URLField(assume_scheme="https")
    number = forms.IntegerField()
    text = forms.CharField(widget=forms.Textarea)
    kinds = forms.MultipleChoiceField(choices=[("a", "A")])
    password = forms.CharField(widget=forms.PasswordInput, strip=False)
    seal = forms.CharField(widget=forms.HiddenInput, strip=False)


SENT = {
    "name": "\u200b烏\u00ad山\u3000",
    "slug": "\ufeffosan\u200b",
    "mail": "mayor@osan.example\u200b",
    "site": "https://osan.example/\u2060",
    "number": "12\u200b",
    "text": "one\u2028two\r\nthree\u200b",
    "kinds": ["a\u200b"],
    "password": "a\u200bb\u00ad ",
    "seal": "x\u200b",
}


def test_form_reads_what_is_meant():
    form = Sheet(SENT)
    assert form.errors == {}
    assert form.cleaned_data == {
        "name": "烏山",
        "slug": "osan",
        "mail": "mayor@osan.example",
        "site": "https://osan.example/",
        "number": 12,
        "text": "one\ntwo\r\nthree",
        "kinds": ["a"],
        "password": "a\u200bb\u00ad ",
        "seal": "x\u200b",
    }


@pytest.mark.parametrize("text", ["\u200b", "\u00a0\ufeff", "\u3164"])
def test_form_takes_what_nobody_sees_for_nothing(text):
    assert "name" in Sheet(SENT | {"name": text}).errors


def test_form_refuses_what_nobody_types():
    assert "name" in Sheet(SENT | {"name": "a\0b"}).errors


def test_letter_that_nobody_sees_is_no_change():
    form = Sheet({"name": "烏山\u200b"}, initial={"name": "烏山"})
    assert "name" not in form.changed_data
