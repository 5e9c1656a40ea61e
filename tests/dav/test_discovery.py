"""How clients find their way: redirects, sign-in, principals (RFC 6764, 5397, 3744)."""

import pytest
from django.test import Client

from bureau.people import SYSTEM, create_app_password

from .client import NAMES, DavClient, client_of
from .conftest import person


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS"])
@pytest.mark.parametrize("kind", ["caldav", "carddav"])
def test_the_well_known_addresses_lead_to_dav_without_sign_in(method: str, kind: str) -> None:
    response = Client().generic(method, f"/.well-known/{kind}")
    assert (response.status_code, response["Location"]) == (301, "/dav/")


def test_whoever_is_not_signed_in_is_asked_to(db: None) -> None:
    response = Client().generic("PROPFIND", "/dav/")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Basic realm="Bureau", charset="UTF-8"'


def test_an_app_password_of_mail_does_not_open_dav(ada: DavClient) -> None:
    import base64

    _row, secret = create_app_password(SYSTEM, ada.person, "Mail", ["mail"])
    token = base64.b64encode(f"ada@demo.example:{secret}".encode()).decode()
    ada.headers = {"Authorization": f"Basic {token}"}
    assert ada.call("PROPFIND", "/dav/", Depth="0").status == 401


def test_capabilities_are_told_before_sign_in() -> None:
    response = Client().options("/dav/")
    assert response.status_code == 200
    assert response["DAV"].startswith("1, 3, access-control, extended-mkcol")


def test_the_root_names_ones_own_principal(ada: DavClient) -> None:
    found = ada.propfind("/dav/", "D:current-user-principal", "D:resourcetype")
    principal = found.prop("D:current-user-principal/D:href").text
    assert principal == f"/dav/principals/{ada.person.id}/"
    assert found.prop("D:resourcetype/D:collection") is not None


def test_a_principal_has_name_address_and_type(ada: DavClient, ben: DavClient) -> None:
    path = f"/dav/principals/{ben.person.id}/"
    found = ada.propfind(
        path, "D:displayname", "D:resourcetype", "D:principal-URL", "CS:email-address-set"
    )
    assert found.text("D:displayname") == "Ben"
    assert found.prop("D:resourcetype/D:principal") is not None
    assert found.text("D:principal-URL") == path
    assert found.text("CS:email-address-set") == "ben@demo.example"


def test_only_ones_own_principal_is_listed(ada: DavClient, ben: DavClient) -> None:
    found = ada.propfind("/dav/principals/", "D:displayname", depth=1)
    assert found.hrefs() == ["/dav/principals/", f"/dav/principals/{ada.person.id}/"]


SEARCH = """<D:principal-property-search {{ns}} test="anyof">
<D:property-search><D:prop><D:displayname/></D:prop><D:match>{words}</D:match></D:property-search>
<D:property-search><D:prop><CS:email-address-set/></D:prop><D:match>{words}</D:match>
</D:property-search><D:prop><D:displayname/></D:prop></D:principal-property-search>"""


@pytest.mark.parametrize("path", ["/dav/", "/dav/principals/"])
@pytest.mark.parametrize(
    ("words", "names"),
    [("zoé", ["Zoé Martin"]), ("ZOE", ["Zoé Martin"]), ("@demo.ex", ["Ada", "Zoé Martin"])],
)
def test_people_are_found_by_name_and_address(
    ada: DavClient, path: str, words: str, names: list[str]
) -> None:
    zoe = person("Zoe")
    type(zoe).objects.filter(id=zoe.id).update(name="Zoé Martin")
    zoe.refresh_from_db()
    zoe.save()
    found = ada.report(path, SEARCH.format(words=words), depth=0)
    assert found.status == 207
    assert [found.text("D:displayname", at) for at in range(len(found.hrefs()))] == names


def test_properties_are_expanded(ada: DavClient) -> None:
    body = """<D:expand-property {ns}><D:property name="current-user-principal">
    <D:property name="displayname"/></D:property></D:expand-property>"""
    found = ada.report("/dav/", body, depth=0)
    inner = found.prop("D:current-user-principal/D:response/D:propstat/D:prop/D:displayname")
    assert inner.text == "Ada"


def test_infinite_depth_is_refused_with_its_precondition(ada: DavClient) -> None:
    answer = ada.call("PROPFIND", "/dav/", Depth="infinity")
    assert (answer.status, answer.precondition) == (403, "propfind-finite-depth")


def test_an_unknown_report_is_refused_with_its_precondition(ada: DavClient) -> None:
    answer = ada.report("/dav/", "<D:nothing {ns}/>", depth=0)
    assert (answer.status, answer.precondition) == (403, "supported-report")


@pytest.mark.parametrize(
    "body",
    [
        "<D:propfind",
        '<!DOCTYPE a [<!ENTITY b "c">]><D:propfind {ns}><D:prop>&b;</D:prop></D:propfind>',
        "<D:propertyupdate {ns}/>",
        "<D:propfind {ns}/>",
        "<D:propfind {ns}>" + "<D:a>" * 300 + "</D:a>" * 300 + "</D:propfind>",
    ],
)
def test_what_is_no_propfind_is_refused(ada: DavClient, body: str) -> None:
    assert ada.call("PROPFIND", "/dav/", body, Depth="0").status == 400


def test_what_is_not_there_is_404_and_missing_properties_are_told(ada: DavClient) -> None:
    assert ada.call("PROPFIND", "/dav/nowhere/", Depth="0").status == 404
    found = ada.propfind("/dav/", "D:displayname", "D:resourcetype")
    status = found.xml.findall("D:response/D:propstat/D:status", NAMES)[1].text
    assert status == "HTTP/1.1 404 Not Found"
    minimal = ada.propfind("/dav/", "D:displayname", "D:resourcetype", Prefer="return=minimal")
    assert len(minimal.xml.findall("D:response/D:propstat", NAMES)) == 1


def test_a_suspended_person_is_not_let_in(ada: DavClient) -> None:
    from bureau.people import suspend

    suspend(SYSTEM, ada.person)
    assert ada.call("PROPFIND", "/dav/", Depth="0").status == 401
    assert client_of(person("Ben")).call("PROPFIND", "/dav/", Depth="0").status == 207
