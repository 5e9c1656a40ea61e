"""Confidential messages: the content stays the author's copy, the notice is known by its
fingerprint. The tables were empty until now.
"""

from django.db import migrations, models

import bureau.platform.ids


class Migration(migrations.Migration):
    dependencies = [("mail", "0011_fixed_statistics")]

    operations = [
        migrations.RemoveIndex(model_name="confidentialmail", name="confidential_end"),
        migrations.RemoveField(model_name="confidentialmail", name="blob"),
        migrations.AddField(
            model_name="confidentialmail",
            name="submission_id",
            field=bureau.platform.ids.IdField(default="", unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="confidentialmail",
            name="fingerprint",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="confidentialmail",
            index=models.Index(fields=["fingerprint"], name="confidential_notice"),
        ),
        migrations.AddIndex(
            model_name="passcode",
            index=models.Index(fields=["expires_at"], name="passcode_end"),
        ),
    ]
