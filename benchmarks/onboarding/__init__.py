"""Onboarding 15 and 500 people, beside a loop that does one person after the other."""
