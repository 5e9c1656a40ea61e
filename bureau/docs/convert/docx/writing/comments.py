"""Comments and their threads: comments.xml, and commentsExtended.xml for answers and resolution."""

from ...markup import el
from ...moments import moment
from ...tree import Node
from .markup import root, w
from .output import Output
from .runs import run, text_content

FIRST_PARAGRAPH = 0x10000001


def number_comments(threads: list[Node]) -> dict[str, list[int]]:
    """Give every comment a number, by thread."""
    numbers: dict[str, list[int]] = {}
    following = 0
    for thread in threads:
        count = len(thread.get("comments") or [])
        numbers[str(thread["id"])] = list(range(following, following + count))
        following += count
    return numbers


def parts(output: Output, threads: list[Node]) -> tuple[bytes, bytes]:
    """Return comments.xml and commentsExtended.xml."""
    comments: list[str] = []
    extended: list[str] = []
    for thread in threads:
        numbers = output.comment_numbers[thread["id"]]
        for number, comment in zip(numbers, thread.get("comments") or [], strict=True):
            comments.append(_comment(output, number, comment))
            extended.append(_extended(number, numbers[0], is_done=bool(thread.get("resolved"))))
    return root("w:comments", *comments), root("w15:commentsEx", *extended)


def _paragraph_id(number: int) -> str:
    return f"{FIRST_PARAGRAPH + number:08X}"


def _extended(number: int, first: int, *, is_done: bool) -> str:
    parent = _paragraph_id(first) if number != first else None
    return el(
        "w15:commentEx",
        {
            "w15:paraId": _paragraph_id(number),
            "w15:paraIdParent": parent,
            "w15:done": int(is_done),
        },
    )


def _comment(output: Output, number: int, comment: Node) -> str:
    author = output.name(str(comment.get("author") or ""))
    lines = str(comment.get("text") or "").split("\n")
    style = el("w:pPr", None, w("pStyle", "CommentText"))
    paragraphs = [
        el(
            "w:p",
            {"w14:paraId": _paragraph_id(number)} if at == len(lines) - 1 else None,
            style,
            run(text_content(line, is_deleted=False)),
        )
        for at, line in enumerate(lines)
    ]
    attributes = {
        "w:id": number,
        "w:author": author,
        "w:date": moment(str(comment.get("at") or "")) or None,
        "w:initials": "".join(word[0] for word in author.split()[:3]).upper(),
    }
    return el("w:comment", attributes, *paragraphs)
