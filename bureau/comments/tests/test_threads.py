"""Threads over HTTP: who may do what with them, and that a refusal leaves all as it was."""

from typing import Any

import pytest

from bureau import comments
from bureau.comments import Remark, Visit, notice_of
from bureau.comments.models import Comment, Reaction, Thread
from bureau.people import actor_for

from .conftest import ITEM, Room

Json = Any
THREADS = f"/comments/page/{ITEM}/threads"


def opened(room: Room, by: str = "cleo", **more: Json) -> Json:
    made = room.clients[by].post(THREADS, {"text": "Is this right?", **more})
    assert made.status == 201
    return made.json


def everything() -> list[Json]:
    return [list(table.objects.order_by("id").values()) for table in (Thread, Comment, Reaction)]


def test_a_commenter_opens_a_thread_and_others_read_it(room: Room) -> None:
    made = opened(room, anchor_text="the 3rd line", mentions=[room.people["ada"].id, "nobody"])
    [thread] = room.vera.get(THREADS).json["items"]
    assert thread["id"] == made["id"]
    assert thread["anchor_text"] == "the 3rd line"
    assert thread["abilities"] == {
        "reply": False, "resolve": False, "assign": False, "delete": False
    }  # fmt: skip
    [comment] = thread["comments"]
    assert comment["author"] == {"id": room.people["cleo"].id, "name": "Cleo"}
    assert comment["text"] == "Is this right?"
    assert comment["mentions"] == [{"id": room.people["ada"].id, "name": "Ada"}]
    assert comment["abilities"] == {"edit": False, "delete": False}
    assert made["comments"][0]["abilities"] == {"edit": True, "delete": True}
    assert room.changed == 1


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("sam", 404)])
def test_who_may_not_comment_changes_nothing(room: Room, name: str, status: int) -> None:
    thread = opened(room)
    comment, before, told = thread["comments"][0]["id"], everything(), room.changed
    client = room.clients[name]
    answers = [
        client.post(THREADS, {"text": "x"}),
        client.post(f"/comments/threads/{thread['id']}/comments", {"text": "x"}),
        client.patch(f"/comments/threads/{thread['id']}", {"is_resolved": True}),
        client.patch(f"/comments/threads/{thread['id']}", {"assignee": room.people["ada"].id}),
        client.patch(f"/comments/{comment}", {"text": "x"}),
        client.delete(f"/comments/{comment}"),
        client.put(f"/comments/{comment}/reactions/👍"),
    ]
    assert [answer.status for answer in answers] == [status] * len(answers)
    assert (everything(), room.changed) == (before, told)


def test_nobody_comments_on_somebody_elses_behalf(room: Room) -> None:
    comment = opened(room, "ben")["comments"][0]["id"]
    before = everything()
    assert room.ada.patch(f"/comments/{comment}", {"text": "changed"}).status == 403
    assert room.cleo.delete(f"/comments/{comment}").status == 403
    assert everything() == before


def test_the_author_changes_a_comment(room: Room) -> None:
    comment = opened(room)["comments"][0]["id"]
    shown = room.cleo.patch(f"/comments/{comment}", {"text": " Better "}).json["comments"][0]
    assert (shown["text"], shown["edited_at"] is not None) == ("Better", True)


def test_with_the_first_comment_its_thread_goes(room: Room) -> None:
    thread = opened(room)
    reply = room.ben.post(f"/comments/threads/{thread['id']}/comments", {"text": "It is."}).json
    first, second = (comment["id"] for comment in reply["comments"])
    assert room.cleo.delete(f"/comments/{first}").status == 403  # Ben's answer would go with it
    assert room.ben.delete(f"/comments/{second}").status == 204
    assert room.deleted == []
    assert room.cleo.delete(f"/comments/{first}").status == 204
    assert room.deleted == [thread["id"]]
    assert room.ada.get(THREADS).json["items"] == []


def test_who_manages_the_item_deletes_any_thread(room: Room) -> None:
    comment = opened(room)["comments"][0]["id"]
    assert room.ada.delete(f"/comments/{comment}").status == 204


def test_a_thread_is_resolved_and_an_answer_opens_it_again(room: Room) -> None:
    path = f"/comments/threads/{opened(room)['id']}"
    done = room.ben.patch(path, {"is_resolved": True}).json
    assert (done["is_resolved"], done["resolved_by"]["name"]) == (True, "Ben")
    assert room.ada.get(THREADS, resolved="false").json["items"] == []
    again = room.cleo.post(f"{path}/comments", {"text": "Not quite."}).json
    assert (again["is_resolved"], again["resolved_by"]) == (False, None)
    assert len(room.ada.get(THREADS, resolved="false").json["items"]) == 1


def test_a_thread_is_given_to_who_may_comment(room: Room) -> None:
    path = f"/comments/threads/{opened(room)['id']}"
    given = room.cleo.patch(path, {"assignee": room.people["ben"].id}).json
    assert given["assignee"] == {"id": room.people["ben"].id, "name": "Ben"}
    assert room.cleo.patch(path, {"assignee": room.people["vera"].id}).status == 422
    assert room.cleo.patch(path, {"assignee": None}).json["assignee"] is None


def test_signs_are_counted_and_taken_back(room: Room) -> None:
    comment = opened(room)["comments"][0]["id"]
    for client in (room.ada, room.ben, room.ben):
        assert client.put(f"/comments/{comment}/reactions/👍").status == 204
    assert room.ada.put(f"/comments/{comment}/reactions/word").status == 422
    [thread] = room.ben.get(THREADS).json["items"]
    assert thread["comments"][0]["reactions"] == [{"emoji": "👍", "count": 2, "is_mine": True}]
    room.ben.delete(f"/comments/{comment}/reactions/👍")
    [thread] = room.ben.get(THREADS).json["items"]
    assert thread["comments"][0]["reactions"] == [{"emoji": "👍", "count": 1, "is_mine": False}]


def test_a_guest_comments_by_link_under_the_given_name(room: Room) -> None:
    made = room.nobody.post(
        THREADS, {"text": "From outside"}, X_Bureau_Link="open-sesame", X_Bureau_Guest="Gil  B"
    )
    assert made.json["comments"][0]["author"] == {"id": None, "name": "Gil B"}
    comment = made.json["comments"][0]["id"]
    refused = room.nobody.call(
        "DELETE", f"/comments/{comment}", headers={"X_Bureau_Link": "open-sesame"}
    )
    assert refused.status == 403
    assert room.nobody.post(THREADS, {"text": "x"}, X_Bureau_Link="wrong").status == 404
    assert room.nobody.post(THREADS, {"text": "x"}).status == 401


def test_an_empty_or_endless_comment_is_refused(room: Room) -> None:
    assert room.cleo.post(THREADS, {"text": " "}).json["errors"][0]["field"] == "text"
    assert room.cleo.post(THREADS, {"text": "x" * 10_001}).status == 422
    assert everything() == [[], [], []]


def test_an_unknown_kind_has_no_threads(room: Room) -> None:
    assert room.ada.get(f"/comments/nothing/{ITEM}/threads").status == 404


def test_threads_are_read_in_a_fixed_number_of_queries(room: Room, count_queries: Any) -> None:
    opened(room)
    counted = []
    for _ in range(2):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            room.ben.get(THREADS)
        counted.append(len(queries))
        room.ada.post(f"/comments/threads/{opened(room, 'ben')['id']}/comments", {"text": "y"})
    assert counted[0] == counted[1]


def test_those_are_told_who_take_part_and_may_read(room: Room) -> None:
    ben, cleo = (actor_for(room.people[name]) for name in ("ben", "cleo"))
    remark = Remark("Look, Vera and Sam", [room.people[name].id for name in ("vera", "sam")])
    thread = comments.open_thread(Visit(ben), "page", ITEM, remark)
    first = notice_of(Comment.objects.get().id)
    assert first
    assert (first.is_first, first.title) == (True, "The page")
    assert first.url == f"/pages/{ITEM}?thread={thread.id}"
    assert first.mentioned == {room.people["vera"].id}
    assert first.others == {room.people["ada"].id}
    second = notice_of(comments.reply(Visit(cleo), thread.id, Remark("Seen")).id)
    assert second
    assert (second.is_first, second.mentioned) == (False, frozenset())
    assert second.others == {room.people["ada"].id, room.people["ben"].id}


def test_the_same_mail_is_one_comment(room: Room) -> None:
    visit = Visit(actor_for(room.people["ben"]))
    thread = comments.open_thread(visit, "page", ITEM, Remark("Hello"))
    made = [comments.reply(visit, thread.id, Remark("By mail"), "a@b").id for _ in range(2)]
    assert made[0] == made[1]
    assert Comment.objects.count() == 2


def test_a_guest_cannot_flood_a_thread(room: Room) -> None:
    room.nobody.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    statuses = [
        room.nobody.post(THREADS, {"text": str(number)}, X_Bureau_Link="open-sesame").status
        for number in range(40)
    ]
    assert statuses[0] == 201
    assert statuses[-1] == 429
    assert Comment.objects.count() == statuses.count(201) < 40
