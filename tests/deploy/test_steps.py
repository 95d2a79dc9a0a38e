"""What the scripts share: clear sentences, visible progress, and nothing done twice."""

import sys
from pathlib import Path

import pytest

from deploy import steps
from deploy.steps import Obstacle, Stamp, check_writable, fingerprint, step, stop_on_obstacle


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    return tmp_path


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_step_that_works_is_said_in_one_line(capfd):
    assert step("Working", *python("print('much to say')")) == ["much to say\n"]
    assert capfd.readouterr().out == "✓ Working (0 s)\n"


def test_step_that_fails_shows_the_end_of_what_it_said(capfd):
    with pytest.raises(Obstacle) as obstacle:
        step("Working", *python("for n in range(40): print('line', n)\nraise SystemExit(3)"))
    lines = str(obstacle.value).splitlines()
    assert lines[:25] == [f"line {n}" for n in range(15, 40)]
    assert lines[-1] == "Working: this failed, for the reason above."
    assert capfd.readouterr().out == ""


def test_step_shows_that_it_goes_on(monkeypatch, capfd):
    monkeypatch.setattr(steps, "PATIENCE", 0)
    monkeypatch.setattr(steps, "SIGN_EVERY", 0)
    step("Working", *python("import time; print('half', flush=True); time.sleep(0.3)"))
    signs = capfd.readouterr().out.splitlines()
    assert "… Working (0 s) half" in signs
    assert signs[-1].startswith("✓ Working")


def test_step_gets_its_environment_and_no_input(capfd):
    code = "import os, sys; sys.exit(0 if os.environ['WHO'] == 'x' and not sys.stdin.read() else 1)"
    step("Working", *python(code), env={"WHO": "x"})
    assert capfd.readouterr().out.startswith("✓")


def test_line_is_wiped_on_a_terminal_alone(monkeypatch):
    assert steps.wiped_line() == ""
    monkeypatch.setattr(steps, "ON_A_TERMINAL", True)
    assert steps.wiped_line() == "\r\033[K"


def test_fingerprint_is_of_names_contents_and_words(root):
    folder, file = root / "folder", root / "file"
    folder.mkdir()
    file.write_text("a")
    prints = [fingerprint([file, folder], "word")]
    for change in (
        lambda: file.write_text("b"),
        lambda: (folder / "in").write_text("c"),
        lambda: (folder / "in").rename(folder / "other"),
        lambda: (folder / "deep").mkdir(),
        lambda: (folder / "deep/in").write_text("d"),
    ):
        change()
        prints.append(fingerprint([file, folder], "word"))
    prints += [fingerprint([file, folder], "words"), fingerprint([file, folder], "word", "s")]
    same = prints.pop(4)  # an empty folder changes nothing
    assert same == prints[3]
    assert len(set(prints)) == len(prints)


def test_fingerprint_of_what_is_not_there(root):
    assert fingerprint([root / "none"]) == fingerprint([])


def test_stamp_says_what_it_was_set_to(tmp_path):
    stamp = Stamp(tmp_path / "stamps" / "one")
    assert not stamp.says("a")
    stamp.set("a")
    assert stamp.says("a") and not stamp.says("b")
    stamp.remove()
    stamp.remove()
    assert not stamp.says("a")


def test_writable_folder_is_made_and_left_empty(tmp_path):
    check_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "var"
    with pytest.raises(Obstacle) as obstacle:
        check_writable(folder)
    assert str(obstacle.value) == f"{folder} must be writable, and is not: Not a directory."


def test_folder_that_is_not_ours(tmp_path, monkeypatch):
    def denied(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", denied)
    with pytest.raises(Obstacle, match="must be writable, and is not: Permission denied"):
        check_writable(tmp_path)


@pytest.mark.parametrize(
    ("hindrance", "code", "said"),
    [(Obstacle("No."), 1, "No.\n"), (KeyboardInterrupt(), 130, "Stopped.\n")],
)
def test_script_stops_with_one_sentence(capsys, hindrance, code, said):
    def main():
        raise hindrance

    with pytest.raises(SystemExit) as stop:
        stop_on_obstacle(main)
    assert stop.value.code == code
    assert capsys.readouterr().err == said
