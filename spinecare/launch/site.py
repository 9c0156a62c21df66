"""Where a site lives on this machine: its folder, its secret key, its port, and the environment its processes get."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .packages import ROOT
from .progress import Failure

HOST = "127.0.0.1"
KEY_LENGTH = 64


@dataclass(frozen=True)
class Site:
    """One site on this machine, ready to be prepared and served."""

    var: Path
    port: int
    origin: str
    variables: dict[str, str]

    @property
    def password_file(self) -> Path:
        return self.var / "admin-password"

    def with_variables(self, **variables: str) -> Site:
        return Site(self.var, self.port, self.origin, self.variables | variables)


def establish() -> Site:
    """Make the site's folder and key if they are missing, and read its configuration. Fails with one line."""
    # Everything below is for this account alone unless a line of code says otherwise.
    os.umask(0o077)
    var = Path(os.environ.get("SPINECARE_VAR") or ROOT / "var").expanduser().resolve()
    try:
        var.mkdir(parents=True, exist_ok=True)
        var.chmod(0o700)
        if not os.environ.get("SPINECARE_SECRET_KEY"):
            _keep_secret(var / "secret-key", secrets.token_urlsafe(KEY_LENGTH))
        (var / ".writable").touch()
        (var / ".writable").unlink()
    except OSError as error:
        raise Failure(f"{var} cannot be written ({error.strerror}); set SPINECARE_VAR to a folder of yours.") from error
    return _read(var)


def _read(var: Path) -> Site:
    from django.core.exceptions import ImproperlyConfigured

    try:
        from spinecare.settings.environment import read

        environment = read()
    except ImproperlyConfigured as error:
        raise Failure(str(error)) from error
    variables = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "spinecare.settings", "SPINECARE_VAR": str(var)}
    return Site(var, environment.port, environment.origin, variables)


def _keep_secret(path: Path, value: str) -> None:
    """Write a secret once, readable by this account alone from its first moment."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(value + "\n")


def require_free_port(port: int) -> None:
    """Fail now, with a clear line, rather than after the set-up."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Failure(
                f"port {port} cannot be used ({error.strerror}); is it running already? Set PORT to another one."
            ) from error


def free_port() -> int:
    """A port of this machine that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def prepare(site: Site, *arguments: str) -> None:
    """Bring database, static files, content and the admin account up to date. Shows its own progress."""
    command = [sys.executable, "-m", "spinecare.launch.prepare", *arguments]
    done = subprocess.run(command, env=site.variables, cwd=ROOT, check=False)
    if done.returncode:
        raise Failure("the site could not be prepared (the reason is above).")
