"""The words readers see for what the registry says: status, phase, age, sex, dates, places, design.

Functions over plain values. A value the registry may add one day is shown as written, in title case.
"""
