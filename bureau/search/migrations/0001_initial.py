"""The table of entries, and beside it the words in the form each database searches best."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "title, body, marks, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry"
    " BEGIN DELETE FROM search_words WHERE rowid = old.id; END",
)
SQLITE_BACK = ("DROP TRIGGER search_entry_gone", "DROP TABLE search_words")
POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_entry_words ON search_entry USING gin (words)",
)
POSTGRESQL_BACK = ("ALTER TABLE search_entry DROP COLUMN words",)


def make_words(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the place where this database keeps the words."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop_words(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    for statement in POSTGRESQL_BACK if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.CharField(max_length=80)),
                ("scope", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=500)),
                ("excerpt", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("url", models.CharField(max_length=500)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id"), name="search_entry_object"
                    )
                ],
            },
        ),
        migrations.RunPython(make_words, drop_words),
    ]
