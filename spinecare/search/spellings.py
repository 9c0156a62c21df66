"""Other ways to write a word: British and American spelling, one and many, everyday words for medical ones.

A variant that is no word at all does no harm: it matches nothing.
"""

from __future__ import annotations

# Parts of words, British to American. Pages are written in American English; sources they quote may not be.
AMERICAN = (
    ("aemi", "emi"),
    ("anaesth", "anesth"),
    ("centre", "center"),
    ("colour", "color"),
    ("counsell", "counsel"),
    ("diarrhoea", "diarrhea"),
    ("fibre", "fiber"),
    ("gynaec", "gynec"),
    ("haem", "hem"),
    ("isation", "ization"),
    ("labour", "labor"),
    ("metre", "meter"),
    ("neighbour", "neighbor"),
    ("oedema", "edema"),
    ("oesoph", "esoph"),
    ("paed", "ped"),
    ("programme", "program"),
    ("tumour", "tumor"),
    ("vapour", "vapor"),
)

# What people say, and the words our pages use for it.
SAME_THING = {
    "carer": ("caregiver",),
    "caregiver": ("carer",),
    "chemo": ("chemotherapy",),
    "cyberknife": ("radiosurgery",),
    "incontinence": ("bladder", "bowel"),
    "mets": ("metastasis",),
    "metastatic": ("metastasis",),
    "op": ("operation", "surgery"),
    "operation": ("surgery",),
    "paralysed": ("weakness",),
    "paralysis": ("weakness",),
    "paralyzed": ("weakness",),
    "pee": ("urine", "bladder"),
    "physio": ("physical", "rehabilitation"),
    "physiotherapy": ("physical", "rehabilitation"),
    "poo": ("bowel",),
    "rads": ("radiation",),
    "radiation": ("radiotherapy",),
    "radiotherapy": ("radiation",),
    "rehab": ("rehabilitation",),
    "sabr": ("stereotactic",),
    "sbrt": ("stereotactic",),
    "secondaries": ("metastasis",),
    "steroid": ("corticosteroid",),
    "surgery": ("operation",),
    "wee": ("urine", "bladder"),
}

# Endings of one and of many, longest first. Greek and Latin ones are everywhere in medicine.
SINGULAR = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ae", "a"), ("s", ""))
NOT_A_PLURAL = ("ss", "us", "is")
GREEK = ("asis", "esis", "osis", "ysis")
SHORTEST_WITH_A_PLURAL = 3


def variants(word: str) -> tuple[str, ...]:
    """Every way we look for a word, the word itself first. Written for lower-case words."""
    roots = list(dict.fromkeys([word, singular(word), american(word), american(singular(word))]))
    related = [other for root in roots for other in SAME_THING.get(root, ())]
    written = [*roots, *related]
    return tuple(dict.fromkeys([*written, *(many for one in written for many in plurals(one))]))


def american(word: str) -> str:
    for british, ours in AMERICAN:
        word = word.replace(british, ours)
    return word


def singular(word: str) -> str:
    if not _inflects(word) or word.endswith(NOT_A_PLURAL):
        return word
    if word.endswith(tuple(ending[:-2] + "es" for ending in GREEK)):
        return word[:-2] + "is"
    for ending, replacement in SINGULAR:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    return word


def plurals(word: str) -> tuple[str, ...]:
    if not _inflects(word) or singular(word) != word:
        return ()
    if word.endswith(GREEK):
        return (word[:-2] + "es",)
    if word.endswith("a"):
        return (word + "s", word + "e")
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(("s", "x", "ch", "sh")):
        return (word + "es",)
    return (word + "s",)


def _inflects(word: str) -> bool:
    """English endings belong to words in Latin letters; `MRI`, `L5` and words of other scripts are left alone."""
    return word.isascii() and word.isalpha() and len(word) >= SHORTEST_WITH_A_PLURAL
