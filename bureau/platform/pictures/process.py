"""Makes one picture anew: bytes of an image on standard input, WebP on standard output.

Run as a process of its own (`python -m bureau.platform.pictures.process WIDTH HEIGHT`), which may
be killed or run out of its limits without harm: pictures come from anybody, and decoders have
faults.
"""

import resource
import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps

MOST_PIXELS = 100_000_000
MEMORY_BYTES = 2 << 30
CPU_S = 20
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")


def main() -> None:
    """Read, shrink, write; any fault ends the process with an error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    box = (int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(shrink(sys.stdin.buffer.read(), box))


def shrink(raw: bytes, box: tuple[int, int]) -> bytes:
    """Return the first frame of the picture, upright, within the box, as WebP."""
    with Image.open(BytesIO(raw), formats=FORMATS) as image:
        # JPEG can be decoded at a fraction of its size.
        image.draft("RGB", (box[0] * 2, box[1] * 2))
        upright = ImageOps.exif_transpose(image)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail(box)
    written = BytesIO()
    picture.save(written, "WEBP", quality=80)
    return written.getvalue()


if __name__ == "__main__":
    main()
