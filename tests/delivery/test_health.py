"""Alive and ready are two different questions."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_alive_without_a_database():
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_with_a_database():
    assert Client().get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_one(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert Client().get("/readyz").status_code == 503
