"""Where rows are shown, below whatever path the archive is served."""
from django.urls import set_script_prefix

from speeches.models import Speaker


def test_an_address_follows_the_path_that_the_archive_is_served_below():
    speaker = Speaker(pk=7, name="安若溪")
    assert speaker.get_absolute_url() == "/speakers/7/"
    set_script_prefix("/archive/")
    try:
        assert speaker.get_absolute_url() == "/archive/speakers/7/"
    finally:
        set_script_prefix("/")
