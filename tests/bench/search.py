#!/usr/bin/env python3
"""kbgen's search beside Pagefind: what the index costs, and how well each finds what is looked for.

Two parts: `kbgen build` (which indexes) beside Hugo and Pagefind on Hugo's pages, as run.py does it; and the queries of
the shared search runner, asked of both engines in a browser. See README.md for what is compared and what is not.
"""

import argparse
import gzip
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import run
from run import HERE, MEASURES, REPOSITORY, Tool

# Both sites have their article in this element, and no other page has one.
ARTICLE = "main > article"

# A slow connection: what each answer of the server waits for, in milliseconds, and the kbit/s it then comes at.
SLOW = ["--rtt", "100", "--kbps", "4000"]


def main():
    options = arguments()
    corpus = run.find_corpus()
    if corpus is None:
        print(run.NO_CORPUS)
        return 0
    kbgen = run.find_kbgen(options.kbgen)
    pagefind = install_pagefind()
    if options.only != "quality":
        edition = corpus / "live"
        run.check_locales(edition, options.locales)
        hugo = run.install_hugo()
        with run.working_folder() as work:
            report = compare_builds(kbgen, hugo, pagefind, edition, options, Path(work))
        run.write_report("search-build.json", report)
    if options.only != "build":
        runner = options.runner
        if not (runner / "run.mjs").is_file():
            print(f"SKIPPED: quality: no search runner (run.mjs and queries/) in {runner}; --runner names its folder")
            return 0
        with run.working_folder() as work:
            report = compare_quality(kbgen, pagefind, corpus, runner.resolve(), options, Path(work))
        run.write_report("search-quality.json", report)
    return 0


def arguments():
    parser = argparse.ArgumentParser(description="Measure kbgen's search against Pagefind.")
    run.add_arguments(parser)
    parser.add_argument("--only", choices=["build", "quality"], help="only one of the two parts")
    parser.add_argument("--without", type=Path, metavar="PATH",
                        help="a kbgen that makes no index, to tell the index's share of the build")
    parser.add_argument("--runner", type=Path, default=REPOSITORY.parent / "shared" / "search", metavar="FOLDER",
                        help="the search runner with its queries (default ../shared/search)")
    parser.add_argument("--ask", type=run.names, metavar="A,B,C", help="locales to ask in (default all with queries)")
    parser.add_argument("--cold", type=run.positive, default=40, metavar="N",
                        help="queries asked in a browser of their own, for bytes and requests (default 40)")
    parser.add_argument("--chromium", metavar="PATH", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                        help="the browser (default $CHROMIUM, else /usr/bin/chromium)")
    return parser.parse_args()


def install_pagefind():
    """Pagefind's own program, pinned by the lock file; its wrapper would add the start of Node.js."""
    programs = HERE / "node_modules" / "@pagefind"
    lock = HERE / "package-lock.json"
    stamp = HERE / "node_modules" / "installed-lock.json"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        print("installing the pinned Pagefind into tests/bench/node_modules …", flush=True)
        npm_ci(HERE)
        shutil.copy(lock, stamp)
    found = list(programs.glob("*/bin/pagefind*extended"))
    if len(found) != 1:
        sys.exit(f"error: the pinned Pagefind has no program for {platform.system()} on {platform.machine()}")
    return found[0]


def npm_ci(folder):
    subprocess.run(["npm", "ci", "--ignore-scripts", "--loglevel=error"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)


def pagefind_tool(pagefind, site, output):
    command = [pagefind, "--site", site, "--output-path", output, "--root-selector", ARTICLE]
    return Tool(command, output.parent, output, accepted={0})


# ---- What the index costs


def compare_builds(kbgen, hugo, pagefind, edition, options, work):
    content = work / "content"
    for locale in options.locales:
        shutil.copytree(edition / locale, content / locale)
    site = work / "hugo"
    mending = run.prepare_hugo(hugo, content, options.locales, site)

    tools = {"kbgen": run.kbgen_tool(kbgen, [content], options.locales, work, "kbgen")}
    if options.without:
        without = run.find_kbgen(options.without)
        tools["without"] = run.kbgen_tool(without, [content], options.locales, work, "without")
    tools["hugo"] = run.hugo_tool(hugo, site, work)
    tools["pagefind"] = pagefind_tool(pagefind, work / "out-hugo", work / "out-pagefind")
    run.take_turns(tools, options.runs)
    if options.without and (work / "out-without" / "assets" / "search").exists():
        sys.exit(f"error: {options.without} makes an index, too")

    pages = pagefind_pages(tools["pagefind"].output)
    report = {
        **run.circumstances(content, options, work),
        "versions": versions(kbgen, pagefind) | {"hugo": run.first_line([hugo, "version"])},
        "hugo_preparation": mending,
        "tools": {name: tool.summary() for name, tool in tools.items()},
        "hugo_and_pagefind": together(tools["hugo"], tools["pagefind"]),
        "index": {
            locale: {
                "kbgen": kbgen_index(tools["kbgen"].output, locale),
                "pagefind": pagefind_index(tools["pagefind"].output, locale) | {"pages": pages.get(locale.lower(), 0)},
            }
            for locale in options.locales
        },
        "shared": {
            "kbgen": size(tools["kbgen"].output.glob("assets/search/source/*")),
            "pagefind": pagefind_shared(tools["pagefind"].output),
        },
    }
    print_builds(report)
    return report


def together(first, second):
    """Two programs that run one after the other: their times add up, their memory does not."""
    summary = {}
    for measure in MEASURES:
        add = max if measure == "peak_rss_mib" else sum
        values = [round(add((a[measure], b[measure])), 4) for a, b in zip(first.runs, second.runs)]
        summary[measure] = {"median": round(statistics.median(values), 4), "min": min(values), "all": values}
    return summary


def size(files):
    sizes = [path.stat().st_size for path in files if path.is_file()]
    return {"files": len(sizes), "bytes": sum(sizes)}


def kbgen_index(output, locale):
    segment = locale.lower()
    return size([*output.glob(f"assets/search/{segment}/*"), output / segment / "search" / "index.bin"])


def pagefind_index(bundle, locale):
    segment = locale.lower()
    patterns = [f"*/{segment}_*", f"pagefind.{segment}_*", f"wasm.{segment}.pagefind"]
    return size(path for pattern in patterns for path in bundle.glob(pattern))


def pagefind_shared(bundle):
    """What every language needs of the bundle; its ready-made interfaces are not counted."""
    return size(bundle / name for name in ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json",
                                           "wasm.unknown.pagefind"))


def pagefind_pages(bundle):
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    return {language: known["page_count"] for language, known in entry["languages"].items()}


def versions(kbgen, pagefind):
    return {"kbgen": run.first_line([kbgen, "--version"]), "pagefind": run.first_line([pagefind, "--version"])}


def print_builds(report):
    tools = report["tools"]
    ours, theirs, without = tools["kbgen"], report["hugo_and_pagefind"], tools.get("without")
    print(f"\n{', '.join(report['locales'])}: {sum(report['articles'].values())} articles, {report['runs']} runs each, "
          f"medians (least), on {report['machine']['processors']} processors")
    print(" | ".join(report["versions"].values()) + "\n")

    def cell(summary, measure):
        return f"{summary[measure]['median']:.2f} ({summary[measure]['min']:.2f})"

    def ratio(a, b, measure):
        return f"{a[measure]['median'] / b[measure]['median']:.2f}"

    rows = []
    for measure, title in MEASURES.items():
        rows.append([title, cell(ours, measure), cell(without, measure) if without else "not measured",
                     ratio(ours, without, measure) if without else "", cell(tools["hugo"], measure),
                     cell(tools["pagefind"], measure), cell(theirs, measure), ratio(ours, theirs, measure)])
    print_markdown(["", "kbgen", "kbgen without index", "with / without", "Hugo", "Pagefind", "Hugo + Pagefind",
                    "kbgen / both"], rows)
    if not without:
        print("The index's share of kbgen's time is not measured: no kbgen without an index was named (--without).")
    print()
    rows = [[locale, *index_cells(sides["kbgen"]), *index_cells(sides["pagefind"])]
            for locale, sides in report["index"].items()]
    rows.append(["all together need", *index_cells(report["shared"]["kbgen"]),
                 *index_cells(report["shared"]["pagefind"])])
    print_markdown(["index", "kbgen: files", "MB", "Pagefind: files", "MB"], rows)


def index_cells(known):
    return [known["files"], f"{known['bytes'] / 1e6:.2f}"]


def print_markdown(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


# ---- What is found


def compare_quality(kbgen, pagefind, corpus, runner, options, work):
    modules = REPOSITORY / "tests" / "browser"
    if not (modules / "node_modules" / "playwright-core").is_dir():
        print("installing the packages of tests/browser …", flush=True)
        npm_ci(modules)
    locales = options.ask or sorted(path.stem for path in (runner / "queries").glob("*.jsonl")
                                    if (corpus / "live" / path.stem).is_dir())
    # Both editions: the bilingual one has the English texts.
    contents = [corpus / edition for edition in ("live", "live-sxs")]
    # All locales, and the English rebuilt from them: it is what English queries are answered from.
    builder = run.kbgen_tool(kbgen, contents, [], work, "site")
    builder.run()
    site = builder.output
    indexer = pagefind_tool(pagefind, site, site / "pagefind")
    indexer.run()
    addresses = work / "addresses.json"
    addresses.write_text(json.dumps(known_addresses(kbgen, contents, locales, builder.folder)), encoding="utf-8")

    script = next((site / "assets").glob("search.*.js"))
    engine = len(gzip.compress(script.read_bytes(), 6))
    pages = pagefind_pages(site / "pagefind")
    report = {
        "versions": versions(kbgen, pagefind),
        "machine": {"system": platform.platform(), "processors": os.cpu_count()},
        "engine_script_bytes": engine,
        "shared": {"kbgen": size(site.glob("assets/search/source/*")), "pagefind": pagefind_shared(site / "pagefind")},
        "locales": {},
    }
    for locale in locales:
        measured = {}
        for name in ("kbgen", "pagefind"):
            print(f"asking {name} in {locale} …", flush=True)
            measured[name] = ask(name, locale, site, addresses, runner, modules, options, work)
        # kbgen's engine comes with the page, which is not counted; Pagefind's is loaded before its first query.
        for name, bytes_before, requests_before in (
                ("kbgen", engine, 1),
                ("pagefind", measured["pagefind"]["cold"]["initBytes"], measured["pagefind"]["cold"]["initReqs"])):
            cold = measured[name]["cold"]
            measured[name]["first_query"] = {"bytes": bytes_before + cold["queryBytes"],
                                             "requests": round(requests_before + cold["queryReqs"], 1),
                                             "slow_ms": measured[name].pop("slow_ms")}
        measured["kbgen"]["index"] = kbgen_index(site, locale)
        measured["pagefind"]["index"] = pagefind_index(site / "pagefind", locale) | {"pages": pages[locale.lower()]}
        report["locales"][locale] = measured
    print_quality(report)
    return report


def known_addresses(kbgen, contents, locales, folder):
    """Which file each page is made of: addresses can differ from file names, where these are no good addresses."""
    arguments = [argument for content in contents for argument in ("--content", content)]
    aligned = subprocess.run([kbgen, "align", *arguments, "--format", "json"], cwd=folder, check=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    addresses = {}
    for article in json.loads(aligned.stdout):
        for translation in article["translations"]:
            if translation["locale"] not in locales:
                continue
            path = Path(translation["path"])
            below = path.parts[path.parts.index(translation["locale"]) + 1:]
            addresses[f"/{translation['locale'].lower()}/{article['article']}/"] = "/".join(below)
    return addresses


def ask(engine, locale, site, addresses, runner, modules, options, work):
    """Every query in one session; then a sample with nothing loaded, each after one other query, and over a slow
    line with nothing loaded."""
    adapter = runner / "adapters" / f"{engine}.mjs"
    common = ["node", runner / "run.mjs", "--site", site, "--locale", locale, "--start", f"/{locale.lower()}/",
              "--fn", "kbSearch", "--strip", f"^/?{locale.lower()}/", "--prefix", f"{run.DOCSET}/", "--map", addresses,
              "--modules", modules, "--chromium", options.chromium, "--label", engine]
    summary = node([*common, "--engine", adapter, "--cold", options.cold])
    wrapped = [*common, "--engine", HERE / "session.mjs", "--inner", adapter, "--coldonly", "--cold"]
    with (runner / "queries" / f"{locale}.jsonl").open(encoding="utf-8") as queries:
        before = json.loads(next(queries))["query"]
    second = node([*wrapped, options.cold, "--before", before])["cold"]
    summary["further_query"] = {"bytes": second["queryBytes"], "bytes_p95": second["queryBytesP95"],
                                "requests": second["queryReqs"]}
    times = work / f"{engine}-{locale}.times"
    node([*wrapped, max(1, options.cold // 3), "--times", times, *SLOW, *(["--load"] if engine == "pagefind" else [])])
    summary["slow_ms"] = statistics.median(int(line) for line in times.read_text().split())
    return summary


def node(command):
    done = subprocess.run([os.fspath(part) if isinstance(part, Path) else str(part) for part in command],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"error: the search runner failed ({done.returncode})")
    summary = json.loads(done.stdout.strip().splitlines()[-1])
    if summary["fails"]:
        print(f"  {summary['fails']} queries failed", flush=True)
    return summary


def print_quality(report):
    locales = report["locales"]
    engines = ("kbgen", "pagefind")
    print("\n" + " | ".join(report["versions"].values()) + "\n")
    head = ["MRR", *(f"{locale} {title}" for locale in locales for title in ("kbgen", "Pagefind"))]
    sides = [measured[engine] for measured in locales.values() for engine in engines]
    kinds = list(dict.fromkeys(kind for side in sides for kind in side["kinds"]))
    rows = [["**all queries**", *(f"**{side['all']['mrr']:.3f}**" for side in sides)]]
    rows += [[kind, *(f"{side['kinds'][kind]['mrr']:.2f}" if kind in side["kinds"] else "" for side in sides)]
             for kind in kinds]
    print_markdown(head, rows)
    print()
    print_markdown(["", *head[1:]], [
        ["queries", *(side["queries"] for side in sides)],
        ["right article first, %", *(f"{side['all']['s1'] * 100:.0f}" for side in sides)],
        ["empty answers, %", *(f"{side['all']['empty'] * 100:.1f}" for side in sides)],
        ["first query, KB", *(f"{side['first_query']['bytes'] / 1e3:.0f}" for side in sides)],
        ["first query, requests", *(side["first_query"]["requests"] for side in sides)],
        ["first query at 100 ms and 4 Mbit/s, s", *(f"{side['first_query']['slow_ms'] / 1e3:.2f}" for side in sides)],
        ["second query, KB: mean", *(f"{side['further_query']['bytes'] / 1e3:.0f}" for side in sides)],
        ["second query, KB: p95", *(f"{side['further_query']['bytes_p95'] / 1e3:.0f}" for side in sides)],
        ["answer with all loaded, ms: median", *(f"{side['ms']['p50']:.0f}" for side in sides)],
        ["index, files", *(side["index"]["files"] for side in sides)],
        ["index, MB", *(f"{side['index']['bytes'] / 1e6:.2f}" for side in sides)],
    ])
    shared = report["shared"]
    print(f"\nFor all locales together: kbgen {shared['kbgen']['files']} files, {shared['kbgen']['bytes'] / 1e6:.2f} MB "
          f"(the source language's words); Pagefind {shared['pagefind']['files']} files, "
          f"{shared['pagefind']['bytes'] / 1e6:.2f} MB. kbgen's engine is {report['engine_script_bytes'] / 1e3:.1f} KB.")


if __name__ == "__main__":
    sys.exit(main())
