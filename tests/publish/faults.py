#!/usr/bin/env python3
"""Many small disasters while a site is published, each told by its seed: killed, turned away, cut off, two at once,
paused for longer than the lock lasts. Whatever happens, no page is ever live without the files that it loads, the next
publication brings the site there to the byte, strangers' files stay, and who loses says so.

    faults.py [--runs 200] [--seed 1] [--only NUMBER] [--store s3|azure|gcs]
"""

import argparse
import concurrent.futures
import json
import random
import signal
import sys
import threading
import time
import traceback

import stores
from proxy import Proxy, loads
from sites import Site, pages

LEASE = 900  # milliseconds
STRANGERS = {"kb/fr-fr/notes.html": b"<p>theirs", "kb/assets/theirs.css": b"a {}", "elsewhere.html": b"<p>not ours"}


class Failure(Exception):
    pass


def must(condition, *what):
    if not condition:
        raise Failure(" ".join(str(part) for part in what))


class Run:
    def __init__(self, store, number, seed):
        self.store = store
        self.random = random.Random(f"{seed}/{number}")
        self.bucket = f"faults-{store.kind}-{number}"
        self.proxy = Proxy(store)
        store.make(self.bucket)
        for key, body in STRANGERS.items():
            store.put(self.bucket, key, body)
        self.grace = self.random.choice([0, 3600])
        self.sites = []
        self.log = []

    def site(self, files):
        site = Site(self.store, self.bucket, self.proxy.port, grace=self.grace)
        site.write(files)
        self.sites.append(site)
        return site

    def some(self, version):
        names = ["un", "deux", "trois", "quatre"]
        gone = self.random.sample(names, self.random.choice([0, 0, 1, 2]))
        more = self.random.sample(["cinq", "six"], self.random.choice([0, 1, 2]))
        changed = self.random.choice([(), ("un",), ("un", "deux")])
        return pages(version, changed=changed, without=gone, extra=more)

    def all(self):
        first = self.site(self.some(1))
        if self.random.random() < 0.8:
            status, said = first.publish(lease=20_000)
            must(status == 0, "the first publication fails:", said)
        if self.random.random() < 0.3:
            first.write(self.some(2))
            status, said = first.publish(lease=20_000)
            must(status == 0, "the second publication fails:", said)
        first.write(self.some(3))
        other = self.site(self.some(4))
        scenario = self.random.choice([self.killed, self.killed, self.turned_away, self.cut_off, self.two, self.held, self.paused, self.paused])
        self.log.append(scenario.__name__)
        scenario(first, other)
        self.crawl()
        last = self.random.choice([first, other])
        self.converge(last)
        self.crawl()
        must(not self.proxy.model.broken, self.proxy.model.broken[:3])

    def finish(self, process):
        try:
            said, _ = process.communicate(timeout=60)
        except Exception:
            process.kill()
            raise Failure("a publisher does not end") from None
        self.log.append(f"exit {process.returncode}: {said.strip()[-300:]}")
        return process.returncode

    def start(self, site, harm, *options, lease=LEASE):
        """A publisher whose requests are harmed; `harm` also gets its process."""
        ready = threading.Event()
        box = []

        def with_process(number, method, path):
            ready.wait(10)
            return harm(box[0], number, method, path)

        self.proxy.begin(with_process)
        box.append(site.start(*options, lease=lease))
        ready.set()
        return box[0]

    # What can happen.

    def killed(self, first, _):
        at = self.random.randint(1, 30)
        when = self.random.choice(["before", "after"])
        options = ["--rollback"] if self.random.random() < 0.2 else []
        self.log.append(f"{when} request {at} {options}")

        def harm(process, number, *_):
            def kill():
                process.send_signal(signal.SIGKILL)
                process.wait()
                return False

            return (when, kill) if number == at else None

        self.finish(self.start(first, harm, *options))

    def turned_away(self, first, _):
        def harm():
            return ("status", self.random.choice([429, 500, 503]), self.random.choice([None, 0]))

        status = self.start(first, self.sometimes(harm), lease=20_000)
        must(self.finish(status) == 0, "it does not try again")

    def cut_off(self, first, _):
        status = self.start(first, self.sometimes(lambda: ("cut",)), lease=20_000)
        must(self.finish(status) == 0, "it does not try again")

    def sometimes(self, harm):
        """Harms some requests, but none more often than anybody would ask again."""
        share = self.random.choice([0.1, 0.3])
        harmed = {}

        def order(_, __, method, path):
            times = harmed.get((method, path), 0)
            if times > 5 or self.random.random() >= share:
                return None
            harmed[method, path] = times + 1
            return harm()

        return order

    def two(self, first, other):
        """Two at once, as they come."""
        self.proxy.begin()
        both = [site.start(lease=20_000) for site in (first, other)]
        codes = [self.finish(process) for process in both]
        must(0 in codes, "nobody wins")
        must(set(codes) <= {0, 1}, codes)
        there = self.there()
        won = [site for site, code in zip((first, other), codes) if code == 0]
        must(any(self.same(there, site) for site in won), "what is there is not what a winner published")

    def held(self, first, other):
        """One comes while the other is at work."""
        at = self.random.randint(4, 9)
        came = threading.Event()
        go = threading.Event()

        def harm(_, number, *__):
            def wait():
                came.set()
                go.wait(30)

            return ("before", wait) if number == at else None

        process = self.start(first, harm, lease=20_000)
        must(came.wait(20) or process.poll() is not None, "it does not get so far")
        if came.is_set():
            with self.proxy.lock:
                self.proxy.harm = None
            status, said = other.publish(lease=20_000)
            must(status == 1, "the one that came later should fail:", status, said)
            go.set()
        must(self.finish(process) == 0, "the one that came first fails")
        must(self.same(self.there(), first), "what is there is not what the first one published")

    def paused(self, first, other):
        """One sleeps for longer than its lock lasts, perhaps in the middle of a request that arrives later."""
        at = self.random.randint(1, 26)
        late = self.random.choice([False, False, True])
        self.log.append(f"at request {at}, {'which arrives late' if late else 'which has arrived'}")
        came = threading.Event()
        go = threading.Event()

        def harm(process, number, *_):
            def stop():
                process.send_signal(signal.SIGSTOP)
                came.set()
                if late:
                    go.wait(60)

            return ("before" if late else "after", stop) if number == at else None

        process = self.start(first, harm)
        deadline = time.monotonic() + 30
        while not came.wait(0.02) and process.poll() is None and time.monotonic() < deadline:
            pass
        if not came.is_set():
            self.finish(process)
            return
        time.sleep(LEASE / 1000 + 0.1)
        over = self.over()
        with self.proxy.lock:
            self.proxy.harm = None
        status = self.until_it_succeeds(other)
        must(status == 0, "nobody can take over")
        go.set()
        time.sleep(0.1)
        process.send_signal(signal.SIGCONT)
        code = self.finish(process)
        must(code == 1 or over, "the one that was paused says that it succeeded")

    # What must hold.

    def over(self):
        """Whether nobody is at work."""
        try:
            state = json.loads(self.store.get(self.bucket, "kb/.kbgen/state.json").body)
        except Exception:
            return False
        return state["lock"] is None and state["finished"]

    def until_it_succeeds(self, site):
        self.proxy.begin()
        for _ in range(6):
            status, said = site.publish(lease=LEASE)
            self.log.append(f"again: exit {status}: {said.strip()[-200:]}")
            if status == 0:
                return 0
            time.sleep(LEASE / 1000)
        return status

    def there(self):
        keys = [key for key in self.store.list(self.bucket) if key.startswith("kb/") and "/.kbgen/" not in key]
        return {key: self.store.get(self.bucket, key) for key in keys}

    def same(self, there, site):
        return all(
            f"kb/{path}" in there and there[f"kb/{path}"].body.decode() == text for path, text in site.files.items()
        )

    def crawl(self):
        there = self.there()
        for key, found in there.items():
            if key.endswith(".html"):
                missing = [path for path in loads(found.body) if f"kb/{path}" not in there]
                must(not missing, key, "is there without", missing)
        for key, body in STRANGERS.items():
            must(self.store.get(self.bucket, key).body == body, key, "of a stranger was touched")

    def converge(self, site):
        must(self.until_it_succeeds(site) == 0, "the next publication does not succeed")
        there = self.there()
        for path, text in site.files.items():
            found = there.get(f"kb/{path}")
            must(found is not None, path, "is missing")
            must(found.body.decode() == text, path, "is another one:", found.body[:200])
            wanted = "immutable" if path.startswith("assets/") and "favicon" not in path else "no-cache"
            must(wanted in found.headers["cache-control"], path, found.headers)
        more = {key.removeprefix("kb/") for key in there} - set(site.files) - {k.removeprefix("kb/") for k in STRANGERS}
        must(all(path.startswith("assets/") for path in more), "what nobody wants is still there:", sorted(more))

    def close(self):
        self.proxy.stop()
        for site in self.sites:
            site.close()


def one(store, number, seed):
    run = Run(store, number, seed)
    try:
        run.all()
        return number, store.kind, run.log, None
    except Exception as problem:
        why = str(problem) if isinstance(problem, Failure) else traceback.format_exc()
        return number, store.kind, run.log, why
    finally:
        run.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--runs", type=int, default=200)
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--only", type=int)
    arguments.add_argument("--store", choices=["s3", "azure", "gcs"])
    arguments.add_argument("--at-a-time", type=int, default=6)
    options = arguments.parse_args()
    begin = time.monotonic()
    # The stand-in of Google's is asked for by its name.
    kinds = [kind for kind in (stores.S3, stores.Azure, stores.Google) if kind.kind in (options.store or "s3 azure").split()]
    opened = [kind() for kind in kinds]
    numbers = [options.only] if options.only is not None else range(options.runs)
    passed, failed = 0, 0
    scenarios = {}
    try:
        with concurrent.futures.ThreadPoolExecutor(options.at_a_time) as pool:
            runs = [pool.submit(one, opened[number % len(opened)], number, options.seed) for number in numbers]
            for run in concurrent.futures.as_completed(runs):
                number, kind, log, why = run.result()
                name = log[0] if log else "beginning"
                scenarios[name] = scenarios.get(name, 0) + 1
                if why is None:
                    passed += 1
                else:
                    failed += 1
                    print(f"FAILED run {number} of seed {options.seed} ({kind}): {why}\n  " + "\n  ".join(log), flush=True)
                if options.only is not None:
                    print("  " + "\n  ".join(log))
    finally:
        for store in opened:
            store.stop()
    print(", ".join(f"{name} {count}" for name, count in sorted(scenarios.items())))
    print(f"{time.monotonic() - begin:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
