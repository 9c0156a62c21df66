"""Countries: from the names the registry has used over the years to codes, and from codes to names people read."""

from __future__ import annotations

import functools

from babel import Locale, UnknownLocaleError

from .folding import folded

# Two letters in Unicode's list that stand for no country: groups of countries, and places for testing.
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})

# Names that Unicode's list does not have: those before and after the registry's change of August 2025, and of ISO 3166.
ALIASES = {
    "Bolivia, Plurinational State of": "BO",
    "Brunei Darussalam": "BN",
    "Burma": "MM",
    "Cabo Verde": "CV",
    "Congo": "CG",
    "Congo, Democratic Republic of the": "CD",
    "Congo, The Democratic Republic of the": "CD",
    "Côte D'Ivoire": "CI",
    "Czech Republic": "CZ",
    "Democratic People's Republic of Korea": "KP",
    "Democratic Republic of the Congo": "CD",
    "East Timor": "TL",
    "England": "GB",
    "Falkland Islands (Malvinas)": "FK",
    # Serbia is the state that went on when Montenegro left. The name was in use until 2006.
    "Former Serbia and Montenegro": "RS",
    "Gambia, The": "GM",
    "Heard Island and McDonald Islands": "HM",
    "Holy See (Vatican City State)": "VA",
    "Hong Kong": "HK",
    "Iran, Islamic Republic of": "IR",
    "Ivory Coast": "CI",
    "Korea, Democratic People's Republic of": "KP",
    "Korea, Republic of": "KR",
    "Lao People's Democratic Republic": "LA",
    "Libyan Arab Jamahiriya": "LY",
    "Macao": "MO",
    "Macau": "MO",
    "Macedonia": "MK",
    "Macedonia, The Former Yugoslav Republic of": "MK",
    "Micronesia, Federated States of": "FM",
    "Federated States of Micronesia": "FM",
    "Moldova, Republic of": "MD",
    "Myanmar": "MM",
    "Northern Ireland": "GB",
    "Palestine": "PS",
    "Palestine, State of": "PS",
    "Palestinian Territories, Occupied": "PS",
    "Palestinian Territory": "PS",
    "Palestinian Territory, occupied": "PS",
    "Pitcairn": "PN",
    "Republic of Korea": "KR",
    "Republic of Moldova": "MD",
    "Republic of the Congo": "CG",
    "Russian Federation": "RU",
    "Saint Helena, Ascension and Tristan da Cunha": "SH",
    "Saint Martin (French part)": "MF",
    "Scotland": "GB",
    "Serbia and Montenegro": "RS",
    "Sint Maarten (Dutch part)": "SX",
    "South Georgia and the South Sandwich Islands": "GS",
    "Svalbard": "SJ",
    "Swaziland": "SZ",
    "Syrian Arab Republic": "SY",
    "Taiwan, Province of China": "TW",
    "Tanzania, United Republic of": "TZ",
    "The Bahamas": "BS",
    "The Democratic Republic of the Congo": "CD",
    "The Gambia": "GM",
    "The Netherlands": "NL",
    "Turkey": "TR",
    "Turkey (Türkiye)": "TR",
    "UK": "GB",
    "United Republic of Tanzania": "TZ",
    "United States Minor Outlying Islands": "UM",
    "United States of America": "US",
    "USA": "US",
    "Vatican": "VA",
    "Venezuela, Bolivarian Republic of": "VE",
    "Viet Nam": "VN",
    "Virgin Islands (British)": "VG",
    "Virgin Islands (U.S.)": "VI",
    "Virgin Islands, British": "VG",
    "Virgin Islands, U.S.": "VI",
    "Wales": "GB",
}


def code_of(name: str) -> str:
    """The code of ISO 3166-1 (two letters) for a country's English name, old or new, or for the code itself.

    "XK" is Kosovo, which ISO leaves to its users. "" for a name that is not known.
    """
    return _codes().get(folded(name), "")


def name_of(code: str, language: str) -> str:
    """What readers of `language` call the country. English where that is not known; the code where nothing is."""
    return _names(language).get(code) or _names("en").get(code, code)


@functools.cache
def _names(language: str) -> dict[str, str]:
    """The name of each country by its code."""
    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (ValueError, UnknownLocaleError):
        return {}
    return {code: name for code, name in territories.items() if _is_country(code)}


@functools.cache
def _codes() -> dict[str, str]:
    """The code by each folded name."""
    codes = {code.casefold(): code for code in _names("en")}
    for code, name in _names("en").items():
        codes[folded(name)] = codes[folded(name.replace("&", "and"))] = code
        codes[folded(name.replace("&", "and").replace("St.", "Saint"))] = code
    return codes | {folded(name): code for name, code in ALIASES.items()}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
