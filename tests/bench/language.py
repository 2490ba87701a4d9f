"""The language server on a site of many items: milliseconds from a message to its answer."""

import json
import os
import subprocess
import time


class Client:
    """One server over its standard streams."""

    def __init__(self, knoop, site, root):
        self.process = subprocess.Popen([knoop, "lsp", "--site", site, "--today", "2026-01-01"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        env=os.environ | {"KNOOP_SHARE": str(root)})
        self.number = 0

    def send(self, method, parameters, is_request=False):
        message = {"jsonrpc": "2.0", "method": method, "params": parameters}
        if is_request:
            self.number += 1
            message["id"] = self.number
        text = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(text) + text)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b":", 1)
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, parameters):
        self.send(method, parameters, True)
        while True:
            message = self.receive()
            if message.get("id") == self.number:
                return message.get("result")

    def wait_for(self, uri):
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return message["params"]["diagnostics"]

    def close(self):
        self.ask("shutdown", None)
        self.send("exit", None)
        self.process.wait()


def measure(knoop, site, root, rounds):
    """Lists of milliseconds: completion of a reference, hover, and a keystroke until its mistake is told."""
    client = Client(knoop, site, root)
    client.ask("initialize", {"capabilities": {}})
    file = next((site / "content/articles/0").glob("*.md"))
    uri, text = file.resolve().as_uri(), file.read_text()
    client.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
    completion, hover, typing = [], [], []
    for number in range(rounds):
        line = f"[x](article:{number % 6}/artic"
        body = f"{text}\n{line}"
        client.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": number + 2}, "contentChanges": [{"text": body}]})
        position = {"line": body.count("\n"), "character": len(line)}
        client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})  # the change was taken
        start = time.perf_counter()
        found = client.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        completion.append((time.perf_counter() - start) * 1e3)
        assert found["items"], "nothing was found"
        start = time.perf_counter()
        client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
        hover.append((time.perf_counter() - start) * 1e3)
        wrong = f"{text}\n[x](article:nergens-{number})\n"
        start = time.perf_counter()
        client.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": number + 2}, "contentChanges": [{"text": wrong}]})
        while not any(f"nergens-{number}" in one["message"] for one in client.wait_for(uri)):
            pass
        typing.append((time.perf_counter() - start) * 1e3)
    client.close()
    return completion, hover, typing
