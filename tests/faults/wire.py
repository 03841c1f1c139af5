"""A wire to a database that can be cut, held, and mended: what a network does."""

import select
import socket
import threading
from contextlib import suppress


class Wire:
    """Listens on a port of this machine and passes everything on to a database server."""

    def __init__(self, host: str, port: str) -> None:
        """`host` is a name, or the folder of a Unix socket, as PostgreSQL has it."""
        self._host, self._port, self.is_held = host, int(port or 5432), False
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Take connections, from now on, on the same port."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(50)
        self.port, self._listener, self.is_held = listener.getsockname()[1], listener, False
        threading.Thread(target=self._take, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Nobody listens any more, and open connections are reset."""
        listener, self._listener = self._listener, None
        if listener:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes whoever waits in `accept`
            listener.close()
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = self._connected()
            self._open += [near, far]
            threading.Thread(target=self._pass_on, args=(near, far), daemon=True).start()

    def _connected(self) -> socket.socket:
        if not self._host.startswith("/"):
            return socket.create_connection((self._host or "127.0.0.1", self._port))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{self._host}/.s.PGSQL.{self._port}")
        return far

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        with suppress(OSError, ValueError):
            while True:
                for each in select.select([near, far], [], [], 0.2)[0]:
                    if self.is_held:
                        threading.Event().wait(0.2)
                        continue
                    data = each.recv(65536)
                    if not data:
                        for side in other:
                            side.close()
                        return
                    other[each].sendall(data)
