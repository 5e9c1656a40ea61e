"""The organisation's own junk filter: words learnt from what its people call junk, combined with
what is proven of the author. Every score comes with its reasons.
"""
