"""What others made and we keep: each file is written down, and as it was written down."""

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VENDORED = tomllib.loads((ROOT / "tests/vendor/vendored.toml").read_text(encoding="utf-8"))
PLACES = ("tests/vendor/*.js", "static/vendor/**/*.*", "editorial/public/fonts/*.otf")


@pytest.mark.parametrize("name", VENDORED)
def test_vendored_file_is_as_written_down(name):
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == VENDORED[name]["sha256"]


def test_every_vendored_file_is_written_down():
    found = {str(file.relative_to(ROOT)) for place in PLACES for file in ROOT.glob(place)}
    assert found == set(VENDORED)
