import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from iclei.staticfiles import OneSheetStorage


@pytest.fixture
def gathered(tmp_path):
    """Gathers style sheets as ``collectstatic`` does; the texts that would be served, by name."""
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "css/admin").mkdir(parents=True)

    def gather(**sheets: str) -> dict[str, str]:
        storage = OneSheetStorage(location=target, base_url="/static/")
        paths = {}
        for name, rules in sheets.items():
            (source / "css" / f"{name}.css").write_text(rules)
            paths[f"css/{name}.css"] = (FileSystemStorage(source), f"css/{name}.css")
            storage.save(f"css/{name}.css", ContentFile(rules.encode()))
        list(storage.post_process(paths))
        return {
            name: (target / storage.stored_name(f"css/{name}.css")).read_text() for name in sheets
        }

    return gather


def test_imported_sheets_stand_in_the_one_that_imports_them_in_order(gathered):
    served = gathered(
        tokens=":root { --ink: black; }\n",
        base="p { color: var(--ink); }\n",
        site='@import "tokens.css";\n@import "base.css";\n',
    )
    assert served["site"] == ":root { --ink: black; }\np { color: var(--ink); }\n"


def test_sheet_is_imported_from_a_folder_beside_the_one_that_imports_it(gathered):
    sheets = {"admin/base": "p { margin: 0; }\n", "admin/history": "del { color: red; }\n"}
    served = gathered(admin='@import "admin/base.css";\n@import "admin/history.css";\n', **sheets)
    assert served == {"admin": "p { margin: 0; }\ndel { color: red; }\n", **sheets}


def test_sheet_for_a_medium_stays_for_it(gathered):
    served = gathered(print="nav { display: none; }\n", site='@import "print.css" print;\n')
    assert served["site"] == "@media print {\nnav { display: none; }\n}\n"


def test_sheet_without_imports_is_left_alone(gathered):
    assert gathered(map="svg { width: 1px; }\n")["map"] == "svg { width: 1px; }\n"
