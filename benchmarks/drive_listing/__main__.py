"""`python -m benchmarks.drive_listing`."""

from .run import main

main()
