"""`python -m benchmarks.lists`."""

from .run import main

main()
