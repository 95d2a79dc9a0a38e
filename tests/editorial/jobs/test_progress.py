import pytest

from editorial.jobs.progress import Progress, clear_progress, path_of, read_progress, write_progress


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_progress_is_what_was_said_last():
    write_progress(7, Progress(1, 9))
    write_progress(7, Progress(5, 9))
    assert read_progress(7) == Progress(5, 9)
    clear_progress(7)
    assert read_progress(7) is None


@pytest.mark.parametrize("content", ["", "5", "five 9", "1 2 3"])
def test_progress_that_cannot_be_read_is_none(content):
    path_of(7).write_text(content)
    assert read_progress(7) is None
