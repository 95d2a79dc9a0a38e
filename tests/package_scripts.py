"""The strings that scripts of packages say in the back office: of Django's admin, of the editor."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django_prose_editor
from django.contrib import admin
from django.utils.translation.trans_real import DjangoTranslation

from editorial.backoffice.site import Words
from secretariats.models import Secretariat
from tests.packages import QUOTED, Said

CALL = re.compile(rf"\b(n?p?gettext(?:_noop)?)\(\s*({QUOTED}(?:\s*,\s*{QUOTED})*)")
#: Names that the editor gives without asking for a translation.
NAMED = re.compile(
    r'buttons\.\w+\(\s*(?:"[^"]*"|`[^`]*`),\s*"([^"]+)"|option: crel\([^)]*textContent: "([^"]+)"'
)
BY_LEVEL = re.compile(r"`([Hh]eading) \$\{level\}`")
#: Files of the editor that no extension brings.
ALWAYS = ("utils", "menu")
FIELD = Secretariat._meta.get_field("introduction_en")


def extensions() -> dict:
    """The extensions of our rich texts, as the editor is told of them."""
    return FIELD.formfield().widget.get_config()["extensions"]


@cache
def strings_of_scripts() -> dict[Said, str]:
    """What scripts of packages can show, and the file that says it."""
    found = {}
    for path in Path(admin.__file__).parent.glob("static/admin/js/**/*.js"):
        if "vendor" not in path.parts:
            found |= dict.fromkeys(asked_for(path.read_text("utf-8")), path.name)
    for name, source in editor_sources():
        strings = {*asked_for(source), *names_given(source)}
        found |= dict.fromkeys(strings, f"editor: {name}")
    return found


def asked_for(source: str) -> Iterator[Said]:
    for name, quoted in CALL.findall(source):
        texts = list(ast.literal_eval(f"({quoted},)"))
        context = texts.pop(0) if "pgettext" in name else None
        yield Said(context, texts[0], texts[1] if name.startswith("n") else None)


def names_given(source: str) -> Iterator[Said]:
    for title, option in NAMED.findall(source):
        yield Said(None, title or option, None)
    for word in BY_LEVEL.findall(source):
        for level in extensions()["Heading"]["levels"]:
            yield Said(None, f"{word} {level}", None)


def editor_sources() -> Iterator[tuple[str, str]]:
    """The files of the editor that its bundle was made of, as far as our rich texts use them."""
    folder = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor"
    bundle = json.loads((folder / "editor.js.map").read_text("utf-8"))
    used = {*ALWAYS, *(name[0].lower() + name[1:] for name in extensions())}
    for name, source in zip(bundle["sources"], bundle["sourcesContent"], strict=True):
        if name.startswith("src/") and Path(name).stem in used:
            yield name, source


def heard_in_scripts(strings: dict[Said, str], code: str) -> dict[Said, str]:
    """The strings as the back office hands them to scripts in a language."""
    view = Words()
    paths = view.get_paths(view.packages)
    catalogue = DjangoTranslation(code, domain="djangojs", localedirs=paths)
    return {said: heard(catalogue, said) for said in strings}


def heard(catalogue: DjangoTranslation, said: Said) -> str:
    if said.many:
        return catalogue.ngettext(said.one, said.many, 2)
    if not said.context:
        return catalogue.gettext(said.one)
    text = catalogue.gettext(f"{said.context}\x04{said.one}")
    return said.one if "\x04" in text else text
