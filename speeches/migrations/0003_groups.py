"""编辑 keep speeches in order; 管理 also see every upload and may remove what is filed wrong.

Readers need no group; accounts stay with administrators, for who may change users may become anybody.
"""
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = {
    "document": ["view", "change", "delete"],
    "speech": ["view", "change"],
    "meeting": ["view", "add", "change"],
    "speaker": ["view", "add", "change"],
    "keyword": ["view", "add", "change"],
    "speechkeyword": ["view", "add", "change", "delete"],
    "meetingtype": ["view"],
}
KEEPER = {
    model: ["view", "add", "change", "delete"] for model in ("meeting", "meetingtype", "speaker", "keyword", "speechkeyword")
} | {
    "document": ["view", "change", "delete"],
    "speech": ["view", "change"],
    "upload": ["view"],
    "indextask": ["view"],
}
GROUPS = {"编辑": EDITOR, "管理": KEEPER}


def add_groups(apps, schema_editor):
    # Permissions are made after all migrations have run; these are needed now.
    for label in ("auth", "contenttypes", "speeches"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps, using=schema_editor.connection.alias)
    Permission = apps.get_model("auth", "Permission")
    for name, rights in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        codenames = [f"{verb}_{model}" for model, verbs in rights.items() for verb in verbs]
        group.permissions.add(*Permission.objects.filter(content_type__app_label="speeches", codename__in=codenames))


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("speeches", "0002_meeting_types"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add_groups, remove_groups)]
