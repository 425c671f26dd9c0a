"""kbgen publish against moto, Azurite and a stand-in of Google Cloud Storage: what is sent, kept, deleted, refused and said."""

import http.server
import itertools
import json
import os
import threading
import time
import unittest

import sites
import stores
from proxy import Proxy
from sites import Site, pages

NUMBERS = itertools.count(1)


class Cases:
    """The same for every store."""

    @classmethod
    def setUpClass(cls):
        cls.store = cls.make_store()

    @classmethod
    def tearDownClass(cls):
        cls.store.stop()

    def setUp(self):
        self.bucket = f"help-{next(NUMBERS)}"
        self.store.make(self.bucket)
        self.proxy = Proxy(self.store)
        self.addCleanup(self.proxy.stop)

    def site(self, files=None, **more):
        site = Site(self.store, self.bucket, self.proxy.port, **more)
        self.addCleanup(site.close)
        if files is not None:
            site.write(files)
        return site

    def publish(self, site, *options, status=0, **more):
        self.proxy.begin()
        got, said = site.publish(*options, **more)
        self.assertEqual(got, status, said)
        return said

    def there(self, prefix="kb/"):
        """What readers can see."""
        keys = [key for key in self.store.list(self.bucket) if key.startswith(prefix)]
        keys = [key for key in keys if "/.kbgen/" not in key]
        return {key.removeprefix(prefix): self.store.get(self.bucket, key).body.decode(errors="replace") for key in keys}

    def written(self):
        return sorted(r.key.removeprefix("kb/") for r in self.proxy.writes() if r.method == "PUT" and "/.kbgen/" not in r.key)

    def test_all_of_it_and_nothing_again(self):
        site = self.site(pages(1))
        said = self.publish(site)
        self.assertIn(f"{len(site.files)} uploaded, 0 unchanged, 0 deleted, generation 1", said)
        self.assertEqual(self.there(), site.files)
        # State, lock and its proof, plan, files, manifest, commit, cleaning up, done.
        self.assertLessEqual(len(self.proxy.requests), len(site.files) + 8)
        said = self.publish(site)
        self.assertIn(f"0 uploaded, {len(site.files)} unchanged, 0 deleted, generation 1, 2 requests", said)
        self.assertEqual(len(self.proxy.requests), 2)
        self.assertEqual(self.proxy.writes(), [])

    def test_headers(self):
        site = self.site(pages(1))
        self.publish(site)
        of = lambda path: self.store.get(self.bucket, f"kb/{path}").headers
        page = of("fr-fr/un/index.html")
        self.assertEqual(page["content-type"], "text/html; charset=utf-8")
        self.assertEqual(page["cache-control"], "no-cache")
        self.assertEqual(page["content-language"], "fr-FR")
        style = next(path for path in site.files if path.endswith(".css"))
        self.assertEqual(of(style)["cache-control"], "public, max-age=31536000, immutable")
        self.assertEqual(of("assets/favicon.svg")["cache-control"], "no-cache")

    def test_one_article_costs_one_article(self):
        site = self.site(pages(1, changed=["un"]))
        self.publish(site)
        before = self.there()
        site.write(pages(1, changed=["un"]) | {"fr-fr/deux/index.html": "<p>deux, corrected"})
        said = self.publish(site)
        self.assertIn(f"1 uploaded, {len(site.files) - 1} unchanged", said)
        # Two records are read, five are written, what is obsolete is deleted, two requests keep and replace the page.
        self.assertLessEqual(len(self.proxy.requests), 10, self.proxy.requests)
        self.assertEqual(self.written(), ["fr-fr/deux/index.html"])
        self.assertEqual(self.there(), before | {"fr-fr/deux/index.html": "<p>deux, corrected"})

    def test_order(self):
        site = self.site(pages(1))
        self.publish(site)
        keys = [r.key.removeprefix("kb/") for r in self.proxy.writes() if "/.kbgen/" not in r.key]

        def rank(key):
            if key.startswith("assets/search/"):
                return 1
            if key.startswith("assets/"):
                return 0
            return 2 if key.endswith("html") and "/" in key else 3 if "/" in key else 4

        ranks = [rank(key) for key in keys]
        self.assertEqual(ranks, sorted(ranks), keys)
        self.assertEqual(self.proxy.model.broken, [])

    def test_pages_go_at_once_and_their_files_after_the_grace(self):
        site = self.site(pages(1), grace=1)
        self.publish(site)
        old = {path for path in site.files if "/trois." in path}
        self.assertEqual(len(old), 1)
        site.write(pages(1, without=["trois"]))
        said = self.publish(site)
        self.assertIn("1 deleted", said)
        self.assertNotIn("fr-fr/trois/index.html", self.there())
        self.assertLessEqual(old, self.there().keys())
        time.sleep(1.1)
        site.write(pages(2, without=["trois"]))
        self.publish(site)
        self.assertFalse(old & self.there().keys())
        # The files of the state before are there, for going back.
        self.assertLess(set(site.files), self.there().keys())

    def test_there_and_back_again(self):
        site = self.site(pages(1), grace=0)
        self.publish(site)
        first = dict(site.files)
        site.write(pages(2, without=["deux"], extra=["cinq"]))
        self.publish(site)
        second = dict(site.files)
        said = self.publish(site, "--rollback")
        self.assertIn("generation 3", said)
        there = self.there()
        self.assertEqual({path: there.get(path) for path in first}, first)
        self.assertNotIn("fr-fr/cinq/index.html", there)
        page = self.store.get(self.bucket, "kb/fr-fr/deux/index.html").headers
        self.assertEqual((page["content-type"], page["cache-control"]), ("text/html; charset=utf-8", "no-cache"))
        self.publish(site, "--rollback")
        there = self.there()
        self.assertEqual({path: there.get(path) for path in second}, second)
        self.assertNotIn("fr-fr/deux/index.html", there)
        self.assertIn("0 uploaded", self.publish(site))
        self.assertEqual(self.proxy.model.broken, [])

    def test_no_way_back_before_the_second_state(self):
        site = self.site(pages(1))
        self.assertIn("nothing was published", self.publish(site, "--rollback", status=1))
        self.publish(site)
        self.assertIn("only one state was published", self.publish(site, "--rollback", status=1))
        self.assertEqual(self.there(), site.files)

    def test_dry_runs_write_nothing(self):
        site = self.site(pages(1))
        said = self.publish(site, "--dry-run")
        self.assertIn(f"{len(site.files)} to upload", said)
        self.assertEqual((self.proxy.writes(), self.there()), ([], {}))
        self.publish(site)
        site.write(pages(2, without=["un"]))
        for options in (["--dry-run"], ["--dry-run", "--rollback"]):
            if options[-1] == "--rollback":
                self.publish(site)
            before = self.there()
            said = self.publish(site, *options)
            self.assertIn("nothing was changed", said)
            self.assertEqual((self.proxy.writes(), self.there()), ([], before))

    def test_strangers_stay(self):
        strangers = {"kb/fr-fr/notes.txt": "mine", "other/index.html": "theirs", "kb/.well-known/x": "proof"}
        for key, body in strangers.items():
            self.store.put(self.bucket, key, body.encode())
        site = self.site(pages(1), grace=0)
        self.publish(site)
        site.write(pages(2, without=["un"]))
        self.publish(site)
        self.publish(site, "--rollback")
        for key, body in strangers.items():
            self.assertEqual(self.store.get(self.bucket, key).body.decode(), body)

    def test_a_stranger_in_the_way_is_named_and_stays(self):
        site = self.site(pages(1))
        self.publish(site)
        before = self.there()
        self.store.put(self.bucket, "kb/fr-fr/cinq/index.html", b"by hand")
        site.write(pages(2, extra=["cinq"]))
        for _ in range(2):
            said = self.publish(site, status=1)
            self.assertIn("`fr-fr/cinq/index.html` is in the way", said)
            there = self.there()
            self.assertEqual(there["fr-fr/cinq/index.html"], "by hand")
            # Every page is the old one, whole.
            self.assertEqual({path: there[path] for path in before}, before)
        self.store.delete(self.bucket, "kb/fr-fr/cinq/index.html")
        self.publish(site)
        there = self.there()
        self.assertEqual({path: there.get(path) for path in site.files}, site.files)

    def test_same_content_of_a_stranger_is_not_adopted(self):
        site = self.site(pages(1))
        self.store.put(self.bucket, "kb/index.html", site.files["index.html"].encode(), "text/html; charset=utf-8")
        self.assertIn("`index.html` is in the way", self.publish(site, status=1))

    def test_older_commits_are_refused(self):
        site = self.site(pages(2))
        git = lambda *words, **more: sites.subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
            cwd=site.root, check=True, capture_output=True, env={**os.environ, **more},
        )
        git("init", "-q")
        for version, day in ((1, "2025-01-01"), (2, "2025-01-02")):
            (site.root / "content.md").write_text(str(version))
            git("add", "content.md")
            when = f"{day}T12:00:00Z"
            git("commit", "-qm", str(version), GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)
        self.publish(site)
        git("checkout", "-q", "HEAD~1")
        site.write(pages(1))
        before = self.there()
        self.assertIn("is older than", self.publish(site, status=1))
        self.assertEqual((self.there(), self.proxy.writes()), (before, []))
        self.publish(site, "--force")
        self.assertEqual(self.there()["index.html"], site.files["index.html"])

    def test_verification_looks_through_the_public_address(self):
        serve = {"files": {}}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.removeprefix("/kb/")
                body = serve["files"].get(path + "index.html" if path.endswith("/") or not path else path)
                self.send_response(404 if body is None else 200)
                self.end_headers()
                self.wfile.write((body or "").encode())

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = self.site(pages(1), more=f"base_url: http://127.0.0.1:{server.server_address[1]}/kb/\n")
        # A cache that is late.
        threading.Timer(1, lambda: serve.update(files=self.there())).start()
        self.assertIn("fetched through the public address", self.publish(site, "--verify"))
        site.write(pages(2))
        threading.Timer(1, lambda: serve.update(files=self.there())).start()
        self.publish(site, "--verify")
        threading.Timer(1, lambda: serve.update(files=self.there())).start()
        self.publish(site, "--rollback", "--verify")
        self.assertIn("needs to know where the site is", self.publish(self.site(pages(1)), "--verify", status=2))

    def test_it_builds_first(self):
        site = self.site()
        article = site.root / "content/fr-FR/un.md"
        article.parent.mkdir(parents=True)
        article.write_text('---\ntitle: Un\nms.locfileid: "11"\n---\n# Un\n\nTexte.\n')
        self.proxy.begin()
        process = site.start("--report", "report.json", build=True)
        said = process.communicate(timeout=60)[0]
        self.assertEqual(process.returncode, 0, said)
        report = json.loads((site.root / "report.json").read_text())
        there = self.there()
        self.assertEqual(report["uploaded"], len(there))
        built = [p.relative_to(site.root / "output").as_posix() for p in (site.root / "output").rglob("*") if p.is_file()]
        self.assertEqual(sorted(there), sorted(set(built) - {".kbgen-manifest.json"}))
        self.assertIn("Texte.", there["fr-fr/un/index.html"])
        article.write_text(article.read_text().replace("Texte.", "Autre texte."))
        # Pages, not time: most of the site is as it was.
        process = site.start("--report", "report.json", build=True)
        said = process.communicate(timeout=60)[0]
        self.assertEqual(process.returncode, 0, said)
        report = json.loads((site.root / "report.json").read_text())
        self.assertGreater(report["unchanged"], report["uploaded"])
        self.assertIn("Autre texte.", self.there()["fr-fr/un/index.html"])

    def test_reports(self):
        site = self.site(pages(1))
        self.publish(site, "--report", "report.json")
        report = json.loads((site.root / "report.json").read_text())
        self.assertEqual((report["uploaded"], report["generation"], report["dry_run"]), (len(site.files), 1, False))
        self.assertEqual(report["requests"], len(self.proxy.requests))
        said = self.publish(site, "--format", "json")
        self.assertEqual(json.loads(said)["unchanged"], len(site.files))
        site.write(pages(2, extra=["cinq"]))
        self.store.put(self.bucket, "kb/fr-fr/cinq/index.html", b"by hand")
        self.publish(site, "--report", "report.json", status=1)
        report = json.loads((site.root / "report.json").read_text())
        self.assertIn("`fr-fr/cinq/index.html` is in the way", report["error"])

    def test_servers_that_ask_for_time_get_it(self):
        site = self.site(pages(1))
        times = []

        def harm(number, method, path):
            times.append(time.monotonic())
            return ("status", 503, 1) if number == 9 else ("status", 429, None) if number % 7 == 0 else None

        self.proxy.begin(harm)
        status, said = site.publish("--report", "report.json")
        self.assertEqual(status, 0, said)
        self.assertEqual(self.there(), site.files)
        # After the 503 nothing was asked for a second, but for what was under way.
        self.assertGreater(max(b - a for a, b in zip(times, times[1:])), 0.9)
        self.assertEqual(json.loads((site.root / "report.json").read_text())["requests"], len(times))

    def test_a_server_that_never_answers_well_fails_it(self):
        site = self.site(pages(1))
        one = lambda path: self.store.place(path)[1] == "kb/fr-fr/un/index.html"
        self.proxy.begin(lambda number, method, path: ("status", 500, 0) if one(path) else None)
        status, said = site.publish()
        self.assertEqual(status, 1, said)
        self.assertIn("`kb/fr-fr/un/index.html`", said)
        self.assertNotIn("index.html", self.there())
        # It has given the lock back, and what it sent is not sent again.
        said = self.publish(site)
        self.assertEqual(self.there(), site.files)
        self.assertNotIn("0 unchanged", said)

    def test_changed_files_are_not_sent(self):
        site = self.site(pages(1))
        (site.root / "output/index.html").unlink()
        self.assertIn("`index.html` is missing", self.publish(site, status=2))
        self.assertEqual(self.proxy.requests, [])

    def test_buckets_that_are_not_there(self):
        site = Site(self.store, "nowhere", self.proxy.port)
        self.addCleanup(site.close)
        site.write(pages(1))
        status, said = site.publish()
        self.assertEqual(status, 2, said)

    def test_secrets_are_never_shown(self):
        if self.store.kind == "gcs":
            return  # The stand-in knows no credentials.
        site = self.site(pages(1), prefix="secret")
        secrets = [v for n, v in self.store.environment().items() if n in ("AWS_SECRET_ACCESS_KEY", "AZURE_STORAGE_ACCOUNT_KEY")]
        self.assertEqual(len(secrets), 1)
        leaky = lambda number, method, path: ("status", 403, None)
        said = []
        for options, harm in (([], None), (["--dry-run"], None), (["--rollback"], leaky), ([], leaky)):
            self.proxy.begin(harm)
            said.append(site.publish(*options, "--report", "report.json")[1])
            if (site.root / "report.json").exists():
                said.append((site.root / "report.json").read_text())
        for key in self.store.list(self.bucket):
            said.append(self.store.get(self.bucket, key).body.decode(errors="replace"))
        self.assertGreater(len(said), 15)
        for text in said:
            self.assertNotIn(secrets[0], text)


class OnS3(Cases, unittest.TestCase):
    make_store = stores.S3

    def test_cloudfront_is_told_what_changed(self):
        made = self.store.cloudfront.create_distribution(
            DistributionConfig={
                "CallerReference": self.bucket,
                "Comment": "",
                "Enabled": True,
                "Origins": {"Quantity": 1, "Items": [{"Id": "o", "DomainName": f"{self.bucket}.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
                "DefaultCacheBehavior": {
                    "TargetOriginId": "o",
                    "ViewerProtocolPolicy": "allow-all",
                    "MinTTL": 0,
                    "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
                },
            }
        )["Distribution"]["Id"]
        site = self.site(pages(1, changed=["un"]))
        target = self.store.target(self.bucket, self.proxy.port)
        site.configure(target.replace("}", f", distribution: {made}}}"))
        self.publish(site)
        site.write(site.files | {"fr-fr/deux/index.html": "<p>new", "index.html": "<p>home"})
        self.publish(site)
        self.publish(site)
        listed = self.store.cloudfront.list_invalidations(DistributionId=made)["InvalidationList"]["Items"]
        told = [
            self.store.cloudfront.get_invalidation(DistributionId=made, Id=one["Id"])["Invalidation"]["InvalidationBatch"]
            for one in listed
        ]
        paths = [sorted(batch["Paths"]["Items"]) for batch in told]
        self.assertEqual(len(paths), 2)
        self.assertIn(["/kb/", "/kb/fr-fr/deux/*", "/kb/index.html"], paths)
        # Where it cannot be told, that is a failure, and the next one tells it.
        site.configure(target.replace("}", ", distribution: NONE}"))
        site.write(site.files | {"fr-fr/deux/index.html": "<p>newer"})
        self.assertIn("there is no distribution `NONE`", self.publish(site, status=1))
        site.configure(target.replace("}", f", distribution: {made}}}"))
        self.assertIn("0 uploaded", self.publish(site))
        listed = self.store.cloudfront.list_invalidations(DistributionId=made)["InvalidationList"]["Items"]
        self.assertEqual(len(listed), 3)

    def test_credentials_of_the_shared_file(self):
        site = self.site(pages(1))
        folder = site.root / ".aws"
        folder.mkdir()
        secret = "a-secret-in-a-file"
        (folder / "credentials").write_text(f"[docs]\naws_access_key_id = X\naws_secret_access_key = {secret}\n")
        target = self.store.target(self.bucket, self.proxy.port)
        site.configure(target.replace("}", ", profile: docs}"))
        environment = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
        said = self.publish(site, environment=environment)
        self.assertNotIn(secret, said)
        site.configure(target.replace("}", ", profile: none}"))
        self.assertIn("no keys of the profile `none`", self.publish(site, status=2, environment=environment))


    def test_stores_without_conditions_are_refused(self):
        site = self.site(pages(1))
        self.proxy.dropped = ("if-none-match",)
        self.assertIn("ignores the condition", self.publish(site, status=2))
        self.assertEqual(self.there(), {})


class OnAzure(Cases, unittest.TestCase):
    make_store = stores.Azure


class OnGoogle(Cases, unittest.TestCase):
    make_store = stores.Google


if __name__ == "__main__":
    unittest.main()
