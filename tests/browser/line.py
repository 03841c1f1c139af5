"""The line between a browser and a server, which a test may cut: the server runs on, but there is no internet."""

import select
import socket
import socketserver
import threading

from tests.production import Server, free_port


class Line:
    """Listens on a port of its own and passes on what comes, both ways, until it is stopped."""

    def __init__(self, server: Server) -> None:
        self.server, self.port = server, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.frozen = server.frozen
        self._listener: socketserver.ThreadingTCPServer | None = None
        self._open: set[socket.socket] = set()

    @property
    def is_up(self) -> bool:
        """Whether the browser reaches the server."""
        return self._listener is not None

    def start(self) -> None:
        """There is internet."""
        line = self

        class Passing(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                line._pass_on(self.request)

        class Listener(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads, request_queue_size = True, True, 64

        self._listener = Listener(("127.0.0.1", self.port), Passing)
        threading.Thread(target=self._listener.serve_forever, args=[0.02], daemon=True).start()

    def stop(self) -> None:
        """There is no internet: nobody listens, and what was open is closed."""
        if self._listener:
            self._listener.shutdown()
            self._listener.server_close()
            self._listener = None
        for each in list(self._open):
            each.close()

    def _pass_on(self, near: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self.server.port)) as far:
            self._open |= {near, far}
            try:
                while self._one_way_or_the_other(near, far):
                    pass
            except (OSError, ValueError):  # cut while it was waiting
                return
            finally:
                self._open -= {near, far}

    def _one_way_or_the_other(self, near: socket.socket, far: socket.socket) -> bool:
        for side in select.select([near, far], [], [])[0]:
            data = side.recv(65536)
            if not data:
                return False
            (far if side is near else near).sendall(data)
        return True
