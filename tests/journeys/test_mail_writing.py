"""Mail: undone, scheduled and offline sending, signatures, templates, rules, answers, the DNS."""

import re

from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.fixtures.browser import assert_accessible

from .conftest import SignIn
from .outside import Outside, text_of
from .photos import PHOTO, PHOTO_FILE

PETRA = "petra@buyers.example"


def write(page: Page, to: str, subject: str, text: str) -> Locator:
    """Write a message in a window of its own and return the window."""
    page.get_by_role("button", name="Write", exact=True).click()
    field = page.get_by_role("combobox", name="To", exact=True)
    field.fill(to)
    field.press("Enter")
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("Message text").click()
    page.keyboard.type(text)
    return page.get_by_role("dialog", name=subject)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


def wait_seconds_to_undo(page: Page, choice: str) -> None:
    """Choose in the settings how long a message waits."""
    page.goto(page.url.split("/mail/")[0] + "/mail/settings/general")
    page.get_by_role("combobox", name="Undo sending").click()
    with page.expect_response("**/api/v1/mail/settings"):
        page.get_by_role("option", name=choice, exact=True).click()
    assert_accessible(page)
    page.get_by_role("link", name="Back to mail").click()


def test_sending_is_undone_and_nothing_leaves(sign_in: SignIn, outside: Outside) -> None:
    maya = sign_in("maya", "/mail/inbox")
    wait_seconds_to_undo(maya, "5 seconds")
    write(maya, PETRA, "Too early", "I had more to say.")
    send(maya)
    maya.get_by_role("button", name="Undo").click()
    expect(maya.get_by_text("Not sent; it is a draft again")).to_be_visible()
    expect(maya.get_by_label("Message text")).to_have_text("I had more to say.")
    maya.get_by_label("Subject").fill("Just in time")
    send(maya)
    # The second one waits as long as the first would have, so it is the later of the two.
    outside.mail_to(PETRA, lambda mail: mail["Subject"] == "Just in time")
    assert outside.count(PETRA, "Too early") == 0


def test_a_scheduled_message_waits_and_is_called_back(sign_in: SignIn) -> None:
    jonas = sign_in("jonas", "/mail/inbox")
    write(jonas, "kim@demo.example", "For tomorrow", "Good morning, Kim.")
    jonas.get_by_role("button", name="Send later").click()
    jonas.get_by_role("menuitem", name=re.compile("Tomorrow morning")).click()
    expect(jonas.get_by_text("Will be sent")).to_be_visible()
    jonas.get_by_role("link", name="Scheduled").click()
    jonas.get_by_role("row").filter(has_text="For tomorrow").click()
    expect(jonas.get_by_role("button", name="Cancel sending")).to_be_visible()
    assert_accessible(jonas)
    jonas.get_by_role("button", name="Cancel sending").click()
    expect(jonas.get_by_role("dialog", name="For tomorrow")).to_be_visible()
    jonas.get_by_role("link", name="Drafts").click()
    expect(jonas.get_by_role("row").filter(has_text="For tomorrow")).to_be_visible()


def test_what_is_written_offline_is_sent_once_when_back(sign_in: SignIn, outside: Outside) -> None:
    priya = sign_in("priya", "/mail/inbox")
    wait_seconds_to_undo(priya, "Do not wait")
    # The window was opened before, so its program is here.
    write(priya, PETRA, "Opened before", "x")
    priya.get_by_role("button", name="Discard draft").click()
    priya.context.set_offline(True)
    window = write(priya, PETRA, "From the train", "No signal here.")
    expect(window.get_by_text("Saved on this device")).to_be_visible()
    send(priya)
    expect(priya.get_by_role("button", name="1 message waits for a connection")).to_be_visible()
    priya.context.set_offline(False)
    expect(priya.get_by_text("Sent the message that was waiting")).to_be_visible()
    letter = outside.mail_to(PETRA, lambda mail: mail["Subject"] == "From the train")
    assert "No signal here." in text_of(letter)
    assert outside.count(PETRA, "From the train") == 1


def test_a_lost_answer_sends_nothing_twice(sign_in: SignIn, outside: Outside) -> None:
    omar = sign_in("omar", "/mail/inbox")
    wait_seconds_to_undo(omar, "Do not wait")
    write(omar, PETRA, "Heard but not answered", "Is this there once?")
    lost: list[str] = []

    def lose_answer(route: Route) -> None:
        body = route.request.post_data or ""
        if lost or "EmailSubmission/set" not in body:
            route.continue_()
            return
        route.fetch()
        lost.append(body)
        route.abort("connectionreset")

    omar.route("**/jmap/api/**", lose_answer)
    omar.route("**/jmap/api", lose_answer)
    send(omar)
    expect(omar.get_by_text("Sent the message that was waiting")).to_be_visible()
    assert len(lost) == 1
    outside.mail_to(PETRA, lambda mail: mail["Subject"] == "Heard but not answered")
    omar.get_by_role("link", name="Sent", exact=True).click()
    expect(omar.get_by_role("row").filter(has_text="Heard but not answered")).to_have_count(1)
    omar.get_by_role("link", name="Drafts").click()
    expect(omar.get_by_role("row").filter(has_text="Heard but not answered")).to_have_count(0)
    assert outside.count(PETRA, "Heard but not answered") == 1


def test_an_alias_has_a_signature_of_its_own(sign_in: SignIn, outside: Outside) -> None:
    admin = sign_in("admin", "/people?q=Kim")
    admin.get_by_text("Kim Sato").first.click()
    admin.get_by_role("button", name="Edit").first.click()
    aliases = admin.get_by_label("Other addresses").first
    aliases.fill("orders@demo.example")
    aliases.press("Enter")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("orders@demo.example").first).to_be_visible()

    kim = sign_in("kim", "/mail/settings/identities")
    kim.get_by_role("button", name="Add an address").click()
    kim.get_by_role("combobox", name="Address").click()
    kim.get_by_role("option", name=re.compile("orders@demo.example")).click()
    kim.get_by_label("Name").fill("Order desk")
    kim.get_by_role("textbox", name="Signature", exact=True).click()
    kim.keyboard.type("The order desk, floor 2")
    assert_accessible(kim)
    kim.get_by_role("button", name="Save").click()
    expect(kim.get_by_text("Order desk <orders@demo.example>")).to_be_visible()

    kim.get_by_role("link", name="Back to mail").click()
    write(kim, PETRA, "Your order", "It left today.")
    kim.get_by_role("combobox", name="From").click()
    kim.get_by_role("option", name=re.compile("orders@demo.example")).click()
    expect(kim.get_by_label("Message text")).to_contain_text("The order desk, floor 2")
    send(kim)
    letter = outside.mail_to(PETRA, lambda mail: mail["Subject"] == "Your order")
    assert letter["From"] == "Order desk <orders@demo.example>"
    assert "It left today." in text_of(letter)
    assert "The order desk, floor 2" in text_of(letter)


def test_a_message_begins_from_a_template(sign_in: SignIn, outside: Outside) -> None:
    lea = sign_in("lea", "/mail/settings/templates")
    lea.get_by_role("button", name="New template").click()
    lea.get_by_label("Name").fill("Delay")
    lea.get_by_label("Subject").fill("Your parcel is late")
    lea.get_by_role("textbox", name="Text", exact=True).click()
    lea.keyboard.type("We are sorry for the delay.")
    lea.get_by_role("button", name="Save").click()
    expect(lea.get_by_role("list", name="Templates")).to_contain_text("Delay")
    lea.get_by_role("link", name="Back to mail").click()
    write(lea, PETRA, "", "Dear Petra, ")
    lea.get_by_role("button", name="More actions").click()
    lea.get_by_role("menuitem", name="Insert a template").click()
    lea.get_by_role("button", name=re.compile("Delay")).click()
    expect(lea.get_by_label("Message text")).to_contain_text("We are sorry for the delay.")
    send(lea)
    letter = outside.mail_to(PETRA, lambda mail: mail["Subject"] == "Your parcel is late")
    assert "Dear Petra, We are sorry for the delay." in " ".join(text_of(letter).split())


def test_a_file_shows_how_far_it_is_and_can_be_taken_back(
    sign_in: SignIn, outside: Outside
) -> None:
    nils = sign_in("nils", "/mail/inbox")
    held: list[Route] = []
    nils.route("**/jmap/upload/**", lambda route: held.append(route))
    write(nils, PETRA, "The battery", "Here is the photo.")
    files = [{**PHOTO_FILE, "name": name} for name in ("wrong.png", "battery.png")]
    with nils.expect_file_chooser() as choosing:
        nils.get_by_role("button", name="Attach files").click()
    choosing.value.set_files(files)  # type: ignore[arg-type]
    expect(nils.get_by_role("progressbar", name="Uploading battery.png")).to_be_visible()
    nils.get_by_role("button", name="Cancel uploading wrong.png").click()
    for route in held[1:]:
        route.continue_()
    expect(nils.get_by_role("progressbar", name="Uploading battery.png")).to_be_hidden()
    assert_accessible(nils)
    send(nils)
    letter = outside.mail_to(PETRA, lambda mail: mail["Subject"] == "The battery")
    (part,) = letter.iter_attachments()
    assert (part.get_filename(), part.get_payload(decode=True)) == ("battery.png", PHOTO)


def test_a_rule_is_made_from_a_search_tried_and_applied(sign_in: SignIn, outside: Outside) -> None:
    for number in (1, 2):
        outside.send(PETRA, "noa@demo.example", f"Invoice {number}", "Please pay.")
    noa = sign_in("noa", "/mail/inbox")
    expect(noa.get_by_role("row").filter(has_text="Invoice 2")).to_be_visible()
    noa.goto(noa.url.split("/mail/")[0] + "/mail/search?q=subject%3AInvoice")
    noa.get_by_role("button", name="Create rule").click()
    dialog = noa.get_by_role("dialog", name="Rule from this search")
    expect(dialog.get_by_label("Subject")).to_have_value("Invoice")
    dialog.get_by_role("button", name="Test run").click()
    expect(dialog.get_by_role("list", name="Matching messages")).to_contain_text("Invoice 1")
    dialog.get_by_label("Star it").check()
    dialog.get_by_label("Apply it to existing mail too").check()
    assert_accessible(noa)
    dialog.get_by_role("button", name="Create rule").click()
    expect(dialog.get_by_text("Applied: 2 messages changed")).to_be_visible()
    noa.keyboard.press("Escape")
    outside.send(PETRA, "noa@demo.example", "Invoice 3", "Please pay.")
    noa.goto(noa.url.split("/mail/")[0] + "/mail/starred")
    for number in (1, 2, 3):
        expect(noa.get_by_role("row").filter(has_text=f"Invoice {number}")).to_be_visible()


def test_who_is_away_answers(sign_in: SignIn, outside: Outside) -> None:
    maya = sign_in("maya", "/mail/settings/vacation")
    maya.get_by_role("switch", name="Answer automatically").check()
    maya.get_by_label("Subject").fill("Away until Monday")
    maya.get_by_role("textbox", name="Text", exact=True).click()
    maya.keyboard.type("I am hiking and read mail again on Monday.")
    assert_accessible(maya)
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("Saved")).to_be_visible()
    outside.send("Rosa <rosa@hikers.example>", "maya@demo.example", "A question", "When?")
    answer = outside.mail_to("rosa@hikers.example")
    assert "Away until Monday" in answer["Subject"]
    assert "I am hiking" in text_of(answer)
    assert answer["Auto-Submitted"].startswith("auto-replied")


def test_an_administrator_sees_what_the_dns_lacks(sign_in: SignIn) -> None:
    admin = sign_in("admin", "/admin/mail/domains")
    admin.get_by_role("button", name="Check the DNS").click()
    records = admin.get_by_role("list", name="DNS records")
    expect(records).to_contain_text("Incoming mail (MX)", timeout=30_000)
    expect(admin.get_by_text("records need your attention")).to_be_visible()
    expect(records).to_contain_text("v=DKIM1")
    expect(records.get_by_role("button", name="Copy Value").first).to_be_visible()
    assert_accessible(admin)


def test_an_alias_stands_for_several_people(sign_in: SignIn, outside: Outside) -> None:
    admin = sign_in("admin", "/admin/mail/aliases")
    admin.get_by_label("Address", exact=True).fill("tracing")
    targets = admin.get_by_label("Goes to").first
    for name in ("jonas", "kim"):
        targets.fill(f"{name}@demo.example")
        targets.press("Enter")
    admin.get_by_role("button", name="Add alias").click()
    expect(admin.get_by_role("list", name="Aliases")).to_contain_text("tracing@demo.example")
    assert_accessible(admin)
    outside.send(PETRA, "tracing@demo.example", "Where is parcel 7?", "It should be here.")
    for name in ("jonas", "kim"):
        page = sign_in(name, "/mail/inbox")
        expect(page.get_by_role("row").filter(has_text="Where is parcel 7?")).to_be_visible()


def test_mail_is_taken_along_as_a_file_and_brought_in_again(sign_in: SignIn) -> None:
    chief = sign_in("chief", "/mail/inbox")
    write(chief, "chief@demo.example", "A note to myself", "Remember the plants.")
    send(chief)
    expect(chief.get_by_role("row").filter(has_text="A note to myself")).to_be_visible(
        timeout=20_000
    )
    chief.goto(chief.url.split("/mail/")[0] + "/mail/settings/transfers")
    chief.get_by_role("button", name="Export", exact=True).click()
    transfers = chief.get_by_role("list", name="Imports and exports")
    expect(transfers).to_contain_text("Done", timeout=20_000)
    with chief.expect_download() as download:
        chief.get_by_role("link", name="Download").click()
    path = download.value.path()
    assert b"Subject: A note to myself" in path.read_bytes()
    assert_accessible(chief)
    with chief.expect_file_chooser() as choosing:
        chief.get_by_role("button", name="File").click()
    choosing.value.set_files(
        [FilePayload(name="All mail.mbox", mimeType="application/mbox", buffer=path.read_bytes())]
    )
    chief.get_by_role("button", name="Import", exact=True).click()
    expect(transfers.get_by_text("here already")).to_be_visible(timeout=20_000)


def test_a_message_goes_on_whole_as_a_file(sign_in: SignIn, outside: Outside) -> None:
    kim = sign_in("kim", "/mail/inbox")
    outside.send("Ana <ana@world.example>", "kim@demo.example", "Pallet list", "Nine boxes.")
    kim.get_by_role("row").filter(has_text="Pallet list").click()
    kim.get_by_role("article").get_by_role("button", name="More actions").click()
    kim.get_by_role("menuitem", name="Forward as attachment").click()
    window = kim.get_by_role("dialog", name="Fwd: Pallet list")
    expect(window.get_by_role("list", name="Attachments")).to_contain_text("Pallet list.eml")
    field = window.get_by_role("combobox", name="To", exact=True)
    field.fill("depot@world.example")
    field.press("Enter")
    send(kim)
    letter = outside.mail_to(
        "depot@world.example", lambda mail: mail["Subject"] == "Fwd: Pallet list"
    )
    (file,) = letter.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("message/rfc822", "Pallet list.eml")
    original = file.get_content()
    assert (original["Subject"], original["From"]) == ("Pallet list", "Ana <ana@world.example>")
    assert original.get_content().strip() == "Nine boxes."
