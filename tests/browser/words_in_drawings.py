"""Contrast of the words inside a drawing (SVG), which axe leaves to others.

Each word is measured at many points against all that is painted behind it there: shapes with their fill, outline and
opacity, and the page below. What cannot be measured is a fault.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# The formulas are those of WCAG 2.2: 4.5 to 1, or 3 to 1 for words of 24 px, or of 18.66 px in bold.
JUDGE = """() => {
    const parse = color => {
        const parts = /^rgba?\\(([^)]+)\\)$/.exec(color)?.[1].split(/[ ,/]+/).map(Number);
        return parts && {rgb: parts.slice(0, 3), alpha: parts[3] ?? 1};
    };
    const over = (front, alpha, back) => front.map((part, place) => part * alpha + back[place] * (1 - alpha));
    const luminance = rgb => rgb.map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const contrast = (one, other) => {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
    };
    const opacity = element => {
        let whole = 1;
        for (let each = element; each; each = each.parentElement) whole *= Number(getComputedStyle(each).opacity);
        return whole;
    };
    const outlined = (shape, x, y) => shape.isPointInStroke(
        new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
    const paintOf = (element, x, y) => {
        const style = getComputedStyle(element);
        if (!(element instanceof SVGGeometryElement)) {
            if (style.backgroundImage !== 'none') return null;
            return parse(style.backgroundColor);
        }
        const part = style.stroke !== 'none' && outlined(element, x, y) ? 'stroke' : 'fill';
        const paint = style[part] === 'none' ? {rgb: [0, 0, 0], alpha: 0} : parse(style[part]);
        return paint && {rgb: paint.rgb, alpha: paint.alpha * Number(style[`${part}Opacity`]) * opacity(element)};
    };
    const behind = (below, x, y) => {
        const layers = below.filter(each => !each.closest('text')).map(each => paintOf(each, x, y));
        if (layers.some(each => !each)) return null;
        return layers.reduceRight((back, layer) => over(layer.rgb, layer.alpha, back), [255, 255, 255]);
    };
    const at = (text, x, y) => {
        const stack = document.elementsFromPoint(x, y);
        const place = stack.findIndex(each => text.contains(each));
        if (place < 0) return null;
        if (stack.slice(0, place).some(each => !each.closest('text'))) return 'something lies over it';
        const back = behind(stack.slice(place + 1), x, y);
        const style = getComputedStyle(text);
        const fill = parse(style.fill);
        if (!back || !fill) return 'its paint or what is behind it is not a plain color';
        return contrast(over(fill.rgb, fill.alpha * Number(style.fillOpacity) * opacity(text), back), back);
    };
    const judge = text => {
        text.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
        const box = text.getBoundingClientRect();
        const style = getComputedStyle(text);
        const size = parseFloat(style.fontSize) * text.getScreenCTM().a;
        const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
        const found = [];
        for (const across of [0.03, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 0.97]) for (const down of [0.3, 0.5, 0.7])
            found.push(at(text, box.left + box.width * across, box.top + box.height * down));
        const measured = found.filter(each => each !== null);
        if (measured.length < found.length / 2) return 'too few of its points can be measured';
        const said = measured.find(each => typeof each === 'string');
        if (said) return said;
        const worst = Math.min(...measured);
        return worst < wanted ? `contrast ${worst.toFixed(2)}, not ${wanted}` : null;
    };
    return [...document.querySelectorAll('svg text')]
        .filter(text => text.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
        .map(text => ({html: text.outerHTML, said: judge(text)})).filter(each => each.said);
}"""
IN_A_DRAWING = "target => !!document.querySelector(target)?.closest('svg text')"


def is_word_in_a_drawing(page: Page, node: dict[str, Any]) -> bool:
    """Whether what axe names is a word inside a drawing."""
    return page.evaluate(IN_A_DRAWING, node["target"][-1])


def faint_words(page: Page) -> list[dict[str, Any]]:
    """Words in drawings that do not stand out, in the form in which axe names its violations."""
    nodes = [{"target": [each["said"]], "html": each["html"]} for each in page.evaluate(JUDGE)]
    return [{"id": "color-contrast", "help": "words in a drawing must stand out", "nodes": nodes}] if nodes else []
