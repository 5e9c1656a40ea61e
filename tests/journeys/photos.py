"""A photo as a phone would make it, small."""

from playwright.sync_api import FilePayload

from bureau.composition.demo.artefacts import png

PHOTO = png(320, 240, (180, 60, 40))
"""A red battery screen, fading."""
PHOTO_FILE: FilePayload = {"name": "battery.png", "mimeType": "image/png", "buffer": PHOTO}
"""The same as Playwright hands it to a page."""
