"""The strings that packages say: all that their modules and templates can put on a page here.

What is read: each module of Django and of the packages that we installed as apps, and each template
of theirs that no template of ours replaces. What of it nobody meets is named in ``UNMET``
with the reason, so that a new version of a package is read in whole until somebody has looked.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import django
from django.apps import apps
from django.conf import settings
from django.template.utils import get_app_template_dirs
from django.urls import URLPattern, get_resolver
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from django.utils.translation.template import templatize

PACKAGES = Path(django.__file__).parents[1]
#: Functions that translate, and whether a context comes first.
TRANSLATING = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], False),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], False),
    **dict.fromkeys(["pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"], True),
}
#: Folders of templates whose pages a view names: those of views that we route are met.
ROUTED = ("account", "mfa", "usersessions")
#: Folders in them that are met whatever is routed.
SENT = ("email", "messages")
INCLUDED = re.compile(r"""{% *(?:extends|include) "([^"]+)""")
QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext)\((\s*{QUOTED}(?:\s*,\s*{QUOTED})*)")
#: Where strings stand that nobody meets here, and why.
UNMET = {
    "allauth/templates/idp/": "no app of ours",
    "allauth/templates/openid/": "no app of ours",
    "allauth/templates/socialaccount/": "no app of ours",
    **dict.fromkeys(
        [
            "allauth/templates/account/email/account_already_exists",
            "allauth/templates/account/messages/cannot_delete_primary_email",
            "allauth/templates/account/messages/primary_email_set",
            "allauth/templates/account/messages/unverified_primary_email",
            *(f"allauth/templates/account/{folder}/email_" for folder in SENT),
            *(f"allauth/templates/account/{folder}/login_code" for folder in SENT),
            "allauth/templates/account/messages/phone_",
            "allauth/templates/account/email/password_reset_code",
        ],
        "nobody signs up, changes their address or signs in by a code here",
    ),
    "allauth/account/admin.py": "its screens are not in the back office",
    "allauth/account/models.py": "no screen shows its rows",
    "django/conf/global_settings.py": "names of languages; ours are in our settings",
    "django/contrib/admin/models.py": "a log that our history replaces",
    "django/contrib/admin/templates/admin/auth/user/": "staff have a screen of our own",
    "django/contrib/admin/templates/admin/invalid_setup.html": "no view names it",
    "django/contrib/admin/templates/admin/login.html": "allauth's page is ours",
    "django/contrib/admin/templates/admin/object_history.html": "our history replaces it",
    "django/contrib/admin/templates/registration/password_reset": "allauth's pages are ours",
    "django/contrib/auth/templates/": "allauth's mails are ours",
    "django/contrib/auth/admin.py": "staff have a screen of our own",
    "django/contrib/auth/hashers.py": "no screen takes a hash apart",
    "django/contrib/contenttypes/": "no screen names kinds of rows",
    "django/contrib/humanize/": "no page counts or dates by its filters",
    "django/contrib/redirects/": "written by us, seen by nobody",
    "django/contrib/sessions/": "no screen shows its rows",
    "django/contrib/sites/": "no screen shows its rows",
    "django/views/csrf.py": "our page on forms that were not sent says it",
    "django/views/static.py": "for development alone",
    "django/views/generic/": "what raises a 404; our page says it in words of its own",
    "django_filters/": "our filters have labels of their own and no lookups",
    "modeltranslation/tests/": "its own tests",
    "simple_history/": "our history replaces its screens",
}


class Said(NamedTuple):
    """A string as a package gives it to gettext."""

    context: str | None
    one: str
    many: str | None

    def heard(self) -> str:
        """It in the active language, as of several."""
        if self.many is None:
            return pgettext(self.context, self.one) if self.context else gettext(self.one)
        if self.context:
            return npgettext(self.context, self.one, self.many, 2)
        return ngettext(self.one, self.many, 2)


@cache
def strings_met() -> dict[Said, str]:
    """The strings of packages that readers and staff can meet, and a file that says each."""
    return {
        said: name
        for path in [*modules(), *templates()]
        if not (name := path.relative_to(PACKAGES).as_posix()).startswith(tuple(UNMET))
        for said in strings_of(path)
    }


@cache
def strings_said() -> set[Said]:
    """All strings of the packages, met or not."""
    return {
        said for path in [*modules(), *templates(all_of_them=True)] for said in strings_of(path)
    }


@cache
def modules() -> list[Path]:
    """The modules of Django and of our apps' packages, without those of apps not installed."""
    installed = {Path(config.path) for config in apps.get_app_configs()}
    roots = {
        PACKAGES / path.relative_to(PACKAGES).parts[0]
        for path in installed
        if is_of_a_package(path)
    }
    found = [path for root in roots for path in root.rglob("*.py")]
    return sorted(path for path in found if app_of(path.parent) in {None, *installed})


def is_of_a_package(path: Path) -> bool:
    return PACKAGES in path.parents


@cache
def app_of(folder: Path) -> Path | None:
    """The folder of the app that a folder belongs to, if it is part of one."""
    if folder == PACKAGES:
        return None
    return folder if (folder / "apps.py").exists() else app_of(folder.parent)


def templates(all_of_them: bool = False) -> list[Path]:
    """The templates of the packages that we show; or ``all_of_them``."""
    roots = [Path(config.path, "templates") for config in apps.get_app_configs()]
    found = {
        path.relative_to(root).as_posix(): path
        for root in roots
        if is_of_a_package(root)
        for path in root.rglob("*")
        if path.suffix in (".html", ".txt")
    }
    shown = found if all_of_them else {name for name in found if is_shown(name, found)}
    return sorted(found[name] for name in shown)


def is_shown(name: str, found: dict[str, Path]) -> bool:
    shown = origin(name)
    if shown != found[name] and name not in INCLUDED.findall(shown.read_text("utf-8")):
        return False  # ours replaces it, and does not extend it under the same name
    folder, *below = name.split("/")
    return folder not in ROUTED or below[0] in SENT or name in pages_of_accounts()


def origin(name: str) -> Path:
    """The file that Django takes for a template: ours before those of the apps."""
    folders = [*settings.TEMPLATES[0]["DIRS"], *get_app_template_dirs("templates")]
    return next(path for folder in folders if (path := Path(folder, name)).is_file())


@cache
def pages_of_accounts() -> set[str]:
    """The templates of the views that we route, with all that they extend and include."""
    named = {getattr(view, "template_name", None) for view in routed()}
    waiting, pages = [name for name in named if name], set()
    while waiting:
        if (name := waiting.pop()) not in pages:
            pages.add(name)
            waiting.extend(INCLUDED.findall(origin(name).read_text("utf-8")))
    return pages


@cache
def routed() -> list[type]:
    """The classes of the views that have an address here."""
    waiting, views = [get_resolver()], []
    while waiting:
        for pattern in waiting.pop().url_patterns:
            if not isinstance(pattern, URLPattern):
                waiting.append(pattern)
            elif view := getattr(pattern.callback, "view_class", None):
                views.append(view)
    return views


@cache
def strings_of(path: Path) -> frozenset[Said]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        return frozenset(strings_of_template(templatize(source)))
    return frozenset(strings_of_module(ast.parse(source)) if "gettext" in source else ())


def strings_of_module(tree: ast.AST) -> Iterator[Said]:
    """What is translated in a module, but for descriptions of fields: admindocs alone has those."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if is_description(node):
            continue
        waiting.extend(ast.iter_child_nodes(node))
        if isinstance(node, ast.Call) and (name := name_of(node.func)) in TRANSLATING:
            arguments = [getattr(argument, "value", None) for argument in node.args]
            yield from said(name, [text for text in arguments if isinstance(text, str)])


def is_description(node: ast.AST) -> bool:
    names = [getattr(target, "id", "") for target in getattr(node, "targets", [])]
    return {*names, getattr(node, "name", "")} & {"description", "_description"} != set()


def name_of(function: ast.expr) -> str:
    return getattr(function, "id", None) or getattr(function, "attr", "")


def strings_of_template(code: str) -> Iterator[Said]:
    """What a template translates, from what ``templatize`` makes of it."""
    for name, arguments in CALL.findall(code):
        yield from said(name, list(ast.literal_eval(f"({arguments},)")))


def said(name: str, arguments: list[str]) -> Iterator[Said]:
    """A call of a translating function, if its strings are written out."""
    context = arguments.pop(0) if TRANSLATING[name] and len(arguments) > 1 else None
    if arguments and arguments[0]:
        many = arguments[1] if "ngettext" in name and len(arguments) > 1 else None
        yield Said(context, arguments[0], many)
