"""The whole suite, or what pytest's own arguments choose."""
import os
import subprocess
import sys
import tempfile

from django.conf import settings
from django.core.management.base import BaseCommand


def pytest_arguments(given: list[str]) -> list[str]:
    """Return what was given; the whole suite is shared out among the processors."""
    return given or ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]


class Command(BaseCommand):
    help = "Run the test suite; arguments are pytest's."

    def run_from_argv(self, argv):
        with tempfile.TemporaryDirectory(prefix="archive-test-") as folder:
            pytest = subprocess.Popen(
                [sys.executable, "-m", "pytest", *pytest_arguments(argv[2:])],
                cwd=settings.ROOT,
                env={**os.environ, "ARCHIVE_DATA": folder},
            )
            while True:
                try:
                    sys.exit(pytest.wait())
                except KeyboardInterrupt:  # pytest got it too and tells what it has so far
                    continue
