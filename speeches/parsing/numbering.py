"""The labels that Word counts by itself (ECMA-376 part 1, 17.9)."""
from speeches.parsing.form import Styles


class Labels:
    """Counts through a document; `of` must be asked for every paragraph that counts, in order."""

    def __init__(self, package, styles: Styles | None = None):
        self.styles = styles or Styles(package.root("styles"))

    def of(self, paragraph) -> str:
        return ""
