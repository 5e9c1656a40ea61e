"""Making a label by its full name, with the labels above it. Running it again changes nothing."""

from django.db import transaction

from ..ledger import writing
from ..models import Change, Mailbox

MOST_LEVELS = 10
LONGEST_NAME = 200


def make_label(account_id: str, path: str) -> str:
    """Return the id of the label `A/B/C`, made where it is missing. A query a level."""
    names = [name.strip()[:LONGEST_NAME] for name in path.split("/") if name.strip()][:MOST_LEVELS]
    parent: Mailbox | None = None
    with transaction.atomic(), writing(account_id) as write:
        for name in names:
            rows = Mailbox.objects.filter(account_id=account_id, parent=parent)
            box = rows.filter(name__iexact=name).first()
            if box is None:
                box = Mailbox(account_id=account_id, parent=parent, name=name)
                box.save(force_insert=True)
                write.changed(Change.Kind.MAILBOX, box.id)
            parent = box
    assert parent is not None
    return parent.id
