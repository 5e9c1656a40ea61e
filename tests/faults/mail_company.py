"""Makes Anna, who gets mail, and Ben, who sends it. Prints Ben's app password as JSON."""

import json
import os

import django


def found() -> dict[str, str]:
    """Make both with their accounts."""
    from bureau.people import SYSTEM, NewPerson, actor_for, create_app_password, create_person
    from bureau.platform import jobs
    from bureau.provisioning.joining import start

    for local in ("anna", "ben"):
        person = create_person(
            SYSTEM, NewPerson(f"{local}@demo.example", local.title(), state="active")
        )
        start(None, [(person, {})])
    while jobs.drain():
        pass
    return {"password": create_app_password(actor_for(person), person, "msmtp", ["mail"])[1]}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    print(json.dumps(found()))
