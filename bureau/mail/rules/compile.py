"""Writing rules as a Sieve script, which then does what they say."""

import re
from collections.abc import Iterable, Mapping

from ..models import Rule
from ..sieve.specs import VENDOR
from .criteria import NAPS, Criteria, RuleActions

REQUIRE = (
    f'require ["fileinto", "copy", "imap4flags", "body", "mailboxid", "special-use", "{VENDOR}"];\n'
)
_WORD = re.compile(r'"([^"]+)"|(\S+)')
_EITHER = re.compile(r"\s+OR\s+|\s*[,|]\s*")
MOST_WORDS = 30


def compile_rules(rules: Iterable[Rule], names: Mapping[str, str]) -> str:
    """Return the script of an account's enabled rules in their order.

    `names` are the account's labels by id; one that is gone is left out, and such a rule keeps
    the message in the inbox.
    """
    blocks = [_block(rule, names) for rule in rules if rule.is_enabled]
    return REQUIRE + "\n".join(blocks) if blocks else ""


def _block(rule: Rule, names: Mapping[str, str]) -> str:
    criteria = Criteria.from_json(rule.criteria)
    actions = RuleActions.from_json(rule.actions)
    lines = "".join(f"    {line}\n" for line in _actions(actions, names))
    title = " ".join(rule.name.replace("\0", "").split())
    return f"# {title}\nif {_test(criteria)} {{\n{lines}}}\n"


def _test(criteria: Criteria) -> str:
    tests = list(_tests(criteria))
    if not tests:
        return "false"
    return f"allof ({', '.join(tests)})"


def _tests(criteria: Criteria) -> Iterable[str]:
    if criteria.from_:
        yield _contains('["from", "sender"]', criteria.from_)
    if criteria.to:
        yield _contains('["to", "cc", "bcc"]', criteria.to)
    if criteria.subject:
        yield from (_contains('"subject"', word) for word in words_of(criteria.subject))
    if criteria.list_id:
        yield _contains('"list-id"', criteria.list_id)
    yield from (_anywhere(word) for word in words_of(criteria.has))
    yield from (f"not {_anywhere(word)}" for word in words_of(criteria.has_not))
    if criteria.has_attachment:
        yield "hasattachment"
    if criteria.larger:
        yield f"size :over {criteria.larger}"
    if criteria.smaller:
        yield f"size :under {criteria.smaller}"


def words_of(text: str) -> list[str]:
    """Return the words and quoted phrases that must all be there."""
    found = [match[1] or match[2] for match in _WORD.finditer(text)]
    return [word for word in found if word.strip('" ')][:MOST_WORDS]


def _contains(fields: str, value: str) -> str:
    """Any of several values that are divided by a comma, a bar or OR."""
    values = [one.strip('" ') for one in _EITHER.split(value)]
    keys = ", ".join(quoted(one) for one in values if one) or quoted(value)
    return f"header :contains {fields} [{keys}]"


def _anywhere(word: str) -> str:
    key = quoted(word)
    fields = '["subject", "from", "to", "cc"]'
    return f"anyof (header :contains {fields} {key}, body :text :contains {key})"


_PLAIN_ACTIONS = (
    ("star", 'addflag "\\\\Flagged";'),
    ("mark_read", 'addflag "\\\\Seen";'),
    ("important", "important;"),
    ("never_important", "notimportant;"),
    ("never_spam", "neverspam;"),
)


def _actions(actions: RuleActions, names: Mapping[str, str]) -> Iterable[str]:
    yield from _places(actions, names)
    yield from (line for name, line in _PLAIN_ACTIONS if getattr(actions, name))
    if actions.category:
        yield f"category {quoted(actions.category)};"
    if actions.snooze:
        yield _snooze(actions.snooze)
    if actions.forward_to:
        yield f"redirect :copy {quoted(actions.forward_to)};"
    if actions.stop:
        yield "stop;"


def _places(actions: RuleActions, names: Mapping[str, str]) -> Iterable[str]:
    labels = [one for one in actions.labels if one in names]
    for mailbox_id in labels:
        yield f"fileinto :copy :mailboxid {quoted(mailbox_id)} {quoted(names[mailbox_id])};"
    if actions.delete:
        yield 'fileinto :specialuse "\\\\Trash" "Trash";'
    elif actions.skip_inbox and len(labels) == len(actions.labels):
        yield 'fileinto :specialuse "\\\\Archive" "Archive";'


def _snooze(nap: str) -> str:
    clock, weekdays = NAPS[nap]
    days = ", ".join(quoted(str(day)) for day in weekdays)
    on_days = f":weekdays [{days}] " if days else ""
    return f"snooze {on_days}{quoted(clock)};"


def quoted(text: str) -> str:
    """Return a Sieve string."""
    plain = text.replace("\0", "").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
