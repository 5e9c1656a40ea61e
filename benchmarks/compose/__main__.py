"""`python -m benchmarks.compose`."""

from .run import main

main()
