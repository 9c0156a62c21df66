"""A private PostgreSQL in a folder, for `make stack` and the tests. It listens on this machine alone."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import tools
from .progress import Failure
from .site import HOST, free_port

NAME = "spinecare"
ACCOUNT = "postgres"
# PostgreSQL refuses to run as root, so root runs it as its own account. That account must still reach a folder inside
# ours, which is closed to others; this one right, and no other, is what it gets for that.
AS_ACCOUNT = (
    "setpriv",
    f"--reuid={ACCOUNT}",
    f"--regid={ACCOUNT}",
    "--init-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)
IN_PASSING = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """A cluster's folder, its programs, and the port it listens on while it runs."""

    folder: Path
    programs: Path
    port: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def password(self) -> Path:
        return self.folder / "password"

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}:{self.password.read_text().strip()}@{HOST}:{self.port}/{NAME}"

    def run(self, program: str, *arguments: str, **variables: str) -> str:
        """Run one of PostgreSQL's programs as the account that owns the cluster."""
        account = AS_ACCOUNT if os.geteuid() == 0 else ()
        done = subprocess.run(
            [*account, str(self.programs / program), *arguments],
            env=dict(os.environ) | variables,
            cwd="/",
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            lines = (done.stderr.strip() or done.stdout.strip() or "it gave no reason").splitlines()
            raise Failure(f"PostgreSQL's {program} failed in {self.folder}: {lines[-1]}")
        return done.stdout

    def create(self) -> None:
        """Make the cluster's files, with a password of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.password.write_text(secrets.token_hex(24) + "\n")
        self.password.chmod(0o600)
        if os.geteuid() == 0:
            for path in (self.folder, self.password):
                shutil.chown(path, ACCOUNT, ACCOUNT)
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self.run("initdb", "-D", str(self.data), f"--username={NAME}", f"--pwfile={self.password}", *options)

    def start(self, durable: bool) -> None:
        """Start the server and wait until it answers."""
        settings = ["-c", f"listen_addresses={HOST}", "-c", f"port={self.port}", "-c", "unix_socket_directories="]
        words = " ".join([*settings, *(() if durable else IN_PASSING)])
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-t", "60", "-o", words, "start")

    def create_database(self) -> None:
        where = ["-h", HOST, "-p", str(self.port), "-U", NAME]
        self.run("createdb", *where, NAME, PGPASSWORD=self.password.read_text().strip())

    def stop(self) -> None:
        """Stop the server, unless somebody did already."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")


@contextmanager
def cluster(directory: Path, durable: bool = True) -> Iterator[str]:
    """Run a PostgreSQL whose files are in `directory`, made on first use; gives its DATABASE_URL.

    `durable=False` is for tests: quicker, and not to be trusted with anything after a power cut.
    """
    server = Cluster(directory.resolve(), tools.postgres_programs(), free_port())
    is_new = not (server.data / "PG_VERSION").exists()
    if is_new:
        server.create()
    server.start(durable)
    try:
        if is_new:
            server.create_database()
        yield server.url
    finally:
        server.stop()
