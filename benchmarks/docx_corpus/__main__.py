"""`python -m benchmarks.docx_corpus [large]`."""

import sys

from . import large, run

large.main() if "large" in sys.argv[1:] else run.main()
