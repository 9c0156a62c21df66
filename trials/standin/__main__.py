"""`python -m trials.standin --port 8400`: the stand-in, to look at or to develop against. Ctrl+C ends it."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from trials.standin.server import serving


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials.standin", description="A registry with sample records.")
    parser.add_argument("--port", type=int, default=8400, help="the port on this machine (8400)")
    port = parser.parse_args().port
    stop = threading.Event()
    # Set here, because a process started in the background inherits a deaf ear for Ctrl+C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with serving(port=port) as stand_in:
            sys.stdout.write(f"{len(stand_in.records)} sample records at {stand_in.url}. For example:\n")
            for example in ("/version", "/studies?query.cond=chordoma&countTotal=true", "/studies/NCT99990001"):
                sys.stdout.write(f"  {stand_in.url}{example}\n")
            sys.stdout.flush()
            stop.wait()
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"Cannot listen on port {port}: {error}. Choose another with --port.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
