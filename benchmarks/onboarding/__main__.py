"""`python -m benchmarks.onboarding`."""

from .run import main

main()
