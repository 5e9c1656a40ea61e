"""WebDAV (RFC 4918) for apps: verbs, properties, reports, sync, conditions; no app's words here.

An app derives its resources from `Resource` and `Collection`, gives each class its `properties`
(`{**BASIC, caldav("…"): Property(getter)}`) and `reports`, and registers a home:

    def home(call: Call, segments: tuple[str, ...]) -> Resource: ...   # raises NotHere
    register_home("addressbooks", home, features=("addressbook",))
    register_principal_properties({carddav("addressbook-home-set"): Property(home_set)})

`call.caller` is the actor. PUT comes to `Collection.put(call, name, conditions)`, where
`conditions.tags()` are those of If-Match and `conditions.is_new` is If-None-Match: *; DELETE to
`Resource.delete`. Refusals of actions become DAV:error with the Clark name in their `precondition`.
`reports.multiget` is a whole report, `reports.filtered` writes the answer to a query; both write
content properties (`Property(get, in_propfind=False)`), whose request element is in `call.asked`.
"""

from .call import Call, path_of, segments_of_href
from .conditions import Conditions
from .errors import BadSyncToken, BadXml, DavError, NotAllowed, NotHere
from .names import apple, caldav, calendarserver, carddav, dav, element, href
from .registry import (
    features,
    find,
    principal_properties,
    register_home,
    register_principal_properties,
    register_root_reports,
)
from .resource import (
    BASIC,
    Changes,
    Collection,
    Content,
    Properties,
    Property,
    Report,
    Resource,
    Written,
    hrefs,
    principal_path,
    quoted,
    text,
)
from .serving import error_response, serve
from .xml import Element, children_of, escaped, inner_of, text_of

__all__ = [
    "BASIC",
    "BadSyncToken",
    "BadXml",
    "Call",
    "Changes",
    "Collection",
    "Conditions",
    "Content",
    "DavError",
    "Element",
    "NotAllowed",
    "NotHere",
    "Properties",
    "Property",
    "Report",
    "Resource",
    "Written",
    "apple",
    "caldav",
    "calendarserver",
    "carddav",
    "children_of",
    "dav",
    "element",
    "error_response",
    "escaped",
    "features",
    "find",
    "href",
    "hrefs",
    "inner_of",
    "path_of",
    "principal_path",
    "principal_properties",
    "quoted",
    "register_home",
    "register_principal_properties",
    "register_root_reports",
    "segments_of_href",
    "serve",
    "text",
    "text_of",
]
