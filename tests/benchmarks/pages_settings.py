"""The project's own settings with one more page: `/bare/NAME/`, a view that renders a template of BARE_TEMPLATES and does nothing else."""
import os

from config.settings import *  # noqa: F403
from config.settings import TEMPLATES

ROOT_URLCONF = "pages_urls"
TEMPLATES[0]["DIRS"].append(os.environ["BARE_TEMPLATES"])
