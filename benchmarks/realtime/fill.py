"""Make an installation with one administrator and so many empty documents; print its token and
their ids: `python -m benchmarks.realtime.fill COUNT`.
"""

import os
import sys


def main() -> None:
    """Fill the data folder of the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from bureau.docs import create_document
    from bureau.drive import my_drive
    from bureau.people import SYSTEM, NewPerson, actor_for, create_person, create_token
    from bureau.platform import jobs

    person = create_person(
        SYSTEM,
        NewPerson(email="bench@demo.example", name="Bench Admin", state="active", role="admin"),
    )
    actor = actor_for(person)
    _token, secret = create_token(actor, person, "benchmark", ["*"])
    root = my_drive(person).root_id
    print(secret)
    for number in range(int(sys.argv[1])):
        print(create_document(actor, root, f"Document {number + 1}").id)
    jobs.drain()


if __name__ == "__main__":
    main()
