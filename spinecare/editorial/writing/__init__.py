"""Help with writing: what a careful colleague would say about a page's words, beside the form and before sign-off.

`rules` finds faults in the HTML of a page, with no Django in it; `wording` says what is wrong in words; `preview` and
`checker` bring both into Wagtail's checks panel; `ready` asks the same rules before a clinical sign-off.
"""
