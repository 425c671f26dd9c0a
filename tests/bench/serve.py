#!/usr/bin/env python3
"""`kbgen serve` beside `hugo server`: how soon a saved edit is served, how soon the first page, in how much memory.

Both watch their own copy of the same articles in memory and are asked over one connection that stays open; they take
turns, and each edit waits until both are idle. Then `kbgen build` with its cache: again, and after one edit. See
README.md for what is measured and what is not.
"""

import argparse
import http.client
import math
import os
import platform
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import run
from run import DOCSET, MEASURES

POLL_S = 0.001
# What has not been seen by then counts as missing.
MISSING_S = 30.0
START_S = 300.0

# After an answer a server may still be at work. It rests this long, and then until it has used no processor for a
# while.
REST_S = 1.0
IDLE_S = 0.3
REST_AT_MOST_S = 60.0

# kbgen reads files again that were changed just before it looked at them.
SETTLED_S = 0.2

KINDS = {
    "sentence": "sentence changed, seen on the page",
    "paragraph": "paragraph added, seen on the page",
    "title": "title changed, seen on the page",
    "title_in_list": "title changed, seen in the list",
}


def main():
    options = arguments()
    corpus = run.find_corpus()
    if corpus is None:
        print(run.NO_CORPUS)
        return 0
    kbgen = run.find_kbgen(options.kbgen)
    # Whoever ends the benchmark ends its servers, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("error: asked to end"))
    with run.working_folder() as work:
        if options.all_editions:
            report = measure_all_editions(kbgen, corpus, options, Path(work))
        else:
            report = compare(kbgen, run.install_hugo(), corpus / "live", options, Path(work))
    run.write_report("serve-all-editions.json" if options.all_editions else "serve.json", report)
    return 0


def arguments():
    parser = argparse.ArgumentParser(description="Time `kbgen serve` beside `hugo server`, and builds with a cache.")
    run.add_arguments(parser)
    parser.add_argument("--edits", type=run.positive, default=20, metavar="N",
                        help="edits of each kind (default 20)")
    parser.add_argument("--all-editions", action="store_true",
                        help="kbgen alone, on both editions in all locales")
    return parser.parse_args()


def compare(kbgen, hugo, edition, options, work):
    run.check_locales(edition, options.locales)
    content = work / "content"
    for locale in options.locales:
        shutil.copytree(edition / locale, content / locale)
    site = work / "hugo"
    mending = run.prepare_hugo(hugo, content, options.locales, site)

    build = run.kbgen_tool(kbgen, [content], options.locales, work, "kbgen")
    ours = kbgen_server(build, content)
    theirs = Server("hugo", [hugo, "server", "--source", site, "--renderToMemory", "--disableFastRender=false",
                             "--watch", "--bind", "127.0.0.1", "--noBuildLock"], site, site / "content", "{}")
    servers = [ours, theirs]
    report = {
        **run.circumstances(content, options, work),
        "edits": options.edits,
        "load_before": os.getloadavg(),
        "versions": {"kbgen": run.first_line([kbgen, "--version"]), "hugo": run.first_line([hugo, "version"])},
        "hugo_preparation": mending,
    }
    print_head(report)
    report["first_page"] = first_pages(build, servers, options)
    print_first_pages(report["first_page"])
    report |= follow_edits(servers, options.locales, ["sentence", "paragraph", "title"], options.edits)
    print_edits(report)
    report["builds"] = cached_builds(kbgen, content, options, work)
    print_builds(report["builds"])
    return report | {"load_after": os.getloadavg()}


def measure_all_editions(kbgen, corpus, options, work):
    """kbgen alone, on all the corpus has. The pages show the newer edition, so that is the one which is edited."""
    editions = ["live", "live-sxs"]
    options.locales = sorted(path.name for path in (corpus / "live").iterdir() if path.is_dir())
    contents = [work / edition for edition in editions]
    for edition, content in zip(editions, contents):
        run.check_locales(corpus / edition, options.locales)
        for locale in options.locales:
            shutil.copytree(corpus / edition / locale, content / locale)
    build = run.kbgen_tool(kbgen, contents, options.locales, work, "kbgen")
    servers = [kbgen_server(build, contents[0])]
    report = {
        **run.circumstances(contents[0], options, work),
        "files": sum(1 for content in contents for _ in content.rglob("*.md")),
        "edits": options.edits,
        "load_before": os.getloadavg(),
        "versions": {"kbgen": run.first_line([kbgen, "--version"])},
    }
    print_head(report)
    report["first_page"] = first_pages(build, servers, options)
    print_first_pages(report["first_page"])
    report |= follow_edits(servers, options.locales, ["sentence", "paragraph"], options.edits)
    print_edits(report)
    return report | {"load_after": os.getloadavg()}


# ---- Servers


def kbgen_server(build, content):
    """The server of the very site that is built; `content` is where articles are edited."""
    program, _, *arguments = build.command
    return Server("kbgen", [program, "serve", *arguments, "--interface", "127.0.0.1"], build.folder, content,
                  f"{{}}/{DOCSET}")


class Server:
    """One server under measurement, and the articles it watches: below `content`, a locale's in the folder `docset`."""

    def __init__(self, name, command, folder, content, docset):
        self.name = name
        self.command = [os.fspath(part) for part in command]
        self.folder = folder
        self.content = content
        self.docset = docset
        self.letters = {}
        self.started = False

    def start(self, address):
        """Starts it. Returns the seconds from the start of the process until it has answered with this page."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.log = tempfile.TemporaryFile(dir=self.folder.parent)
        begin = time.perf_counter()
        self.process = subprocess.Popen([*self.command, "--port", str(port)], cwd=self.folder,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.started = True
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
        while True:
            try:
                status, _ = self.get(address)
            except OSError:
                status = 0
            now = time.perf_counter()
            if status == 200:
                self.connection.close()
                self.connection.timeout = MISSING_S
                return now - begin
            if self.process.poll() is not None or now - begin > START_S:
                self.fail(f"does not serve {address}")
            time.sleep(POLL_S)

    def get(self, address):
        try:
            self.connection.request("GET", address)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()  # the next question opens it again
            raise OSError(f"{address}: {error}") from error

    def page(self, address):
        """The page, or None where there is none."""
        status, body = self.get(address)
        return body if status == 200 else None

    def wait_for(self, address, pattern, begin):
        """Asks for a page until the pattern is in it. Returns the milliseconds since `begin`; None: it never was."""
        while True:
            asked = time.perf_counter()
            try:
                _, body = self.get(address)
            except OSError:
                body = b""
                if self.process.poll() is not None:
                    self.fail("has ended")
            now = time.perf_counter()
            if pattern.search(body):
                return round((now - begin) * 1000, 2)
            if now - begin > MISSING_S:
                return None
            time.sleep(max(0.0, asked + POLL_S - now))

    def rest(self):
        """Waits until it is idle."""
        time.sleep(REST_S)
        end = time.monotonic() + REST_AT_MOST_S
        before = self.ticks()
        while time.monotonic() < end:
            time.sleep(IDLE_S)
            now = self.ticks()
            if now - before <= 1:
                return
            before = now

    def ticks(self):
        """The processor time it has used, in the hundredths of a second of the system's clock."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def peak_rss_mib(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmHWM:\s*(\d+) kB", status)
        return round(int(found.group(1)) / 1024, 1) if found else None

    def list_of(self, locale, address):
        """The address of the page that lists this article by its title: its letter's, or the home page. None if
        there is no such page."""
        home = f"/{locale.lower()}/"
        link = f'href="{address}"'.encode()
        if locale not in self.letters:
            letters = re.findall(rf'href="({home}a-z/[^"]+/)"', (self.page(home) or b"").decode("utf-8"))
            self.letters[locale] = {letter: self.page(letter) or b"" for letter in letters} or {home: self.page(home)}
        return next((letter for letter, body in self.letters[locale].items() if link in body), None)

    def fail(self, what):
        self.stop()
        self.log.seek(0)
        sys.stderr.buffer.write(self.log.read()[-4000:])
        sys.exit(f"error: the server {what}: {' '.join(self.command)}")

    def stop(self):
        if not self.started:
            return
        self.connection.close()
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def first_pages(build, servers, options):
    """From the start of the process to the first answer with an article, beside the build that writes the same site."""
    build = run.Tool([*build.command, "--no-cache"], build.folder, build.output, build.accepted)
    seconds: dict[str, list] = {server.name: [] for server in servers}
    locale = options.locales[0]
    name, _ = next(candidates(servers[0], locale))
    address = address_of(locale, name)
    for turn in range(options.runs + 1):
        build.run()
        for server in servers:
            try:
                took = server.start(address)
            finally:
                server.stop()
            seconds[server.name].append(round(took, 4))
        if turn == 0:  # warm-up
            for runs in [build.runs, *seconds.values()]:
                runs.clear()
    result = {
        "build_no_cache_s": summary([taken["wall_s"] for taken in build.runs]),
        **{f"{name}_s": summary(values) for name, values in seconds.items()},
    }
    result["ratio_serve_to_build"] = ratio(result["kbgen_s"], result["build_no_cache_s"])
    if "hugo_s" in result:
        result["ratio_kbgen_to_hugo"] = ratio(result["kbgen_s"], result["hugo_s"])
    return result


# ---- Edits


def follow_edits(servers, locales, kinds, number):
    """Edits of all kinds, each of an article of its own, in all locales by turns; and what the servers needed."""
    times: dict[str, dict[str, list]] = {server.name: {kind: [] for kind in KINDS} for server in servers}
    start = address_of(locales[0], next(candidates(servers[0], locales[0]))[0])
    try:
        for server in servers:
            server.start(start)
            server.rest()
        articles = {locale: usable(servers, locale) for locale in locales}
        for turn in range(number):
            locale = locales[turn % len(locales)]
            for kind in kinds:
                name = next(articles[locale], None)
                if name is None:
                    sys.exit(f"error: not enough plain articles in {locale} for {number} edits of each kind")
                for server in servers:
                    for seen, took in follow_edit(server, locale, name, kind, f"Probe{turn}x").items():
                        times[server.name][seen].append(took)
                        if took is None:
                            print(f"  not seen in {MISSING_S:.0f} s: {server.name}, {locale}/{name}, {seen}")
        memory = {server.name: server.peak_rss_mib() for server in servers}
    finally:
        for server in servers:
            server.stop()
    result = {
        "edit_to_served_ms": {name: {kind: summary(values) for kind, values in kinds.items() if values}
                              for name, kinds in times.items()},
        "peak_rss_mib": memory,
    }
    if "hugo" in memory:
        ours, theirs = result["edit_to_served_ms"]["kbgen"], result["edit_to_served_ms"]["hugo"]
        result["ratio_kbgen_to_hugo"] = {
            **{kind: ratio(ours[kind], theirs[kind]) for kind in ours},
            "peak_rss": round(memory["kbgen"] / memory["hugo"], 3),
        }
    return result


def follow_edit(server, locale, name, kind, mark):
    """One edit, from before the file is written until the page has it; then the server comes to rest."""
    address = address_of(locale, name)
    listed = server.list_of(locale, address) if kind == "title" else None
    file = file_of(server, locale, name)
    after = EDITS[kind](read(file), mark)
    # Both pages have been visited: Hugo renders such pages at once, and others with the next full build.
    for page in filter(None, [listed, address]):
        server.get(page)
    begin = time.perf_counter()
    write(file, after)
    title = rb"<title>[^<]*" if kind == "title" else b""
    times = {kind: server.wait_for(address, re.compile(title + mark.encode()), begin)}
    if listed:
        times["title_in_list"] = server.wait_for(listed, re.compile(mark.encode()), begin)
    server.rest()
    return times


TITLE = re.compile(r"^(title:[^\n]*?)(['\"]?[ \t]*)$", re.MULTILINE)
HEADING = re.compile(r"^(# [^\n]*?)([ \t]*)$", re.MULTILINE)
# A paragraph in one line that begins with a letter and holds no markup in its first words.
PARAGRAPH = re.compile(r"(?<=\n\n)(?=([^\W\d_][^\n<>\[\]*`|:{}&'\"’_\\]{12})[^\n]*(?:\n\n|\n?\Z))")


def change_sentence(text, mark):
    return PARAGRAPH.sub(f"{mark} ", text, count=1)


def add_paragraph(text, mark):
    return f"{text.rstrip()}\n\nA new paragraph, {mark}, that was not there before.\n"


def change_title(text, mark):
    """In the front matter and in the heading, as its author would; at the end, so that its letter stays the same."""
    text = TITLE.sub(rf"\1 {mark}\2", text, count=1)
    return HEADING.sub(rf"\1 {mark}\2", text, count=1)


EDITS = {"sentence": change_sentence, "paragraph": add_paragraph, "title": change_title}


def candidates(server, locale):
    """The names of a locale's articles whose address is plain from the name, and which can be edited in all ways,
    with the first words of a paragraph; in an order that is random and always the same."""
    files = sorted(file_of(server, locale, "").parent.glob("*.md"))
    random.Random(locale).shuffle(files)
    for file in files:
        text = read(file)
        words = PARAGRAPH.search(text)
        # In a list, a fence or an element that is left open, a new paragraph would be something else.
        plain = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", file.stem.lower()) and file.stem.lower() != "index"
        closed = re.search(r"\n\n[^\s<>|*+#-][^\n<>]*\s*\Z", text) and not re.search("```|<", text.partition("\n\n")[2])
        if plain and words and closed and text.startswith("---\n") and TITLE.search(text) and HEADING.search(text):
            yield file.stem, words.group(1)


def usable(servers, locale):
    """The names of articles that all servers have at the same address, and list."""
    for name, words in candidates(servers[0], locale):
        address = address_of(locale, name)
        if all(file_of(server, locale, name).is_file() and words.encode() in (server.page(address) or b"")
               and server.list_of(locale, address) for server in servers):
            yield name


def address_of(locale, name):
    return f"/{locale.lower()}/{name.lower()}/"


def file_of(server, locale, name):
    return server.content / server.docset.format(locale) / f"{name}.md"


def read(file):
    with file.open(encoding="utf-8", newline="") as text:
        return text.read()


def write(file, text):
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(text)


# ---- Builds with the cache


def cached_builds(kbgen, content, options, work):
    """`kbgen build` without a cache and output, then with nothing changed, then after one edited article."""
    tool = run.kbgen_tool(kbgen, [content], options.locales, work, "cached")
    server = kbgen_server(tool, content)
    articles = [(locale, candidates(server, locale)) for locale in options.locales]
    runs: dict[str, list] = {"cold": [], "unchanged": [], "edited": []}
    for turn in range(options.runs + 1):
        shutil.rmtree(tool.folder / ".kbgen", ignore_errors=True)
        time.sleep(SETTLED_S)
        tool.run()
        time.sleep(SETTLED_S)
        tool.run_again()
        locale, names = articles[turn % len(articles)]
        file = file_of(server, locale, next(names)[0])
        write(file, change_sentence(read(file), f"Built{turn}x"))
        time.sleep(SETTLED_S)
        tool.run_again()
        page = tool.output / address_of(locale, file.stem).strip("/") / "index.html"
        if f"Built{turn}x" not in page.read_text(encoding="utf-8"):
            sys.exit(f"error: the build after an edit of {file.name} does not have it")
        if turn > 0:  # the first is a warm-up
            for taken, kind in zip(tool.runs[-3:], runs):
                runs[kind].append(taken)
    result = {kind: {measure: summary([taken[measure] for taken in all_runs]) for measure in MEASURES}
              for kind, all_runs in runs.items()}
    for kind in ("unchanged", "edited"):
        result[f"ratio_{kind}_to_cold"] = ratio(result[kind]["wall_s"], result["cold"]["wall_s"])
    return result


# ---- Figures


def summary(values):
    """Of what was seen: median, 95th of 100 (by rank), least. None stands for what never was."""
    seen = sorted(value for value in values if value is not None)
    return {
        "median": round(statistics.median(seen), 4) if seen else None,
        "p95": seen[math.ceil(0.95 * len(seen)) - 1] if seen else None,
        "min": seen[0] if seen else None,
        "missing": len(values) - len(seen),
        "all": values,
    }


def ratio(a, b):
    """Of two medians."""
    return round(a["median"] / b["median"], 3) if a["median"] is not None and b["median"] else None


ROW = "{:<40} {:>12} {:>12} {:>12}".format


def cell(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def print_head(report):
    files = f" in {report['files']} files" if "files" in report else ""
    print(f"\n{', '.join(report['locales'])}: {sum(report['articles'].values())} articles{files}, "
          f"{report['runs']} runs and {report['edits']} edits of each kind, "
          f"on {report['machine']['processors']} processors, load {report['load_before'][0]:.1f}")
    print(" | ".join(report["versions"].values()), flush=True)


def print_first_pages(first):
    print("\n" + ROW("first page, s", "median", "min", "kbgen/this"))
    for key, title in {"kbgen_s": "kbgen serve", "hugo_s": "hugo server",
                       "build_no_cache_s": "kbgen build --no-cache"}.items():
        if key in first:
            print(ROW(title, cell(first[key]["median"]), cell(first[key]["min"]),
                      cell(ratio(first["kbgen_s"], first[key]))), flush=True)


def print_edits(report):
    ours, theirs = report["edit_to_served_ms"]["kbgen"], report["edit_to_served_ms"].get("hugo", {})
    ratios = report.get("ratio_kbgen_to_hugo", {})
    print("\n" + ROW("edit to served bytes, ms", "kbgen", "hugo", "kbgen/hugo"))
    for kind, title in KINDS.items():
        if kind in ours:
            other = theirs.get(kind, {})
            print(ROW(title, cell(ours[kind]["median"], 1), cell(other.get("median"), 1), cell(ratios.get(kind), 3)))
            print(ROW("  95th of 100", cell(ours[kind]["p95"], 1), cell(other.get("p95"), 1), ""))
            if ours[kind]["missing"] or other.get("missing"):
                print(ROW("  never seen", ours[kind]["missing"], other.get("missing", "–"), ""))
    memory = report["peak_rss_mib"]
    print(ROW("peak memory after the edits, MiB", cell(memory["kbgen"], 0), cell(memory.get("hugo"), 0),
              cell(ratios.get("peak_rss"))), flush=True)


def print_builds(builds):
    print("\n" + ROW("kbgen build, s", "median", "min", "to cold"))
    for kind, title in {"cold": "nothing there yet", "unchanged": "again, nothing changed",
                        "edited": "again, one article edited"}.items():
        wall = builds[kind]["wall_s"]
        print(ROW(title, cell(wall["median"]), cell(wall["min"]), cell(ratio(wall, builds["cold"]["wall_s"]))))
    print(ROW("peak memory of the first, MiB", cell(builds["cold"]["peak_rss_mib"]["median"], 0), "", ""), flush=True)


if __name__ == "__main__":
    if platform.system() != "Linux":
        sys.exit("error: the memory and the rest of servers are read from /proc, which only Linux has")
    sys.exit(main())
