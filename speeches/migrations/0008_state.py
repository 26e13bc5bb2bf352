from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("speeches", "0007_questions")]

    operations = [
        migrations.CreateModel(
            name="State",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.CharField(max_length=32)),
            ],
            options={"default_permissions": []},
        ),
    ]
