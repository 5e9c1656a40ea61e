"""Two persons, a document that both may edit, and their tokens; prints them as JSON."""

import json
import os


def main() -> None:
    """Fill the database of the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
    import django

    django.setup()
    from bureau.access import Role
    from bureau.docs import create_document
    from bureau.drive import my_drive, share
    from bureau.people import SYSTEM, NewPerson, actor_for, create_person, create_token

    ada, ben = (
        create_person(
            SYSTEM, NewPerson(email=f"{name}@demo.example", name=name.title(), state="active")
        )
        for name in ("ada", "ben")
    )
    tokens = [create_token(actor_for(one), one, "test", ["*"])[1] for one in (ada, ben)]
    document = create_document(actor_for(ada), my_drive(ada).root_id, "Minutes").id
    share(actor_for(ada), document, [ben.id], Role.EDITOR)
    print(json.dumps({"document": document, "tokens": tokens, "persons": [ada.id, ben.id]}))


if __name__ == "__main__":
    main()
