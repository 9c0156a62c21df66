"""What a reader would see of a page's layout: scripts that measure it inside the browser.

They run through the browser's own debugging door, so they also work where the page's scripts are switched off.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

MOST_STOPS = 400

# Words for screen readers alone are clipped on purpose; a wide table scrolls within itself on purpose.
FIND_BROKEN_TEXT = """() => {
    const faults = [];
    const hidden = element => getComputedStyle(element).clipPath === 'inset(50%)';
    const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const clips = element => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)
        || ['hidden', 'clip'].includes(getComputedStyle(element).overflowY);
    const slack = 1.5;
    const sticksOut = (inner, outer) => inner.left < outer.left - slack || inner.right > outer.right + slack
        || inner.top < outer.top - slack || inner.bottom > outer.bottom + slack;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (!text.data.trim() || !text.parentElement.checkVisibility({contentVisibilityAuto: true})) continue;
        const above = [];
        for (let each = text.parentElement; each !== document.body; each = each.parentElement) above.push(each);
        if (above.some(each => hidden(each) || each.classList.contains('skip-link'))) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        const words = text.data.trim().slice(0, 60);
        if (!above.some(scrolls) && (box.left < -slack || box.right > innerWidth + slack))
            faults.push(`outside the window: "${words}"`);
        for (const each of above)
            if (clips(each) && sticksOut(box, each.getBoundingClientRect())) faults.push(`cut off: "${words}"`);
        const control = text.parentElement.closest('button, summary, .call, .emergency-link');
        if (control && sticksOut(box, control.getBoundingClientRect())) faults.push(`out of its button: "${words}"`);
    }
    return faults;
}"""

# The four spacings of WCAG 1.4.12. A constructed sheet is not subject to the page's policy.
STRETCH_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""

FIND_FOCUS = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const box = focused.getBoundingClientRect();
    const style = getComputedStyle(focused);
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {
        name: focused.outerHTML.slice(0, 100),
        inMain: !!focused.closest('main'),
        place: [...document.querySelectorAll('*')].indexOf(focused),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inWindow: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        covered: !!top && !focused.contains(top) && !top.contains(focused),
    };
}"""

FIND_STUCK = """() => [...document.querySelectorAll('*')]
    .filter(each => each.checkVisibility() && ['fixed', 'sticky'].includes(getComputedStyle(each).position))
    .map(each => each.outerHTML.slice(0, 80))"""

# With forced colors only a few colors are left: what shows must show by its border, its line or its color.
FIND_UNSEEN = """() => {
    const faults = [];
    const probe = document.body.appendChild(document.createElement('i'));
    const named = name => { probe.style.color = name; return getComputedStyle(probe).color; };
    const [canvas, canvasText] = [named('Canvas'), named('CanvasText')];
    const shown = element => element.checkVisibility({contentVisibilityAuto: true});
    const words = element => (element.innerText || element.textContent).trim().slice(0, 50);
    const edges = element => ['Top', 'Right', 'Bottom', 'Left'].every(side => {
        const style = getComputedStyle(element);
        return style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1
            && style[`border${side}Color`] !== canvas;
    });
    for (const card of document.querySelectorAll('.emergency-card'))
        if (!edges(card)) faults.push(`no border: ${words(card)}`);
    for (const each of document.querySelectorAll('button:not(.term), input, select, .call, .emergency-link'))
        if (shown(each) && !edges(each)) faults.push(`no edge: ${words(each) || each.name}`);
    // A word that opens its meaning stands in a sentence, as a link does.
    for (const link of document.querySelectorAll('main a[href], main button.term')) {
        const style = getComputedStyle(link);
        const own = style.color !== canvasText || style.textDecorationLine !== 'none' || edges(link);
        if (shown(link) && !own) faults.push(`like its text: ${words(link)}`);
    }
    const under = (text, x, y) => document.elementsFromPoint(x, y).find(each => !each.closest('text')
        && each instanceof SVGGeometryElement
        && each.isPointInFill(new DOMPoint(x, y).matrixTransform(each.getScreenCTM().inverse()))
        && getComputedStyle(each).fill !== 'none' && !/^rgba.* 0\\)$/.test(getComputedStyle(each).fill));
    for (const text of document.querySelectorAll('main svg text')) {
        text.scrollIntoView({block: 'center', behavior: 'instant'});
        const box = text.getBoundingClientRect();
        const behind = under(text, box.left + box.width / 2, box.top + box.height / 2);
        const back = behind ? getComputedStyle(behind).fill : canvas;
        if (getComputedStyle(text).fill === back) faults.push(`not readable: ${words(text)}`);
    }
    probe.remove();
    return faults;
}"""

# Where things stand when a page runs from right to left: the brand right of the search, the main column right of the
# aside, and lists, edges and text at the right. On a narrow window, where all stand below each other, none is asked.
FIND_MIRRORED = """() => {
    const faults = [];
    const box = name => document.querySelector(name)?.getBoundingClientRect();
    const beside = (one, other) => one && other && one.width && other.width
        && one.top < other.bottom && other.top < one.bottom;
    const pairs = [['.brand', '.site-header .search-form'], ['.brand', '.menu summary'],
        ['.site-header .search-form', '.emergency-link'], ['.page__main', '.page__aside'],
        ['.in-short', '.page__aside']];
    for (const [right, left] of pairs) {
        const [first, second] = [box(right), box(left)];
        if (beside(first, second) && first.left < second.right - 1) faults.push(`${right} is not right of ${left}`);
    }
    for (const each of document.querySelectorAll('h1, main h2, main p')) {
        const style = getComputedStyle(each);
        if (style.direction !== 'rtl' || !['start', 'right'].includes(style.textAlign))
            if (!each.closest('svg')) faults.push(`not from the right: ${each.innerText.slice(0, 40)}`);
    }
    return faults;
}"""

FIND_PART = """anchor => {
    const parts = [...document.querySelectorAll('[id]')].filter(each => each.id === anchor);
    const heading = parts[0]?.querySelector('h2');
    const box = heading?.getBoundingClientRect();
    const inSight = !!box && box.top >= 0 && box.bottom <= innerHeight;
    return {parts: parts.length, heading: heading?.innerText, inSight};
}"""


def sideways_scroll(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def broken_text(page: Page) -> list[str]:
    """Words that are cut off, that stand outside the window, or that have left their button."""
    return page.evaluate(FIND_BROKEN_TEXT)


def press_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page, or begins again at its top, and tell of every stop."""
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        where = page.evaluate(FIND_FOCUS)
        if where is None or (stops and where["place"] == stops[0]["place"]):
            return stops
        stops.append(where)
    raise AssertionError(f"after {MOST_STOPS} stops the focus is still on {stops[-1]['name']}")


def stretch_text(page: Page) -> None:
    """Set the text as somebody may who cannot read it otherwise."""
    page.evaluate(STRETCH_TEXT)
