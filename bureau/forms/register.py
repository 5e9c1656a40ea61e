"""What forms registers with the engines below it; called once at start."""

from bureau.automation import Trigger, register_scope, register_trigger

from .events import ANSWERED
from .policies import may_write_rules


def register() -> None:
    """Register the jobs, the trigger of rules, and who may write rules of a form."""
    from . import jobs as _jobs  # noqa: F401  its kinds are registered at import

    register_trigger(
        Trigger(
            ANSWERED,
            "A form was answered",
            {
                "answers": "Answers by the key of the question, such as answers.order_number",
                "answers_written": "The same as people read them",
                "answers_text": "All questions and answers as lines of text",
                "files": "The attached files",
                "respondent.email": "E-mail address of who answered",
                "respondent.name": "Name of who answered",
                "form_title": "Title of the form",
                "response_id": "The response",
                "language": "Language of the page, en or fr",
            },
        )
    )
    register_scope("form", may_write_rules)
