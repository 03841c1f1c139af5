"""The demo on one port, in a process that the tests also tell what to do with its database.

Run as a module with the port as its argument. It answers browsers in threads, as `runserver` does; every line of its
standard input is JSON with Python source, and is answered by a line of JSON with what that printed or how it failed.
So a test that needs a row waits some milliseconds for it, not for the start of another process.
"""

import contextlib
import io
import json
import sys
import threading
import traceback

import django


def main(port: int) -> None:
    """Serve until the standard input ends."""
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.db.backends.base.base import BaseDatabaseWrapper

    from portal.wsgi import application

    # With DEBUG every query is kept, and on SQLite asked for its words, which takes as long as the query.
    BaseDatabaseWrapper.queries_logged = property(lambda database: database.force_debug_cursor)
    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(application))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for line in sys.stdin:
        sys.__stdout__.write(json.dumps(done(json.loads(line))) + "\n")
        sys.__stdout__.flush()


def done(source: str) -> dict[str, str]:
    """Run Python source: {"printed": …} and, where it failed, {"failed": traceback}."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "<test>", "exec"), {})
    except Exception:
        return {"printed": printed.getvalue(), "failed": traceback.format_exc()}
    return {"printed": printed.getvalue()}


if __name__ == "__main__":
    main(int(sys.argv[1]))
