"""What the database holds of a document: its state by a cold load, and who wrote; prints JSON."""

import base64
import json
import os
import sys


def main() -> None:
    """Read the database of the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
    import django

    django.setup()
    from bureau.realtime import authors, load
    from bureau.realtime.models import Item, Snapshot, Update

    item = sys.argv[1]
    state = load(item).get_update()
    written = {one.author for ranges in authors(item).values() for one in ranges}
    print(
        json.dumps(
            {
                "state": base64.b64encode(state).decode(),
                "authors": sorted(written),
                "seq": Item.objects.get(id=item).seq,
                "rows": Update.objects.filter(item_id=item).count(),
                "snapshots": Snapshot.objects.filter(item_id=item).count(),
            }
        )
    )


if __name__ == "__main__":
    main()
