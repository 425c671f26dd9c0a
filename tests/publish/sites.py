"""Small sites, as `kbgen build` leaves them, and `kbgen publish` on them."""

import hashlib
import json
import os
import pathlib
import subprocess
import tempfile

from stores import TARGET

KBGEN = pathlib.Path(os.environ.get("KBGEN") or TARGET / "release" / "kbgen").resolve()


def clean_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "AZURE_", "GOOGLE_"))}


def pages(version, changed=(), without=(), extra=()):
    """The files of a site of a dozen: its pages load files whose names change with their content."""
    files = {}

    def asset(name, text, suffix):
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        path = f"assets/{name}.{digest}.{suffix}"
        files[path] = text
        return path

    style = asset("style", f"body {{ color: #{version:06x} }}", "css")
    shared = asset("urls", "<svg/>", "svg")
    files["assets/favicon.svg"] = "<svg></svg>"
    files[f"assets/search/fr-fr/{hashlib.sha256(str(version).encode()).hexdigest()[:12]}.bin"] = f"shard {version}"
    files["fr-fr/search/index.bin"] = f"index {version}"
    for name in ["un", "deux", "trois", "quatre", *extra]:
        if name in without:
            continue
        text = version if not changed or name in changed else 0
        own = asset(name, f"picture {name} {text}", "svg")
        files[f"fr-fr/{name}/index.html"] = (
            f'<!doctype html><link href="/kb/{style if not changed else shared}"><img src="/kb/{own}"><p>{name} {text}'
        )
    files["fr-fr/index.html"] = f'<link href="/kb/{style}">' + "".join(p for p in sorted(files) if p.endswith("l"))
    files["sitemap.xml"] = f"<urlset>{version}</urlset>"
    files["index.html"] = f'<link href="/kb/{style}">{version}'
    return files


class Site:
    """A folder with a built site and its configuration."""

    def __init__(self, store, bucket, port, grace=3600, prefix="kb", more=""):
        self.store = store
        self.folder = tempfile.TemporaryDirectory(prefix="kbgen-publish-")
        self.root = pathlib.Path(self.folder.name)
        self.files = {}
        self.configure(store.target(bucket, port, prefix), grace, more)

    def configure(self, target, grace=3600, more=""):
        (self.root / "kbgen.yaml").write_text(f"publish:\n  grace: {grace}\n  targets:\n    live: {target}\n{more}")

    def write(self, files):
        output = self.root / "output"
        for path in set(self.files) - set(files):
            (output / path).unlink()
        for path, text in files.items():
            place = output / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        (output / ".kbgen-manifest.json").write_text(json.dumps({"files": sorted(files)}))
        self.files = dict(files)

    def start(self, *options, lease=60_000, environment=None, build=False):
        command = [str(KBGEN), "publish", *([] if build or "--rollback" in options else ["--no-build"]), *options]
        variables = {
            **clean_environment(),
            **self.store.environment(),
            "HOME": str(self.root),
            "KBGEN_PUBLISH_LEASE": str(lease),
            **(environment or {}),
        }
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def publish(self, *options, **more):
        """Exit status and what was said."""
        process = self.start(*options, **more)
        try:
            said, _ = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            raise AssertionError(f"kbgen publish does not end: {said}") from None
        return process.returncode, said

    def close(self):
        self.folder.cleanup()
