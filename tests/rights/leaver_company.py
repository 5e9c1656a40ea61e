"""Makes somebody who will leave, with every kind of way in, in the installation of the
environment.

Run as a program; prints the invitation's token, an access token and an app password as JSON.
"""

import json
import os

import django


def build() -> dict[str, str]:
    """Make an administrator who stays, an heir, and Lea who leaves."""
    from bureau.people import (
        SYSTEM,
        NewPerson,
        actor_for,
        create_app_password,
        create_person,
        create_token,
        invite,
    )
    from bureau.platform import jobs

    for local, role in (("ada", "admin"), ("heir", "member")):
        create_person(
            SYSTEM,
            NewPerson(f"{local}@demo.example", local.title(), state="active", role=role),  # type: ignore[arg-type]
        )
    lea = create_person(SYSTEM, NewPerson("lea@demo.example", "Lea"))
    while jobs.drain():
        pass
    link = invite(SYSTEM, lea).link  # the newest one counts
    return {
        "invitation": link.rsplit("/", 1)[-1],
        "token": create_token(actor_for(lea), lea, "Script", ["*"])[1],
        "app_password": create_app_password(actor_for(lea), lea, "Phone", ["mail"])[1],
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    print(json.dumps(build()))
