"""What the gallery shows: every component with sample words, in every state a reader can meet.

The words are for developers and are not translated. Where a component is given an object of the database, it gets one
here that was never stored, so that a renamed field shows at once.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from types import SimpleNamespace as Sample
from typing import Any

from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText

from spinecare.carelinks.as_it_was.changes import Changes, Since
from spinecare.core.blocks import ContentBlock, DiagramBlock
from spinecare.core.diagrams import choices
from spinecare.core.linked_data import as_json, node
from spinecare.core.metadata import ShareImage
from spinecare.core.parts import Section
from spinecare.delivery.error_pages import Phone
from spinecare.editorial.models import Contact, EmergencyCard, Source
from spinecare.facts.models import Fact
from spinecare.glossary.models import Term
from spinecare.knowledge.models import GuidePage
from spinecare.knowledge.models.index import Option
from spinecare.signoff.models import Change
from treatments.models.tumor_type import Frequency, TumorTypePage
from trials.finder.filters import Filters
from trials.finder.form import NAMES as FILTER_NAMES
from trials.finder.form import Advice, Chip, Choices
from trials.finder.form import Option as Choice
from trials.finder.results import Result

from .specimens import Shelf, Specimen
from .trial_samples import trial_shelves

GALLERY = "/gallery/"
TEXT = RichText(
    "<p>Sample words in a paragraph. A second sentence has <b>bold words</b> and "
    '<a href="/gallery/">a link</a>.</p><ul><li>The first point.</li><li>The second point, with a few more words so '
    "that it takes two lines on a phone.</li></ul>"
)
SHORT_TEXT = RichText("<p>One sample sentence. It happens to 14 in 100 (14%).</p>")
LONG_WORDS = (
    "A sample title that is far longer than anybody should write, with an electroencephalographically long word"
)
CALENDAR_DAY = datetime.date(2026, 11, 22)


def sample_page(title: str = "Sample page") -> Page:
    """A page to link to. It has a key, so that nobody asks the database for its type, and leads back to the gallery."""
    page = Page(id=1, title=title)
    page.get_url = lambda request=None, current_site=None: GALLERY
    return page


def streamed(*values: Any) -> list[Sample]:
    """The values as a template finds them in a stream."""
    return [Sample(value=value) for value in values]


# --- What every page of the site has ------------------------------------------------------------------------------

CARD = EmergencyCard(
    heading="Sample emergency card",
    lead="Anyone with a sample sign must act now.",
    signs=json.dumps(
        [{"type": "sign", "value": f"The {number} sample sign"} for number in ("first", "second", "third")]
    ),
    number="911",
    what_to_do="Call 911 now. Do not drive yourself. Then call the team line at 555-010-0000.",
    say="I have a sample tumor and a new sample sign.",
    waiting="Lie still. Have somebody find the list of what you take.",
    why="Samples get worse by the hour.",
)
TEAM_LINE = Contact(
    role=Contact.Role.TEAM_LINE,
    name="Sample team line",
    phone="555-010-0000",
    hours="Day and night",
    who_answers="A sample nurse answers.",
)
DESK = Contact(
    role=Contact.Role.FRONT_DESK,
    name="Sample desk for appointments and questions about letters",
    phone="+1 (555) 010-0001",
    hours="Monday to Friday, 8 am to 5 pm",
    who_answers="Somebody from the desk answers. In the evening leave a message.",
)
SAFETY = Sample(card=CARD, team_line=TEAM_LINE, contacts=[TEAM_LINE, DESK])
SITE = Sample(
    center=Sample(
        name="SpineCare",
        tagline="Sample tagline of a center",
        notice="Sample notice. It stands on every page.",
        logo_id=None,
        street_address="1 Sample Street\nSampletown",
        footer_text="<p>Sample words at the foot of every page.</p>",
        header_menu=streamed(*map(sample_page, ("Symptoms", "Treatments", "Support", "Contact"))),
        footer_menu=streamed(*map(sample_page, ("About", "Privacy"))),
    )
)
METADATA = Sample(
    title="Gallery",
    description="Every component of the site in every state.",
    kind="article",
    url="",
    site_name="SpineCare",
    locale="en_US",
    image=ShareImage(),
    published=CALENDAR_DAY.isoformat(),
    modified=CALENDAR_DAY.isoformat(),
    linked_data=as_json([node("WebPage", name="Gallery")]),
)


# --- Shelves ------------------------------------------------------------------------------------------------------


def shelves() -> tuple[Shelf, ...]:
    """Everything, made anew each time: some states depend on the day."""
    return (
        Shelf("Emergency card", _emergency_cards()),
        Shelf("In short", _in_short()),
        Shelf("Boxes", _boxes()),
        Shelf("Steps", _steps()),
        Shelf("Lists of named things", _items()),
        Shelf("Treatment options", _options()),
        Shelf("Linked pages", _linked_pages()),
        Shelf("Page cards", _page_cards()),
        Shelf("Tasks", (Specimen("Three tasks", "components/tasks.html", {"tasks": _tasks()}),)),
        Shelf("Questions", (Specimen("Three questions", "components/parts/questions.html", {"value": _questions()}),)),
        Shelf("Contacts", _contacts()),
        Shelf("Review", _reviews()),
        Shelf("Pages sent on a day", _sent_pages()),
        Shelf("Sources", _sources()),
        Shelf("Terms", _terms()),
        Shelf("Finding one's way", _ways()),
        Shelf("Forms", _forms()),
        Shelf("Trial finder", _finder()),
        Shelf("Running text and tables", _texts()),
        Shelf("Pictures", _pictures()),
        Shelf("Diagrams", _diagrams()),
        Shelf("Recording", _recordings()),
        Shelf("Error card", _error_cards()),
        Shelf("Line on a kept copy", _kept_copies()),
        Shelf("Last line of a printed page", _leaflet_lines()),
        *trial_shelves(),
    )


def _emergency_cards() -> tuple[Specimen, ...]:
    template = "components/emergency_card.html"
    return (
        Specimen("Full", template, {"card": CARD, "team_line": TEAM_LINE}),
        Specimen("Brief, as on the home page", template, {"card": CARD, "team_line": TEAM_LINE, "brief": True}),
        Specimen("Without a team line", template, {"card": CARD, "team_line": None}),
    )


def _in_short() -> tuple[Specimen, ...]:
    points = "<ul><li>The first sample point.</li><li>The second, with <b>bold words</b>.</li><li>The third.</li></ul>"
    context = {"anchor": "in-short", "heading": "In short", "template": "components/parts/summary.html"}
    return (
        Specimen("A list", "components/in_short.html", context | {"value": points}),
        Specimen("A paragraph", "components/in_short.html", context | {"value": "<p>Sample words, in short.</p>"}),
    )


def _boxes() -> tuple[Specimen, ...]:
    states = {"do": "Do", "avoid": "Do not", "warning": "Warning", "note": "Good to know"}
    return tuple(
        Specimen(state, "components/box.html", {"kind": kind, "title": f"Sample title: {state}", "text": TEXT})
        for kind, state in states.items()
    )


def _steps() -> tuple[Specimen, ...]:
    timed = [Sample(when=f"Week {number}", title=f"Sample step {number}", text=TEXT) for number in (1, 2)]
    timeless = [Sample(when="", title=f"Sample step {number}", text=SHORT_TEXT) for number in (1, 2)]
    single = [Sample(when="A day", title="The only step", text=SHORT_TEXT)]
    template = "components/parts/steps.html"
    return (
        Specimen("Each with its time", template, {"value": streamed(timed)}),
        Specimen("Without times", template, {"value": streamed(timeless)}),
        Specimen("One step", template, {"value": streamed(single)}),
    )


def _items() -> tuple[Specimen, ...]:
    items = streamed([Sample(title=f"The {number} sample thing", text=SHORT_TEXT) for number in ("first", "second")])
    states = {"benefits": "Benefits", "harms": "Harms", "serious_harms": "Serious harms", "items": "Plain"}
    return tuple(
        Specimen(state, f"components/parts/{template}.html", {"value": items}) for template, state in states.items()
    )


def _options() -> tuple[Specimen, ...]:
    options = [
        Sample(
            page=sample_page(f"Sample treatment, {frequency.label.lower()}"),
            frequency=frequency.value,
            frequency_label=frequency.label,
            note="When it is used, in a sample sentence.",
            benefit="What it may give.",
            harm="What it may take, in a sentence that is a little longer than the other one.",
        )
        for frequency in Frequency
    ]
    gone = Sample(page=None)
    template = "components/parts/usual_treatments.html"
    return (Specimen("Usual, sometimes, rarely; a page that is gone is left out", template, _value(*options, gone)),)


def _linked_pages() -> tuple[Specimen, ...]:
    links = [
        Sample(page=sample_page("First sample page"), note="Why to read it."),
        Sample(page=sample_page("Page without a note"), note=""),
        Sample(page=sample_page(LONG_WORDS), note="Why to read it, in a note."),
    ]
    return (Specimen("With and without a note", "components/parts/combined.html", _value(*links)),)


def _page_cards() -> tuple[Specimen, ...]:
    card = {"url": GALLERY, "title": "Sample page", "label": "Sample label", "text": "What stands on the page."}
    template = "components/page_card.html"
    return (
        Specimen("With a label", template, card, listed="cards"),
        Specimen("Without a label", template, card | {"label": ""}, listed="cards"),
        Specimen("A title alone", template, card | {"label": "", "text": ""}, listed="cards"),
        Specimen("Too many words", template, card | {"title": LONG_WORDS, "text": f"{LONG_WORDS}."}, listed="cards"),
    )


def _tasks() -> list[Sample]:
    page = sample_page()
    return streamed(
        Sample(page=page, title="I have a sample", text="What it is, and what to do first."),
        Sample(page=page, title="I am choosing between two samples", text="Each with what it gives and takes."),
        Sample(page=page, title="Somebody I love has one", text="For carers."),
    )


def _questions() -> list[Sample]:
    return streamed(
        [
            "What is the first sample question?",
            "What is the second one, which is longer, and which somebody may read aloud from a phone?",
            "Whom can I call?",
        ]
    )


def _contacts() -> tuple[Specimen, ...]:
    card = "components/contact_card.html"
    return (
        Specimen("Card with a contact and the team line", card, {"contact": DESK, "team_line": TEAM_LINE}),
        Specimen("Card with the team line alone", card, {"contact": TEAM_LINE, "team_line": TEAM_LINE}),
        Specimen("Card with a contact alone", card, {"contact": DESK, "team_line": None}),
        Specimen("Everybody", "components/contact_list.html", {"contacts": [TEAM_LINE, DESK, DESK]}),
    )


def _reviews() -> tuple[Specimen, ...]:
    today = timezone.localdate()
    written = {"evidence_date": CALENDAR_DAY, "last_published_at": timezone.now(), "sources": _cited()}
    signed = written | {"reviewed_on": today - datetime.timedelta(30), "reviewed_by": "a sample doctor (neurosurgery)"}
    states = {
        "Nobody has signed": written,
        "Nobody has signed, no dates": {},
        "Signed": signed | {"review_due": today + datetime.timedelta(335)},
        "Signed, without a next date": signed,
        "Overdue": signed | {"review_due": today - datetime.timedelta(1)},
    }
    return tuple(
        Specimen(state, "components/review.html", {"page": GuidePage(id=1, title="Sample page", **fields)})
        for state, fields in states.items()
    )


def _sent_pages() -> tuple[Specimen, ...]:
    told = (Change(on=CALENDAR_DAY, note="A sample change of advice"), Change(on=CALENDAR_DAY, note="Another one"))
    strips = {
        "Changed": Changes(CALENDAR_DAY, Since.CHANGED, told, has_old=True),
        "Changed, old words not kept": Changes(CALENDAR_DAY, Since.CHANGED, told, has_old=False),
        "Small changes": Changes(CALENDAR_DAY, Since.SMALL, (), has_old=True),
        "The same": Changes(CALENDAR_DAY, Since.SAME, (), has_old=True),
        "Not known": Changes(CALENDAR_DAY, Since.UNKNOWN, (), has_old=False),
    }
    template = "components/changes_since.html"
    return (
        *(Specimen(state, template, {"changes": each, "old_words": GALLERY}) for state, each in strips.items()),
        Specimen("Old words", "components/old_words.html", {"day": CALENDAR_DAY, "today": GALLERY}),
    )


def _cited() -> list[tuple[str, dict[str, Any]]]:
    study = Source(
        key="with-address",
        title="A sample trial in a sample journal",
        publisher="Journal of Samples",
        year=2024,
        identifier="PMID 1",
        kind=Source.Kind.TRIAL,
    )
    book = Source(key="without-address", title="A sample book on paper", year=2011, kind=Source.Kind.REVIEW)
    return [
        ("source", {"source": study, "supports": "What rests on this sample source."}),
        ("source", {"source": book, "supports": "What rests on this one, which cannot be opened."}),
    ]


def _old_fact() -> Fact:
    fact = Fact(key="sample", sentence="In a sample, it happened to {value}.", value="1 in 100 (1%)")
    fact.review_due = datetime.date(2026, 1, 31)
    return fact


def _terms() -> tuple[Specimen, ...]:
    term = Term(term="sample disc", slug="sample-disc", other_forms="discs", say="disk", definition="A sample.")
    names = ("term", "say", "definition")
    opening = {"words": "disc", "anchor": "term-sample-disc"} | {name: getattr(term, name) for name in names}
    return (
        Specimen("In a sentence", "components/term.html", opening),
        Specimen("Without how to say it", "components/term.html", opening | {"say": ""}),
        Specimen("Words on this page", "components/words_on_page.html", {"terms": [term]}),
        Specimen("A fact in a sentence", "components/fact.html", {"key": "sample", "words": "1 in 100 (1%)"}),
        Specimen("Facts to be checked again", "components/overdue_facts.html", {"facts": [_old_fact()]}),
        Specimen("From A to Z", "components/term_list.html", {"terms": [term], "anchored": True, "with_forms": True}),
    )


def _sources() -> tuple[Specimen, ...]:
    page = GuidePage(id=1, sources=_cited())
    return (Specimen("With and without an address", "components/sources.html", {"sources": page.sources}),)


def _ways() -> tuple[Specimen, ...]:
    breadcrumb = {"pages": [sample_page("Home"), sample_page("Treatments")], "title": "Sample page"}
    anchors = {"boxes": "What to do", "steps": "What happens", "questions": "Questions to ask"}
    sections = [Sample(anchor=anchor, heading=heading) for anchor, heading in anchors.items()]
    on_this_page = "components/on_this_page.html"
    grouped = [Sample(**vars(section), group=group) for section, group in zip(sections, "AAB", strict=True)]
    pages = Paginator(range(40), 10)
    pager = "components/pager.html"
    return (
        Specimen("Path from the home page", "components/breadcrumb.html", breadcrumb),
        Specimen("Path with a long name", "components/breadcrumb.html", breadcrumb | {"title": LONG_WORDS}),
        Specimen("On this page, with sources", on_this_page, {"sections": sections, "has_sources": True}),
        Specimen("On this page, in groups", on_this_page, {"sections": grouped, "has_sources": True}),
        Specimen("First page of a list", pager, {"results": pages.page(1), "query": ""}),
        Specimen("A page in the middle", pager, {"results": pages.page(2), "query": "kind=video&"}),
        Specimen("Last page of a list", pager, {"results": pages.page(4), "query": ""}),
    )


def _forms() -> tuple[Specimen, ...]:
    kinds = [Option("article", "Article", False), Option("video", "Video", True)]
    topics = [Option("sample", "A sample topic", False)]
    search = {"id": "sample-search", "label": "Sample label of a search"}
    filters = {"action": GALLERY, "topics": topics}
    return (
        Specimen("Search, empty", "components/search_form.html", search),
        Specimen("Search, filled in", "components/search_form.html", search | {"value": "“sample” & <words>"}),
        Specimen("Filter, nothing chosen", "components/filter_form.html", filters | {"kinds": kinds[:1]}),
        Specimen("Filter, a kind chosen", "components/filter_form.html", filters | {"kinds": kinds}),
    )


def _finder() -> tuple[Specimen, ...]:
    options = [Choice("sample", "Sample tumor", 12, True), Choice("other", "Another sample tumor", 0, False)]
    choices = {
        name: Choices(name, str(legend), options if name != "country" else [], f"Any {legend}")
        for name, legend in FILTER_NAMES.items()
    }
    form = {"action": GALLERY, "choices": choices, "filters": Filters(place="Houston", age=50)}
    further = form | {"further": True, "sort": "newest"}
    chips = [Chip("Tumor type: Sample tumor", ""), Chip("Place: Houston", "type=sample")]
    orders = [("Open first", "", True), ("Newest", "sort=newest", False)]
    advice = [Advice("12 trials at any place", ""), Advice("1 trial for any age", "place=houston")]
    nothing, source = "components/nothing_found.html", "components/finder_source.html"
    return (
        Specimen("Nothing open", "components/trial_filters.html", form),
        Specimen("With the further choices", "components/trial_filters.html", further),
        Specimen("What was chosen", "components/filter_chips.html", {"chips": chips, "action": GALLERY}),
        Specimen("Orders", "components/trial_orders.html", {"orders": orders}),
        *(
            Specimen(state, "components/trial_card.html", {"trial": trial}, listed="cards cards--long")
            for state, trial in _trials_found().items()
        ),
        Specimen("Nothing found, with advice", nothing, {"advice": advice, "action": GALLERY}),
        Specimen("Nothing found at all", nothing, {"advice": [], "action": GALLERY}),
        Specimen("Source", source, {"day": CALENDAR_DAY, "feed": GALLERY}),
        Specimen("Source of samples alone", source, {"only_samples": True, "feed": GALLERY}),
        Specimen("Near me, shown by a script", "components/near_me.html", {"address": GALLERY}),
    )


def _trials_found() -> dict[str, Result]:
    trial = Result(
        page=1,
        title="A sample of a trial",
        url=GALLERY,
        number="NCT99990001",
        is_sample=False,
        tone="open",
        status="Open: looking for people",
        summary="One sample sentence about it.",
        phase="Phase 1 and 2",
        who="18 years and older, all sexes",
        where="12 sites in 3 countries: Houston, Texas; Dallas, Texas; Paris and 9 more towns",
        types="Sample tumor, Another sample tumor",
        checked="October 2026",
        is_old=False,
    )
    bare = {"tone": "unsure", "status": "Status not stated", "summary": "", "types": "", "checked": ""}
    return {
        "A trial found": trial,
        "A sample, checked long ago": replace(trial, is_sample=True, is_old=True),
        "Little known": replace(trial, title=LONG_WORDS, where="The registry lists no site", **bare),
    }


def _texts() -> tuple[Specimen, ...]:
    prose = f"<p>{'Sample words in a paragraph. ' * 8}</p><h3>A heading in running text</h3>{TEXT.source}"
    table = {
        "type": "table",
        "value": {
            "caption": "A sample table",
            "columns": [
                {"type": "text", "heading": heading} for heading in ("", "How often", "How long", "What to know")
            ],
            "rows": [
                {"values": [f"{name} row", "14 in 100 (14%)", "Two weeks", "A few sample words about it."]}
                for name in ("First", "Second", "Third")
            ],
        },
    }
    content = [{"type": "prose", "value": TEXT.source}, table, {"type": "note", "value": _box_value()}]
    sections = [Section(f"section-{number}", f"Sample section {number}", "prose", TEXT.source) for number in (1, 2)]
    return (
        Specimen("Running text", "components/parts/prose.html", {"value": prose}),
        Specimen("Table", "components/parts/content.html", {"value": ContentBlock().to_python([table])}),
        Specimen("A mix", "components/parts/content.html", {"value": ContentBlock().to_python(content)}),
        Specimen("Sections of a page", "components/sections.html", {"sections": sections}),
        *_places(),
    )


def _places() -> tuple[Specimen, ...]:
    words = "<p>Sample words about it.</p>"
    template = "components/parts/where_it_grows.html"
    return tuple(
        Specimen(f"Where it grows: {place.label}", template, {"value": words, "page": _growing(place)})
        for place in TumorTypePage.Location
    )


def _growing(place: TumorTypePage.Location) -> TumorTypePage:
    return TumorTypePage(id=1, title="Sample tumor", location=place)


def _box_value() -> dict[str, str]:
    return {"title": "A sample box in the text", "text": "<p>Sample words.</p>"}


@dataclass(frozen=True)
class SamplePicture:
    """A picture of the library as the picture component asks about it, with no other sizes made."""

    path: str
    width: int
    height: int
    contextual_alt_text: str
    decorative: bool = False

    @property
    def file(self) -> Sample:
        return Sample(name=self.path, url=static(self.path))

    def find_existing_renditions(self, *filters: Any) -> dict[Any, Any]:
        return {}


def _pictures() -> tuple[Specimen, ...]:
    picture = SamplePicture("img/share.png", 1200, 630, "The mark of the site, as a sample.")
    caption = "Sample caption: one sentence that says what to see in it."
    return (
        Specimen("With a caption", "blocks/picture.html", {"value": Sample(image=picture, caption=caption)}),
        Specimen("Alone", "components/picture.html", {"image": picture, "sizes": "20rem"}),
    )


def _diagrams() -> tuple[Specimen, ...]:
    block = DiagramBlock()
    return tuple(
        Specimen(str(title), "blocks/diagram.html", {"value": block.to_python({"diagram": name, "caption": ""})})
        for name, title in choices()
    )


def _recordings() -> tuple[Specimen, ...]:
    # The files are not there, and nothing asks for them before somebody plays.
    recording = Sample(
        title="A sample video",
        length="1:15",
        width=1280,
        height=720,
        thumbnail=Sample(url=static(ShareImage().path)),
        file=Sample(url=GALLERY),
        second_file=Sample(url=GALLERY),
        captions=Sample(url=GALLERY),
        transcript=f"<p>{'Sample words of a transcript. ' * 6}</p>",
    )
    unknown = Sample(**vars(recording) | {"length": "", "thumbnail": None, "second_file": None})
    template = "components/recording.html"
    return (
        Specimen("With a first picture and its length", template, {"recording": recording}),
        Specimen("Without", template, {"recording": unknown}),
    )


def _error_cards() -> tuple[Specimen, ...]:
    emergency = Phone("Emergency", "911")
    phones = [Phone("Sample team line", "555-010-0000"), Phone("Sample desk", "555-010-0001")]
    words = {"emergency_text": "Sample words on what to do now.", "phones": phones}
    return (
        Specimen("With words and phones", "errors/emergency.html", {"emergency": emergency} | words),
        Specimen("When nothing is known", "errors/emergency.html", {"emergency": emergency}),
    )


def _kept_copies() -> tuple[Specimen, ...]:
    return (Specimen("While the database is away", "components/kept_copy.html", {"made": timezone.now()}),)


def _leaflet_lines() -> tuple[Specimen, ...]:
    line = {"url": "https://spine.example.org/sample/", "changed": CALENDAR_DAY}
    return (Specimen("It shows on paper only", "components/leaflet_line.html", line),)


def _value(*values: Any) -> dict[str, Any]:
    return {"value": streamed(*values)}
