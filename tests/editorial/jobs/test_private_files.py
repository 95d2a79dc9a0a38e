import os
import time

from editorial.jobs.private_files import delete_old_files, private_folder


def test_files_that_are_old_are_deleted(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    folder = private_folder("exports")
    for name, days in (("old", 4), ("new", 2)):
        (folder / name).touch()
        then = time.time() - days * 24 * 3600
        os.utime(folder / name, (then, then))
    assert delete_old_files("exports") == 1
    assert [path.name for path in folder.iterdir()] == ["new"]


def test_nobody_else_on_the_machine_looks_in(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert private_folder("exports").stat().st_mode & 0o077 == 0
