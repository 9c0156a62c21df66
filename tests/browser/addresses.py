"""The addresses every promise to the reader is tried on."""

from spinecare.starter.documents import read_documents

STARTER_PAGES = tuple(document.address for document in read_documents())
NOT_FOUND = "/no-page-stands-here/"
ANSWERS = (
    "/search/?q=surgery",
    "/knowledge/?kind=video",
    "/trials/?status=any&age=62&phase=2&phase=3",
    "/trials/?type=chordoma&place=Tokyo&age=old",
)
ADDRESSES = (*STARTER_PAGES, *ANSWERS, NOT_FOUND)

# One of each kind of page, for what is too slow to try on all of them.
PAGE_TYPES = (
    "/",
    "/treatments/",
    "/treatments/surgery/",
    "/tumor-types/",
    "/tumor-types/ependymoma/",
    "/symptoms/",
    "/spine-center/",
    "/support/",
    "/support/for-carers/",
    "/knowledge/",
    "/knowledge/reading-your-mri-report/",
    "/trials/",
    "/trials/nct99990001/",
    "/about/privacy/",
    "/search/?q=surgery",
    NOT_FOUND,
)


def status_of(address: str) -> int:
    """What the site answers there."""
    return 404 if address == NOT_FOUND else 200
