"""A proxy before one object store: counts requests, does harm on order, and follows what the store holds.

It is where the promise is checked while publishing goes on: at the moment when a page is written, every file that it
loads must be there, and no file is deleted that a page still loads.
"""

import collections
import http.client
import http.server
import re
import socket
import threading

LOADED = re.compile(rb'(?:src|href)="/kb/(assets/[^"]+)"')
Request = collections.namedtuple("Request", "method path key status")


def loads(body):
    """The files that a page loads."""
    return {name.decode() for name in LOADED.findall(body)}


class Model:
    """What one bucket holds, as far as pages and their files go; keys without the prefix."""

    def __init__(self):
        self.lock = threading.Lock()
        self.bodies = {}
        self.broken = []

    def write(self, key, body):
        with self.lock:
            self.bodies[key] = body
            if key.endswith(".html") and not key.startswith(".kbgen/"):
                missing = loads(body) - self.bodies.keys()
                if missing:
                    self.broken.append(f"{key} is live without {sorted(missing)}")

    def copy(self, source, key):
        with self.lock:
            body = self.bodies.get(source)
        if body is not None:
            self.write(key, body)

    def delete(self, key):
        with self.lock:
            self.bodies.pop(key, None)
            pages = [page for page in self.bodies if page.endswith(".html") and not page.startswith(".kbgen/")]
            for page in pages:
                if key in loads(self.bodies[page]):
                    self.broken.append(f"{key} is deleted while {page} loads it")


class Proxy:
    """One proxy, for one bucket. `harm` gets the number of each request and the request, and says what to do with it; headers
    that are dropped make an old server of the store."""

    def __init__(self, store, prefix="kb"):
        self.store = store
        self.prefix = prefix + "/"
        self.model = Model()
        self.requests = []
        self.lock = threading.Lock()
        self.number = 0
        self.harm = None
        self.dropped = ()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self):
                try:
                    super().handle_one_request()
                except (ConnectionError, TimeoutError, ValueError):
                    self.close_connection = True

            def do_GET(self):
                proxy.handle(self)

            do_HEAD = do_PUT = do_POST = do_DELETE = do_GET

            def log_message(self, *_):
                pass

        class Listener(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                pass

        self.listener = Listener(("127.0.0.1", 0), Handler)
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()

    def begin(self, harm=None):
        """Counts from zero, and does this harm."""
        with self.lock:
            self.requests, self.number, self.harm = [], 0, harm

    def writes(self):
        with self.lock:
            return [r for r in self.requests if r.method not in ("GET", "HEAD")]

    def handle(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        key = self.store.place(handler.path)[1]
        with self.lock:
            self.number += 1
            number, harm = self.number, self.harm
        order = harm(number, handler.command, handler.path) if harm else None
        kind = order[0] if order else None
        if kind == "status":
            self.note(handler, key, order[1])
            handler.send_response(order[1])
            if order[2] is not None:
                handler.send_header("Retry-After", str(order[2]))
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        if kind == "before":
            # What happens now happens before the store hears of the request.
            if order[1]() is False:
                self.cut(handler)
                return
        status, headers, answer = self.forward(handler, body)
        self.note(handler, key, status)
        if kind == "after":
            order[1]()
        if kind == "cut":
            self.cut(handler)
            return
        handler.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "keep-alive", "content-length"):
                handler.send_header(name, value)
        length = dict((n.lower(), v) for n, v in headers).get("content-length") if handler.command == "HEAD" else len(answer)
        handler.send_header("Content-Length", str(length or 0))
        handler.end_headers()
        handler.wfile.write(answer)

    def cut(self, handler):
        handler.close_connection = True
        try:
            handler.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def note(self, handler, key, status):
        with self.lock:
            self.requests.append(Request(handler.command, handler.path, key, status))

    def forward(self, handler, body):
        left_out = ("connection", "keep-alive", *self.dropped)
        headers = {n: v for n, v in handler.headers.items() if n.lower() not in left_out}
        own = lambda place: place.removeprefix(self.prefix)
        gone = self.store.deleted(handler.command, handler.path, body)
        connection = http.client.HTTPConnection("127.0.0.1", self.store.port, timeout=60)
        try:
            connection.request(handler.command, handler.path, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if answer.status < 300:
            for key in gone:
                self.model.delete(own(key))
            source = self.store.copied_from(handler.headers)
            key = own(self.store.place(handler.path)[1])
            if handler.command == "PUT" and source:
                self.model.copy(own(source[1]), key)
            elif handler.command == "PUT":
                self.model.write(key, body)
        return answer.status, answer.getheaders(), text
