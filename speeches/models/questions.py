"""What readers asked, counted a day at a time. Without names, unless the settings say otherwise."""
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

SLOW = 200  # milliseconds that somebody notices


class QuestionQuerySet(models.QuerySet):
    """The last three put the days together: a row for each key, with `asked`, `by_api`, `slowest` and `last`, the pk of its last row."""

    def since(self, day):
        return self.filter(asked_on__gt=day)

    def frequent(self):
        return self.together().order_by("-asked", "key")

    def unanswered(self):
        """Those that still find nothing, as far as anybody has asked again."""
        answered_later = Question.objects.filter(key=OuterRef("key"), pk__gt=OuterRef("pk"), found__gt=0)
        return self.filter(~Exists(answered_later), found=0).frequent()

    def slow(self):
        return self.together().filter(slowest__gte=SLOW).order_by("-slowest", "key")

    def together(self):
        return self.order_by().values("key").annotate(
            asked=Sum("times"), by_api=Sum("times", filter=Q(way="api"), default=0), slowest=Max("slowest_ms"), last=Max("pk")
        )  # fmt: skip


class Question(models.Model):
    """One question on one day, however it was written and by whomever it was asked."""

    class Way(models.TextChoices):
        PAGE = "page", _("网页")
        API = "api", _("接口")

    asked_on = models.DateField(_("日期"))
    key = models.CharField(_("归一后的写法"), max_length=200)  # of the same key: ＡＢ, ab
    way = models.CharField(_("途径"), max_length=4, choices=Way)
    text = models.CharField(_("最后一次的写法"), max_length=200)
    times = models.PositiveIntegerField(_("次数"))
    found = models.PositiveIntegerField(_("最后一次找到的篇数"))
    slowest_ms = models.FloatField(_("最慢的毫秒数"))
    asker = models.CharField(_("最后问的人"), max_length=150, blank=True)  # with LOG_ASKERS: a user name, else an address

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检索记录")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["asked_on", "key", "way"], name="one_row_a_day")]
        indexes = [models.Index(fields=["key"])]

    def __str__(self):
        return self.text


class CountedFile(models.Model):
    """A file of a notebook that is counted already: written in one transaction with what it told, gone with the file."""

    name = models.CharField(max_length=100, primary_key=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.name
