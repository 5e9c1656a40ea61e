"""Quick add: a sentence in English or French into what an event needs. Pure.

A small grammar that we can explain: each kind of piece (recurrence, dates, times, durations,
guests, place) is looked for in turn, what was taken is not read again, and the rest is the title.
"""

from .sentence import Sentence as Sentence
from .sentence import read_sentence as read_sentence
