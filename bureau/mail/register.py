"""What mail registers with the engines below it; called once at start."""


def register() -> None:
    """Register the subscribers, jobs, actions and steps of mail."""
    from bureau import automation, people, search

    from . import jobs, search_entry
    from .actions.system_mail import send_system_mail
    from .automation_action import ACTION
    from .triggers import RECEIVED

    assert jobs
    automation.register_action(ACTION)
    automation.register_trigger(RECEIVED)
    search.register_scopes(search_entry.KIND, search_entry.scopes_of)
    people.register_mailer(send_system_mail)
