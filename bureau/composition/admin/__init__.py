"""The administrators' view of the whole: is everything well, and what the background work does."""
