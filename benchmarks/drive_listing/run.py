"""Listing a folder of 100,000 items and moving a folder with 100,000 descendants.

Peers, in the same database and run: paging by OFFSET, and a move in a table with materialised
paths. python -m benchmarks.drive_listing [nodes]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.drive.models import Node
    from bureau.people import Actor

NODES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
PAGE = 100
ROUNDS = 15


def main() -> None:
    """Build the tree, measure, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BUREAU_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _print(_measure())


def _print(rows: list[tuple[str, float, float]]) -> None:
    print(f"{NODES:,} items, pages of {PAGE}, SQLite, median of {ROUNDS}\n")
    print("| | median ms | CPU ms |")
    print("|---|---:|---:|")
    for what, wall, cpu in rows:
        print(f"| {what} | {wall:.2f} | {cpu:.2f} |")


def _measure() -> list[tuple[str, float, float]]:
    from bureau.drive import create_folder, my_drive
    from bureau.people import SYSTEM, NewPerson, actor_for, create_person

    person = create_person(SYSTEM, NewPerson(email="ada@demo.example", name="Ada", state="active"))
    actor = actor_for(person)
    root = my_drive(person).root_id or ""
    flat = create_folder(actor, root, "flat")
    deep = create_folder(actor, root, "deep")
    targets = [create_folder(actor, root, name).id for name in ("here", "there")]
    _fill_flat(flat)
    _fill_deep(deep)
    return [*_listings(actor, flat), *_moves(actor, deep, targets)]


def _fill_flat(folder: "Node") -> None:
    _store([_node(folder, f"Scan {number}.pdf", is_folder=False) for number in range(NODES)])


def _fill_deep(folder: "Node") -> None:
    level = [folder]
    for width in (10, 10):
        level = _store(
            [_node(above, f"Folder {n}", is_folder=True) for above in level for n in range(width)]
        )
    each = NODES // len(level)
    _store([_node(above, f"{n}.txt", is_folder=False) for above in level for n in range(each)])


def _node(parent: "Node", name: str, *, is_folder: bool) -> "Node":
    from bureau.drive.models import Node
    from bureau.drive.tree import set_name

    group, kind = (Node.Group.FOLDER, "folder") if is_folder else (Node.Group.FILE, "file")
    node = Node(parent=parent, scope_id=parent.scope_id, group=group, kind=kind)
    set_name(node, name)
    return node


def _store(nodes: list["Node"]) -> list["Node"]:
    from bureau.drive.models import Node

    return list(Node.objects.bulk_create(nodes, batch_size=2000))


def _listings(actor: "Actor", flat: "Node") -> list[tuple[str, float, float]]:
    from bureau.drive import queries

    last_page = NODES // PAGE - 1
    cursor = None
    for _ in range(last_page):
        cursor = queries.folder_page(flat, "name", "asc", cursor, PAGE).next
    ours = {
        "first page": lambda: queries.children(actor, flat.id, limit=PAGE),
        f"page {last_page + 1:,}": lambda: queries.children(
            actor, flat.id, cursor=cursor, limit=PAGE
        ),
    }
    rows = [
        (f"Bureau: {name}, with roles, stars and abilities", *timed(run))
        for name, run in ours.items()
    ]
    rows.append(("OFFSET: first page, rows only", *timed(lambda: _by_offset(flat, 0))))
    far = last_page * PAGE
    rows.append(
        (f"OFFSET: page {last_page + 1:,}, rows only", *timed(lambda: _by_offset(flat, far)))
    )
    return rows


def _by_offset(flat: "Node", offset: int) -> list[object]:
    from bureau.drive.models import Node
    from bureau.drive.rows import rows

    found = rows(Node.objects.filter(parent=flat, trashed_at=None), "")
    return list(found.order_by("group", "sort_key", "id")[offset : offset + PAGE])


def _moves(actor: "Actor", deep: "Node", targets: list[str]) -> list[tuple[str, float, float]]:
    from bureau.drive.actions.move import move

    turn = iter(range(1_000_000))
    whole = timed(lambda: move(actor, [deep.id], targets[next(turn) % 2]))
    return [
        ("Bureau: move, whole action with event, audit and change feed", *whole),
        ("Bureau: the row write of the move", *timed(lambda: _hang(deep, targets[next(turn) % 2]))),
        ("Materialised paths: the row writes of the move", *_path_move()),
    ]


def _hang(deep: "Node", parent_id: str) -> None:
    from bureau.drive.models import Node

    Node.objects.filter(id=deep.id).update(parent_id=parent_id)


def _path_move() -> tuple[float, float]:
    """Move a folder in a table where every node stores the path of ids to it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE peer (id TEXT PRIMARY KEY, path TEXT NOT NULL)")
        cursor.execute("CREATE INDEX peer_path ON peer (path)")
        cursor.executemany(
            "INSERT INTO peer VALUES (%s, %s)",
            [(f"{n:026d}", f"/a/deep/{n % 10:026d}/{n % 100:026d}/{n:026d}") for n in range(NODES)],
        )
        ends = ["/a/deep/", "/b/deep/"]

        def move() -> None:
            cursor.execute(
                "UPDATE peer SET path = %s || substr(path, 9) WHERE path >= %s AND path < %s",
                [ends[1], ends[0], ends[0][:-1] + "0"],
            )
            ends.reverse()

        return timed(move)


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Return the median wall and CPU milliseconds of a call."""
    run()
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return statistics.median(walls), statistics.median(cpus)
