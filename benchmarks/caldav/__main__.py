"""`python -m benchmarks.caldav [events]`."""

from .run import main

main()
