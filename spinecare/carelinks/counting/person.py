"""Whether a link was opened by a person. What the request says of itself is looked at here, and kept nowhere.

Mail filters open every link before anybody reads the mail, messengers open it to draw a preview, and browsers fetch it
in advance. Today's browsers say that somebody wanted to go there; older phones say nothing, and are believed by their
name. Whoever could be a program is not counted, so a number is "at least". A filter that runs a whole browser cannot be
told from a person by anybody.
"""

from __future__ import annotations

import re

from django.http import HttpRequest

# What browsers say when they fetch something before it is asked for, the newest first. Safari draws pictures of
# favorite pages with the third.
IN_ADVANCE = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
# Programs by the names they give themselves: scanners of mail, makers of previews, robots, tools, watchers of sites.
# CUBOT is a make of telephones. Office looks at a link before it hands it to the browser.
PROGRAM = re.compile(
    r"(?<!cu)bot(?:\b|_)|crawl|spider|slurp|scan|preview|facebookexternalhit|embedly|iframely|vkshare"
    r"|mailproxy|imageproxy|feedfetcher|safelinks|proofpoint|mimecast|barracuda|trendmicro|fortinet|symantec|cisco"
    r"|\bgoogle(?:other|-)|-google\b|ms-?office|headless|phantomjs|puppeteer|playwright|selenium|lighthouse"
    r"|pingdom|uptime|monitor|validator|archive|curl|wget|python|java/|okhttp|go-http|libwww|apache-http|axios"
    r"|node-fetch|undici|postman|httpie|ruby|perl",
    re.IGNORECASE,
)
BROWSER = re.compile(r"(?:Mozilla|Opera)/\d")
# From these versions on, browsers always say what a request is for. One that names itself so and does not is none.
SAYS_WHAT_FOR = {"Chrome": 80, "Firefox": 90}
VERSION = re.compile(r"\b(Chrome|Firefox)/(\d+)")


def is_person(request: HttpRequest) -> bool:
    """Whether somebody most likely wanted to see what this link opens."""
    if request.method != "GET" or _is_in_advance(request):
        return False
    agent = request.headers.get("User-Agent", "")
    if not BROWSER.match(agent) or PROGRAM.search(agent):
        return False
    if mode := request.headers.get("Sec-Fetch-Mode"):
        return mode == "navigate" and _is_for_a_window(request)
    return "text/html" in request.headers.get("Accept", "") and _says_nothing_by_age(agent)


def _is_in_advance(request: HttpRequest) -> bool:
    """They say `prefetch`, `prerender` or `preview`."""
    return any(request.headers.get(name, "").lower().startswith("pre") for name in IN_ADVANCE)


def _is_for_a_window(request: HttpRequest) -> bool:
    asked_for = request.headers.get("Sec-Fetch-User") == "?1"
    return asked_for or request.headers.get("Sec-Fetch-Dest") == "document"


def _says_nothing_by_age(agent: str) -> bool:
    return all(int(version) < SAYS_WHAT_FOR[name] for name, version in VERSION.findall(agent))
