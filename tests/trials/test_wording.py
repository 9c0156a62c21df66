"""What the registry says in codes reaches readers in words, and what it may say one day does too."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from trials.registry import ages as registry_ages
from trials.registry import vocabulary
from trials.registry.dates import read_date
from trials.registry.eligibility import split
from trials.registry.record import PartialDate, Person, Record, Site
from trials.wording import about, ages, contacts, dates, joining, notices, phases, places, sites, status

MARCH = datetime.date(2024, 3, 1)


@pytest.mark.parametrize("value", sorted(vocabulary.STATUSES))
def test_every_status_of_the_registry_has_words_a_meaning_and_an_address(value: str) -> None:
    assert "_" not in status.label(value)
    assert status.label(value) != value.title()
    assert status.explain(value).endswith(".")
    assert status.from_slug(status.slug(value)) == value


def test_statuses_do_not_share_words() -> None:
    assert len({status.label(value) for value in vocabulary.STATUSES}) == len(vocabulary.STATUSES)


def test_a_status_of_tomorrow_is_shown_as_written() -> None:
    assert status.label("OPEN_ON_MONDAYS") == "Open On Mondays"
    assert status.tone("OPEN_ON_MONDAYS") == status.UNSURE
    assert not status.can_ask("OPEN_ON_MONDAYS")
    assert status.label("") == "Status not stated"


@pytest.mark.parametrize("slug", ["", "open-on-mondays", "RECRUITING ' --", "\0"])
def test_an_address_that_names_no_status_finds_none(slug: str) -> None:
    assert status.from_slug(slug) is None


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        (("PHASE1",), "", "Phase 1"),
        (["PHASE2", "PHASE1"], "", "Phase 1 and 2"),
        (("PHASE2", "PHASE3"), "INTERVENTIONAL", "Phase 2 and 3"),
        (("EARLY_PHASE1",), "", "Early phase 1"),
        (("NA",), "INTERVENTIONAL", "Phases do not apply"),
        ((), "", "Observational study"),
        ((), "OBSERVATIONAL", "Observational study"),
        ((), "EXPANDED_ACCESS", "Expanded access, not a trial"),
        ((), "INTERVENTIONAL", "Phase not stated"),
        (("PHASE_X", "PHASE1"), "", "Phase 1, Phase X"),
    ],
)
def test_phases_in_words(values: list[str], kind: str, words: str) -> None:
    assert phases.short(values, kind) == words


@pytest.mark.parametrize("values", [[each] for each in sorted(vocabulary.PHASES)] + [["PHASE1", "PHASE2"], []])
def test_no_reader_meets_the_code_of_a_phase(values: list[str]) -> None:
    words = f"{phases.short(values)} {phases.explain(values)}"
    assert "NA" not in words.split()
    assert "PHASE" not in words


def test_two_phases_are_told_as_two_steps() -> None:
    assert phases.explain(["PHASE1", "PHASE2"]).startswith("It combines two steps. First tests in people")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("18 Years", "", "18 years and older"),
        ("18 Years", "75 Years", "18 to 75 years"),
        ("6 Months", "17 Years", "6 months to 17 years"),
        ("6 Months", "", "6 months and older"),
        ("1 Year", "", "1 year and older"),
        ("", "17 Years", "up to 17 years"),
        ("", "", "any age"),
        ("N/A", "N/A", "any age"),
        ("4 Weeks", "2 Months", "4 weeks to 2 months"),
        ("18 Years", "18 Years", "18 years only"),
        ("0 Days", "1 Day", "0 to 1 day"),
        ("Adults", "", "Adults and older"),
    ],
)
def test_ages_keep_the_registrys_units(low: str, high: str, words: str) -> None:
    assert ages.range_words(None, None, low, high) == words


@pytest.mark.parametrize("years", [2, 3, 5, 12, 17, 18, 21, 40, 65, 75, 99, 100])
def test_ages_known_in_days_alone_read_the_same(years: int) -> None:
    first, last = registry_ages.days(f"{years} Years"), registry_ages.last_day(f"{years} Years")
    assert ages.range_words(first, None) == f"{years} years and older"
    assert ages.range_words(None, last) == f"up to {years} years"


@pytest.mark.parametrize("months", [1, 3, 6, 11, 18])
def test_months_known_in_days_alone_read_the_same(months: int) -> None:
    assert ages.range_words(registry_ages.days(f"{months} Months"), None).startswith(f"{months} month")


def test_sex_and_healthy_people_in_words() -> None:
    assert [ages.sex_words(sex) for sex in ("ALL", "FEMALE", "MALE", "", "BOTH_KINDS")] == [
        "all sexes", "women and girls only", "men and boys only", "", "Both Kinds",
    ]  # fmt: skip
    assert [ages.healthy_words(accepts) for accepts in (True, False, None)] == ["can take part", "cannot take part", ""]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("2024-03", "", "March 2024"),
        ("2024-03-05", "ACTUAL", "March 5, 2024"),
        ("2027-06", "ESTIMATED", "expected June 2027"),
        ("2024", "", "2024"),
    ],
)
def test_dates_are_as_exact_as_the_registry_gives_them(text: str, kind: str, words: str) -> None:
    date = read_date(text, kind)
    assert date is not None
    assert dates.words(date) == words


def test_a_check_is_old_after_twelve_months() -> None:
    assert not dates.is_old(MARCH, datetime.date(2025, 3, 31))
    assert dates.is_old(MARCH, datetime.date(2025, 4, 1))
    assert dates.since(MARCH) == "since March 2024"


def test_countries_are_named_in_the_readers_language() -> None:
    assert places.country("KR", "Korea, Republic of") == "South Korea"
    assert places.country("", "Atlantis") == "Atlantis"
    with translation.override("es"):
        assert places.country("US") == "Estados Unidos"


def site(city: str, status_: str = "RECRUITING", country: str = "US", **values) -> Site:
    return Site(city=city, status=status_, country_code=country, **values)


def recruiting(*all_sites: Site) -> Record:
    return Record("NCT00000001", "RECRUITING", sites=all_sites)


def test_sites_are_counted_as_a_reader_would_count_them() -> None:
    record = recruiting(site("Houston"), site("Dallas"), site("Toronto", country="CA"), site("Oslo", "COMPLETED", "NO"))
    assert sites.summary(record, is_open=True) == "3 sites looking for people, in 2 countries"
    assert sites.summary(recruiting(site("Houston")), is_open=True) == "1 site looking for people"
    assert sites.summary(recruiting(site("Houston", "COMPLETED")), is_open=True) == "No site is looking for people now."
    assert sites.summary(recruiting(), is_open=True) == "The registry lists no site."
    finished = Record("NCT00000001", "COMPLETED", sites=(site("Houston", ""), site("Toronto", "", "CA")))
    assert sites.summary(finished, is_open=False) == "2 sites in 2 countries"


def test_only_sites_that_look_for_people_are_offered() -> None:
    shown = sites.where(recruiting(site("Houston"), site("Dallas", "COMPLETED"), site("Austin", "")), is_open=True)
    assert shown.towns == ("Austin", "Houston")
    assert [town.name for country in shown.others for town in country.towns] == ["Dallas"]
    assert shown.others_words == "1 site that is not looking for people now"


def test_sites_that_nothing_tells_apart_are_counted_together() -> None:
    hidden = site("Houston", facility="Research Site", state="Texas")
    shown = sites.where(recruiting(hidden, hidden, hidden), is_open=True)
    (place,) = shown.offered[0].towns[0].places
    assert (shown.offered[0].towns[0].name, place.name, place.number) == ("Houston, Texas", "", 3)


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("+1 (713) 555-0100", "tel:+17135550100"),
        ("713.555.0100", "tel:7135550100"),
        ("713–555–0100", "tel:7135550100"),
        ("713-555-0100 or 0101", ""),
        ("call us", ""),
        ('"><script>', ""),
        ("", ""),
        ("12345678901234567890", ""),
    ],
)
def test_only_one_plain_number_can_be_tapped(phone: str, address: str) -> None:
    assert contacts.dial(phone) == address


@pytest.mark.parametrize(
    ("email", "address"),
    [
        ("office@example.org", "mailto:office@example.org"),
        ("a+b@example.org", "mailto:a+b@example.org"),
        ("a@example.org?cc=b@example.org", ""),
        ("a@example.org?subject=x&body=y", "mailto:a@example.org%3Fsubject%3Dx%26body%3Dy"),
        ("not an address", ""),
        ("a@b", ""),
    ],
)
def test_only_a_mail_address_can_be_tapped(email: str, address: str) -> None:
    assert contacts.mail(email) == address


def test_a_made_up_person_cannot_be_rung() -> None:
    shown = contacts.contact(Person(phone="713-555-0100", email="a@example.org"), is_sample=True)
    assert (shown.dial, shown.mail, shown.phone, shown.name) == ("", "", "713-555-0100", "Study team")


def test_who_has_neither_number_nor_address_is_no_contact() -> None:
    assert contacts.reachable([Person(name="Nobody"), Person(phone="1"), Person(phone="1")]) == (
        contacts.contact(Person(phone="1")),
    )


TWO_LISTS = "Inclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* Earlier radiation"


def test_our_headings_stand_over_two_sure_lists() -> None:
    shown = joining.joining(Record("NCT00000001", "RECRUITING"), split(TWO_LISTS))
    assert [side.heading for side in shown.groups[0].sides] == ["You may be able to join if", "You cannot join if"]
    assert "Adults" in str(shown.groups[0].sides[0].body)
    assert "Earlier radiation" in str(shown.groups[0].sides[1].body)
    assert not shown.whole


def test_a_text_with_one_side_only_is_shown_whole_without_a_guess() -> None:
    shown = joining.joining(Record("NCT00000001", "RECRUITING"), split("Inclusion Criteria:\n\n* Adults"))
    assert shown.groups == ()
    assert "Adults" in str(shown.whole)
    assert shown.original == ""


def test_nothing_is_said_of_a_study_that_looks_for_people() -> None:
    assert notices.of_status(Record("NCT00000001", "RECRUITING"), "https://registry.example.org/") is None


def test_unknown_tells_what_was_last_reported() -> None:
    record = Record("NCT00000001", "UNKNOWN", last_known_status="RECRUITING")
    notice = notices.of_status(record, "")
    assert notice is not None
    assert "Last reported: “Open: looking for people”." in notice.text


def test_results_are_linked_once_there_are_some() -> None:
    done = notices.of_status(Record("NCT00000001", "COMPLETED", has_results=True), "https://registry.example.org/1")
    none = notices.of_status(Record("NCT00000001", "COMPLETED"), "https://registry.example.org/1")
    assert (done.url, none.url) == ("https://registry.example.org/1?tab=results", "")


def test_numbers_of_people_are_told_only_where_known() -> None:
    def words(**values) -> str:
        return dict(about.about(Record("NCT00000001", "RECRUITING", **values)).rows).get("People taking part", "")

    assert words(enrollment=90, enrollment_kind="ESTIMATED") == "90 people planned"
    assert words(enrollment=1, enrollment_kind="ACTUAL") == "1 person"
    assert words(enrollment=0) == "0 people"
    assert words() == ""


def test_a_partial_date_is_never_made_up_to_a_day() -> None:
    assert dates.plain(PartialDate("2024-03", MARCH, "month")) == "March 2024"
