"""Object stores on loopback, as the tests see them: moto for S3, Azurite for Azure. Each is asked by a client of its
own (boto3, and requests signed here), never by kbgen's."""

import base64
import email.utils
import hashlib
import hmac
import http.client
import http.server
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

import boto3
import botocore.config

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))

# The account that every copy of the emulator has; it is in Microsoft's documentation, and opens nothing else.
ACCOUNT = "devstoreaccount1"
ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
ACCESS_KEY = "AKIDKBGENTESTS"
SECRET_KEY = "tests-only/0123456789-very-secret"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A program that listens on a port of its own, until it is stopped."""

    def __init__(self, name, command):
        self.port = free_port()
        log = TARGET / "publish" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log = log.open("w")
        command = [part.replace("PORT", str(self.port)) for part in command]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    raise RuntimeError(f"{name} does not start: {log.read_text()[-2000:]}") from None
                time.sleep(0.1)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Object:
    def __init__(self, body, headers):
        self.body = body
        self.headers = {name.lower(): value for name, value in headers.items()}


class S3:
    """Buckets of moto."""

    kind = "s3"

    def __init__(self):
        moto = pathlib.Path(sys.executable).with_name("moto_server")
        self.server = Server("moto", [str(moto), "-H", "127.0.0.1", "-p", "PORT"])
        self.port = self.server.port
        self.client = self._client("s3")
        self.cloudfront = self._client("cloudfront")

    def _client(self, service):
        return boto3.client(
            service,
            endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            region_name="us-east-1",
            config=botocore.config.Config(
                s3={"addressing_style": "path"}, retries={"max_attempts": 1}, max_pool_connections=32
            ),
        )

    def stop(self):
        self.server.stop()

    def make(self, bucket):
        self.client.create_bucket(Bucket=bucket)

    def put(self, bucket, key, body, content_type="application/octet-stream"):
        self.client.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type)

    def delete(self, bucket, key):
        self.client.delete_object(Bucket=bucket, Key=key)

    def list(self, bucket):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def get(self, bucket, key):
        got = self.client.get_object(Bucket=bucket, Key=key)
        return Object(got["Body"].read(), got["ResponseMetadata"]["HTTPHeaders"])

    def target(self, bucket, port, prefix="kb"):
        """Settings of the target, for kbgen.yaml; requests go to a port."""
        return f"{{to: s3, bucket: {bucket}, prefix: {prefix}, endpoint: 'http://127.0.0.1:{port}', region: us-east-1}}"

    def environment(self):
        return {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}

    def place(self, path):
        """Bucket and key of a request."""
        bucket, _, key = urllib.parse.unquote(path.split("?")[0]).lstrip("/").partition("/")
        return bucket, key

    def copied_from(self, headers):
        source = headers.get("x-amz-copy-source")
        return source and self.place(source)

    def deleted(self, method, path, body):
        """Keys that a request deletes."""
        if method == "DELETE":
            return [self.place(path)[1]]
        if method == "POST" and "delete" in path.partition("?")[2]:
            return re.findall(r"<Key>(.*?)</Key>", body.decode())
        return []


class Azure:
    """Containers of Azurite."""

    kind = "azure"

    def __init__(self):
        command = HERE / "node_modules" / ".bin" / "azurite-blob"
        options = ["--blobPort", "PORT", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"]
        self.server = Server("azurite", [str(command), *options])
        self.port = self.server.port

    def stop(self):
        self.server.stop()

    def _ask(self, method, path, query=None, headers=None, body=b""):
        query = query or {}
        headers = {
            "x-ms-date": email.utils.formatdate(usegmt=True),
            "x-ms-version": "2021-12-02",
            "Content-Type": "application/octet-stream",
            **(headers or {}),
        }
        ours = "".join(f"{name.lower()}:{headers[name]}\n" for name in sorted(headers) if name.startswith("x-ms-"))
        quoted = urllib.parse.quote(path)
        resource = f"/{ACCOUNT}/{ACCOUNT}{quoted}" + "".join(f"\n{name}:{query[name]}" for name in sorted(query))
        length = str(len(body)) if body else ""
        lines = [method, "", "", length, "", headers["Content-Type"], "", "", "", "", "", "", ours + resource]
        digest = hmac.new(base64.b64decode(ACCOUNT_KEY), "\n".join(lines).encode(), hashlib.sha256).digest()
        headers["Authorization"] = f"SharedKey {ACCOUNT}:{base64.b64encode(digest).decode()}"
        headers["Content-Length"] = str(len(body))
        address = f"/{ACCOUNT}{quoted}" + ("?" + urllib.parse.urlencode(query) if query else "")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, address, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def _must(self, *question, **more):
        status, headers, body = self._ask(*question, **more)
        if status >= 300:
            raise RuntimeError(f"Azurite: {question}: {status} {body[:500]}")
        return headers, body

    def make(self, container):
        self._must("PUT", f"/{container}", {"restype": "container"})

    def put(self, container, key, body, content_type="application/octet-stream"):
        headers = {"x-ms-blob-type": "BlockBlob", "x-ms-blob-content-type": content_type}
        self._must("PUT", f"/{container}/{key}", headers=headers, body=body)

    def delete(self, container, key):
        self._must("DELETE", f"/{container}/{key}")

    def list(self, container):
        keys, marker = [], ""
        while True:
            query = {"restype": "container", "comp": "list", **({"marker": marker} if marker else {})}
            text = self._must("GET", f"/{container}", query)[1].decode()
            keys += re.findall(r"<Name>(.*?)</Name>", text)
            found = re.search(r"<NextMarker>(.+?)</NextMarker>", text)
            if not found:
                return keys
            marker = found.group(1)

    def get(self, container, key):
        headers, body = self._must("GET", f"/{container}/{key}")
        return Object(body, headers)

    def target(self, container, port, prefix="kb"):
        endpoint = f"http://127.0.0.1:{port}/{ACCOUNT}"
        return f"{{to: azure, container: {container}, account: {ACCOUNT}, prefix: {prefix}, endpoint: '{endpoint}'}}"

    def environment(self):
        return {"AZURE_STORAGE_ACCOUNT_KEY": ACCOUNT_KEY}

    def place(self, path):
        container, _, key = urllib.parse.unquote(path.split("?")[0]).removeprefix(f"/{ACCOUNT}/").partition("/")
        return container, key

    def copied_from(self, headers):
        source = headers.get("x-ms-copy-source")
        return source and self.place(urllib.parse.urlsplit(source).path)

    def deleted(self, method, path, body):
        if method == "DELETE":
            return [self.place(path)[1]]
        if method == "POST" and "comp=batch" in path:
            return [self.place(line.split()[1])[1] for line in body.decode().splitlines() if line.startswith("DELETE ")]
        return []


class Google:
    """As much of Google Cloud Storage's XML interface as publishing needs, written here: no emulator that can be had
    keeps to the conditions. Every write has a generation of its own, as there."""

    kind = "gcs"

    def __init__(self):
        self.objects = {}
        self.lock = threading.Lock()
        self.generation = 0
        store = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with store.lock:
                    status, headers, answer = store.answer(self.command, store.place(self.path), self.headers, body)
                self.send_response(status)
                length = len(answer)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            do_HEAD = do_PUT = do_DELETE = do_GET

            def log_message(self, *_):
                pass

        self.listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.listener.daemon_threads = True
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()

    def answer(self, method, place, headers, body):
        bucket, key = place
        if bucket not in self.objects:
            return 404, {}, b"<Error><Code>NoSuchBucket</Code><Message>no such bucket</Message></Error>"
        objects = self.objects[bucket]
        found = objects.get(key)
        if method == "PUT":
            wanted = headers.get("x-goog-if-generation-match")
            if wanted is not None and wanted != (found[0] if found else "0"):
                return 412, {}, b""
            source = self.copied_from(headers)
            if source and source[1] not in objects:
                return 404, {}, b""
            self.generation += 1
            if source:
                told, body = objects[source[1]][1:]
            else:
                names = ("content-type", "cache-control", "content-language")
                told = {n: v for n, v in headers.items() if n.lower() in names or n.lower().startswith("x-goog-meta-")}
            objects[key] = (str(self.generation), told, body)
            return 200, self.versions(objects[key]), b"<CopyObjectResult/>" if source else b""
        if found is None:
            return 404, {}, b""
        if method == "DELETE":
            del objects[key]
            return 204, {}, b""
        return 200, {**self.versions(found), **found[1]}, found[2]

    def versions(self, found):
        tag = hashlib.md5(found[2]).hexdigest()
        return {"x-goog-generation": found[0], "ETag": f'"{tag}"', "Last-Modified": email.utils.formatdate(usegmt=True)}

    def make(self, bucket):
        self.objects[bucket] = {}

    def put(self, bucket, key, body, content_type="application/octet-stream"):
        with self.lock:
            self.answer("PUT", (bucket, key), {"content-type": content_type}, body)

    def delete(self, bucket, key):
        del self.objects[bucket][key]

    def list(self, bucket):
        return sorted(self.objects[bucket])

    def get(self, bucket, key):
        found = self.objects[bucket][key]
        return Object(found[2], found[1])

    def target(self, bucket, port, prefix="kb"):
        return f"{{to: gcs, bucket: {bucket}, prefix: {prefix}, endpoint: 'http://127.0.0.1:{port}'}}"

    def environment(self):
        return {}

    def place(self, path):
        bucket, _, key = urllib.parse.unquote(path.split("?")[0]).lstrip("/").partition("/")
        return bucket, key

    def copied_from(self, headers):
        source = headers.get("x-goog-copy-source")
        return source and self.place(source)

    def deleted(self, method, path, body):
        return [self.place(path)[1]] if method == "DELETE" else []
