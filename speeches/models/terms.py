"""The dictionary that keepers write: what things are called."""
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from search.text import folded

MOST_NAMES, SHORTEST, LONGEST = 12, 2, 60  # of one thing; letters of one name


class Term(models.Model):
    """Names of one thing: 卫健委, 卫生健康委员会. Who asks for one finds the others; each is one word to jieba."""

    names = models.TextField(_("叫法"), help_text=_("同一件事的叫法，每行一个。查其中一个，也会找到其余的。只写一个，是让分词认得它。"))

    class Meta:
        verbose_name = verbose_name_plural = _("同义词")
        ordering = ["pk"]

    def __str__(self):
        return " = ".join(self.listed())

    def listed(self) -> list[str]:
        return self.names.split("\n")

    def clean(self):
        """Leave one clean line a name; say which ones cannot be, and why."""
        lines = [" ".join(line.split()) for line in self.names.splitlines()]
        names = list({folded(line) or line: line for line in reversed(lines) if line}.values())[::-1]
        problems = [problem for name in names if (problem := problem_of(name))]
        if len(names) > MOST_NAMES:
            problems.append(_t("一件事最多写 %(most)s 个叫法，请拆开或删去几个。") % {"most": MOST_NAMES})
        if not names:
            problems.append(_t("请写上叫法，每行一个。"))
        taken = {folded(name): str(term) for term in Term.objects.exclude(pk=self.pk) for name in term.listed()}
        problems += [
            _t("“%(name)s”已经写在“%(term)s”里了，请在那一条里改。") % {"name": name, "term": taken[folded(name)]}
            for name in names
            if folded(name) in taken
        ]
        if problems:
            raise ValidationError({"names": problems})
        self.names = "\n".join(names)


def problem_of(name: str) -> str | None:
    letters = len(folded(name))
    if not letters:
        return _t("“%(name)s”里没有字，请写上叫法或删去这一行。") % {"name": name}
    if letters < SHORTEST:
        return _t("“%(name)s”太短，一个字会牵动太多讲话，至少写两个字。") % {"name": name}
    if letters > LONGEST:
        return _t("“%(name)s…”太长，最多 %(most)s 个字。") % {"name": name[:10], "most": LONGEST}
    return None
