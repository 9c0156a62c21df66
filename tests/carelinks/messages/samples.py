"""Messages as staff send them, and messages nobody would think of."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from spinecare.carelinks.codes import ALPHABET, with_check
from spinecare.carelinks.messages.message import LinkedPage, Message

# A busy machine may pause in the middle of an example.
unhurried = settings(deadline=None, max_examples=40)

CODE = with_check("K7M4")
ADDRESS = f"https://spine.example.org/go/{CODE}"
LONG_ADDRESS = f"https://patients.spine-center.university-hospital.example.org/go/{with_check('K7M4QX')}/2026-11-23"
NAMED_ADDRESS = "https://patients.spine-center.university-hospital.example.org/go/preparing-for-your-surgery"

SURGERY = LinkedPage("Surgery", "What happens before, during and after an operation on the spine.")
STEROIDS = LinkedPage("Steroids", "Medicine against swelling, and how to take it.", "Do not stop suddenly")
AT_HOME = LinkedPage("Help at home after surgery", "Small jobs, pain, the wound, and whom to call.")

ONE_PAGE = Message(
    ADDRESS, "SpineCare", (SURGERY,), phone_label="Team line, 24 hours", phone="555-010-0000", emergency_number="911"
)
READING_LIST = replace(ONE_PAGE, pages=(SURGERY, STEROIDS, AT_HOME), note="Please read these before your visit.")
DISCREET = replace(READING_LIST, discreet=True)

# What somebody may have pasted, or what may do harm to the words around it.
SNARES = (
    "</p><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &nbsp;",
    "\u202ebackwards\u202c",
    "\u2066isolated\u2069",
    "zero\u200bwidth\u00adsoft",
    "nul\x00bell\x07escape\x1b",
    "line\u2028paragraph\u2029end\x85",
    "“curly” ‘quotes’ – dashes — and…",
    "e\u0301te\u0301",
    "Нейрохирургия",
    "جراحة العمود الفقري",
    "脊椎腫瘍の手術",
    "10² and 1½",
    "{curly} [square] ~ ^ | \\ €",
    "-- ",
    "From me",
    "=3D= =20",
    "😀👩🏽‍⚕️",
    "x" * 200,
)
words = st.one_of(
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from(SNARES), st.text(max_size=30)), max_size=4).map(" ".join),
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=200),
)
hosts = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?){1,3}\Z")
codes = st.text(ALPHABET, min_size=4, max_size=6).map(with_check)
names = st.from_regex(r"\A[a-z]{3,12}(-[a-z0-9]{1,12}){0,2}\Z")
days = st.sampled_from(["", "/2026-11-23"])
addresses = st.builds("https://{}/go/{}{}".format, hosts, st.one_of(codes, names), days)
pages = st.builds(LinkedPage, title=words, summary=words, section=words)
messages = st.builds(
    Message,
    address=addresses,
    center=words,
    pages=st.lists(pages, min_size=1, max_size=8).map(tuple),
    note=words,
    phone_label=words,
    phone=st.sampled_from(["", "555-010-0000", "+1 (555) 010-0000"]),
    emergency_number=st.sampled_from(["", "911", "112"]),
    discreet=st.booleans(),
)


def without_spaces(text: str) -> str:
    return "".join(text.split())
