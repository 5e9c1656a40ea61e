"""What mail registers with the engines below it; called once at start."""


def register() -> None:
    """Register the subscribers, jobs, actions and steps of mail."""
    from bureau import automation, compose, people, provisioning, search
    from bureau.platform import events
    from bureau.platform.process import Service, register_service

    from . import jobs, ledger, push, search_entry, upkeep
    from .actions.system_mail import send_system_mail
    from .actions.take_care import is_done, reopen
    from .automation_action import ACTION
    from .http.jmap.personal import register_personal
    from .http.jmap.trust import register_trust
    from .imap.server import serve_imap, serve_imaps
    from .managesieve.server import serve_managesieve
    from .provisioning_steps import LEAVING, MAILBOX
    from .smtp.intake import serve_intake
    from .smtp.lmtp import serve_lmtp
    from .smtp.submission import serve_submission, serve_submissions
    from .triggers import RECEIVED
    from .writing import SENT

    assert jobs
    assert upkeep
    ledger.on_written(push.tell)
    register_personal()
    register_trust()
    events.subscribe("mail.reopen", ["mail.received"], reopen, wants=is_done)
    automation.register_action(ACTION)
    automation.register_trigger(RECEIVED)
    compose.register_source(SENT)
    search.register_scopes(search_entry.KIND, search_entry.scopes_of)
    people.register_mailer(send_system_mail)
    provisioning.register_step(MAILBOX)
    provisioning.register_leaving_step(LEAVING)
    register_service(Service("smtp", "smtp intake", serve_intake))
    register_service(Service("smtp", "smtp submission", serve_submission))
    register_service(Service("smtp", "smtp submission over tls", serve_submissions))
    register_service(Service("smtp", "lmtp intake", serve_lmtp))
    register_service(Service("imap", "imap", serve_imap))
    register_service(Service("imap", "imap over tls", serve_imaps))
    register_service(Service("imap", "managesieve", serve_managesieve))
