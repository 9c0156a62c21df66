"""Words of places, folded so that a place somebody types finds the place the registry writes."""

from __future__ import annotations

from . import countries
from .folding import folded
from .record import Site

US_STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
# What people call a country beside its names.
COUNTRY_WORDS = {"US": "us usa united states of america", "GB": "uk great britain", "AE": "uae"}
# Written either way in the names of towns.
SAINT = frozenset({"saint", "st"})


def place_words(site: Site) -> str:
    """The folded words by which somebody may look for a site: as written, and as people write it otherwise."""
    words = [folded(part) for part in (site.city, site.state, site.zip, site.country)]
    if site.country_code:
        words += [folded(countries.name_of(site.country_code, "en")), COUNTRY_WORDS.get(site.country_code, "")]
    if site.country_code == "US":
        words.append(_other_state_name(site.state))
    spoken = " ".join(words).split()
    if not SAINT.isdisjoint(spoken):
        spoken += sorted(SAINT)
    return " ".join(dict.fromkeys(spoken))


def _other_state_name(state: str) -> str:
    """ "texas" for "TX" and "tx" for "Texas"; "" for what is no state of the US."""
    return _STATE_NAMES.get(folded(state), "")


_STATE_NAMES = {folded(code): folded(name) for code, name in US_STATES.items()} | {
    folded(name): folded(code) for code, name in US_STATES.items()
}
