"""SPF over a real name server: the examples of RFC 7208 and the limits of section 4.6.4."""

import time

import pytest

from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.dns_server import zone as zone

from ..dns import Lookups
from ..spf import check_host
from ..spf_macros import Macros, expand
from ..spf_record import BadRecord, read_record


@pytest.fixture
def appendix(zone: Zone) -> Zone:
    """The zone of RFC 7208 appendix A."""
    zone.add("example.com", "MX", "10 mail-a.example.com.", "20 mail-b.example.com.")
    zone.add("example.com", "A", "192.0.2.10", "192.0.2.11")
    zone.add("amy.example.com", "A", "192.0.2.65")
    zone.add("bob.example.com", "A", "192.0.2.66")
    zone.add("mail-a.example.com", "A", "192.0.2.129")
    zone.add("mail-b.example.com", "A", "192.0.2.130")
    zone.add("mail-c.example.org", "A", "192.0.2.140")
    zone.add("example.org", "MX", "10 mail-c.example.org.")
    for last, name in ((10, "example.com"), (65, "amy.example.com"), (140, "mail-c.example.org")):
        zone.add(f"{last}.2.0.192.in-addr.arpa", "PTR", f"{name}.")
    zone.add("66.2.0.192.in-addr.arpa", "PTR", "bob.example.com.")
    return zone


def result(peer: str, sender: str = "joe@example.com", hello: str = "mx.example.net") -> str:
    return check_host(Lookups(10), peer, sender, hello).result


@pytest.mark.parametrize(
    ("record", "passing", "failing"),
    [
        ("v=spf1 +all", ["192.0.2.129", "2001:db8::1"], []),
        ("v=spf1 a -all", ["192.0.2.10", "192.0.2.11"], ["192.0.2.12", "2001:db8::1"]),
        ("v=spf1 a:example.org -all", [], ["192.0.2.10"]),
        ("v=spf1 mx -all", ["192.0.2.129", "192.0.2.130"], ["192.0.2.10"]),
        ("v=spf1 mx:example.org -all", ["192.0.2.140"], ["192.0.2.129"]),
        ("v=spf1 mx mx:example.org -all", ["192.0.2.129", "192.0.2.140"], ["192.0.2.65"]),
        ("v=spf1 mx/30 mx:example.org/30 -all", ["192.0.2.131", "192.0.2.143"], ["192.0.2.132"]),
        ("v=spf1 ptr -all", ["192.0.2.10", "192.0.2.65"], ["192.0.2.140"]),
        ("v=spf1 ip4:192.0.2.128/28 -all", ["192.0.2.129", "192.0.2.143"], ["192.0.2.65"]),
        ("v=spf1 ip6:2001:db8::/32 -all", ["2001:db8:9::1"], ["2001:db9::1", "192.0.2.1"]),
        ("v=spf1 IP4:192.0.2.65 -ALL", ["192.0.2.65", "::ffff:192.0.2.65"], ["192.0.2.66"]),
    ],
)
def test_the_examples_of_the_standard(
    appendix: Zone, record: str, passing: list[str], failing: list[str]
) -> None:
    appendix.add("example.com", "TXT", "other text", record)
    assert {peer: result(peer) for peer in passing} == dict.fromkeys(passing, "pass")
    assert {peer: result(peer) for peer in failing} == dict.fromkeys(failing, "fail")


def test_includes_redirects_exists_and_qualifiers(appendix: Zone) -> None:
    appendix.add(
        "example.com", "TXT", "v=spf1 include:example.org ?a ~ip4:192.0.2.65 redirect=r.example.com"
    )
    appendix.add("example.org", "TXT", "v=spf1 exists:%{l1r-}.%{i}._x.%{d2} -all")
    appendix.add("joe.192.0.2.1._x.example.org", "A", "127.0.0.2")
    appendix.add("r.example.com", "TXT", "v=spf1 mx:example.com -all")
    assert result("192.0.2.1") == "pass"
    assert result("192.0.2.10") == "neutral"
    assert result("192.0.2.65") == "softfail"
    assert result("192.0.2.129") == "pass"
    assert result("192.0.2.66") == "fail"


def test_an_empty_return_path_is_judged_by_the_greeting(appendix: Zone) -> None:
    appendix.add("mail-a.example.com", "TXT", "v=spf1 a -all")
    assert result("192.0.2.129", "", "mail-a.example.com") == "pass"
    assert result("192.0.2.130", "", "mail-a.example.com") == "fail"
    assert result("192.0.2.130", "", "[192.0.2.130]") == "none"
    assert result("192.0.2.130", "", "localhost") == "none"


def test_a_domain_without_a_record_says_nothing(appendix: Zone) -> None:
    assert result("192.0.2.10") == "none"
    assert result("192.0.2.10", "a@nowhere.example") == "none"


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 a:192.0.2.1x//200 -all",
        "v=spf1 ip4:192.0.2.0/33 -all",
        "v=spf1 ip4:2001:db8::1",
        "v=spf1 ip6:192.0.2.1",
        "v=spf1 include -all",
        "v=spf1 a: -all",
        "v=spf1 all:example.com",
        "v=spf1 foo -all",
        "v=spf1 exists:%{z}.example.com",
        "v=spf1 exists:%{d0}.example.com",
        "v=spf1 exists:%a.example.com",
        "v=spf1 redirect=a.example.com redirect=b.example.com",
        "v=spf1 a/08",
        "v=spf1 mx:toplevel.1",
    ],
)
def test_one_error_anywhere_breaks_the_record(appendix: Zone, record: str) -> None:
    appendix.add("example.com", "TXT", record)
    assert result("203.0.113.1") == "permerror"


def test_two_records_are_an_error(appendix: Zone) -> None:
    appendix.add("example.com", "TXT", "v=spf1 a", "v=spf1 mx")
    assert result("192.0.2.10") == "permerror"


def test_more_than_ten_questions_are_an_error(zone: Zone) -> None:
    zone.add("example.com", "TXT", "v=spf1 " + " ".join(f"a:h{n}.example.com" for n in range(11)))
    for number in range(11):
        zone.add(f"h{number}.example.com", "A", "203.0.113.9")
    assert result("192.0.2.1") == "permerror"
    assert result("203.0.113.9") == "pass"


def test_a_loop_of_includes_ends(zone: Zone) -> None:
    zone.add("example.com", "TXT", "v=spf1 include:example.com -all")
    assert result("192.0.2.1") == "permerror"


def test_more_than_two_names_without_records_are_an_error(zone: Zone) -> None:
    zone.add("example.com", "TXT", "v=spf1 a:x1.example.com a:x2.example.com a:x3.example.com -all")
    assert result("192.0.2.1") == "permerror"


def test_a_broken_name_server_is_a_temporary_error(zone: Zone) -> None:
    zone.broken.add("example.com")
    assert result("192.0.2.1") == "temperror"


def test_a_silent_name_server_holds_nobody_beyond_the_budget(zone: Zone) -> None:
    zone.silent.add("example.com")
    start = time.monotonic()
    assert check_host(Lookups(0.6), "192.0.2.1", "a@example.com", "x").result == "temperror"
    assert time.monotonic() - start < 1.5
    assert result("192.0.2.1") == "temperror"
    assert time.monotonic() - start < 1.6, "a silent zone was asked again at once"


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}", "email.example.com"),
        ("%{d}", "email.example.com"),
        ("%{d4}", "email.example.com"),
        ("%{d2}", "example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example.email"),
        ("%{d2r}", "example.email"),
        ("%{l}", "strong-bad"),
        ("%{l-}", "strong.bad"),
        ("%{lr}", "strong-bad"),
        ("%{lr-}", "bad.strong"),
        ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
        ("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"),
        ("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
        ("%%%_%-", "% %20"),
    ],
)
def test_macros_of_the_standard(text: str, expanded: str) -> None:
    from ipaddress import ip_address

    peer = ip_address("192.0.2.3")
    macros = Macros("strong-bad@email.example.com", "email.example.com", peer, "h", lambda: "p")
    assert expand(text, macros) == expanded


def test_a_macro_of_an_ipv6_address() -> None:
    from ipaddress import ip_address

    peer = ip_address("2001:db8::cb01")
    macros = Macros("a@b.example", "example.com", peer, "h", lambda: "p")
    expected = (
        "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"
    )
    assert expand("%{ir}.%{v}._spf.%{d2}", macros) == expected


def test_prefixes_of_both_versions_are_read() -> None:
    directive = read_record("v=spf1 a:example.com/24//64").directives[0]
    assert (directive.argument, directive.bits4, directive.bits6) == ("example.com", 24, 64)
    with pytest.raises(BadRecord):
        read_record("v=spf1 ptr/24")
