"""The public page of a form, /f/{slug}: it works without scripts, and a small script only makes it
quicker.

Without the script, whoever submits sees the questions that their answers brought up, until all
that show were seen; `seen` names them. Answers travel in the page, uploads as tickets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from bureau.forms.actions.submit import Respondent, Submission, response_of, submit
from bureau.forms.actions.upload import quarantine, ticket_of
from bureau.forms.answers import AnswerProblem, Judged, judge, read_email
from bureau.forms.blocks import Block, parse_blocks
from bureau.forms.errors import BadAnswers, BadUpload, FormClosed, FormNotFound
from bureau.forms.form_settings import FormSettings, parse_settings
from bureau.forms.models import Form, FormVersion, Response
from bureau.forms.opening import require_open
from bureau.forms.queries import public_form, response_in, version_of
from bureau.forms.spam import TRAP, held_because, take_submission, take_upload
from bureau.forms.words import Language, language_of, word, words
from bureau.people import Actor, actor_of
from bureau.platform.errors import NotFound, SignInRequired, TooManyRequests

from .assets import script_urls, style_url
from .page import PageState, questions_of, size_text
from .page_token import PageToken, fresh_token, read_reference, read_token, sealed_reference
from .posted import read_sent, read_uploads

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a form that exists: who asks, in which language, for which version."""

    request: HttpRequest
    form: Form
    settings: FormSettings
    version: FormVersion
    blocks: Sequence[Block]
    actor: Actor | None
    language: Language

    @property
    def person_id(self) -> str:
        """The signed-in person where the form wants to know, else empty."""
        return self.actor.person_id if self.actor else ""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or take answers in. The page token stands in for the CSRF token."""
    language = language_of(request.headers.get("Accept-Language", ""))
    try:
        visit = _visit(request, slug, language)
        return _post(visit) if request.method == "POST" else _open(visit)
    except FormNotFound:
        return _message(request, language, "not_found", 404)
    except FormClosed:
        return _message(request, language, "closed", 410)
    except SignInRequired:
        return HttpResponseRedirect(f"/sign-in?next={quote(f'/f/{slug}')}")


def _visit(request: HttpRequest, slug: str, language: Language) -> Visit:
    form, version = public_form(slug)
    if version is None:
        raise FormNotFound
    settings = parse_settings(form.settings)
    asks_who = form.audience == Form.Audience.ORGANISATION or settings.collect_email == "signed_in"
    actor = actor_of(request) if asks_who else None
    return Visit(request, form, settings, version, parse_blocks(version.blocks), actor, language)


def _open(visit: Visit) -> HttpResponse:
    require_open(visit.form)
    state = PageState(visit.language, email=visit.actor.email if visit.actor else "")
    token = fresh_token(visit.form, visit.person_id)
    return _render(visit, token, judge(visit.blocks, {}), state)


def _post(visit: Visit) -> HttpResponse:
    request, form = visit.request, visit.form
    token = read_token(request.POST.get("token", ""), form, visit.person_id)
    existing = response_of(form, token.key) if token else None
    if existing:
        return _done(form, existing)
    require_open(form)
    visit, is_current = _answered_version(visit, token)
    uploads, problems = read_uploads(request, form, visit.blocks, visit.language)
    state = PageState(visit.language, uploads=uploads, problems=problems)
    state.sent = read_sent(request, visit.blocks, uploads)
    state.email = request.POST.get("respondent_email", "").strip()
    judged = judge(visit.blocks, state.sent)
    if token is None or not is_current:
        state.notice = "stale"
        return _render(visit, fresh_token(form, visit.person_id), judged, state)
    return _judge_and_store(visit, token, judged, state)


def _answered_version(visit: Visit, token: PageToken | None) -> tuple[Visit, bool]:
    """Return the visit with the version that the page showed, however new the form is."""
    if token is None or token.version == visit.version.number:
        return visit, True
    version = version_of(visit.form, token.version)
    if version is None:
        return visit, False
    blocks = parse_blocks(version.blocks)
    return (
        Visit(
            visit.request,
            visit.form,
            visit.settings,
            version,
            blocks,
            visit.actor,
            visit.language,
        ),
        True,
    )


def _judge_and_store(
    visit: Visit, token: PageToken, judged: Judged, state: PageState
) -> HttpResponse:
    seen = set(visit.request.POST.get("seen", "").split())
    if "remove" in visit.request.POST:
        return _render(visit, token, judged, state)
    if not set(judged.showing.block_ids) <= seen:
        state.notice = "" if state.problems else "more_questions"
        return _render(visit, token, judged, state)
    _note_problems(visit, judged, state)
    if state.problems:
        return _refused(visit, token, judged, state)
    return _store(visit, token, judged, state)


def _refused(visit: Visit, token: PageToken, judged: Judged, state: PageState) -> HttpResponse:
    """Show what is wrong, unless the same page was stored in the meantime and so took the files."""
    existing = response_of(visit.form, token.key)
    if existing:
        return _done(visit.form, existing)
    return _render(visit, token, judged, state, status=422)


def _note_problems(visit: Visit, judged: Judged, state: PageState) -> None:
    for block_id, problem in judged.problems.items():
        phrase = word(visit.language, problem.name, **problem.values)
        state.problems.setdefault(block_id, phrase)
    if visit.settings.collect_email != "typed":
        return
    try:
        read_email(state.email)
    except AnswerProblem as problem:
        state.problems["respondent_email"] = word(visit.language, problem.name)


def _store(visit: Visit, token: PageToken, judged: Judged, state: PageState) -> HttpResponse:
    request = visit.request
    try:
        take_submission(request.META.get("REMOTE_ADDR", ""), visit.form)
        response = submit(
            visit.form,
            visit.version,
            visit.blocks,
            Submission(
                key=token.key,
                sent=state.sent,
                respondent=_respondent(visit, state),
                language=visit.language,
                held_because=_held_because(visit, token),
            ),
        )
    except TooManyRequests:
        state.notice = "too_many"
        return _render(visit, token, judged, state, status=429)
    except BadAnswers as refusal:
        for error in refusal.members["errors"]:
            state.problems[error["field"]] = error["message"]
        return _refused(visit, token, judged, state)
    return _done(visit.form, response)


def _respondent(visit: Visit, state: PageState) -> Respondent:
    if visit.actor:
        return Respondent(visit.actor.person_id, visit.actor.email, visit.actor.name)
    return Respondent(email=state.email if visit.settings.collect_email == "typed" else "")


def _held_because(visit: Visit, token: PageToken) -> str:
    if visit.actor:
        return ""
    trap = visit.request.POST.get(TRAP, "")
    return held_because(trap, token.age_s(), visit.settings.minimum_fill_s)


def _done(form: Form, response: Response) -> HttpResponse:
    return HttpResponseRedirect(
        f"/f/{form.slug}/done?r={sealed_reference(response.id)}", status=303
    )


def _render(
    visit: Visit, token: PageToken, judged: Judged, state: PageState, status: int = 200
) -> HttpResponse:
    hidden = [block for block in visit.blocks if block.id not in judged.showing.block_ids]
    labels = {block.id: block.label for block in visit.blocks}
    email_label = word(visit.language, "your_email")
    context = {
        "form": visit.form,
        "settings": visit.settings,
        "token": token.sealed(),
        "draft_key": f"{visit.form.id}.{visit.version.number}",
        "questions": questions_of(visit.blocks, judged, state),
        "seen": " ".join(judged.showing.block_ids),
        "state": state,
        "notice": word(visit.language, state.notice) if state.notice else "",
        "problems": [
            {"id": name, "label": labels.get(name, email_label), "text": text}
            for name, text in state.problems.items()
        ],
        "is_fresh": visit.request.method == "GET",
        "has_more": bool(hidden) and visit.request.method == "GET",
        "actor": visit.actor,
        "signed_in_as": _signed_in_as(visit),
        "trap": TRAP,
    }
    return _page(visit.request, "forms/page.html", visit.language, context, status)


def _signed_in_as(visit: Visit) -> str:
    if visit.actor is None:
        return ""
    return word(visit.language, "signed_in_as", name=visit.actor.name, email=visit.actor.email)


@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm a response; the same page however often it was submitted."""
    language = language_of(request.headers.get("Accept-Language", ""))
    try:
        form, _ = public_form(slug)
        response = response_in(form, read_reference(request.GET.get("r", "")))
    except NotFound:
        return _message(request, language, "not_found", 404)
    context = {
        "form": form,
        "settings": parse_settings(form.settings),
        "reference": response.id[-8:].upper(),
    }
    return _page(request, "forms/done.html", language, context, 200)


@csrf_exempt
@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one file into quarantine for the script; answers with its ticket."""
    language = language_of(request.headers.get("Accept-Language", ""))
    try:
        visit = _visit(request, slug, language)
        require_open(visit.form)
        token = read_token(request.POST.get("token", ""), visit.form, visit.person_id)
        visit, _ = _answered_version(visit, token)
        block = next((item for item in visit.blocks if item.id == request.POST.get("block")), None)
        file = request.FILES.get("file")
        if token is None or block is None or block.kind != "file" or file is None:
            return JsonResponse({"message": word(language, "upload_failed")}, status=422)
        take_upload(request.META.get("REMOTE_ADDR", ""), visit.form)
        stored = quarantine(visit.form, block, file, language)
    except (BadUpload, FormNotFound, FormClosed, SignInRequired, TooManyRequests) as refusal:
        return JsonResponse({"message": refusal.detail}, status=refusal.status)
    size = size_text(stored.size_bytes, language)
    return JsonResponse(
        {"ticket": ticket_of(stored), "name": stored.name, "size": size}, status=201
    )


def _message(request: HttpRequest, language: Language, name: str, status: int) -> HttpResponse:
    context = {"title": word(language, name), "text": word(language, f"{name}_text")}
    return _page(request, "forms/message.html", language, context, status)


def _page(
    request: HttpRequest,
    template: str,
    language: Language,
    context: Mapping[str, object],
    status: int,
) -> HttpResponse:
    shared = {
        "language": language,
        "words": words(language),
        "style_url": style_url(),
        "script_urls": script_urls(),
    }
    response = render(request, template, {**shared, **context}, status=status)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language, Cookie"
    response["Referrer-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response
