"""Which category of the inbox a message belongs to, and why: the same message, the same answer."""

import re
from typing import NamedTuple

from bureau.platform.mime import ParsedMessage

from ..models import Mailbox

Category = Mailbox.Category


class Sorted(NamedTuple):
    """A category and the reason for it, as a word that clients translate."""

    category: Mailbox.Category
    why: str


# fmt: off
_SOCIAL = frozenset({
    "facebookmail.com", "facebook.com", "linkedin.com", "xing.com", "twitter.com", "x.com",
    "instagram.com", "pinterest.com", "youtube.com", "tiktok.com", "reddit.com", "redditmail.com",
    "snapchat.com", "tumblr.com", "meetup.com", "nextdoor.com", "strava.com", "discord.com",
    "bsky.app", "mastodon.social", "quora.com", "vk.com", "flickr.com", "threads.net",
})
_TRANSACTION = re.compile(
    r"\b(?:order|invoice|receipt|payment|confirm\w*|shipp\w*|deliver\w*|dispatch\w*|booking|"
    r"reservation|statement|password|verif\w*|security|code|ticket|reminder|alert|renew\w*|"
    r"subscription|account|itinerary|refund|"
    r"commande|facture|re[çc]u|paiement|livraison|exp[ée]di\w*|r[ée]servation|relev[ée]|"
    r"mot de passe|v[ée]rification|s[ée]curit[ée]|rappel|compte|"
    r"bestellung|rechnung|zahlung|best[äa]tig\w*|versand\w*|lieferung|buchung|passwort|konto)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:sale|deal|deals|off|discount|save|newsletter|webinar|offer|coupon|promo\w*|"
    r"soldes|offre|remise|r[ée]duction|angebot|rabatt|gutschein)\b|\d\s?%",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|notifications?|notify|alerts?|mailer-daemon|billing|"
    r"invoices?|receipts?|orders?|updates?|automated|robot|system|postmaster|"
    r"ne[-_.]?pas[-_.]?repondre)\b",
    re.IGNORECASE,
)
# fmt: on
_CAMPAIGN = ("x-campaign", "x-campaignid", "x-mailchimp-campaign-id", "x-mc-user", "x-mailgun-tag")


def is_bulk(message: ParsedMessage) -> bool:
    """Tell whether the message says that it went to many."""
    if message.header("precedence").lower() in ("bulk", "junk", "list"):
        return True
    return bool(message.all("list-unsubscribe") or message.all("list-id")) or _is_campaign(message)


def _is_campaign(message: ParsedMessage) -> bool:
    names = {name.lower() for name, _ in message.headers}
    return not names.isdisjoint(_CAMPAIGN)


def _is_platform(domain: str) -> bool:
    labels = domain.lower().split(".")
    return any(".".join(labels[index:]) in _SOCIAL for index in range(len(labels) - 1))


def category_of(message: ParsedMessage, *, is_known: bool, taught: str = "") -> Sorted:
    """Sort a message. `is_known`: the author is somebody whom the account writes to."""
    if taught:
        return Sorted(Category(taught), "taught")
    author = next((one.email for one in message.addresses("from")), "")
    local, _, domain = author.rpartition("@")
    if _is_platform(domain):
        return Sorted(Category.SOCIAL, "social_network")
    if message.all("list-id") and message.all("list-post"):
        return Sorted(Category.FORUMS, "mailing_list")
    if is_known and not is_bulk(message):
        return Sorted(Category.PRIMARY, "you_write_to_sender")
    return _of_machines(message, local)


def _of_machines(message: ParsedMessage, local: str) -> Sorted:
    is_robot = bool(_ROBOT.match(local)) or message.header("auto-submitted").lower() not in (
        "",
        "no",
    )
    is_offer = bool(_OFFER.search(message.subject))
    if (is_robot or is_bulk(message)) and not is_offer and _TRANSACTION.search(message.subject):
        return Sorted(Category.UPDATES, "transaction")
    if is_bulk(message):
        return Sorted(Category.PROMOTIONS, "sent_to_many")
    if is_robot:
        return Sorted(Category.UPDATES, "automatic")
    return Sorted(Category.PRIMARY, "person")
