"""What SQLite is to assume of the tables of messages when it chooses an index.

Without statistics it takes any account or label for ten rows, and reads a million to find fifty by
their ids. What `ANALYZE` finds would do, but plans would differ from one installation to another
and change as mail comes in; these figures are those of an installation with ten million messages,
and what is right there is not slow anywhere. PostgreSQL keeps its own.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.state import StateApps

ROWS = 10_000_000
TABLES = (
    "mail_change",
    "mail_email",
    "mail_emailkeyword",
    "mail_emaillabel",
    "mail_emailtext",
    "mail_expunged",
    "mail_filetext",
    "mail_rendering",
    "mail_searchentry",
    "mail_searchword",
    "mail_thread",
    "mail_threadkey",
    "mail_threadlabel",
)
DISTINCT = {
    "account_id": 200,
    "mailbox_id": 2_000,
    "thread_id": 3_000_000,
    "kind": 2,
    "keyword": 10,
    "uid": 100_000,
    "modseq": 50_000,
    "is_unread": 2,
}
"""Different values of a column; of others nearly every row has its own."""


def fix(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write the statistics of every index, and let this connection read them."""
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        # Makes the table of statistics, with nothing in it.
        cursor.execute("ANALYZE sqlite_schema")
        for table in TABLES:
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])
            cursor.execute(f"PRAGMA index_list({table})")
            for _, name, is_unique, *_ in cursor.fetchall():
                rows = _rows_each(cursor, name, is_unique=bool(is_unique))
                cursor.execute("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", [table, name, rows])
        cursor.execute("ANALYZE sqlite_schema")


def _rows_each(cursor: CursorWrapper, index: str, *, is_unique: bool) -> str:
    """Return how many rows there are, and how many have the same values in the first column of an
    index, in its first two, and so on.
    """
    cursor.execute(f"PRAGMA index_info({index})")
    names = [name for _, _, name in cursor.fetchall()]
    figures, different = [ROWS], 1
    for name in names:
        different = min(different * DISTINCT.get(name, ROWS), ROWS)
        figures.append(-(-ROWS // different))
    if is_unique:
        figures[-1] = 1
    return " ".join(str(figure) for figure in figures)


def forget(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the statistics away again."""
    if editor.connection.vendor == "sqlite":
        with editor.connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])


class Migration(migrations.Migration):
    dependencies = [("mail", "0010_recent_and_lost_subscriptions")]

    operations = [migrations.RunPython(fix, forget)]
