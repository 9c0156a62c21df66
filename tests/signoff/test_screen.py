"""A reviewer without any knowledge of the CMS reads, compares, and signs or sends back, on one screen."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from spinecare.editorial.models import Contact
from spinecare.signoff.models import SignOff
from tests.pages.site_parts import page_at

from .people import AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, LINK_STEWARD, person, signed_in
from .rounds import NEW_AIM, fresh, screen, send, send_back, sign, write

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").main.get_text(" ").split())


def test_the_screen_says_what_it_is_who_wrote_it_and_what_changed(surgery, author, reading) -> None:
    state = send(write(surgery, author, aim=NEW_AIM, change_note="A new aim"), author)
    response = reading.get(screen(state))
    words = text_of(response)
    for expected in (surgery.title, "Ann Author", "A new aim", "1 part differs", "never"):
        assert expected in words
    page = BeautifulSoup(response.content.decode(), "html.parser")
    changed = page.select_one(".signoff-changes")
    assert [term.get_text() for term in changed.select("dt")] == ["What it is for, in one line"]
    assert "different" in changed.select_one(".addition").parent.get_text()
    assert [button.get_text() for button in page.select("main .signoff button")] == ["Sign", "Send back"]


def test_the_frame_shows_the_draft_as_readers_will_see_it(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    page = BeautifulSoup(reading.get(screen(state)).content.decode(), "html.parser")
    shown = reading.get(page.select_one("iframe")["src"])
    assert NEW_AIM in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert NEW_AIM not in Client().get(surgery.url).content.decode()


def test_signing_publishes_and_offers_what_waits_next(surgery, author, reading, reviewer) -> None:
    state = send(write(surgery, author), author)
    other = send(write(page_at("/treatments/radiation-therapy/"), author, aim="Another aim."), author)
    response = sign(reading, state, comment="Well done.")
    assert response.redirect_chain == [(screen(state), 302)]
    words = text_of(response)
    assert "Signed. Readers see it." in words
    assert "consultant spine surgeon" in words
    assert f"Next: read and sign “{other.revision.object_str}”" in words
    page = fresh(surgery)
    assert (page.aim, page.reviewed_on, page.reviewed_by) == (
        NEW_AIM,
        timezone.localdate(),
        "consultant spine surgeon",
    )
    decision = SignOff.about(page).get()
    assert (decision.by, decision.revision_id, len(decision.checked)) == (reviewer, state.revision_id, 4)


def test_an_unticked_point_signs_nothing(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    response = sign(reading, state, harms_balanced="")
    assert "Nothing was decided yet" in response.content.decode()
    assert not SignOff.objects.exists()
    assert fresh(surgery).aim != NEW_AIM


def test_sending_back_needs_a_remark_and_the_next_round_shows_it(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    send_back(reading, state, remarks="")
    assert not SignOff.objects.exists()
    assert "Sent back to its author" in text_of(send_back(reading, state, "Say how often."))
    page = write(fresh(surgery), author, aim="Once in ten.")
    page.current_workflow_state.resume(user=author)
    again = fresh(surgery).current_workflow_task_state
    assert again.pk != state.pk
    assert "Say how often." in text_of(reading.get(screen(again)))
    sign(reading, again)
    assert fresh(surgery).aim == "Once in ten."


def test_only_the_changes_can_be_signed(surgery, author, reading) -> None:
    sign(reading, send(write(surgery, author), author), change_only="on")
    page = fresh(surgery)
    assert (page.aim, page.reviewed_on) == (NEW_AIM, None)


def test_a_new_page_is_called_new_and_signed_whole_only(surgery, author, reading) -> None:
    copy = surgery.copy(update_attrs={"title": "New one", "slug": "new-one"}, keep_live=False, user=author)
    copy.save_revision(user=author)
    state = send(copy, author)
    response = reading.get(screen(state))
    assert "All of it is new." in text_of(response)
    assert "only the changes" not in text_of(response)
    sign(reading, state, change_only="on")
    assert fresh(copy).live
    assert fresh(copy).reviewed_on == timezone.localdate()


def test_a_yearly_review_without_changes_sets_the_day(surgery, author, reading) -> None:
    state = send(write(surgery, author, aim=surgery.aim), author)
    assert "No words differ" in text_of(reading.get(screen(state)))
    sign(reading, state)
    assert fresh(surgery).reviewed_on == timezone.localdate()


def test_obstacles_stop_the_signature_but_not_the_way_back(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    seen = []

    def too_sure(target, html: str) -> list[str]:
        seen.append((target.aim, NEW_AIM in html))
        return ["“Always” needs a reason."]

    with hooks.register_temporarily("sign_off_obstacles", too_sure):
        page = reading.get(screen(state))
        assert "“Always” needs a reason." in text_of(page)
        assert b'name="sign"' not in page.content
        sign(reading, state)
        assert not SignOff.objects.exists()
        send_back(reading, state)
    assert seen[0] == (NEW_AIM, True)
    assert SignOff.objects.get().decision == SignOff.Decision.SENT_BACK


def test_who_wrote_part_of_it_is_told_who_can_sign(surgery, author, reviewer) -> None:
    both = person("both", AUTHOR, CLINICAL_REVIEWER)
    state = send(write(write(surgery, author), both, aim="More."), both)
    client = signed_in(both)
    response = client.get(screen(state))
    assert "You wrote part of it" in text_of(response)
    assert "These reviewers can: Rae Reviewer." in text_of(response)
    assert b'name="sign"' not in response.content
    sign(client, state)
    assert not SignOff.objects.exists()
    assert fresh(surgery).aim != "More."


@pytest.mark.parametrize("role", [AUTHOR, CONTENT_EDITOR], ids=lambda role: role.name)
def test_others_may_read_but_not_decide(surgery, author, role) -> None:
    state = send(write(surgery, author), author)
    client = signed_in(person("other", role))
    response = client.get(screen(state))
    assert "Only clinical reviewers sign." in text_of(response)
    for decide in (sign, send_back):
        decide(client, state)
    assert not SignOff.objects.exists()


def test_whoever_has_no_part_in_it_may_not_even_read(surgery, author) -> None:
    state = send(write(surgery, author), author)
    steward = signed_in(person("steward", LINK_STEWARD))
    assert steward.get(screen(state)).status_code == 302
    assert steward.get(reverse("signoff:preview", args=[state.pk])).status_code == 302
    assert Client().get(screen(state)).status_code == 302


def test_what_changed_after_it_was_sent_cannot_be_signed(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    write(fresh(surgery), author, aim="Slipped in afterwards.")
    assert "changed after it was sent" in text_of(reading.get(screen(state)))
    sign(reading, state)
    assert not SignOff.objects.exists()


def test_the_second_of_two_reviewers_is_told_that_it_is_done(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    sign(reading, state)
    late = signed_in(person("late", CLINICAL_REVIEWER))
    assert "before you" in sign(late, state).content.decode()
    assert SignOff.objects.count() == 1


def test_a_phone_number_shows_its_words_and_is_signed_the_same_way(author, reading) -> None:
    contact = Contact.objects.get(role="team-line")
    state = send(write(contact, author, phone="555-010-0999"), author)
    response = reading.get(screen(state))
    words = text_of(response)
    assert "555-010-0999" in words
    assert contact.hours in words
    assert b"<iframe" not in response.content
    sign(reading, state)
    assert fresh(contact).phone == "555-010-0999"
    assert fresh(contact).reviewed_on == timezone.localdate()


def test_what_was_taken_back_says_so(surgery, author, reading) -> None:
    state = send(write(surgery, author), author)
    state.workflow_state.cancel(user=author)
    assert "it was taken back" in text_of(reading.get(screen(state)))
    sign(reading, state)
    assert not SignOff.objects.exists()
