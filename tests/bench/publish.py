#!/usr/bin/env python3
"""kbgen publish with very many small files: requests, time and peak memory; all of them, nothing, and one article again.

The server is moto (tests/publish installs it), or a stub here that answers as S3 does and forgets the bytes of pages:
moto takes some five milliseconds a request, so that it is its own speed that is measured. See README.md.
"""

import argparse
import asyncio
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

import run
from run import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "tests" / "publish"))


class Stub(asyncio.Protocol):
    """As much of S3 as publishing needs."""

    objects = {}
    counted = 0

    def connection_made(self, transport):
        self.transport, self.buffer = transport, b""

    def data_received(self, data):
        self.buffer += data
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.buffer[:end].decode()
            lines = head.split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:])
            length = int(headers.get("content-length", 0))
            if len(self.buffer) < end + 4 + length:
                return
            body = self.buffer[end + 4 : end + 4 + length]
            self.buffer = self.buffer[end + 4 + length :]
            method, path, _ = lines[0].split(" ")
            Stub.counted += 1
            self.transport.write(self.answer(method, urllib.parse.unquote(path), headers, body))

    def answer(self, method, path, headers, body):
        found = self.objects.get(path)
        if method == "PUT":
            if "x-amz-copy-source" in headers:
                source = self.objects.get("/" + urllib.parse.unquote(headers["x-amz-copy-source"]).lstrip("/"))
                if source is None:
                    return reply(404)
                self.objects[path] = source
                return reply(200, b"<CopyObjectResult/>")
            if headers.get("if-none-match") == "*" and found or "if-match" in headers and (not found or found[0] != headers["if-match"]):
                return reply(412)
            tag = '"' + hashlib.md5(body).hexdigest() + '"'
            marks = {name: value for name, value in headers.items() if name.startswith("x-amz-meta-")}
            self.objects[path] = (tag, body if "/.kbgen/" in path else b"", len(body), marks)
            return reply(200, etag=tag)
        if method == "POST" and path.endswith("?delete"):
            bucket = path.split("?")[0].rstrip("/")
            keys = re.findall(rb"<Key>(.*?)</Key>", body)
            for key in keys:
                self.objects.pop(f"{bucket}/{key.decode()}", None)
            gone = b"".join(b"<Deleted><Key>" + key + b"</Key></Deleted>" for key in keys)
            return reply(200, b"<DeleteResult>" + gone + b"</DeleteResult>")
        if not found:
            return reply(404)
        tag, body, size, marks = found
        return reply(200, b"" if method == "HEAD" else body, tag, size if method == "HEAD" else None, marks)


def reply(status, body=b"", etag=None, length=None, marks=None):
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name}: {value}" for name, value in (marks or {}).items()]
    if etag:
        lines += [f"ETag: {etag}", "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def stub():
    """Starts the stub; gives its port, and how many requests it had."""
    started = threading.Event()
    box = []

    def serve():
        async def main():
            server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0, backlog=512)
            box.append(server.sockets[0].getsockname()[1])
            started.set()
            await server.serve_forever()

        asyncio.run(main())

    threading.Thread(target=serve, daemon=True).start()
    started.wait(10)
    return box[0]


def make_site(output, number):
    """A site of so many files, one in ten a picture; each page loads one."""
    paths = []
    for n in range(number):
        if n % 10 == 0:
            picture = f"assets/p{n}.{hashlib.sha256(str(n).encode()).hexdigest()[:12]}.svg"
            path, text = picture, f"<svg>{n}</svg>"
        else:
            path, text = f"fr-fr/topic-{n // 500}/article-{n}/index.html", f'<img src="/{picture}"><p>{n}' + "x" * 1500
        place = output / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        paths.append(path)
    (output / ".kbgen-manifest.json").write_text(json.dumps({"files": sorted(paths)}))
    return paths


def publish(kbgen, root, port, name):
    report = root / "report.json"
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench-only", "AWS_REGION": "us-east-1"}
    environment["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
    begin = time.monotonic()
    process = subprocess.Popen(
        [str(kbgen), "publish", "s3://bench", "--no-build", "--report", str(report)],
        cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    if status != 0:
        raise SystemExit(f"{name}: {said}")
    outcome = json.loads(report.read_text())
    row = {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mib": round(usage.ru_maxrss / 1024, 1),
        **{key: outcome[key] for key in ("uploaded", "unchanged", "requests")},
    }
    print(f"{name:<24}" + "".join(f"{key} {value:<10}" for key, value in row.items()), flush=True)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=120_000)
    parser.add_argument("--server", choices=["stub", "moto"], default="stub")
    parser.add_argument("--kbgen", type=Path, metavar="PATH", default=REPOSITORY / "target" / "release" / "kbgen")
    options = parser.parse_args()
    kbgen = run.find_kbgen(options.kbgen)
    server = None
    if options.server == "moto":
        import stores

        server = stores.S3()
        server.make("bench")
        port = server.port
    else:
        port = stub()
    report = {"machine": platform.processor(), "server": options.server, "files": options.files}
    try:
        with tempfile.TemporaryDirectory(prefix="kbgen-bench-") as folder:
            root = Path(folder)
            paths = make_site(root / "output", options.files)
            report["all"] = publish(kbgen, root, port, "everything")
            report["nothing"] = publish(kbgen, root, port, "nothing changed")
            (root / "output" / paths[-1]).write_text("<p>changed")
            report["one"] = publish(kbgen, root, port, "one article changed")
    finally:
        if server:
            server.stop()
    run.write_report("publish.json", report)


if __name__ == "__main__":
    main()
