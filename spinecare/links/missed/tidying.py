"""Which missed addresses are worth keeping, and what of them is ours to keep.

Done before anything is written down, so that what a person may have typed or pasted into an address is kept nowhere.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..models.missed import LONGEST_PATH

# Stands for a long number. It cannot be in the path of an address, so it is never taken for one.
NUMBER = "#"
# Addresses of ours are made of these. What has a space, an @ or a quote in it was typed or pasted by a person.
OURS = re.compile(r"/[\w\-./]*")
# Five digits or more, also with something between them: a telephone, a birthday, a record number. The numbers of the
# trial registry are nobody's own.
LONG_NUMBER = re.compile(r"(?<![^\W_])(NCT\d{8})(?![^\W_])|\d(?:[-._]?\d){4,}", re.IGNORECASE)
# What scanners ask every site for, and what browsers ask for by themselves.
NOISE = re.compile(
    r"""
    ^/(?:wp|wordpress|cgi-bin|phpmyadmin|pma|vendor|actuator|autodiscover|solr|owa|_ignition|boaform|hnap1)\b
    | ^/(?:admin|static|media|documents|api|gallery|_util)(?:/|$)
    | ^/(?:favicon|apple-touch-icon|browserconfig|humans|ads|app-ads|sitemap|llms)[\w\-]*\.
    | /(?:\.|wp-|xmlrpc)
    | \.(?:php\d?|phtml|aspx?|jspx?|cgi|pl|env|git|sql|bak|old|orig|swp|zip|gz|tgz|tar|rar|7z|ini|ya?ml|conf|cfg|log
        |json|xml|map|js|css|png|jpe?g|gif|svg|ico|webp|avif|woff2?|sh|exe|dll|action|do|pem|key)$
    | //|\.\.
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tidy(path: str) -> str | None:
    """The path as it may be kept, or None when it may not be, or is not worth it."""
    # Some addresses are encoded twice; what an @ was before is an @ to us.
    path = unquote(path)
    if len(path) > LONGEST_PATH or not OURS.fullmatch(path) or NOISE.search(path):
        return None
    return LONG_NUMBER.sub(lambda found: found[1] or NUMBER, path).rstrip("/") or None


def may_lead_on(path: str) -> bool:
    """Whether a kept path is one address, which a redirect can answer, and not many written as one."""
    return NUMBER not in path
