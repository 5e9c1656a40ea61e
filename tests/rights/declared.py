"""Who may call each route, written down once; `test_route_matrix` holds the code to it.

A class admits the callers to its right: public < signed_in < helpdesk < admin. What the objects
behind a route allow (a folder, a form, a ticket) is decided by them, and tested in the apps.
"""

from collections.abc import Mapping
from typing import Literal

from .declared_planning import PLANNING

Class = Literal["public", "signed_in", "helpdesk", "admin"]

API: Mapping[Class, str] = {
    "public": """
        GET /invitations/{token}
        POST /invitations/{token}/password
        POST /invitations/{token}/passkey
        POST /invitations/{token}/passkey/options
        GET /links/{token}
        POST /links/{token}/open
        GET /links/{token}/children
        GET /links/{token}/content
        GET /links/{token}/nodes/{id}
    """,
    "signed_in": """
        GET /live
        GET /me
        PATCH /me
        GET /me/tokens
        POST /me/tokens
        DELETE /me/tokens/{token_id}
        GET /me/app-passwords
        POST /me/app-passwords
        DELETE /me/app-passwords/{app_password_id}
        GET /people
        GET /people/{person_id}
        PATCH /people/{person_id}
        GET /principals
        GET /groups
        GET /groups/{group_id}
        GET /groups/{group_id}/members
        GET /units
        GET /search
        GET /notifications
        GET /notifications/unread
        POST /notifications/read
        POST /notifications/{notification_id}/read
        GET /rules
        POST /rules
        GET /rules/catalogue
        POST /rules/dry-run
        GET /rules/{rule_id}
        PUT /rules/{rule_id}
        DELETE /rules/{rule_id}
        POST /rules/{rule_id}/enabled
        GET /rules/{rule_id}/versions
        GET /rules/{rule_id}/runs
        POST /rules/runs/{run_id}/replay
        POST /docs
        GET /docs/recent
        GET /docs/templates
        POST /docs/import
        POST /docs/from-file/{node_id}
        GET /docs/{id}
        GET /docs/{id}/link-preview
        GET /docs/{id}/thumbnail
        GET /docs/{id}/content
        POST /docs/{id}/append
        POST /docs/{id}/replace
        POST /docs/{id}/comment-marks
        GET /docs/{id}/export
        POST /docs/{id}/images
        GET /docs/{id}/assets/{asset_id}
        GET /docs/{id}/versions
        POST /docs/{id}/versions
        GET /docs/{id}/versions/{version_id}
        PATCH /docs/{id}/versions/{version_id}
        GET /docs/{id}/versions/{version_id}/compare
        POST /docs/{id}/versions/{version_id}/restore
        GET /comments/{kind}/{item_id}/threads
        POST /comments/{kind}/{item_id}/threads
        PATCH /comments/threads/{thread_id}
        POST /comments/threads/{thread_id}/comments
        PATCH /comments/{comment_id}
        DELETE /comments/{comment_id}
        PUT /comments/{comment_id}/reactions/{emoji}
        DELETE /comments/{comment_id}/reactions/{emoji}
        GET /drive/drives
        POST /drive/drives
        GET /drive/drives/{id}
        PATCH /drive/drives/{id}
        GET /drive/drives/{id}/changes
        DELETE /drive/drives/{id}/trash
        GET /drive/archive
        GET /drive/archive/size
        GET /drive/nodes/{id}
        PATCH /drive/nodes/{id}
        GET /drive/nodes/{id}/children
        GET /drive/nodes/{id}/path
        GET /drive/nodes/{id}/revisions
        POST /drive/nodes/{id}/revisions/{version}/restore
        POST /drive/nodes/{id}/folders
        POST /drive/nodes/{id}/items
        POST /drive/nodes/{id}/files
        GET /drive/nodes/{id}/content
        GET /drive/nodes/{id}/thumbnail
        PUT /drive/nodes/{id}/content
        PUT /drive/nodes/{id}/star
        DELETE /drive/nodes/{id}/star
        GET /drive/nodes/{id}/grants
        POST /drive/nodes/{id}/grants
        DELETE /drive/nodes/{id}/grants/{principal}
        PUT /drive/nodes/{id}/limited
        GET /drive/nodes/{id}/links
        POST /drive/nodes/{id}/links
        DELETE /drive/nodes/{id}/links/{token}
        GET /drive/recent
        GET /drive/starred
        GET /drive/shared
        GET /drive/search
        GET /drive/trash
        POST /drive/move
        POST /drive/copy
        POST /drive/trash
        POST /drive/restore
        POST /drive/delete
        POST /drive/operations/{id}/undo
        POST /compose/suggest
        GET /compose/me
        DELETE /compose/me
        GET /mail/accounts/{account_id}/delegates
        POST /mail/accounts/{account_id}/delegates
        DELETE /mail/accounts/{account_id}/delegates/{principal_id}
        GET /mail/rules
        POST /mail/rules
        PUT /mail/rules/order
        POST /mail/rules/test
        POST /mail/rules/from-search
        PUT /mail/rules/{rule_id}
        DELETE /mail/rules/{rule_id}
        POST /mail/rules/{rule_id}/apply
        GET /mail/rule-runs/{run_id}
        POST /mail/rule-runs/{run_id}/undo
        GET /mail/forwarding
        POST /mail/forwarding
        PATCH /mail/forwarding/{forwarding_id}
        DELETE /mail/forwarding/{forwarding_id}
        GET /mail/blocked
        POST /mail/blocked
        DELETE /mail/blocked/{blocked_id}
        PATCH /mail/confidential/{confidential_id}
        DELETE /mail/confidential/{confidential_id}
        POST /mail/bulk
        GET /mail/bulk/{bulk_id}
        POST /mail/bulk/{bulk_id}/undo
        GET /mail/searches
        POST /mail/searches
        DELETE /mail/searches/{search_id}
        GET /mail/accounts/{account_id}/addresses
        POST /mail/emails/{email_id}/unsubscribe
        POST /mail/images/senders
        GET /mail/settings
        PATCH /mail/settings
        GET /mail/templates
        POST /mail/templates
        PUT /mail/templates/{template_id}
        DELETE /mail/templates/{template_id}
        GET /mail/shared
        GET /mail/shared/{account_id}/people
        GET /mail/shared/{account_id}/threads
        GET /mail/shared/{account_id}/threads/{thread_id}
        PATCH /mail/shared/{account_id}/threads/{thread_id}
        GET /mail/shared/{account_id}/threads/{thread_id}/notes
        POST /mail/shared/{account_id}/threads/{thread_id}/notes
        PATCH /mail/shared/{account_id}/notes/{note_id}
        DELETE /mail/shared/{account_id}/notes/{note_id}
        POST /mail/shared/{account_id}/threads/{thread_id}/presence
        GET /mail/accounts/{account_id}/transfers
        POST /mail/accounts/{account_id}/transfers/imap
        POST /mail/accounts/{account_id}/transfers/export
        GET /mail/transfers/{transfer_id}
        DELETE /mail/transfers/{transfer_id}
        GET /mail/lists/{group_id}
        GET /forms
        POST /forms
        GET /forms/{form_id}
        PATCH /forms/{form_id}
        DELETE /forms/{form_id}
        PUT /forms/{form_id}/draft
        POST /forms/{form_id}/publish
        POST /forms/{form_id}/duplicate
        POST /forms/{form_id}/restore
        GET /forms/{form_id}/versions
        GET /forms/{form_id}/versions/{number}
        POST /forms/{form_id}/preview
        GET /forms/{form_id}/grants
        PUT /forms/{form_id}/grants/{principal_id}
        DELETE /forms/{form_id}/grants/{principal_id}
        GET /forms/{form_id}/summary
        GET /forms/{form_id}/responses
        GET /forms/{form_id}/responses.csv
        GET /forms/{form_id}/responses/{response_id}
        DELETE /forms/{form_id}/responses/{response_id}
        POST /forms/{form_id}/responses/{response_id}/release
        GET /forms/{form_id}/responses/{response_id}/files/{file_id}
        GET /desk/queues
        PATCH /desk/queues/{queue_id}
        GET /desk/queues/{queue_id}/agents
        GET /desk/queues/{queue_id}/roles
        PUT /desk/queues/{queue_id}/roles
        GET /desk/tickets
        POST /desk/tickets
        GET /desk/tickets/{ticket_id}
        PATCH /desk/tickets/{ticket_id}
        POST /desk/tickets/{ticket_id}/replies
        POST /desk/tickets/{ticket_id}/notes
        POST /desk/uploads
        GET /desk/attachments/{attachment_id}
    """
    + PLANNING["signed_in"],
    "helpdesk": """
        POST /people/{person_id}/suspend
        POST /people/{person_id}/restore
        POST /people/{person_id}/invite
        POST /people/{person_id}/sign-out
        POST /people/{person_id}/remove-factors
    """,
    "admin": """
        POST /people
        POST /people/{person_id}/role
        POST /service-accounts
        GET /service-accounts/{person_id}/tokens
        POST /service-accounts/{person_id}/tokens
        DELETE /service-accounts/{person_id}/tokens/{token_id}
        POST /groups
        PATCH /groups/{group_id}
        DELETE /groups/{group_id}
        POST /groups/{group_id}/members
        DELETE /groups/{group_id}/members/{member_id}
        POST /units
        PUT /units/{unit_id}
        DELETE /units/{unit_id}
        GET /audit
        GET /audit/export
        GET /audit/verification
        GET /provisioning/plans
        POST /provisioning/plans
        POST /provisioning/plans/rows
        GET /provisioning/plans/{plan_id}
        POST /provisioning/plans/{plan_id}/apply
        GET /provisioning/plans/{plan_id}/progress
        GET /provisioning/templates
        POST /provisioning/templates
        PUT /provisioning/templates/{template_id}
        DELETE /provisioning/templates/{template_id}
        GET /provisioning/leavings
        POST /provisioning/leavings
        GET /provisioning/leavings/{leaving_id}
        POST /provisioning/leavings/{leaving_id}/apply
        POST /provisioning/leavings/{leaving_id}/undo
        POST /provisioning/leavings/{leaving_id}/legal-hold
        POST /provisioning/leavings/{leaving_id}/delete
        GET /drive/shared-drives
        PUT /drive/drives/{id}/quota
        GET /compose/settings
        PATCH /compose/settings
        GET /admin/health
        GET /admin/background-work
        GET /admin/dead-letters
        POST /admin/dead-letters/replay
        POST /admin/dead-letters/discard
        GET /mail/admin/settings
        PATCH /mail/admin/settings
        GET /mail/admin/domains
        POST /mail/admin/domains
        PATCH /mail/admin/domains/{name}
        DELETE /mail/admin/domains/{name}
        GET /mail/admin/domains/{name}/dns
        POST /mail/admin/domains/{name}/keys
        GET /mail/admin/aliases
        PUT /mail/admin/aliases
        DELETE /mail/admin/aliases/{email}
        GET /mail/admin/routing
        POST /mail/admin/routing
        POST /mail/admin/routing/order
        PUT /mail/admin/routing/{rule_id}
        DELETE /mail/admin/routing/{rule_id}
        GET /mail/admin/quarantine
        GET /mail/admin/quarantine/{held_id}
        POST /mail/admin/quarantine/{held_id}/release
        DELETE /mail/admin/quarantine/{held_id}
        GET /mail/admin/trace
        GET /mail/admin/queue
        POST /mail/admin/queue/{submission_id}/retry
        POST /mail/admin/queue/{submission_id}/cancel
        POST /mail/admin/queue/{submission_id}/bounce
        GET /mail/admin/suppressions
        DELETE /mail/admin/suppressions/{email}
        GET /mail/groups/{group_id}/senders
        POST /mail/groups/{group_id}/senders
        DELETE /mail/groups/{group_id}/senders/{principal_id}
        GET /mail/admin/sending
        PUT /mail/lists/{group_id}
        POST /desk/queues
    """
    + PLANNING["admin"],
}

BODIES: Mapping[str, object] = {
    # Decided by the action, which is reached by a body that is understood.
    "POST /desk/queues": {"name": "Care", "key": "CARE", "account_id": "0" * 26},
}

SITE: Mapping[Class, str] = {
    "public": """
        GET /f/{slug}
        POST /f/{slug}
        GET /f/{slug}/done
        POST /f/{slug}/uploads
        GET /f/-/{digest}.css
        GET /.well-known/mta-sts.txt
        GET /.well-known/autoconfig/mail/config-v1.1.xml
        GET /mail/config-v1.1.xml
        GET /mail/apple.mobileconfig
        POST /autodiscover/autodiscover.xml
        POST /Autodiscover/Autodiscover.xml
        OPTIONS /api/v1/drive/uploads
        OPTIONS /api/v1/drive/uploads/{upload_id}
        GET /mail/images
        GET /mail/confidential/{token}
        POST /mail/confidential/{token}
        GET /mail/confidential/{token}/body
        GET /mail/confidential/{token}/pictures/{section}
        GET /calendar/answer/{token}
        POST /calendar/answer/{token}
        GET /calendar/published/{token}.ics
        GET /calendar/published/{token}
        GET /mail/confirm-forwarding/{token}
        POST /mail/confirm-forwarding/{token}
        GET /api/v1/openapi.json
        GET /api/docs
        GET /api/docs/{name}
    """,
    "signed_in": """
        GET /.well-known/jmap
        GET /jmap/session
        POST /jmap/api
        POST /jmap/upload/{account_id}
        GET /jmap/download/{account_id}/{blob_id}/{name}
        GET /jmap/eventsource
        GET /mail/view/{email_id}
        POST /mail/import/{account_id}
        GET /mail/transfers/{transfer_id}/file
        GET /mail/preview/{account_id}/{blob_id}/{kind}
        POST /api/v1/drive/uploads
        HEAD /api/v1/drive/uploads/{upload_id}
        PATCH /api/v1/drive/uploads/{upload_id}
        DELETE /api/v1/drive/uploads/{upload_id}
    """,
}
"""What is not part of the JSON API."""


def listed(table: Mapping[Class, str]) -> list[tuple[str, Class]]:
    """Return (operation, class) in the order they are written."""
    lines = ((line.strip(), kind) for kind in table for line in table[kind].splitlines())
    return [(line, kind) for line, kind in lines if line]
