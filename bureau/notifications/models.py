"""The table of notifications."""

from django.db import models

from bureau.people import Person
from bureau.platform.ids import primary_key


class Notification(models.Model):
    """One line under one person's bell."""

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: str
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_list"),
            models.Index(
                fields=["person"],
                name="notification_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]
