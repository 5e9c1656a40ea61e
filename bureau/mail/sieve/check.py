"""Checking the commands of a script: that each exists, was required, and has its arguments."""

import re
from collections.abc import Mapping, Sequence

from .parse import parse_script
from .snooze import snooze_of
from .specs import COMMANDS, COMPARATORS, EXTENSIONS, FLAG, NUMBER, TESTS, TEXT, TEXTS, Spec
from .syntax import Argument, Node, Script, SieveError, Step, Tag

_RELATIONS = ("gt", "ge", "lt", "le", "eq", "ne")
_ENCODED = re.compile(r"\$\{(hex|unicode):((?:\s*[0-9a-f]+)+\s*)\}", re.IGNORECASE)
_BUILT_IN = ("comparator-i;octet", "comparator-i;ascii-casemap")


def compile_script(text: str) -> Script:
    """Read and check a script; raises `SieveError`, which names the line."""
    nodes = parse_script(text)
    required: set[str] = set()
    start = 0
    for node in nodes:
        if node.name != "require":
            break
        required |= _required(node)
        start += 1
    checker = _Checker(frozenset(required))
    return Script(checker.commands(nodes[start:]), frozenset(required))


def _required(node: Node) -> set[str]:
    step = _bind(node, COMMANDS["require"], frozenset(EXTENSIONS))
    for name in step.texts(0):
        if name not in EXTENSIONS:
            raise SieveError(f"the extension '{name[:60]}' is not supported", node.line)
    return set(step.texts(0))


class _Checker:
    """Checks commands against the extensions that one script required."""

    def __init__(self, required: frozenset[str]) -> None:
        self._required = required | set(_BUILT_IN)

    def commands(self, nodes: Sequence[Node]) -> tuple[Step, ...]:
        """Check the commands of a block."""
        before = ""
        found: list[Step] = []
        for node in nodes:
            if node.name in ("elsif", "else") and before not in ("if", "elsif"):
                raise SieveError(f"'{node.name}' without 'if'", node.line)
            found.append(self._command(node))
            before = node.name
        return tuple(found)

    def _command(self, node: Node) -> Step:
        if node.name == "require":
            raise SieveError("'require' must stand at the top", node.line)
        spec = COMMANDS.get(node.name)
        if spec is None:
            raise SieveError(f"there is no command '{node.name[:40]}'", node.line)
        is_control = node.name in ("if", "elsif", "else")
        if is_control != (node.block is not None):
            word = "needs" if is_control else "takes no"
            raise SieveError(f"'{node.name}' {word} a block", node.line)
        step = self._bound(node, spec)
        if node.name == "snooze" and "variables" not in self._required:
            snooze_of(step, step.texts(0), step.tag_texts("weekdays"), step.tag_text("tzid"))
        tests = self._tests(node, spec)
        block = self.commands(node.block or ())
        return Step(step.name, step.line, step.tags, step.arguments, tests, block)

    def _test(self, node: Node) -> Step:
        spec = TESTS.get(node.name)
        if spec is None:
            raise SieveError(f"there is no test '{node.name[:40]}'", node.line)
        step = self._bound(node, spec)
        return Step(step.name, step.line, step.tags, step.arguments, self._tests(node, spec))

    def _tests(self, node: Node, spec: Spec) -> tuple[Step, ...]:
        count = len(node.tests)
        if count == 0 if spec.tests == -1 else count != spec.tests:
            wanted = "tests" if spec.tests == -1 else f"{spec.tests} tests"
            raise SieveError(f"'{node.name}' takes {wanted}", node.line)
        return tuple(self._test(test) for test in node.tests)

    def _bound(self, node: Node, spec: Spec) -> Step:
        if spec.extension and spec.extension not in self._required:
            raise SieveError(f"'{node.name}' needs: require \"{spec.extension}\";", node.line)
        step = _bind(node, spec, self._required)
        if "encoded-character" in self._required:
            step = Step(
                step.name,
                step.line,
                {name: _decoded(value) for name, value in step.tags.items()},
                tuple(_decoded(value) for value in step.arguments),
            )
        return step


def _bind(node: Node, spec: Spec, required: frozenset[str]) -> Step:
    """Tell tags from other arguments, and see that all have the kind they need."""
    tags: dict[str, Argument | None] = {}
    plain: list[Argument] = []
    rest = list(node.arguments)
    while rest:
        argument = rest.pop(0)
        if not isinstance(argument, Tag):
            plain.append(argument)
            continue
        found = spec.tags.get(argument.name)
        if found is None or argument.name in tags or plain:
            raise SieveError(f"':{argument.name[:40]}' does not belong here", node.line)
        if found.extension and found.extension not in required:
            needed = f'require "{found.extension}";'
            raise SieveError(f"':{argument.name}' needs: {needed}", node.line)
        value = None
        if found.value != FLAG:
            value = _value(rest.pop(0) if rest else None, found.value, node)
        tags[argument.name] = value
    _check_groups(node, spec, tags)
    _check_match(node, tags, required)
    if len(plain) != len(spec.arguments):
        raise SieveError(f"'{node.name}' takes {len(spec.arguments)} arguments", node.line)
    pairs = zip(plain, spec.arguments, strict=True)
    values = tuple(_value(argument, kind, node) for argument, kind in pairs)
    return Step(node.name, node.line, tags, values)


def _value(argument: Argument | None, kind: str, node: Node) -> Argument:
    if kind == NUMBER and isinstance(argument, int):
        return argument
    if kind == TEXT and isinstance(argument, str):
        return argument
    if kind == TEXTS and isinstance(argument, str):
        return (argument,)
    if kind == TEXTS and isinstance(argument, tuple):
        return argument
    raise SieveError(f"'{node.name}' expects a {kind} here", node.line)


def _check_groups(node: Node, spec: Spec, tags: Mapping[str, object]) -> None:
    groups = [spec.tags[name].group for name in tags if spec.tags[name].group]
    if len(groups) != len(set(groups)):
        raise SieveError(f"tags of '{node.name}' exclude each other", node.line)
    if not spec.needs <= set(groups):
        raise SieveError(f"'{node.name}' lacks a tag", node.line)
    if "last" in tags and "index" not in tags:
        raise SieveError("':last' needs ':index'", node.line)


def _check_match(node: Node, tags: Mapping[str, object], required: frozenset[str]) -> None:
    comparator = tags.get("comparator", "i;ascii-casemap")
    if comparator not in COMPARATORS or f"comparator-{comparator}" not in required:
        raise SieveError(f"the comparator '{comparator}' is not there", node.line)
    if comparator == "i;ascii-numeric" and {"contains", "matches"} & set(tags):
        raise SieveError("numbers are compared with :is, :value or :count", node.line)
    for name in ("count", "value"):
        if name in tags and tags[name] not in _RELATIONS:
            raise SieveError(f"':{name}' takes one of {', '.join(_RELATIONS)}", node.line)


def _decoded(value: "Argument | None") -> Argument:
    """Replace `${hex: …}` and `${unicode: …}` (RFC 5228 section 2.4.2.4)."""
    if isinstance(value, str):
        return _ENCODED.sub(_character, value)
    if isinstance(value, tuple):
        return tuple(_ENCODED.sub(_character, item) for item in value)
    return value if value is not None else Tag("")


def _character(match: re.Match[str]) -> str:
    numbers = [int(item, 16) for item in match[2].split()]
    if match[1].lower() == "hex":
        if max(numbers) > 255:
            return match[0]
        return bytes(numbers).decode("utf-8", "replace")
    if any(number > 0x10FFFF or 0xD800 <= number <= 0xDFFF for number in numbers):
        raise SieveError("there is no such character")
    return "".join(map(chr, numbers))
