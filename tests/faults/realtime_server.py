"""`bureau` with faults: its processes kill themselves at the worst moments (before a commit, after
it but before anybody hears, between a snapshot and the deletion of what it covers), messages
between processes are dropped and doubled, and documents are compacted all the time.
"""

import os
import random
import signal
import sys
import time
from typing import Any

AT_COMMIT = float(os.environ.get("FAULT_AT_COMMIT", "0"))
AT_COMPACTION = float(os.environ.get("FAULT_AT_COMPACTION", "0"))
IN_MESSAGES = float(os.environ.get("FAULT_IN_MESSAGES", "0"))
COMPACT_EVERY = 40


def die(chance: float) -> None:
    """End the process as a crash would."""
    if random.random() < chance:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(10)


def add_faults() -> None:
    """Wrap what can be hit."""
    from django.utils import timezone

    from bureau.realtime import announcements, compaction, jobs, writer
    from bureau.realtime import store as documents

    append, store = documents.append, writer.store
    write_snapshot, publish_stored = compaction.write_snapshot, announcements.publish_stored

    def before_commit(*arguments: Any) -> Any:
        taken = append(*arguments)
        die(AT_COMMIT)
        return taken

    def after_commit(*arguments: Any, **options: Any) -> Any:
        taken = store(*arguments, **options)
        die(AT_COMMIT)
        return taken

    def snapshot_then_delete(item_id: str) -> bool:
        written = write_snapshot(item_id)
        die(AT_COMPACTION)
        compaction.forget(item_id, timezone.now())
        return written

    def unreliable(*arguments: Any) -> None:
        for _ in range(random.choice((0, 2)) if random.random() < IN_MESSAGES else 1):
            publish_stored(*arguments)

    for module, name, faulty in (
        (writer, "append", before_commit),
        (writer, "store", after_commit),
        (compaction, "write_snapshot", snapshot_then_delete),
        (announcements, "publish_stored", unreliable),
    ):
        assert hasattr(module, name)
        setattr(module, name, faulty)
    jobs.COMPACT_EVERY = COMPACT_EVERY


def main() -> None:
    """Run a `bureau` command with the faults of the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
    import django

    django.setup()
    add_faults()
    from bureau.composition.cli import main as bureau

    sys.argv[0] = "bureau"
    bureau()


if __name__ == "__main__":
    main()
