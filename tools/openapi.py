"""Write web/openapi.json from the routes; the typed client of the web app is generated from it.

The same code gives the same bytes: keys are sorted, and nothing depends on the machine.
"""

import json
import os
import tempfile
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "web" / "openapi.json"


def render() -> str:
    """Return the OpenAPI document of the routes; Django must be set up."""
    from bureau.composition.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def main() -> None:
    """Write the file."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BUREAU_DATA"] = folder
        django.setup()
        FILE.write_text(render())


if __name__ == "__main__":
    main()
