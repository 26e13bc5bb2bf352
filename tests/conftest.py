"""Every test gets an archive of its own in a temporary folder; real test data where SPEECH_TEST_DATA points."""
import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def archive_folder(settings, tmp_path):
    """Point originals, incoming files and the index at a folder that only this test knows."""
    settings.DATA = tmp_path
    settings.ORIGINALS = tmp_path / "originals"
    settings.INCOMING = tmp_path / "incoming"
    settings.INDEX = tmp_path / "index"
    return tmp_path


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real Word files and texts that are not part of this repository."""
    folder = os.environ.get("SPEECH_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("SPEECH_TEST_DATA does not point to a folder of test data")
    return Path(folder)
