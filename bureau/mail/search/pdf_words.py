"""The words of the PDF on standard input, written to standard output. Run as a limited process."""

import io
import resource
import sys

MEMORY_BYTES = 1 << 30
CPU_S = 15
MOST_PAGES = 200
LONGEST_TEXT = 200_000


def main() -> None:
    """Read, write, and end; a PDF that cannot be read has no words."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    left = LONGEST_TEXT
    try:
        for page in PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages[:MOST_PAGES]:
            text = page.extract_text()[:left]
            left -= len(text)
            sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
            if left <= 0:
                return
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return


if __name__ == "__main__":
    main()
