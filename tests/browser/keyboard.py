"""Somebody who works with the keyboard alone: they press Tab until they are where they want to be, and see where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

MOST_PRESSES = 150
# The admin scrolls smoothly to what has the focus, and lets some bars slide in.
PATIENCE_MS, LOOK_EVERY_MS = 3_000, 50
# What the focus is on, in the words one hears, and whether one can see that it is there.
FIND_FOCUS = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return {words: '', seen: true, place: -1};
    const named = id => document.getElementById(id)?.innerText ?? '';
    const words = focused.getAttribute('aria-label') || focused.labels?.[0]?.innerText || focused.innerText
        || named(focused.getAttribute('aria-labelledby')) || focused.title || '';
    const about = (focused.getAttribute('aria-describedby') ?? '').split(' ').map(named).join(' ');
    const style = getComputedStyle(focused);
    const box = focused.getBoundingClientRect();
    const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const [x, y] = [box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1)];
    const top = document.elementFromPoint(x, y);
    const covered = !!top && !focused.contains(top) && !top.contains(focused);
    const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
        words: words.trim(),
        about: about.trim(),
        seen: ringed && inSight && !covered,
        place: [...document.querySelectorAll('*')].indexOf(focused),
    };
}"""
# Everything in the main part that a mouse could use.
FIND_CONTROLS = """() => [...document.querySelectorAll(
        'main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary')]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.disabled && !each.closest('[inert]'))
    .map(each => ({
        place: [...document.querySelectorAll('*')].indexOf(each),
        html: each.outerHTML.slice(0, 120),
    }))"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is. `about`: what else is said there, such as the row a button stands in."""

    words: str
    seen: bool
    place: int
    about: str = ""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def stop(self) -> Stop:
        return Stop(**self.page.evaluate(FIND_FOCUS))

    @property
    def stop_at_rest(self) -> Stop:
        """The same once it can be seen, or when it is clear that it cannot."""
        for _look in range(PATIENCE_MS // LOOK_EVERY_MS):
            if self.stop.seen:
                break
            self.page.wait_for_timeout(LOOK_EVERY_MS)
        return self.stop

    def press(self, key: str) -> Stop:
        self.page.keyboard.press(key)
        return self.stop

    def tab_to(self, words: str, about: str = "") -> Stop:
        """Press Tab until the focus is on what is called so, and see it there."""
        passed = []
        while len(passed) < MOST_PRESSES:
            stop = self.press("Tab")
            if re.search(words, stop.words) and about in stop.about:
                assert self.stop_at_rest.seen, f"the focus on {stop.words!r} cannot be seen"
                return stop
            passed.append(stop.words)
        raise AssertionError(f"no {words!r} among {passed}")

    def use(self, words: str, key: str = "Enter", about: str = "") -> None:
        """Go to a control and press a key on it."""
        self.tab_to(words, about)
        self.page.keyboard.press(key)

    def not_reached(self) -> list[str]:
        """Controls of the main part at which Tab does not stop from the top of the page to its end, or unseen."""
        controls = {each["place"]: each["html"] for each in self.page.evaluate(FIND_CONTROLS)}
        assert controls
        seen: set[int] = set()
        first = None
        for _press in range(4 * MOST_PRESSES):
            stop = self.press("Tab")
            if first is None:
                first = stop.place
            elif stop.place in (first, -1):
                break
            if stop.place in controls.keys() - seen and self.stop_at_rest.seen:
                seen.add(stop.place)
        return [html for place, html in controls.items() if place not in seen]
