"""Tables that find messages, and beside them the words in the form each database searches best."""

import bureau.platform.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE mail_words USING fts5(top, body, content = '', columnsize = 0,"
    " tokenize = 'ascii', prefix = '8')",
)
SQLITE_BACK = ("DROP TABLE mail_words",)
POSTGRESQL = (
    "ALTER TABLE mail_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX mail_searchentry_words ON mail_searchentry USING gin (words)",
)
POSTGRESQL_BACK = ("ALTER TABLE mail_searchentry DROP COLUMN words",)
TO_INDEX = (
    "INSERT INTO mail_searchtodo (email_id, account_id) SELECT id, account_id FROM mail_email"
)


def make_words(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the place where this database keeps the words."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop_words(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    for statement in POSTGRESQL_BACK if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(statement)


def fill_keywords(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write the keyword rows of the messages that are there."""
    email_model, row_model = apps.get_model("mail", "Email"), apps.get_model("mail", "EmailKeyword")
    marked = email_model.objects.exclude(keyword_line__in=(" ", " $seen "))
    rows = [
        row_model(
            account_id=email.account_id,
            keyword=keyword,
            email_id=email.id,
            thread_id=email.thread_id,
            received_at=email.received_at,
        )
        for email in marked.only("account_id", "thread_id", "received_at", "keyword_line")
        for keyword in set(email.keyword_line.split()) - {"$seen"}
    ]
    row_model.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0006_imap"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkAction",
            fields=[
                (
                    "id",
                    bureau.platform.ids.IdField(
                        default=bureau.platform.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", bureau.platform.ids.IdField()),
                ("update", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("failed", "Failed"),
                        ],
                        default="running",
                        max_length=7,
                    ),
                ),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="BulkStep",
            fields=[
                (
                    "id",
                    bureau.platform.ids.IdField(
                        default=bureau.platform.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("email_ids", models.JSONField()),
                ("before", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="EmailKeyword",
            fields=[
                (
                    "id",
                    bureau.platform.ids.IdField(
                        default=bureau.platform.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("keyword", models.CharField(max_length=100)),
                ("thread_id", bureau.platform.ids.IdField()),
                ("received_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "email",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="file_text",
                        serialize=False,
                        to="mail.email",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    bureau.platform.ids.IdField(
                        default=bureau.platform.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("device_client_id", models.CharField(max_length=255)),
                ("url", models.CharField(max_length=2000)),
                ("keys", models.JSONField(null=True)),
                ("code", models.CharField(max_length=64)),
                ("is_verified", models.BooleanField(default=False)),
                ("types", models.JSONField(null=True)),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    bureau.platform.ids.IdField(
                        default=bureau.platform.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("query", models.CharField(max_length=1000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("thread_id", bureau.platform.ids.IdField()),
                ("tokens", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="SearchTodo",
            fields=[
                (
                    "email",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_todo",
                        serialize=False,
                        to="mail.email",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="email",
            name="email_newest",
        ),
        migrations.AddField(
            model_name="change",
            name="whole",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="email",
            index=models.Index(
                fields=["account", "-received_at", "-id", "thread"], name="email_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="email",
            index=models.Index(
                condition=models.Q(("is_unread", True)),
                fields=["account", "-received_at", "-id", "thread"],
                name="email_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="emaillabel",
            index=models.Index(
                condition=models.Q(("is_unread", True)),
                fields=["mailbox", "-received_at", "-email", "thread_id"],
                name="label_unread",
            ),
        ),
        migrations.AddField(
            model_name="bulkaction",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.account"
            ),
        ),
        migrations.AddField(
            model_name="bulkstep",
            name="bulk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="mail.bulkaction",
            ),
        ),
        migrations.AddField(
            model_name="emailkeyword",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.account"
            ),
        ),
        migrations.AddField(
            model_name="emailkeyword",
            name="email",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="keyword_rows",
                to="mail.email",
            ),
        ),
        migrations.AddField(
            model_name="pushsubscription",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="savedsearch",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.account"
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.account"
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="email",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_entry",
                to="mail.email",
            ),
        ),
        migrations.AddField(
            model_name="searchtodo",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.account"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkaction",
            index=models.Index(fields=["created_at"], name="bulk_age"),
        ),
        migrations.AddConstraint(
            model_name="bulkstep",
            constraint=models.UniqueConstraint(fields=("bulk", "number"), name="bulk_step_once"),
        ),
        migrations.AddIndex(
            model_name="emailkeyword",
            index=models.Index(
                fields=["account", "keyword", "-received_at", "-email", "thread_id"],
                name="email_keyword_newest",
            ),
        ),
        migrations.AddConstraint(
            model_name="emailkeyword",
            constraint=models.UniqueConstraint(
                fields=("email", "keyword"), name="email_keyword_once"
            ),
        ),
        migrations.AddIndex(
            model_name="pushsubscription",
            index=models.Index(fields=["expires_at"], name="push_expiry"),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                fields=("account", "name"), name="saved_search_name"
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["account", "-key"], name="search_entry_newest"),
        ),
        migrations.RunPython(make_words, drop_words),
        migrations.RunPython(fill_keywords, migrations.RunPython.noop),
        migrations.RunSQL(TO_INDEX, migrations.RunSQL.noop),
        migrations.RunSQL("UPDATE mail_change SET whole = modseq", migrations.RunSQL.noop),
    ]
