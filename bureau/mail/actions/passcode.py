"""Codes with which outsiders open a confidential message: mailed to an address that it was sent
to, kept as a hash, for a quarter of an hour, for one opening, for few attempts.

Whoever asks learns nothing: the answer and its work are the same for every address.
"""

import hmac
import secrets
from datetime import timedelta
from hashlib import blake2s

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bureau.people import SystemMail
from bureau.platform import limits
from bureau.platform.config import config
from bureau.platform.http.language import Language

from ..confidential import is_over, outsiders
from ..models import ConfidentialMail, Passcode
from ..public_words import word
from .system_mail import send_system_mail

LIFE = timedelta(minutes=15)
MINUTES = int(LIFE.total_seconds()) // 60
MOST_TRIES = 5
DIGITS = 6
PER_ADDRESS, PER_MESSAGE, PER_CALLER = 4, 60, 30
HOUR_S = 3_600


def ask_for_code(mail: ConfidentialMail, email: str, language: Language, caller: str) -> None:
    """Have a code mailed if the message was sent to the address. Raises `TooManyRequests`."""
    from ..upkeep import mail_code as job

    _take("ask", mail, email, caller)
    job.enqueue(mail_id=mail.id, email=email, language=language)


def mail_code(mail_id: str, email: str, language: Language) -> None:
    """Make and mail a code, which replaces an earlier one; nothing for other addresses."""
    mail = ConfidentialMail.objects.filter(id=mail_id).first()
    if mail is None or is_over(mail) or email not in outsiders(mail):
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        Passcode.objects.update_or_create(
            mail=mail,
            email=email,
            defaults={
                "digest": _digest(mail, email, code),
                "tries": 0,
                "expires_at": timezone.now() + LIFE,
            },
        )
        text = word(language, "code_text", code=code, minutes=MINUTES)
        send_system_mail(SystemMail(email, word(language, "code_subject"), text))


def use_code(mail: ConfidentialMail, email: str, code: str, caller: str) -> bool:
    """Tell whether the code is right, and use it up. Raises `TooManyRequests`."""
    _take("try", mail, email, caller)
    given = _digest(mail, email, "".join(code.split()))
    with transaction.atomic():
        rows = Passcode.objects.filter(
            mail=mail, email=email, tries__lt=MOST_TRIES, expires_at__gt=timezone.now()
        )
        # Counted before it is compared: attempts at the same time cannot share one.
        is_usable = rows.update(tries=F("tries") + 1) == 1
        row = Passcode.objects.filter(mail=mail, email=email).first()
        is_right = hmac.compare_digest(row.digest if row else "", given)
        if row is None or not is_usable or not is_right:
            return False
        return row.delete()[0] > 0


def forget_codes() -> None:
    """Forget codes that are over."""
    Passcode.objects.filter(expires_at__lt=timezone.now()).delete()


def _digest(mail: ConfidentialMail, email: str, code: str) -> str:
    key = config().secret_key.encode()[:32]
    text = f"{mail.id} {email} {code}"
    return blake2s(text.encode(), key=key, person=b"mailcode").hexdigest()


def _take(what: str, mail: ConfidentialMail, email: str, caller: str) -> None:
    """Count an attempt by caller, message and address, known or not."""
    tries = 5 if what == "try" else 1
    limits.take(f"mail.code.{what}.caller", caller, PER_CALLER * tries, HOUR_S)
    limits.take(f"mail.code.{what}.mail", mail.id, PER_MESSAGE * tries, HOUR_S)
    limits.take(f"mail.code.{what}.address", f"{mail.id} {email}", PER_ADDRESS * tries, HOUR_S)
