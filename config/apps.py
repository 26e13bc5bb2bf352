"""Parts made by others, under names that people who look after the archive understand."""
from axes.apps import AppConfig as AxesConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class SignInGuard(AxesConfig):
    verbose_name = _("登录保护")


class BackgroundTasks(TasksAppConfig):
    verbose_name = _("后台任务")
