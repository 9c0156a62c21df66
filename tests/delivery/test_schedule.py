"""Pages go live at the time their editor set, and an outage costs a minute, not the process."""

import datetime

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import Page

from spinecare.delivery.management.commands import keep_schedule


@pytest.mark.django_db
def test_one_round_publishes_what_is_due():
    due = timezone.now() - datetime.timedelta(minutes=1)
    page = Page.get_first_root_node().add_child(instance=Page(title="Later", slug="later", live=False))
    page.go_live_at = due
    page.save_revision(approved_go_live_at=due)
    call_command("keep_schedule", once=True)
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("gone"), RuntimeError("a page that cannot be published")])
def test_a_failed_round_is_survived(monkeypatch, caplog, error):
    def fail():
        raise error

    monkeypatch.setattr(keep_schedule, "publish_what_is_due", fail)
    monkeypatch.setattr(keep_schedule.connections, "close_all", lambda: None)
    keep_schedule.Command()._round()
    assert len(caplog.records) == 1
