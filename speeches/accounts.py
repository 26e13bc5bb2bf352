"""Who may do what, in the back office: permissions in the words of the archive, as the database keeps them in English."""
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

VERBS = {"add": _("添加"), "change": _("修改"), "delete": _("删除"), "view": _("查看")}


def said_of(permission) -> str:
    """讲话稿库 | 会议：修改; a permission of another kind by its own name."""
    verb = VERBS.get(permission.codename.partition("_")[0])
    return _("%(what)s：%(verb)s") % {"what": permission.content_type, "verb": verb} if verb else permission.name


class PermissionsInWords:
    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        if db_field.name in ("permissions", "user_permissions"):
            field.label_from_instance = said_of
        return field


admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(PermissionsInWords, UserAdmin):
    pass


@admin.register(Group)
class AccountGroupAdmin(PermissionsInWords, GroupAdmin):
    pass
