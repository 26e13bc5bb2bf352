"""The keepers' dictionary with its first entries, and who may change it."""
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

STARTERS = settings.ROOT / "fixtures" / "同义词.txt"
GROUPS = {"编辑": ["view", "add", "change"], "管理": ["view", "add", "change", "delete"]}


def add_starters(apps, schema_editor):
    """Add the entries of the list, those aside that hold a name which is there already."""
    Term = apps.get_model("speeches", "Term")
    there = {name for names in Term.objects.values_list("names", flat=True) for name in names.split("\n")}
    lines = [line.strip().split(" = ") for line in STARTERS.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    Term.objects.bulk_create(Term(names="\n".join(names)) for names in lines if not there.intersection(names))


def add_rights(apps, schema_editor):
    for label in ("auth", "contenttypes", "speeches"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps, using=schema_editor.connection.alias)
    Permission = apps.get_model("auth", "Permission")
    for name, verbs in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        codenames = [f"{verb}_term" for verb in verbs]
        group.permissions.add(*Permission.objects.filter(content_type__app_label="speeches", codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("speeches", "0005_text_sha256")]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "names",
                    models.TextField(
                        help_text="同一件事的叫法，每行一个。查其中一个，也会找到其余的。只写一个，是让分词认得它。", verbose_name="叫法"
                    ),
                ),
            ],
            options={"verbose_name": "同义词", "verbose_name_plural": "同义词", "ordering": ["pk"]},
        ),
        migrations.RunPython(add_starters, migrations.RunPython.noop),
        migrations.RunPython(add_rights, migrations.RunPython.noop),
    ]
