"""From an eligibility text to its sections, or to the reason for showing it whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile

from .doubts import doubt_about, same_words
from .headings import Heading, is_combined, plain, read_heading, without_marks
from .lines import WORDS, Line, read_lines
from .result import Eligibility, Section

# Ten times what the registry takes.
MOST_CHARACTERS = 200_000
STRICT_HEADINGS = ["Inclusion Criteria:", "Exclusion Criteria:"]
BULLETS = tuple("•·●▪◦‣∙*–—-")
# A sentence that only announces the list below it.
ANNOUNCEMENT = re.compile(
    r"\bfollowing\b|\b(?:criteri\w*|eligible|exclude[ds]?|included|enrolled|participat\w*|must|if)\b.{0,200}[:：]$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\(?\w{1,3}[.)]\s")
MOST_WORDS_OF_A_GROUP = 8
MORE_APPLY = re.compile(
    r"\b(?:other|additional|further)\b[^.\n]{0,80}\bcriteri\w*\s+(?:\w+\s+){0,2}?(?:apply|applies|applied|specified)\b"
    r"|\binclude,?\s+but\s+(?:are|is)\s+not\s+limited\s+to\s+the\s+following|\bnot\s+intended\s+to\s+contain\s+all\b",
    re.IGNORECASE,
)
NAMED_CRITERIA = re.compile(r"(?:in|ex)clusion\s+criteri", re.IGNORECASE)
NEGATION = re.compile(r"(?:no|not(?! able| willing| wanting)|absence of|without|never)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A heading in its place, and the lines under it up to the next one. group: the line above that names a group."""

    place: Line
    heading: Heading
    lines: tuple[Line, ...]
    group: Line | None = None

    @property
    def start(self) -> int:
        return (self.group or self.place).number


def split(text: str) -> Eligibility:
    """The text's sections, if it is certain on which side each criterion stands; else the whole text and the reason."""
    if not text.strip():
        return Eligibility("", whole=True, text=text, why_whole=Eligibility.NO_TEXT)
    if len(text) > MOST_CHARACTERS:
        return Eligibility("G", whole=True, text=text, why_whole=Eligibility.TOO_LONG)
    source = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = read_lines("\n".join(source))
    pieces = _with_groups(_pieces(lines), lines)
    why_whole = next(_reasons(pieces, lines), "")
    result = Eligibility(
        form=_form(pieces, source),
        whole=bool(why_whole),
        text=text,
        why_whole=why_whole,
        flags=tuple(_flags(pieces, lines)),
        more_apply=MORE_APPLY.search(text) is not None,
    )
    if result.whole:
        return result
    return replace(result, sections=_sections(pieces, source), preamble=_joined(source[: pieces[0].start]))


# Where the headings are -----------------------------------------------------------------------------------------------


def _pieces(lines: list[Line]) -> list[Piece]:
    found: list[tuple[int, Heading]] = []
    for index, line in enumerate(lines):
        heading = read_heading(line.text)
        side = found[-1][1].side if found else ""
        if heading and _begins(line) and not (line.depth and heading.side == side):
            found.append((index, heading))
    ends = [*(index for index, _ in found), len(lines)][1:]
    return [
        Piece(lines[index], heading, (*_same_line(lines[index], heading), *lines[index + 1 : end]))
        for (index, heading), end in zip(found, ends, strict=True)
    ]


def _begins(line: Line) -> bool:
    """Whether something new begins with this line: inside a paragraph only with a capital letter."""
    return line.opens_block or without_marks(line.text)[:1].isupper()


def _same_line(place: Line, heading: Heading) -> list[Line]:
    return [Line(place.number, heading.rest, place.depth)] if WORDS.search(heading.rest) else []


def _with_groups(pieces: list[Piece], lines: list[Line]) -> list[Piece]:
    """The same pieces, with each line that only names whose criteria follow moved to where these begin."""
    if len(pieces) < 3:
        return pieces
    grouped: list[Piece] = []
    above = [line for line in lines if line.number < pieces[0].place.number]
    for piece in pieces:
        before = grouped[-1] if grouped else None
        lines_before = list(before.lines) if before else above
        if piece.heading.side == Section.IN and _ends_with_group(lines_before, piece, before):
            piece = replace(piece, group=lines_before[-1])
            if before:
                grouped[-1] = replace(before, lines=before.lines[:-1])
        grouped.append(piece)
    return grouped


def _ends_with_group(lines: list[Line], piece: Piece, before: Piece | None) -> bool:
    """A new group begins with inclusion: at the start of the text, or after the exclusion list of the group before."""
    if not lines or piece.place.depth or (before and before.heading.side == Section.IN):
        return False
    follows_list = len(lines) > 1 and (lines[-2].depth > 0 or lines[-2].text.startswith(BULLETS))
    return _is_label(lines[-1]) and (follows_list or (before is None and len(lines) == 1))


def _is_label(line: Line) -> bool:
    return (
        line.depth == 0
        and line.alone
        and not line.text.startswith(BULLETS)
        and not line.text.endswith((".", ",", ";"))
        and len(line.text.split()) <= MOST_WORDS_OF_A_GROUP
    )


def _form(pieces: list[Piece], source: list[str]) -> str:
    sides = [piece.heading.side for piece in pieces]
    if sides == [Section.IN, Section.OUT]:
        return "A" if [source[piece.place.number].strip() for piece in pieces] == STRICT_HEADINGS else "B"
    if sides == [Section.OUT, Section.IN]:
        return "D"
    if len(set(sides)) == 2:
        return "C"
    return {"": "G", Section.IN: "E", Section.OUT: "F"}[sides[0] if sides else ""]


# Why to show it whole -------------------------------------------------------------------------------------------------


def _reasons(pieces: list[Piece], lines: list[Line]) -> Iterator[str]:
    """Every reason to show the text whole, the plainest first."""
    sides = [piece.heading.side for piece in pieces]
    if any(is_combined(line.text) for line in lines):
        yield Eligibility.COMBINED_HEADING
    if not sides:
        yield Eligibility.NO_HEADING
    if len(set(sides)) == 1:
        yield Eligibility.ONE_SIDE
    if sides[:1] == [Section.OUT]:
        yield Eligibility.EXCLUSION_FIRST
    if any(_is_unsure_in_list(piece, len(pieces)) for piece in pieces):
        yield Eligibility.HEADING_INSIDE_A_LIST
    if any(one.heading.side != next_.heading.side and not next_.heading.clear for one, next_ in pairwise(pieces)):
        yield Eligibility.UNCLEAR_HEADING
    if any(_ends_unclearly(one, next_, len(pieces)) for one, next_ in pairwise(pieces)):
        yield Eligibility.UNCLEAR_HEADING
    for piece in pieces:
        yield from filter(None, (doubt_about(line, piece.heading.side) for line in _criteria(piece)))
    if _has_empty_side(pieces):
        yield Eligibility.EMPTY_SIDE
    if same_words(_on_side(pieces, Section.IN), _on_side(pieces, Section.OUT)):
        yield Eligibility.SAME_WORDS_ON_BOTH_SIDES


def _is_unsure_in_list(piece: Piece, count: int) -> bool:
    """A heading in a list is sure only where each side has one, and the list does not come back from under it."""
    if piece.place.depth == 0:
        return False
    depths = [line.depth for line in piece.lines]
    comes_back = bool(depths) and depths[0] > 1 and min(depths) <= 1
    return count > 2 or piece.place.depth > 1 or bool(piece.heading.qualifier or piece.heading.rest) or comes_back


def _ends_unclearly(piece: Piece, next_: Piece, count: int) -> bool:
    """Whether the last line before the other side may belong to that: as a group's name, or a note on what follows."""
    if piece.heading.side == next_.heading.side or len(piece.lines) < 2:
        return False
    last, before = piece.lines[-1], piece.lines[-2]
    signs = (before.depth > 0, _is_label(last), count > 2)
    return last.depth == 0 and sum(signs) > 1


def _criteria(piece: Piece) -> list[Line]:
    """The lines of a piece without the headings of its own side that stand in its lists."""
    lines = []
    for line in piece.lines:
        heading = read_heading(line.text)
        if heading is None or heading.side != piece.heading.side or not heading.clear:
            lines.append(line)
        elif heading.rest:
            lines.append(replace(line, text=heading.rest))
    return lines


def _has_empty_side(pieces: list[Piece]) -> bool:
    """A heading may stand empty only over another of its side."""
    nexts = [*pieces[1:], None]
    return any(
        not piece.lines and not (next_ and next_.heading.side == piece.heading.side)
        for piece, next_ in zip(pieces, nexts, strict=True)
    )


def _on_side(pieces: list[Piece], side: str) -> list[Line]:
    return [line for piece in pieces if piece.heading.side == side for line in _criteria(piece)]


# What to show ---------------------------------------------------------------------------------------------------------


def _sections(pieces: list[Piece], source: list[str]) -> tuple[Section, ...]:
    ends = [*(piece.start for piece in pieces[1:]), len(source)]
    groups = accumulate((piece.group for piece in pieces), lambda held, new: new or held)
    return tuple(
        _section(piece, source, end, plain(group.text) if group else "")
        for piece, end, group in zip(pieces, ends, groups, strict=True)
    )


def _section(piece: Piece, source: list[str], end: int, group: str) -> Section:
    heading = piece.heading
    lead_in, rest, start = "", heading.rest, piece.place.number + 1
    if _has_lead_in(piece):
        first = piece.lines[0]
        lead_in, rest, start = first.text, "", first.number + 1
    below = _joined(source[start:end])
    return Section(
        side=heading.side,
        title=heading.title,
        qualifier=heading.qualifier,
        group=group,
        lead_in=lead_in,
        body="\n".join(filter(None, (rest, below))),
    )


def _has_lead_in(piece: Piece) -> bool:
    if len(piece.lines) < 2 or piece.place.depth:
        return False
    first, second = piece.lines[:2]
    return (
        first.depth == 0 < second.depth
        and first.alone
        and not first.text.startswith(BULLETS)
        and not NUMBERED.match(first.text)
        and ANNOUNCEMENT.search(first.text) is not None
    )


def _joined(lines: list[str]) -> str:
    """The lines from the first to the last with words, moved to the margin if they lay in a list that is now cut."""
    numbers = [number for number, line in enumerate(lines) if WORDS.search(line)]
    if not numbers:
        return ""
    kept = lines[numbers[0] : numbers[-1] + 1]
    indent = len(kept[0]) - len(kept[0].lstrip())
    inside = list(takewhile(lambda line: not line.strip() or not line[:indent].strip(), kept))
    return "\n".join([*(line[indent:] for line in inside), *kept[len(inside) :]])


def _flags(pieces: list[Piece], lines: list[Line]) -> Iterator[str]:
    criteria = [line for line in lines if read_heading(line.text) is None]
    if any(NAMED_CRITERIA.search(line.text) for line in criteria):
        yield Eligibility.NAMES_THE_CRITERIA
    if any(line.depth < 2 and NEGATION.match(without_marks(line.text)) for line in _on_side(pieces, Section.OUT)):
        yield Eligibility.NEGATED_EXCLUSION
    if pieces and lines[0].number < pieces[0].start:
        yield Eligibility.TEXT_BEFORE_HEADINGS
