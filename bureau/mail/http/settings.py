"""Routes of what a person chooses for mail, and of templates."""

from ninja import PatchDict, Router, Status

from bureau.people.http.auth import signed_in

from ..actions.choose import choose
from ..actions.keep_template import change_template, make_template, remove_template
from ..queries import templates_for
from ..settings import Settings, settings_of
from .requests import SignedRequest
from .settings_schemas import MailTemplateOut, TemplateIn, TemplatesOut

router = Router()


@router.get("/mail/settings", response=Settings, auth=signed_in)
def get_settings(request: SignedRequest) -> Settings:
    """What the caller chose, or the defaults. One query."""
    return settings_of(request.auth.person_id)


@router.patch("/mail/settings", response=Settings, auth=signed_in)
def patch_settings(request: SignedRequest, body: PatchDict[Settings]) -> Settings:
    """Change some settings; answers with all."""
    return choose(request.auth, body)


@router.get("/mail/templates", response=TemplatesOut, auth=signed_in)
def list_templates(request: SignedRequest) -> dict[str, object]:
    """The caller's templates, those of accounts they may send as, and shared ones. Four queries."""
    return {"items": templates_for(request.auth)}


@router.post("/mail/templates", response={201: MailTemplateOut}, auth=signed_in)
def create_template(request: SignedRequest, body: TemplateIn) -> Status[dict[str, object]]:
    """Keep a template."""
    return Status(201, make_template(request.auth, body.account_id, body.fields()))


@router.put("/mail/templates/{template_id}", response=MailTemplateOut, auth=signed_in)
def update_template(
    request: SignedRequest, template_id: str, body: TemplateIn
) -> dict[str, object]:
    """Change a template of one's own, or of an account that one may send as."""
    return change_template(request.auth, template_id, body.fields())


@router.delete("/mail/templates/{template_id}", response={204: None}, auth=signed_in)
def delete_template(request: SignedRequest, template_id: str) -> Status[None]:
    """Remove a template."""
    remove_template(request.auth, template_id)
    return Status(204, None)
