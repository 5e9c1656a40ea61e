"""Mail: finding and reading. Long lists, snooze, labels, keys, search, mute, tabs, phones."""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.fixtures.browser import assert_accessible
from tests.fixtures.server import Server

from .conftest import PHONE, Picture, SignIn
from .outside import Outside

ROOT = Path(__file__).resolve().parents[2]
BUYER = "Petra Horáková <petra@buyers.example>"

CREATE = """async ({count, subject}) => {
  const session = await (await fetch('/.well-known/jmap')).json();
  const accountId = session.primaryAccounts['urn:ietf:params:jmap:mail'];
  const using = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'];
  const call = async (name, args) => {
    const body = JSON.stringify({using, methodCalls: [[name, {accountId, ...args}, 'c']]});
    const headers = {'Content-Type': 'application/json'};
    const token = document.cookie.match(/csrftoken=([^;]+)/);
    if (token) headers['X-CSRFToken'] = token[1];
    return (await (await fetch('/jmap/api', {method: 'POST', headers, body})).json())
      .methodResponses[0][1];
  };
  const boxes = (await call('Mailbox/get', {ids: null})).list;
  const inbox = boxes.find(box => box.role === 'inbox').id;
  const one = number => ({
    mailboxIds: {[inbox]: true}, keywords: {$seen: true},
    from: [{name: 'Order robot', email: 'robot@shop.example'}],
    to: [{name: null, email: session.username}],
    subject: subject + ' ' + number,
    receivedAt: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString().replace('.000', ''),
    bodyValues: {text: {value: 'Number ' + number}},
    textBody: [{partId: 'text', type: 'text/plain'}],
  });
  const create = Object.fromEntries(
    Array.from({length: count}, (_, index) => ['m' + index, one(index + 1)]));
  const made = await call('Email/set', {create});
  return Object.keys(made.created || {}).length;
}"""


def fill_inbox(page: Page, count: int, subject: str) -> None:
    """Put messages into one's own inbox, as an import would."""
    assert page.evaluate(CREATE, {"count": count, "subject": subject}) == count


def conversation(page: Page, subject: str) -> Locator:
    return page.get_by_role("row").filter(has_text=subject)


def open_box(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Mail").get_by_role("link", name=name).first.click()


def count_of(page: Page) -> int:
    return int(page.get_by_role("grid").get_attribute("aria-rowcount") or 0)


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo").last.click()


def test_everything_that_matches_is_archived_at_once_and_comes_back(
    sign_in: SignIn, outside: Outside
) -> None:
    omar = sign_in("omar", "/mail/inbox")
    outside.send(BUYER, "omar@demo.example", "Keep this one", "It is no order.")
    expect(conversation(omar, "Keep this one")).to_be_visible()
    fill_inbox(omar, 130, "Order")
    expect(conversation(omar, "Order 130")).to_be_visible(timeout=30_000)
    omar.get_by_role("combobox", name="Search mail").fill("from:robot@shop.example in:inbox")
    expect(omar.get_by_text("130 conversations found")).to_be_visible(timeout=30_000)
    omar.keyboard.press("Enter")
    omar.get_by_role("checkbox", name="Select all").check()
    omar.get_by_role("button", name="Select all 130 that match").click()
    expect(omar.get_by_text("All 130 conversations are selected.")).to_be_visible()
    assert_accessible(omar)
    omar.get_by_role("toolbar").get_by_role("button", name="Archive").click()
    expect(omar.get_by_text("130 conversations archived")).to_be_visible(timeout=60_000)
    open_box(omar, "Inbox")
    expect(conversation(omar, "Keep this one")).to_be_visible()
    expect(conversation(omar, "Order 130")).to_have_count(0)
    undo(omar)
    expect(conversation(omar, "Order 130")).to_be_visible(timeout=60_000)


def test_a_long_list_shows_any_part_of_it(sign_in: SignIn) -> None:
    ida = sign_in("chief", "/mail/inbox")
    fill_inbox(ida, 400, "Parcel")
    expect(conversation(ida, "Parcel 400")).to_be_visible(timeout=30_000)
    before = count_of(ida)
    ida.get_by_role("grid").focus()
    ida.keyboard.press("End")
    # The last of the list: older than all that the company wrote today.
    expect(conversation(ida, re.compile(r"Parcel 1\b").pattern)).to_have_count(0)
    expect(ida.get_by_role("row").filter(has_text=re.compile(r"Parcel 1\D"))).to_be_visible()
    ida.keyboard.press("e")
    expect(ida.get_by_text("Conversation archived")).to_be_visible()
    expect(ida.get_by_role("row").filter(has_text=re.compile(r"Parcel 1\D"))).to_have_count(0)
    expect(ida.get_by_role("grid")).to_have_attribute("aria-rowcount", str(before - 1))
    undo(ida)
    expect(ida.get_by_role("row").filter(has_text=re.compile(r"Parcel 1\D"))).to_be_visible()


def test_a_snoozed_conversation_returns_when_its_time_comes(
    sign_in: SignIn, outside: Outside, company: Server
) -> None:
    kim = sign_in("kim", "/mail/inbox")
    outside.send(BUYER, "kim@demo.example", "Call me back", "Not today, please.")
    conversation(kim, "Call me back").hover()
    conversation(kim, "Call me back").get_by_role("button", name="Snooze").click()
    dialog = kim.get_by_role("dialog", name="Snooze until")
    expect(dialog).to_contain_text("Time zone:")
    assert_accessible(kim)
    dialog.get_by_role("button", name="Tomorrow").click()
    expect(conversation(kim, "Call me back")).to_have_count(0)
    expect(kim.get_by_text("Snoozed until")).to_be_visible()
    open_box(kim, "Snoozed")
    expect(conversation(kim, "Call me back")).to_be_visible()
    open_box(kim, "Inbox")
    expect(conversation(kim, "Call me back")).to_have_count(0)

    subprocess.run(
        [sys.executable, "-m", "tests.journeys.clock", "mail.wake"],
        env={**company.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
    )
    expect(conversation(kim, "Call me back")).to_be_visible(timeout=30_000)
    expect(kim.get_by_role("row").first).to_contain_text("Call me back")


def test_conversations_are_dragged_onto_labels_inside_of_labels(
    sign_in: SignIn, outside: Outside
) -> None:
    nils = sign_in("nils", "/mail/inbox")
    outside.send(BUYER, "nils@demo.example", "Two pallets", "They are at the gate.")
    expect(conversation(nils, "Two pallets")).to_be_visible()
    for name, parent in (("Carriers", ""), ("Rail", "Carriers")):
        nils.get_by_role("button", name="New label", exact=True).click()
        dialog = nils.get_by_role("dialog", name="New label")
        dialog.get_by_label("Name").fill(name)
        if parent:
            dialog.get_by_role("combobox", name="Inside of").click()
            nils.get_by_role("option", name=parent).click()
        dialog.get_by_role("radio", name="Teal").click()
        dialog.get_by_role("button", name="Create label").click()
        expect(dialog).to_have_count(0)
    side = nils.get_by_role("navigation", name="Mail")
    conversation(nils, "Two pallets").drag_to(side.get_by_role("link", name="Rail"))
    expect(nils.get_by_text("Conversation moved")).to_be_visible()
    expect(conversation(nils, "Two pallets")).to_contain_text("Rail")
    side.get_by_role("link", name="Rail").click()
    expect(conversation(nils, "Two pallets")).to_be_visible()
    assert_accessible(nils)
    side.get_by_role("button", name="Labels in Carriers").click()
    expect(side.get_by_role("link", name="Rail")).to_have_count(0)
    expect(side.get_by_role("link", name="Carriers")).to_be_visible()


def test_mail_is_read_and_sorted_by_keys_alone(sign_in: SignIn, outside: Outside) -> None:
    priya = sign_in("priya", "/mail/inbox")
    for subject in ("First in line", "Second in line"):
        outside.send(BUYER, "priya@demo.example", subject, "Please answer.")
        expect(conversation(priya, subject)).to_be_visible()
    press = priya.keyboard.press
    press("j")
    expect(conversation(priya, "Second in line")).to_have_attribute("data-cursor", "true")
    press("x")
    expect(conversation(priya, "Second in line")).to_have_attribute("aria-selected", "true")
    press("e")
    expect(conversation(priya, "Second in line")).to_have_count(0)
    press("z")
    expect(conversation(priya, "Second in line")).to_be_visible()
    conversation(priya, "First in line").click()
    expect(priya.get_by_role("heading", name="First in line")).to_be_visible()
    press("k")
    expect(priya.get_by_role("heading", name="Second in line")).to_be_visible()
    press("s")
    press("u")
    press("g")
    press("s")
    expect(priya.get_by_role("heading", name="Starred", exact=True)).to_be_visible()
    expect(conversation(priya, "Second in line")).to_be_visible()
    press("?")
    sheet = priya.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Undo the last action")
    expect(sheet).to_contain_text("Go to Inbox")
    assert_accessible(priya)
    press("Escape")
    press("/")
    expect(priya.get_by_role("combobox", name="Search mail")).to_be_focused()


def test_a_search_is_narrowed_by_operators_and_chips_and_kept(
    sign_in: SignIn, outside: Outside
) -> None:
    jonas = sign_in("jonas", "/mail/inbox")
    outside.send(BUYER, "jonas@demo.example", "Zebra crossing", "The zebra parcel is late.")
    outside.send(BUYER, "jonas@demo.example", "Another one", "It has no stripes.")
    expect(conversation(jonas, "Another one")).to_be_visible()
    field = jonas.get_by_role("combobox", name="Search mail")
    field.fill("zebra")
    found = conversation(jonas, "Zebra crossing")
    expect(found.locator("mark").first).to_have_text(re.compile("zebra", re.IGNORECASE))
    expect(conversation(jonas, "Another one")).to_have_count(0)
    field.fill("from:petra -zebra")
    expect(conversation(jonas, "Another one")).to_be_visible()
    expect(found).to_have_count(0)
    field.press("Enter")
    assert_accessible(jonas)
    jonas.get_by_role("button", name="Has attachments").click()
    expect(jonas.get_by_text("Nothing found")).to_be_visible()
    expect(jonas.get_by_text("No message matches from:petra -zebra has:attachment")).to_be_visible()
    jonas.get_by_role("button", name="Has attachments").click()
    expect(conversation(jonas, "Another one")).to_be_visible()
    jonas.get_by_role("button", name="Save search").click()
    jonas.get_by_label("Name of the search").fill("Petra")
    jonas.get_by_role("button", name="Save", exact=True).click()
    open_box(jonas, "Inbox")
    expect(found).to_be_visible()
    open_box(jonas, "Petra")
    expect(conversation(jonas, "Another one")).to_be_visible()
    expect(found).to_have_count(0)


def test_an_answer_in_a_muted_conversation_stays_out_of_the_inbox(
    sign_in: SignIn, outside: Outside
) -> None:
    noa = sign_in("noa", "/mail/inbox")
    chat = {"References": "<chat@world.example>"}
    outside.send(BUYER, "noa@demo.example", "Lunch on Friday", "Who comes?", **chat)
    conversation(noa, "Lunch on Friday").click()
    expect(noa.get_by_role("heading", name="Lunch on Friday")).to_be_visible()
    noa.keyboard.press("m")
    expect(noa.get_by_text("Conversation muted")).to_be_visible()
    expect(conversation(noa, "Lunch on Friday")).to_have_count(0)
    outside.send(BUYER, "noa@demo.example", "Re: Lunch on Friday", "I do.", **chat)
    outside.send(BUYER, "noa@demo.example", "Something else", "This one is for you.")
    expect(conversation(noa, "Something else")).to_be_visible()
    expect(conversation(noa, "Lunch on Friday")).to_have_count(0)
    open_box(noa, "All mail")
    expect(conversation(noa, "Lunch on Friday")).to_contain_text("Muted")
    expect(conversation(noa, "Lunch on Friday")).to_contain_text("I do.")


def test_letters_of_lists_wait_in_their_own_tab(sign_in: SignIn, outside: Outside) -> None:
    lea = sign_in("lea", "/mail/inbox")
    outside.send(
        "Club <club@lists.example>",
        "lea@demo.example",
        "Minutes of the club",
        "We met.",
        List_Id="<club.lists.example>",
        List_Post="<mailto:club@lists.example>",
    )
    outside.send(BUYER, "lea@demo.example", "A word with you", "In person.")
    expect(conversation(lea, "A word with you")).to_be_visible()
    tabs = lea.get_by_role("navigation", name="Categories of the inbox")
    expect(tabs).to_be_visible()
    expect(conversation(lea, "Minutes of the club")).to_have_count(0)
    assert_accessible(lea)
    tabs.get_by_role("link", name="Forums").click()
    expect(conversation(lea, "Minutes of the club")).to_be_visible()
    expect(conversation(lea, "A word with you")).to_have_count(0)
    conversation(lea, "Minutes of the club").drag_to(tabs.get_by_role("link", name="Primary"))
    expect(conversation(lea, "Minutes of the club")).to_have_count(0)
    tabs.get_by_role("link", name="Primary").click()
    expect(conversation(lea, "Minutes of the club")).to_be_visible()


def touch(page: Page, row: Locator) -> tuple[CDPSession, float, float]:
    box = row.bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    point = {"x": x, "y": y}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    return session, x, y


def swipe(page: Page, row: Locator, by: int) -> None:
    session, x, y = touch(page, row)
    for step in range(1, 9):
        points = [{"x": x + by * step / 8, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_phone_rows_are_swiped_and_held(
    sign_in: SignIn, outside: Outside, picture: Picture
) -> None:
    maya = sign_in("maya", "/mail/inbox", viewport=PHONE, has_touch=True)
    for subject in ("Swipe me away", "Swipe me asleep", "Hold me"):
        outside.send(BUYER, "maya@demo.example", subject, "On the way home.")
        expect(conversation(maya, subject)).to_be_visible()
    swipe(maya, conversation(maya, "Swipe me away"), 160)
    expect(maya.get_by_text("Conversation archived")).to_be_visible()
    expect(conversation(maya, "Swipe me away")).to_have_count(0)
    swipe(maya, conversation(maya, "Swipe me asleep"), -160)
    dialog = maya.get_by_role("dialog", name="Snooze until")
    dialog.get_by_role("button", name="Tomorrow").click()
    expect(dialog).to_have_count(0)
    expect(conversation(maya, "Swipe me asleep")).to_have_count(0)
    session, _, _ = touch(maya, conversation(maya, "Hold me"))
    bar = maya.get_by_role("toolbar", name="1 selected")
    expect(bar).to_be_visible()
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert_accessible(maya)
    picture(maya, "mail-phone-selection")
    bar.get_by_role("button", name="Delete").click()
    expect(conversation(maya, "Hold me")).to_have_count(0)
    undo(maya)
    expect(conversation(maya, "Hold me")).to_be_visible()


def test_the_original_tells_how_the_sender_was_checked(sign_in: SignIn, outside: Outside) -> None:
    kim = sign_in("kim", "/mail/inbox")
    outside.send("Kim Sato <kim@demo.example>", "kim@demo.example", "From yourself", "Really.")
    conversation(kim, "From yourself").click()
    expect(kim.get_by_role("alert")).to_contain_text("This came from outside")
    kim.get_by_role("button", name="More actions").last.click()
    kim.get_by_role("menuitem", name="Show original").click()
    original = kim.get_by_role("dialog", name="Show original")
    expect(original).to_contain_text("Subject: From yourself")
    expect(original).to_contain_text("SPF")
    assert_accessible(kim)
