"""Writing JSON into the shared document with as few changes as possible, so that what others type
meanwhile, their cursors and their comments stay.

Always in a transaction of the caller. JSON given here is in normal form. Attributes are stored as
y-prosemirror stores them: all that are not null, defaults too. Offsets in shared text are bytes of
UTF-8; nothing outside of this file counts them.
"""

import json
from difflib import SequenceMatcher
from itertools import groupby

from pycrdt import XmlElement, XmlFragment, XmlText

from .encoding import text_attributes
from .normal import normal_children, plain
from .schema import CHILDREN, Json, defaults
from .ydoc import PAGE_KEYS, PARTS, Shared, attributes_of, fragment, page_map, raw_nodes

Parent = XmlFragment | XmlElement
Unit = Json | list[Json]
"""What one child of the shared document stands for: a node, or a run of texts."""


def write_envelope(doc: Shared, envelope: Json) -> None:
    """Make the document equal to an envelope."""
    for part in PARTS:
        content = (envelope.get(part) or {}).get("content") or []
        write_children(fragment(doc, part), "doc", content)
    write_page(doc, envelope.get("page") or {})


def write_page(doc: Shared, wanted: Json) -> None:
    """Make the page settings equal to these."""
    found = page_map(doc)
    for name in PAGE_KEYS:
        if name in found and name not in wanted:
            del found[name]
        elif name in wanted and (name not in found or plain(found[name]) != wanted[name]):
            found[name] = wanted[name]


def write_children(parent: Parent, kind: str, wanted: list[Json]) -> None:
    """Make the children of a node equal to these."""
    before, after = _present_units(parent, kind), _units(wanted)
    at = 0
    for verb, start, end, first, last in _steps(before, after):
        if verb == "equal":
            at += end - start
            continue
        kept = _rewritten(parent, at, before[start:end], after[first:last])
        at += kept
        surplus = (end - start) - kept
        if surplus > 0:
            del parent.children[at : at + surplus]
        for unit in after[first + kept : last]:
            insert_unit(parent, at, unit)
            at += 1


def _steps(before: list[Unit | None], after: list[Unit]) -> list[tuple[str, int, int, int, int]]:
    old = [json.dumps(unit, sort_keys=True) if unit else "" for unit in before]
    new = [json.dumps(unit, sort_keys=True) for unit in after]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _rewritten(parent: Parent, at: int, before: list[Unit | None], after: list[Unit]) -> int:
    """Change the first children of a range in place as far as they are alike; return how many."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if not _alike(old, new):
            break
        child = parent.children[at + count]
        if isinstance(child, XmlText) and isinstance(old, list) and isinstance(new, list):
            _rewrite_text(child, old, new)
        elif isinstance(child, XmlElement) and isinstance(new, dict):
            _rewrite_element(child, new)
        count += 1
    return count


def _alike(old: Unit | None, new: Unit) -> bool:
    if isinstance(old, list) or isinstance(new, list):
        return isinstance(old, list) and isinstance(new, list)
    return old is not None and old["type"] == new["type"]


def _present_units(parent: Parent, kind: str) -> list[Unit | None]:
    """Return what each child stands for, None where it stands for nothing that is allowed."""
    found: list[Unit | None] = []
    for child in parent.children:
        nodes = normal_children(kind, raw_nodes(child))
        if isinstance(child, XmlText):
            # Two texts side by side cannot be told apart in JSON: the second is written anew.
            follows = bool(found) and isinstance(found[-1], list)
            found.append(nodes if nodes and not follows else None)
        else:
            found.append(nodes[0] if nodes else None)
    return found


def _units(nodes: list[Json]) -> list[Unit]:
    units: list[Unit] = []
    for is_text, run in groupby(nodes, key=lambda node: node["type"] == "text"):
        nodes_of_run = list(run)
        units += [nodes_of_run] if is_text else nodes_of_run
    return units


def insert_unit(parent: Parent, at: int, unit: Unit) -> None:
    """Put a new node or run of texts before the child at this place."""
    if isinstance(unit, list):
        text = parent.children.insert(at, XmlText(""))
        _append_spans(text, unit)
        return
    element = parent.children.insert(at, XmlElement(unit["type"]))
    for name, value in stored_attributes(unit).items():
        element.attributes[name] = value
    for inner in _units(unit.get("content") or []):
        insert_unit(element, len(element.children), inner)


def stored_attributes(node: Json) -> Json:
    """Return the attributes as they are stored: everything but nulls, defaults too."""
    wanted = {**defaults(node["type"]), **node.get("attrs", {})}
    return {name: value for name, value in wanted.items() if value is not None}


def _append_spans(text: XmlText, spans: list[Json]) -> None:
    at = 0
    for span in spans:
        text.insert(at, span["text"], text_attributes(span.get("marks", [])))
        at += _bytes(span["text"])


def _rewrite_element(element: XmlElement, node: Json) -> None:
    wanted = stored_attributes(node)
    present: Json = plain(attributes_of(element))
    for name in present.keys() - wanted.keys():
        del element.attributes[name]
    for name, value in wanted.items():
        if present.get(name) != value:
            element.attributes[name] = value
    if node["type"] in CHILDREN:
        write_children(element, node["type"], node.get("content") or [])


def _rewrite_text(text: XmlText, before: list[Json], after: list[Json]) -> None:
    """Change letters where they differ, then the marks of what stayed."""
    old, new = _letters(before), _letters(after)
    spans = [(letter, _attributes(span)) for span in before for letter in span["text"]]
    wanted = [(letter, _attributes(span)) for span in after for letter in span["text"]]
    matcher = (
        SequenceMatcher(None, old, new, autojunk=False) if len(old) + len(new) < 4000 else None
    )
    steps = matcher.get_opcodes() if matcher else _ends_only(old, new)
    at = 0
    for verb, start, end, first, last in steps:
        if verb != "equal":
            del text[at : at + _bytes(old[start:end])]
            at += _insert_letters(text, at, wanted[first:last])
        else:
            at += _format_letters(text, at, spans[start:end], wanted[first:last])


Letters = list[tuple[str, Json]]


def _insert_letters(text: XmlText, at: int, letters: Letters) -> int:
    begun = at
    for attributes, run in groupby(letters, key=lambda letter: letter[1]):
        written = "".join(letter for letter, _ in run)
        # What is not named would be inherited from the left neighbour.
        text.insert(at, written, attributes)
        at += _bytes(written)
    return at - begun


def _format_letters(text: XmlText, at: int, before: Letters, after: Letters) -> int:
    begun = at
    pairs = [(letter, old, new) for (letter, old), (_, new) in zip(before, after, strict=True)]
    for (old, new), run in groupby(pairs, key=lambda pair: (pair[1], pair[2])):
        size = sum(_bytes(letter) for letter, _, _ in run)
        if old != new:
            gone = dict.fromkeys(old.keys() - new.keys())
            changed = {name: value for name, value in new.items() if old.get(name) != value}
            text.format(at, at + size, {**gone, **changed})
        at += size
    return at - begun


def _ends_only(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """Tell two long texts apart by their common ends alone: time must not grow with the square."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    rest = most - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    middle = ("replace", head, len(old) - tail, head, len(new) - tail)
    end = ("equal", len(old) - tail, len(old), len(new) - tail, len(new))
    return [("equal", 0, head, 0, head), middle, end]


def _letters(spans: list[Json]) -> str:
    return "".join(span["text"] for span in spans)


def _attributes(span: Json) -> Json:
    return text_attributes(span.get("marks", []))


def _bytes(text: str) -> int:
    return len(text.encode())
