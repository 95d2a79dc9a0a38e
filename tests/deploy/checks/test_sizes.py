import pytest

from deploy.checks.sizes import LONGEST_CLASS, LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TESTS, main

MESSAGE = "An import inside a function; say why in a comment on its line."


@pytest.fixture
def tell(tmp_path, capsys):
    """What is printed of a tree with one file, and whether it is refused."""

    def checked(text: str, path: str = "members/views.py") -> str:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        refused = main(tmp_path)
        told = capsys.readouterr().out
        assert refused == bool(told)
        return told

    return checked


def lines(count: int) -> str:
    return "x = 1\n" * count


def test_long_file_of_an_app_is_named(tell):
    assert tell(lines(LONGEST_FILE)) == ""
    told = tell(lines(LONGEST_FILE + 1))
    assert told == "members/views.py:401: 401 lines; a file here has at most 400.\n"


def test_long_file_of_tests_is_named(tell):
    assert tell(lines(LONGEST_TESTS), "tests/members/test_views.py") == ""
    told = tell(lines(LONGEST_TESTS + 1), "tests/members/test_views.py")
    assert told == "tests/members/test_views.py:601: 601 lines; a file here has at most 600.\n"


@pytest.mark.parametrize("path", ["members/migrations/0001_initial.py", "deploy/run.py"])
def test_migrations_and_what_is_no_app_are_left_out(tell, path):
    assert tell(lines(1000), path) == ""


def test_long_class_is_named(tell):
    body = "    x = 1\n"
    assert tell("class Short:\n" + body * (LONGEST_CLASS - 1)) == ""
    told = tell("\nclass Long:\n" + body * LONGEST_CLASS)
    assert told == "members/views.py:2: class Long: 151 lines, 150 at most.\n"


@pytest.mark.parametrize("word", ["def", "async def"])
def test_long_function_is_named(tell, word):
    body = "        x = 1\n"
    start = f"class Room:\n    {word} walk(self):\n"
    assert tell(start + body * (LONGEST_FUNCTION - 1)) == ""
    told = tell(start + body * LONGEST_FUNCTION)
    assert told == "members/views.py:2: walk(): 41 lines, 40 at most.\n"


def test_import_inside_a_function_is_named(tell):
    assert tell("def f():\n    import json\n") == f"members/views.py:2: {MESSAGE}\n"


def test_import_deep_inside_functions_is_named_once(tell):
    text = "class A:\n    def f(self):\n        def g():\n            from json import loads\n"
    assert tell(text) == f"members/views.py:4: {MESSAGE}\n"


@pytest.mark.parametrize(
    "text",
    [
        "import json\n",
        "if True:\n    import json\n",
        "def f():\n    import json  # its tables take a moment to read\n",
        "def f():\n    # Its tables take a moment to read.\n    import json\n",
        "def f():\n    from json import (  # few need it\n        loads,\n    )\n",
        "def f():\n    from json import (\n        loads,\n    )  # few need it\n",
        "def f():\n    import json  # few need it\n    import csv\n    import ast\n",
    ],
)
def test_import_at_the_top_or_with_a_reason_is_fine(tell, text):
    assert tell(text) == ""


@pytest.mark.parametrize("comment", ["#", "# why", "# noqa: E402 for now", 'x = "# few need it"'])
def test_comment_that_gives_no_reason_is_none(tell, comment):
    above = f"def f():\n    {comment}\n    import json\n"
    assert tell(above) == f"members/views.py:3: {MESSAGE}\n"


def test_reason_is_shared_by_neighbours_alone(tell):
    text = "def f():\n    import json  # few need it\n    x = 1\n    import csv\n"
    assert tell(text) == f"members/views.py:4: {MESSAGE}\n"


def test_all_faults_are_told_in_order(tell, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "feeds.py").write_text("def f():\n    import csv\n\n    import json\n")
    told = tell("def f():\n    import json\n").splitlines()
    assert told == [
        f"news/feeds.py:2: {MESSAGE}",
        f"news/feeds.py:4: {MESSAGE}",
        f"members/views.py:2: {MESSAGE}",
    ]
