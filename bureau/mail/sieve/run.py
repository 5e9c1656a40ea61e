"""Running scripts on a message: a pure function with a bound on its steps."""

from collections.abc import Sequence

from .conditions import Circumstances, holds
from .message import SieveMessage
from .outcome import FileInto, Outcome, Vacation
from .snooze import snooze_of
from .syntax import Script, SieveError, Step, as_texts

MOST_STEPS = 10_000
MOST_REDIRECTS = 5
MOST_FILES = 20


class _Stop(Exception):
    """The script ended early."""


def run(scripts: Sequence[Script], message: SieveMessage) -> Outcome:
    """Run the scripts one after the other on one outcome; `stop` ends all of them.

    Raises `SieveError` when a script does more than it may: the caller then keeps the message.
    """
    outcome = Outcome()
    outcome.flags.extend(message.flags)
    around = Circumstances(message, outcome, MOST_STEPS)
    try:
        for script in scripts:
            around.begin(script)
            _run_block(around, script.steps)
    except _Stop:
        pass
    return outcome


def _run_block(around: Circumstances, steps: Sequence[Step]) -> None:
    is_settled = False
    for step in steps:
        around.count(step)
        if step.name not in ("if", "elsif", "else"):
            _act(around, step)
            continue
        if step.name == "if":
            is_settled = False
        if is_settled:
            continue
        if step.name == "else" or holds(around, step.tests[0]):
            is_settled = True
            around.outcome.matched += 1
            _run_block(around, step.block)


def _act(around: Circumstances, step: Step) -> None:
    outcome = around.outcome
    match step.name:
        case "stop":
            raise _Stop
        case "keep":
            outcome.keeps, around.is_kept = True, True
            _flag(around, step)
        case "discard":
            _cancel(around)
        case "redirect":
            _redirect(around, step)
        case "fileinto":
            _file(around, step)
        case "addflag" | "setflag" | "removeflag":
            _change_flags(around, step)
        case "reject" | "ereject":
            _reject(around, step)
        case "vacation":
            _answer(around, step)
        case "set":
            around.variables.set(step)
        case _:
            _act_of_ours(around, step)


def _act_of_ours(around: Circumstances, step: Step) -> None:
    outcome = around.outcome
    match step.name:
        case "important" | "notimportant":
            outcome.is_important = step.name == "important"
        case "neverspam":
            outcome.never_spam = True
        case "category":
            outcome.category = around.expand(step.text(0)).lower()
        case "snooze":
            _snooze(around, step)


def _snooze(around: Circumstances, step: Step) -> None:
    zone = around.expand(step.tag_text("tzid"))
    weekdays = around.expand_all(step.tag_texts("weekdays"))
    times = around.expand_all(step.texts(0))
    around.outcome.snooze = snooze_of(step, times, weekdays, zone)
    _cancel(around)


def _cancel(around: Circumstances) -> None:
    """Cancel the implicit keep; an explicit one stays."""
    if not around.is_kept:
        around.outcome.keeps = False


def _redirect(around: Circumstances, step: Step) -> None:
    address = around.expand(step.text(0)).strip()
    if address not in around.outcome.redirects:
        if len(around.outcome.redirects) >= MOST_REDIRECTS:
            raise SieveError("the script redirects to too many addresses", step.line)
        around.outcome.redirects.append(address)
    if "copy" not in step.tags:
        _cancel(around)


def _file(around: Circumstances, step: Step) -> None:
    filed = FileInto(
        around.expand(step.text(0)),
        step.tag_text("mailboxid"),
        step.tag_text("specialuse").lstrip("\\").lower(),
        "create" in step.tags,
    )
    if filed not in around.outcome.files:
        if len(around.outcome.files) >= MOST_FILES:
            raise SieveError("the script files into too many mailboxes", step.line)
        around.outcome.files.append(filed)
    _flag(around, step)
    if "copy" not in step.tags:
        _cancel(around)


def _flag(around: Circumstances, step: Step) -> None:
    # A message has one set of flags, whatever its labels.
    for flag in _split(around.expand_all(step.tag_texts("flags"))):
        if flag not in around.outcome.flags:
            around.outcome.flags.append(flag)


def _split(texts: Sequence[str]) -> list[str]:
    return [flag for text in texts for flag in text.split()]


def _change_flags(around: Circumstances, step: Step) -> None:
    flags = around.outcome.flags
    named = _split(around.expand_all(as_texts(step.arguments[0])))
    lowered = {flag.lower() for flag in named}
    if step.name != "addflag":
        kept = [] if step.name == "setflag" else [f for f in flags if f.lower() not in lowered]
        flags[:] = kept
    if step.name != "removeflag":
        known = {flag.lower() for flag in flags}
        flags.extend(flag for flag in dict.fromkeys(named) if flag.lower() not in known)


def _reject(around: Circumstances, step: Step) -> None:
    if around.outcome.reject is not None or around.outcome.vacation is not None:
        raise SieveError(f"'{step.name}' after another answer", step.line)
    around.outcome.reject = around.expand(step.text(0))
    _cancel(around)


def _answer(around: Circumstances, step: Step) -> None:
    if around.outcome.vacation is not None or around.outcome.reject is not None:
        raise SieveError("'vacation' after another answer", step.line)
    around.outcome.vacation = Vacation(
        reason=around.expand(step.text(0)),
        subject=around.expand(step.tag_text("subject")),
        days=step.tag_number("days") if "days" in step.tags else None,
        handle=step.tag_text("handle"),
        addresses=step.tag_texts("addresses"),
        is_mime="mime" in step.tags,
    )
