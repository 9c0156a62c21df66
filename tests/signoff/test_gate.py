"""Clinical words reach readers only after somebody else has signed exactly those words. Route by route."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from spinecare.editorial.models import Contact
from spinecare.signoff import gate
from spinecare.signoff.decisions import Decision
from spinecare.signoff.models import Change, SignOff
from spinecare.users.models import User
from tests.pages.site_parts import page_at
from tests.sweep.edit_form import untouched_form
from treatments.models import TreatmentPage

from .people import ADMINISTRATOR, AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, person, signed_in
from .rounds import NEW_AIM, fresh, send, write

pytestmark = pytest.mark.django_db
SIGNED = Decision("whole", checked=("all",), review_due=datetime.date(2027, 6, 1))
CHANGE_SIGNED = Decision("change", checked=("all",))


def decide(state: TaskState, user: User, decision: Decision = SIGNED) -> None:
    state.task.specific.on_action(state, user, decision.action, decision=decision)


def shown(page: TreatmentPage) -> str:
    """What readers see of it."""
    return Client().get(page.url).content.decode()


def test_a_signature_publishes_and_starts_the_clock(surgery, author, reviewer) -> None:
    state = send(write(surgery, author, aim=NEW_AIM, change_note="What surgery is for"), author)
    assert NEW_AIM not in fresh(surgery).aim
    decide(state, reviewer)
    page = fresh(surgery)
    assert page.aim == NEW_AIM
    assert (page.reviewed_on, page.reviewed_by) == (timezone.localdate(), "consultant spine surgeon")
    assert page.review_due == datetime.date(2027, 6, 1)
    html = shown(page)
    assert "consultant spine surgeon" in html
    assert "June 1, 2027" in html
    assert "What surgery is for" in html
    assert "reviewer@" not in html


def test_signing_a_change_alone_leaves_the_review_date_alone(surgery, author, reviewer) -> None:
    decide(send(write(surgery, author), author), reviewer)
    TreatmentPage.objects.filter(pk=surgery.pk).update(reviewed_on="2026-01-01", review_due="2027-01-01")
    SignOff.objects.update(at=timezone.now() - datetime.timedelta(days=300))
    decide(send(write(fresh(surgery), author, aim="Another aim altogether."), author), reviewer, CHANGE_SIGNED)
    page = fresh(surgery)
    assert page.aim == "Another aim altogether."
    assert (str(page.reviewed_on), str(page.review_due)) == ("2026-01-01", "2027-01-01")


def test_sent_back_stays_a_draft_and_can_come_again(surgery, author, reviewer) -> None:
    state = send(write(surgery, author), author)
    decide(state, reviewer, Decision("sent-back", "Which trial is this?"))
    assert fresh(surgery).aim != NEW_AIM
    assert SignOff.about(surgery).get().remarks == "Which trial is this?"
    write(fresh(surgery), author, aim="A better aim.")
    fresh(surgery).current_workflow_state.resume(author)
    decide(fresh(surgery).current_workflow_task_state, reviewer)
    assert fresh(surgery).aim == "A better aim."
    assert [each.decision for each in SignOff.about(surgery)] == ["whole", "sent-back"]


@pytest.mark.parametrize("title", ["author", "administrator", "superuser", "editor"])
def test_nobody_else_signs(title, surgery, author) -> None:
    state = send(write(surgery, author), author)
    others = {
        "author": author,
        "administrator": person("boss", ADMINISTRATOR),
        "superuser": person("root", is_superuser=True),
        "editor": person("ed", CONTENT_EDITOR),
    }
    with pytest.raises(PermissionDenied):
        decide(state, others[title])
    assert fresh(surgery).aim != NEW_AIM


def test_a_reviewer_cannot_sign_what_they_wrote_even_in_part(surgery, author) -> None:
    both = person("both", AUTHOR, CLINICAL_REVIEWER)
    write(surgery, both, aim="First words of the reviewer.")
    state = send(write(fresh(surgery), author), author)
    with pytest.raises(PermissionDenied):
        decide(state, both)


def test_who_wrote_before_the_last_signature_may_sign_the_next(surgery, author, reviewer) -> None:
    both = person("both", AUTHOR, CLINICAL_REVIEWER)
    decide(send(write(surgery, both), both), reviewer)
    decide(send(write(fresh(surgery), author, aim="Words of the author."), author), both)
    assert fresh(surgery).aim == "Words of the author."


def test_words_changed_behind_the_reviewers_back_are_not_signed(surgery, author, reviewer) -> None:
    state = send(write(surgery, author), author)
    write(fresh(surgery), author, aim="Something slipped in.")
    with pytest.raises(PermissionDenied):
        decide(state, reviewer)
    assert fresh(surgery).aim != "Something slipped in."


def test_a_signature_is_under_the_words_and_not_under_the_number_of_the_revision(surgery, author, reviewer) -> None:
    state = send(write(surgery, author, aim=NEW_AIM, go_live_at=timezone.now() + datetime.timedelta(days=1)), author)
    decide(state, reviewer)
    revision = state.revision
    revision.refresh_from_db()
    revision.content["aim"] = "Something slipped in."
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(hours=1)
    revision.content["go_live_at"] = None
    revision.save()
    with pytest.raises(gate.NotSignedOff):
        revision.publish()
    assert fresh(surgery).aim != "Something slipped in."


# Round the sign-off: every route of the admin -------------------------------------------------------------------------


@pytest.mark.parametrize("role", [CONTENT_EDITOR, ADMINISTRATOR, None])
def test_the_publish_button_keeps_a_draft(role, surgery) -> None:
    user = person("somebody", role) if role else person("root", is_superuser=True)
    client = signed_in(user)
    form = untouched_form(client, surgery) | {"aim": NEW_AIM}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form, follow=True)
    assert "a clinical reviewer signs it" in answer.content.decode()
    assert fresh(surgery).aim != NEW_AIM
    assert fresh(surgery).get_latest_revision_as_object().aim == NEW_AIM, "the draft was lost"


def test_publishing_a_spelling_mistake_mended_needs_no_reviewer(surgery, editor) -> None:
    TreatmentPage.objects.filter(pk=surgery.pk).update(reviewed_on="2026-01-01", reviewed_by="a surgeon")
    page = fresh(surgery)
    page.aim = "To take presure off the cord."
    page.save_revision().publish()
    client = signed_in(editor)
    form = untouched_form(client, fresh(surgery)) | {"aim": "To take pressure off the cord."}
    client.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form)
    assert fresh(surgery).aim == "To take pressure off the cord."
    assert str(fresh(surgery).reviewed_on) == "2026-01-01"
    assert not Change.about(surgery).exists()


def test_ticking_pages_in_a_list_does_not_publish(surgery, author, editor) -> None:
    write(surgery, author)
    client = signed_in(editor)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={surgery.pk}", {"include_descendants": "false"})
    assert fresh(surgery).aim != NEW_AIM


def test_a_time_in_the_schedule_does_not_publish(surgery, editor) -> None:
    client = signed_in(editor)
    soon = timezone.localtime() + datetime.timedelta(days=1)
    form = untouched_form(client, surgery) | {
        "aim": NEW_AIM,
        "go_live_at": soon.strftime("%Y-%m-%d %H:%M"),
    }
    client.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form)
    assert not surgery.revisions.exclude(approved_go_live_at=None).exists()


def test_what_is_due_but_not_signed_stays_a_draft_and_keeps_no_other_page_waiting(surgery, author) -> None:
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    chordoma = page_at("/tumor-types/chordoma/")
    chordoma.save_revision().publish()
    for revision in (write(surgery, author).latest_revision, chordoma.save_revision()):
        revision.approved_go_live_at = an_hour_ago
        revision.save()
    before = fresh(chordoma).last_published_at
    call_command("keep_schedule", "--once")
    assert fresh(surgery).aim != NEW_AIM
    assert fresh(surgery).get_latest_revision_as_object().aim == NEW_AIM
    assert fresh(chordoma).last_published_at > before


def test_a_copy_begins_as_a_draft_that_nobody_signed(surgery, author, reviewer, editor) -> None:
    decide(send(write(surgery, author), author), reviewer)
    client = signed_in(editor)
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(surgery.get_parent().pk)}
    address = reverse("wagtailadmin_pages:copy", args=[surgery.pk])
    for more in ({"publish_copies": "on"}, {"alias": "on"}):
        client.post(address, form | more)
        assert not Page.objects.filter(slug="copy").exists(), more
    client.post(address, form)
    copy = TreatmentPage.objects.get(slug="copy")
    assert not copy.live
    assert copy.reviewed_on is None
    client.post(reverse("wagtailadmin_pages:edit", args=[copy.pk]), untouched_form(client, copy))
    assert not fresh(copy).live


def test_an_old_version_cannot_be_put_back_unsigned(surgery, author, reviewer, editor) -> None:
    old = write(surgery, author, aim="Words that were never signed.").latest_revision
    decide(send(write(fresh(surgery), author), author), reviewer)
    client = signed_in(editor)
    form = untouched_form(client, fresh(surgery)) | {"aim": "Words that were never signed."}
    client.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form | {"revision": str(old.pk)})
    assert fresh(surgery).aim == NEW_AIM


def test_unpublishing_and_publishing_again_shows_only_what_was_signed(surgery, author, reviewer, editor) -> None:
    decide(send(write(surgery, author), author), reviewer)
    write(fresh(surgery), author, aim="Unsigned words.")
    client = signed_in(editor)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[surgery.pk]))
    assert not fresh(surgery).live
    client.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), untouched_form(client, fresh(surgery)))
    assert not fresh(surgery).live


def test_moving_a_page_changes_no_words(surgery, author, editor) -> None:
    write(surgery, author)
    client = signed_in(editor)
    home = page_at("/tumor-types/")
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[surgery.pk, home.pk]))
    assert fresh(surgery).aim != NEW_AIM


def test_a_new_page_is_not_live_before_it_is_signed(editor) -> None:
    client = signed_in(editor)
    parent = page_at("/treatments/")
    add = reverse("wagtailadmin_pages:add", args=["treatments", "treatmentpage", parent.pk])
    form = untouched_form(client, page_at("/treatments/surgery/")) | {"title": "New", "slug": "new"}
    client.post(add, form)
    assert not Page.objects.filter(slug="new", live=True).exists()


def test_calling_an_article_not_clinical_does_not_free_it(editor) -> None:
    article = page_at("/knowledge/questions-before-surgery/")
    client = signed_in(editor)
    form = untouched_form(client, article) | {"summary": "Other words."}
    form.pop("has_clinical_content", None)
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form)
    assert fresh(article).summary != "Other words."


@pytest.mark.parametrize("was_live", [True, False])
def test_saving_what_somebody_has_in_memory_is_no_way_round(was_live, surgery, author) -> None:
    stale = fresh(surgery)
    unsigned = write(surgery, author).latest_revision
    if not was_live:
        TreatmentPage.objects.filter(pk=surgery.pk).update(live=False, live_revision=unsigned)
    stale.aim, stale.live_revision = NEW_AIM, unsigned
    with pytest.raises(gate.NotSignedOff):
        stale.save()
    assert fresh(surgery).aim != NEW_AIM


def test_privacy_and_the_api_are_no_way_round(surgery, editor) -> None:
    client = signed_in(editor)
    address = reverse("wagtailadmin_pages:set_privacy", args=[surgery.pk])
    client.post(address, {"restriction_type": "login"})
    assert Client().get(surgery.url).status_code == 200
    assert Client().get("/api/v2/pages/").status_code == 404


def test_a_phone_number_is_signed_as_well(editor, reviewer) -> None:
    contact = Contact.objects.get(role="team-line")
    contact.phone = "555-010-0999"
    revision = contact.save_revision(user=editor)
    with pytest.raises(gate.NotSignedOff):
        revision.publish(user=editor)
    contact = Contact.objects.get(pk=contact.pk)
    contact.get_workflow().start(contact, editor)
    decide(contact.current_workflow_task_state, reviewer)
    assert Contact.objects.get(pk=contact.pk).phone == "555-010-0999"
