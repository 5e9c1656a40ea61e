"""`python -m benchmarks.docx_corpus`."""

from .run import main

main()
