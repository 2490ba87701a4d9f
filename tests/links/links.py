#!/usr/bin/env python3
"""links.py PROGRAM: `knoop check --external` against servers on loopback that answer well, wrongly, slowly and never. Ends with
`N passed, N failed`."""
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

from servers import Server, make_certificates

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
PAUSE, TIMEOUT = 0.05, 0.6
counts = {True: 0, False: 0}


def ok(name, is_good, told=""):
    counts[bool(is_good)] += 1
    if not is_good:
        print(f"failed: {name}\n{told}")


# --- What the servers answer ---

def good(server, method, path, headers):
    at = f"http://{server.host}:{server.port}"
    count = server.seen[path] = server.seen.get(path, 0) + 1
    if path.startswith(("/ok", "/nieuw")):
        return 200, {}, b"goed"
    if path == "/zonder-head":
        return (405, {}, b"") if method == "HEAD" else (200, {}, b"goed")
    if path == "/head-onbekend":
        return (404, {}, b"") if method == "HEAD" else (200, {}, b"goed")
    if path == "/eindeloos":
        return (501, {}, b"") if method == "HEAD" else (200, {}, iter(lambda: b"x" * 65536, b""))
    if path == "/koekje":
        return (200, {}, b"goed") if "cookie" in headers else (302, {"Location": at + path, "Set-Cookie": "a=1"}, b"")
    simple = {"/oud": (301, {"Location": "/nieuw?"[:-1]}, b""), "/oud308": (308, {"Location": at + "/nieuw"}, b""),
              "/alles-weg": (301, {"Location": "/ok"}, b""), "/even": (302, {"Location": "/ok"}, b""),
              "/naar-login": (301, {"Location": "/ok?next=%2Fnaar-login"}, b""), "/kring": (302, {"Location": "/kring"}, b""),
              "/dwaal": (302, {"Location": "ftp://example.org/"}, b""), "/weg": (404, {}, b"weg"), "/nooit-meer": (410, {}, b""),
              "/verboden": (403, {}, b""), "/besloten": (302, {"Location": f"http://127.0.0.10:{server.port}/geheim"}, b""),
              "/geen-http": b"hallo\r\n"}
    if path in simple:
        return simple[path]
    if path == "/druk":
        return (429, {"Retry-After": "1"}, b"") if count == 1 else (200, {}, b"goed")
    if path == "/te-druk":
        return 429, {"Retry-After": "3600"}, b""
    if path == "/storing":
        return 500, {}, b""
    if path == "/even-storing":
        return (503, {}, b"") if count == 1 else (200, {}, b"goed")
    return 404, {}, b""


def never(*_):
    return None


# --- The site ---

def settings(port):
    return ("title: Proef\ntheme: plain\nlanguages: [nl, en]\nmenu: [{ label: Elders, to: \"https://127.0.0.9:%d/ok-menu\" }]\n"
            "links:\n  pause: %s\n  timeout: %s\n  allow: [%s]\n  skip: [\"http://127.0.0.1:%d/ok-sla-over\", 127.0.0.98]\n"
            % (port, PAUSE, TIMEOUT, ", ".join(f"127.0.0.{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9)), port))


HEAD = "---\ntitle: Links\ndate: 2026-02-01\ndescription: Links naar elders.\n---\n\n"


def make_site(work, name, port, addresses):
    site = work / name
    shutil.copytree(ROOT / "tests/sites/base", site)
    (site / "content/site.yaml").write_text(settings(port))
    text = HEAD + "".join(f"- [{number}]({address})\n" for number, address in enumerate(addresses))
    (site / "content/articles/links.md").write_text(text)
    return site


def check(site, *words, today="2026-03-01", certificates=None, **more):
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    environment.update(LC_ALL="C", **({"SSL_CERT_FILE": str(certificates)} if certificates else {}))
    return subprocess.run([PROGRAM, "check", "--external", "--today", today, *(words or ("--lang", "en"))], cwd=site,
                          env=environment, capture_output=True, text=True, timeout=60, **more)


def told(result):
    """address → the codes and texts that are told of it, from the form for programs."""
    found = {}
    for one in json.loads(result.stderr)["diagnostics"]:
        found.setdefault((one["path"], one.get("line")), []).append((one["code"], one["message"]))
    return found


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="knoop-links-"))
    make_certificates(work)
    first = Server(1, 0, good)
    port = first.port
    busy, slow, quiet = Server(2, port, good), Server(3, port, never), Server(4, port, never)
    del slow
    selfmade = Server(6, port, good, work / "self.pem")
    expired, other = Server(7, port, good, work / "expired.pem"), Server(8, port, good, work / "other.pem")
    both = Server(9, port, good, work / "good.pem")
    secret = Server(10, port, good)
    servers = (first, busy, quiet, selfmade, expired, other, both, secret)
    try:
        run_all(work, port, servers)
    finally:
        shutil.rmtree(work)
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(counts[False] != 0)


def run_all(work, port, servers):
    first, busy, quiet, _, _, _, both, secret = servers
    http = [f"http://127.0.0.{n}:{port}" for n in range(11)]
    https = [f"https://127.0.0.{n}:{port}" for n in range(11)]
    expected = {  # address → code, and what the text must have; None: nothing but that it begins with http:
        f"{http[1]}/ok": None, f"{http[1]}/ok#kop": None, f"{http[1]}/ok met spatie": None, f"{http[1]}/ok-sla-over": None,
        f"{http[1]}/zonder-head": None, f"{http[1]}/head-onbekend": None, f"{http[1]}/eindeloos": None,
        f"{http[1]}/koekje": None, f"{http[1]}/even": None, f"{http[1]}/verboden": None,
        f"{http[1]}/oud": ("link-moved", f"{http[1]}/nieuw"), f"{http[1]}/oud308#kop": ("link-moved", f"{http[1]}/nieuw#kop"),
        f"{http[1]}/naar-login": ("link-moved", "next="),
        f"{http[1]}/kring": ("link-dead", "on and on"), f"{http[1]}/dwaal": ("link-dead", "no address of the web"),
        f"{http[1]}/weg": ("link-dead", "404"), f"{http[1]}/nooit-meer": ("link-dead", "410"),
        f"{http[1]}/geen-http": ("link-unreachable", "none that a browser takes"),
        f"{http[1]}/besloten": ("link-not-asked", "private network"),
        f"{http[2]}/druk": None, f"{http[2]}/te-druk": None, f"{http[2]}/even-storing": None,
        f"{http[2]}/storing": ("link-unreachable", "500"),
        f"{http[3]}/": ("link-unreachable", "in time"), f"{http[4]}/a": ("link-unreachable", "in time"),
        f"{http[4]}/b": ("link-unreachable", "in time"), f"{http[4]}/c": ("link-unreachable", "in time"),
        f"{http[5]}/": ("link-unreachable", "refused"),
        f"{https[6]}/ok": ("link-certificate", "but itself"), f"{https[7]}/ok": ("link-certificate", "expired"),
        f"{https[8]}/ok": ("link-certificate", "another host"), f"{https[9]}/ok": None,
        f"{http[9]}/ok": ("link-http", f"{https[9]}/ok"),
        "https://bestaat-niet.invalid/": ("link-unreachable", "no such host"),
        f"{http[10]}/": ("link-not-asked", "private network"), "http://localhost/": ("link-not-asked", "private network"),
        "https://93.184.215.14:8443/": ("link-not-asked", "8443"), "https://example.org/nooit-gevraagd": None,
        "https://127.0.0.98/": None, "https://[::1]/": ("link-not-asked", "private network"),
    }
    addresses = list(expected)
    written = [f"<{address}>" if " " in address else address for address in addresses]
    site = make_site(work, "site", port, written)
    (site / "content/people/jan.yaml").write_text(f"name: Jan\nwebsite: {http[1]}/weg\n")
    kind = site / "content/kinds/person.yaml"
    if "website" not in kind.read_text():
        kind.write_text(kind.read_text().replace("fields:\n", "fields:\n  website: { type: url }\n", 1))
    result = check(site, "--lang", "en", "--format", "json", certificates=work / "ca.pem")
    ok("warnings are no errors", result.returncode == 0, result.stderr[:2000])
    found = told(result)
    base = HEAD.count("\n")
    for number, address in enumerate(addresses):
        here = [one for one in found.get(("content/articles/links.md", base + number + 1), [])]
        wanted = expected[address]
        of_links = [one for one in here if one[0] != "link-http" or "did you mean" in one[1]]
        ok(f"{address} is told of rightly",
           not of_links if wanted is None else len(of_links) == 1 and of_links[0][0] == wanted[0] and wanted[1] in of_links[0][1],
           f"{here}, not {wanted}")
    ok("a field is told of at its place", any(code == "link-dead" for code, _ in found.get(("content/people/jan.yaml", 2), [])),
       found.get(("content/people/jan.yaml", 2)))
    ok("a menu is asked", any(entry[3] == "/ok-menu" for entry in both.log), both.log)
    ok("nothing is asked that is passed over", all(entry[3] != "/ok-sla-over" for entry in first.log))
    ok("nothing is asked on a private network", secret.log == [], secret.log)
    ok("of an endless text the beginning is enough", ["GET", "/eindeloos"] in [entry[2:] for entry in first.log])
    ok("a host that is silent is not asked for every address", len(quiet.log) <= 4, quiet.log)
    ok("one that is busy is asked when it says", busy_gap(busy) > 0.95, busy.log)
    politeness(servers)

    # The second time nothing is asked, but what leads on to where nothing may be asked.
    def asked():
        return sum(len(server.log) for server in servers)
    before = asked()
    cached = check(site, "--lang", "en", "--format", "json", certificates=work / "ca.pem")
    ok("the answers are kept", asked() - before <= 1 and cached.stderr == result.stderr, [server.log[-1] for server in servers if server.log])
    lines = (site / ".knoop/links.txt").read_text().splitlines()
    ok("they are sorted", lines == sorted(lines, key=lambda line: line.split()[0].encode()) and len(lines) > 20, lines[:5])
    ok("they lie in one file", os.listdir(site / ".knoop") == ["links.txt"], os.listdir(site / ".knoop"))
    ok("a Dutch summary and help", "deze link is dood: de server zegt dat het er niet is (404)" in
       check(site, "--lang", "nl", certificates=work / "ca.pem").stderr)
    for log in servers:
        log.log.clear()
    later = check(site, "--lang", "en", "--format", "json", today="2026-03-02", certificates=work / "ca.pem")
    paths = {entry[3] for entry in first.log}
    ok("what was wrong is asked again the next day", {"/weg", "/kring"} <= paths and "/ok" not in paths, sorted(paths))
    ok("and told again, in the same order", [one["line"] for one in json.loads(later.stderr)["diagnostics"] if "line" in one] ==
       [one["line"] for one in json.loads(result.stderr)["diagnostics"] if "line" in one])
    first.log.clear()
    check(site, "--lang", "en", "--format", "json", today="2026-03-20", certificates=work / "ca.pem")
    ok("what was well is asked again after two weeks", "/ok" in {entry[3] for entry in first.log})
    (site / ".knoop/links.txt").write_text("onzin\nhttp://a b c d\n" + f"{http[1]}/weg 9999999999999 alive 200\n\x00\n")
    broken = check(site, "--lang", "en", "--format", "json", today="2026-03-20", certificates=work / "ca.pem")
    ok("a broken file of answers is passed over", broken.stderr == result.stderr or "link-dead" in broken.stderr, broken.stderr[:500])

    # Forms for programs.
    sarif = check(site, "--lang", "en", "--format", "sarif", today="2026-03-20", certificates=work / "ca.pem")
    (work / "links.sarif").write_text(sarif.stderr)
    valid = subprocess.run(["node", str(ROOT / "tests/tools/sarif.mjs"), str(work / "links.sarif")], capture_output=True, text=True)
    ok("SARIF is valid", valid.returncode == 0, valid.stdout + valid.stderr)
    results = json.loads(sarif.stderr)["runs"][0]["results"]
    ok("and has the fixes", sum("fixes" in one for one in results) >= 3, len(results))

    fixes(work, port, http, https)
    small(work, port, http)


def busy_gap(server):
    moments = [entry[0] for entry in server.log if entry[3] == "/druk"]
    return moments[-1] - moments[0] if len(moments) > 1 else 0


def politeness(servers):
    """One request at a time a host, and rest between two; many hosts at once."""
    for server in servers:
        log = [entry for entry in server.log if entry[1] is not None]
        gaps = [later[0] - entry[1] for entry, later in zip(log, log[1:])]
        ok(f"{server.host} is asked politely ({len(log)} requests)", all(gap > PAUSE * 0.8 for gap in gaps), gaps)
    starts = [server.log[0][0] for server in servers if server.log]
    ends = [server.log[-1][0] for server in servers if server.log]
    ok("hosts are asked side by side", max(starts) < max(ends), (starts, ends))


def fixes(work, port, http, https):
    moved, plain = f"{http[1]}/oud#kop", f"{http[9]}/ok"
    site = make_site(work, "fix", port, [plain, moved, f"{http[1]}/naar-login", f"{http[1]}/oud&amp;x"])
    path = site / "content/articles/links.md"
    before = path.read_text()
    shown = check(site, "--fix", "--dry-run", "--lang", "en", certificates=work / "ca.pem")
    ok("--dry-run shows what it would write", f"+- [0]({https[9]}/ok)" in shown.stdout and path.read_text() == before, shown.stdout)
    result = check(site, "--fix", "--lang", "en", certificates=work / "ca.pem")
    wanted = before.replace(plain, f"{https[9]}/ok").replace(moved, f"{http[1]}/nieuw#kop")
    ok("--fix writes what is sure, and nothing else", path.read_text() == wanted, result.stdout + result.stderr + path.read_text())


def small(work, port, http):
    site = make_site(work, "small", port, [f"{http[1]}/ok"])
    (site / "content/people/fout.yaml").write_text("nmae: x\n")
    result = check(site)
    ok("while there are errors nothing is asked", result.returncode == 1 and "mend the errors first" in result.stderr
       and not (site / ".knoop/links.txt").exists(), result.stderr)
    fixed = check(site, "--fix", "--dry-run", "--lang", "en")
    ok("which is said once", fixed.stderr.count("were not asked") == 1, fixed.stderr)
    (site / "content/people/fout.yaml").unlink()
    result = check(site, certificates=work / "nergens.pem")
    ok("a file of certificates that is not there is told of", result.returncode == 2 and "SSL_CERT_FILE" in result.stderr, result.stderr)
    result = check(site, "--published")
    ok("not with --published", result.returncode == 2, result.stderr)
    result = check(site, "--lang", "en", "--verbose")
    ok("--verbose counts", "2 asked, 0 asked lately" in result.stderr or re.search(r"\d+ asked, 0 asked lately", result.stderr), result.stderr)
    ok("it tells that all is well", re.search(r"\d+ items?, \d links? elsewhere checked: no errors", result.stdout), result.stdout)
    only = site / "content/site.yaml"
    only.write_text(only.read_text() + "  only: [127.0.0.9]\n")
    shutil.rmtree(site / ".knoop")
    result = check(site, "--lang", "en", "--verbose")
    ok("only what may be asked is", re.search(r"addresses elsewhere: \d+ asked, 0 asked lately, [1-9]", result.stderr), result.stderr)
    for wrong in ("  skip: [\"*.example.org\"]\n", "  pause: snel\n", "  timeout: 0\n", "  keep: -1\n", "  onzin: 1\n"):
        only.write_text(settings(port).split("  skip")[0].replace("  pause", "  #pause").replace("  timeout", "  #timeout") + wrong)
        result = check(site)
        ok(f"a wrong setting is told of: {wrong.strip()}", result.returncode == 1 and "content/site.yaml:" in result.stderr, result.stderr)
    # A folder that is a link, or not to be written in, is no disaster.
    only.write_text(settings(port))
    shutil.rmtree(site / ".knoop", ignore_errors=True)
    (work / "elders").mkdir()
    (site / ".knoop").symlink_to(work / "elders")
    result = check(site)
    ok("nothing is written through a link", os.listdir(work / "elders") == [] and result.returncode == 3, result.stderr)
    (site / ".knoop").unlink()
    progress(site)


def progress(site):
    """On a terminal it tells how far it is."""
    main_end, terminal = pty.openpty()
    (site / "content/articles/links.md").write_text(HEAD + "".join(f"<{a}>\n" for a in [f"http://127.0.0.4:{n}/" for n in (1, 2)]))
    text = (site / "content/site.yaml").read_text()
    port = re.search(r"127\.0\.0\.1:(\d+)/", text)[1]
    (site / "content/articles/links.md").write_text(HEAD + f"<http://127.0.0.4:{port}/>\n<http://127.0.0.1:{port}/ok>\n")
    process = subprocess.Popen([PROGRAM, "check", "--external", "--today", "2026-03-01", "--lang", "en"], cwd=site, stdout=subprocess.DEVNULL,
                               stderr=terminal)
    os.close(terminal)
    seen = b""
    while True:
        try:
            part = os.read(main_end, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    process.wait()
    ok("a terminal shows how far it is", re.search(rb"asking links, \d of \d", seen), seen)


if __name__ == "__main__":
    main()
