"""What a reader would see of a page's layout: scripts that measure it inside the browser.

They run through the browser's own debugging door, so they also work where the page's scripts are switched off.
"""

from __future__ import annotations

from playwright.sync_api import Page

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
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inWindow: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        covered: !!top && !focused.contains(top) && !top.contains(focused),
    };
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


def stretch_text(page: Page) -> None:
    """Set the text as somebody may who cannot read it otherwise."""
    page.evaluate(STRETCH_TEXT)
