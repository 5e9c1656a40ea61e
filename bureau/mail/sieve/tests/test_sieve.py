"""Scripts and messages: what each test finds and each command decides, and what is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .. import FileInto, Outcome, SieveError, SieveMessage, compile_script, run

HEADERS = (
    ("Received", "from mx by here; Mon, 6 Jul 2026 22:30:00 -0700"),
    ("From", "Vera Vendor <vera+orders@Vendor.example>"),
    ("To", "anna@demo.example, Ben <ben@demo.example>"),
    ("Subject", "=?utf-8?q?[Order 42] Caf=C3=A9?="),
    ("X-Priority", "3"),
)


def message(**changes: object) -> SieveMessage:
    fields: dict[str, object] = {
        "headers": HEADERS,
        "size_bytes": 2_000,
        "envelope_from": "bounce@vendor.example",
        "envelope_to": "anna+shop@demo.example",
        "now": datetime(2026, 7, 8, 9, 30, tzinfo=UTC),
        "text": "Your order left our house.",
        "mailboxes": ["orders", "work/clients"],
    }
    return SieveMessage(**{**fields, **changes})  # type: ignore[arg-type]


ALL = (
    'require ["fileinto", "copy", "imap4flags", "envelope", "relational", "body", "date", '
    '"mailbox", "subaddress", "variables", "index", "vacation", "reject", "mailboxid", '
    '"special-use", "comparator-i;ascii-numeric", "encoded-character"];\n'
)


def outcome_of(script: str, **changes: object) -> Outcome:
    return run([compile_script(ALL + script)], message(**changes))


@pytest.mark.parametrize(
    "test",
    [
        'header :contains "subject" "order 42"',
        'header :is "subject" "[order 42] café"',
        'header :is "subject" "[ORDER 42] CAFÉ"',
        'header :matches "subject" "[Order ??]*"',
        'header :comparator "i;octet" :contains "subject" "Order"',
        'header :value "ge" :comparator "i;ascii-numeric" "x-priority" ["2"]',
        'header :index 1 :contains "received" "from mx"',
        'address :is "from" "vera+orders@vendor.example"',
        'address :domain :is "from" "vendor.example"',
        'address :localpart "from" "vera+orders"',
        'address :user "from" "vera"',
        'address :detail "from" "orders"',
        'address :count "eq" :comparator "i;ascii-numeric" "to" "2"',
        'envelope "from" "bounce@vendor.example"',
        'envelope :detail "to" "shop"',
        'exists ["subject", "from"]',
        'not exists ["subject", "x-spam"]',
        "size :over 1K",
        "size :under 2K",
        'body :contains "left our house"',
        'date :zone "+0000" "received" "date" "2026-07-07"',
        'date :originalzone "received" "hour" "22"',
        'currentdate :value "ge" "date" "2026-07-08"',
        'currentdate "weekday" "3"',
        'mailboxexists ["Orders", "Work/Clients"]',
        'not mailboxexists "Nothing"',
        'anyof (false, allof (true, header :contains "from" "vera"))',
        'string :is "${a}" ""',
        'header :contains "subject" "${hex:43}af"',
    ],
)
def test_these_hold(test: str) -> None:
    assert outcome_of(f"if {test} {{ discard; }}").keeps is False


@pytest.mark.parametrize(
    "test",
    [
        'header :comparator "i;octet" :contains "subject" "order"',
        'header :matches "subject" "Order*"',
        'address :detail "to" "x"',
        "size :over 2000",
        'header :is "x-nothing" ""',
        'header :index 2 :contains "received" "from mx"',
        'date "x-nothing" "year" "2026"',
        'hasflag "\\\\Seen"',
    ],
)
def test_these_do_not_hold(test: str) -> None:
    assert outcome_of(f"if {test} {{ discard; }}").keeps is True


def test_a_message_is_kept_unless_something_cancels_it() -> None:
    assert outcome_of("").keeps is True
    assert outcome_of('fileinto "Orders";').keeps is False
    assert outcome_of('fileinto :copy "Orders";').keeps is True
    assert outcome_of('keep; fileinto "Orders";').keeps is True
    assert outcome_of('redirect "x@elsewhere.example";').keeps is False
    assert outcome_of('redirect :copy "x@elsewhere.example";').keeps is True
    assert outcome_of("keep; discard;").keeps is True


def test_filing_names_the_mailbox_in_every_way() -> None:
    script = (
        'fileinto :mailboxid "M1" "Old name"; fileinto :specialuse "\\\\Archive" "A";'
        'fileinto :create "New/Box"; fileinto "Orders"; fileinto "Orders";'
    )
    assert outcome_of(script).files == [
        FileInto("Old name", mailbox_id="M1"),
        FileInto("A", role="archive"),
        FileInto("New/Box", creates=True),
        FileInto("Orders"),
    ]


def test_only_the_first_branch_that_holds_is_taken() -> None:
    script = (
        'if false { fileinto "A"; } elsif true { fileinto "B"; } elsif true { fileinto "C"; } '
        'else { fileinto "D"; } if true { fileinto "E"; }'
    )
    assert [one.name for one in outcome_of(script).files] == ["B", "E"]


def test_flags_are_added_set_and_removed() -> None:
    script = 'addflag "\\\\Seen a"; addflag ["A", "b"]; removeflag "a"; keep :flags "c";'
    assert outcome_of(script).flags == ["\\Seen", "b", "c"]
    assert outcome_of('addflag "a"; setflag ["\\\\Flagged"];').flags == ["\\Flagged"]


def test_wildcards_fill_variables() -> None:
    script = (
        'if header :matches "subject" "[* ??]*" '
        '{ set :lower "kind" "${1}"; fileinto "In/${kind}/${2}${3}"; }'
    )
    assert outcome_of(script).files == [FileInto("In/order/42")]


def test_stop_ends_all_scripts() -> None:
    first = compile_script(ALL + 'fileinto "A"; stop; fileinto "B";')
    second = compile_script(ALL + 'fileinto "C";')
    assert [one.name for one in run([first, second], message()).files] == ["A"]


def test_a_vacation_says_how() -> None:
    script = (
        'vacation :days 7 :subject "Away" :addresses ["a@demo.example"] text:\nI am away.\n..\n.\n;'
    )
    answer = outcome_of(script).vacation
    assert answer is not None
    assert (answer.reason, answer.subject, answer.days) == ("I am away.\n.\n", "Away", 7)
    assert answer.addresses == ("a@demo.example",)
    assert outcome_of(script).keeps is True


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ('fileinto "A";', 1),
        ('\nrequire "fileinto";\nfileinto "A"', 3),
        ('require "regex";', 1),
        ("keep;\nrequire [];", 2),
        ("if true { keep; ", 1),
        ("keep;\nelse { keep; }", 2),
        ('if header :is :contains "a" "b" { keep; }', 1),
        ("if size 100 { keep; }", 1),
        ("frobnicate;", 1),
        ("if keep { stop; }", 1),
        ("stop true;", 1),
        ('if header "a" { stop; }', 1),
        ('if header :comparator "i;klingon" "a" "b" { stop; }', 1),
        ('redirect ["a", "b"];', 1),
        ('keep "open', 1),
        ("/* never closed", 1),
        ("if not not { keep; }", 1),
        ('require ["fileinto",];', 1),
    ],
)
def test_a_wrong_script_is_refused_with_its_line(script: str, line: int) -> None:
    with pytest.raises(SieveError) as refused:
        compile_script(script)
    assert refused.value.line == line


def test_a_script_that_does_too_much_ends() -> None:
    keys = ", ".join(f'"{number}"' for number in range(900))
    script = compile_script(f'if header :contains "to" [{keys}] {{ discard; }}')
    with pytest.raises(SieveError, match="too much"):
        run([script], message(headers=[("To", "x")] * 500))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(SieveError, match="nested"):
        compile_script("if " + "not " * 10_000 + "true { keep; }")


def test_many_wildcards_take_no_time() -> None:
    script = compile_script(f'if header :matches "subject" "{"*a" * 200}" {{ discard; }}')
    subject = [("Subject", "a" * 100_000 + "b")]
    assert run([script], message(headers=subject)).keeps is True


@given(st.text(max_size=300))
def test_any_text_is_a_script_or_refused(text: str) -> None:
    try:
        run([compile_script(text)], message())
    except SieveError:
        return


WORDS = st.sampled_from(
    ["if", "true", "not", "(", ")", "{", "}", ";", '"a"', "[", "]", ",", ":is", "header", "keep",
     "stop", "anyof", "5K", "else", "discard", "require", "fileinto", "redirect", "set"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40))
def test_any_words_are_a_script_or_refused(words: list[str]) -> None:
    try:
        run([compile_script(" ".join(words))], message())
    except SieveError:
        return
