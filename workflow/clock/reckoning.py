"""The version of the reckoning: which answers of the clock belong together."""

RECKONING = 4
"""Raise this number by one whenever the clock gives another date, state or status to facts that it answered before.

A register keeps deadlines for speed, and names under which calendar, readings, law and reckoning they were made; what
was kept under another number is made anew at first use. Words, steps and warnings are not kept, and need no raising.
"""
