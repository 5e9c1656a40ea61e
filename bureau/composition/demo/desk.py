"""The desk: two queues fed by shared mailboxes, and a first few tickets that came in by form."""

import json
from importlib.resources import files

from django.db import transaction

from bureau import access
from bureau.access import Role
from bureau.desk import Queue, create_queue
from bureau.forms import (
    Form,
    FormVersion,
    Respondent,
    Sent,
    Submission,
    parse_blocks,
    submit,
)
from bureau.people import actor_for

from .people import Cast

QUEUES = {"SC": ("Seller care", "seller-care", "seller-care"), "IT": ("IT help desk", "it", "it")}


def load(cast: Cast) -> None:
    """Make the queues, and let vendors and colleagues report what they always report."""
    admin = actor_for(cast.admin)
    for key, (name, mailbox, team) in QUEUES.items():
        if Queue.objects.filter(key=key).exists():
            continue
        with transaction.atomic():
            queue = create_queue(admin, name, key, cast.shared[mailbox].id)
            access.set_grant(queue.scope_id, cast.admin.id, Role.MANAGER)
            access.set_grant(queue.scope_id, cast.groups[team].id, Role.EDITOR)
    _answer_forms(cast)


def _answer_forms(cast: Cast) -> None:
    """Submit sample answers; the submission key keeps each single."""
    wanted = json.loads(files(__package__).joinpath("texts/answers.json").read_text("utf-8"))
    people = {"maya": cast.maya, "lead": cast.lead}
    for number, (slug, who, answers) in enumerate(wanted):
        form = Form.objects.get(slug=slug)
        version = FormVersion.objects.get(form=form, number=form.version_number)
        blocks = parse_blocks(version.blocks)
        ids = {block.key: block.id for block in blocks if block.asks}
        sent = {ids[key]: Sent(texts=(value,)) for key, value in answers.items()}
        person = people.get(who)
        respondent = Respondent(person.id, person.email, person.name) if person else Respondent()
        submit(form, version, blocks, Submission(f"demo-{number}", sent, respondent))
