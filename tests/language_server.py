"""A small client of the real yaml-language-server: the Language Server Protocol over standard input and output."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

ANSWER_SECONDS = 60.0
TOOLS = Path(__file__).resolve().parent / "tools" / "node_modules"


def node_tool(*path: str) -> Path:
    """A file of a pinned npm package; where it is not installed the test is skipped, and in CI it fails."""
    file = TOOLS.joinpath(*path)
    if not file.is_file() or shutil.which("node") is None:
        reason = "needs node and `npm ci --ignore-scripts` in tests/tools"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return file


class LanguageServer:
    """A running server over a workspace folder; `settings` are the `yaml.*` settings of its editor."""

    def __init__(self, command: list[str], workspace: Path, settings: dict[str, Any]) -> None:
        self.workspace, self.settings = workspace, settings
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.configured = threading.Event()
        self.number = 0
        self.versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        uri = self.workspace.as_uri()
        item = {"documentationFormat": ["markdown"], "snippetSupport": False}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True, "didChangeConfiguration": {}},
            "textDocument": {
                "completion": {"completionItem": item},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {"relatedInformation": True},
            },
        }
        folders = [{"uri": uri, "name": "project"}]
        self.ask("initialize", processId=None, rootUri=uri, workspaceFolders=folders, capabilities=capabilities)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self._nested())
        assert self.configured.wait(ANSWER_SECONDS), "the server never asked for its settings"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()

    def _nested(self) -> dict[str, Any]:
        yaml = {key.removeprefix("yaml."): value for key, value in self.settings.items() if key.startswith("yaml.")}
        return {"yaml": {"schemaStore": {"enable": False}, "completion": True, "hover": True, "validate": True, **yaml}}

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            size = 0
            while (line := stream.readline().strip()) or not size:
                if not line:
                    return
                name, _, value = line.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
            self._hear(json.loads(stream.read(size)))

    def _hear(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self.answers.put(message)
        elif "id" in message:
            self._send({"id": message["id"], "result": self._reply(message)})
            if message["method"] == "workspace/configuration":
                self.configured.set()
        else:
            self.told.put(message)

    def _reply(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        settings = {**self._nested(), "[yaml]": {}, "editor": {"tabSize": 2}, "files": {}, "http": {}}
        return [settings.get(item.get("section", ""), {}) for item in message["params"]["items"]]

    def tell(self, method: str, **params: Any) -> None:
        """Sends a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        """Sends a request and waits for its result."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            answer = self.answers.get(timeout=ANSWER_SECONDS)
            if answer["id"] == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    @property
    def shown(self) -> frozenset[str]:
        """The files that have been shown, by their path in the workspace."""
        return frozenset(uri.removeprefix(f"{self.workspace.as_uri()}/") for uri in self.versions)

    def show(self, path: str, text: str) -> str:
        """Shows a text as the content of a file, in place of what it held before; returns the file's address."""
        uri = (self.workspace / path).as_uri()
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        if version == 1:
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self.tell("textDocument/didOpen", textDocument=document)
        else:
            document = {"uri": uri, "version": version}
            self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        return uri

    def diagnostics(self, path: str, text: str) -> list[dict[str, Any]]:
        """What the server finds wrong with a text as the content of a file that was not shown before."""
        uri = self.show(path, text)
        while True:
            message = self.told.get(timeout=ANSWER_SECONDS)
            if message["method"] == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return list(message["params"]["diagnostics"])

    def completions(self, path: str, text: str) -> dict[str, dict[str, Any]]:
        """What the server proposes at the mark `|` in a text, by label."""
        uri, position = self._at_mark(path, text)
        found = self.ask("textDocument/completion", textDocument={"uri": uri}, position=position)
        return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found)}

    def hover(self, path: str, text: str) -> str:
        """What the server says of the word at the mark `|` in a text."""
        uri, position = self._at_mark(path, text)
        found = self.ask("textDocument/hover", textDocument={"uri": uri}, position=position)
        return str(found["contents"]["value"]) if found else ""

    def _at_mark(self, path: str, text: str) -> tuple[str, dict[str, int]]:
        before, _, after = text.partition("|")
        uri = self.show(path, before + after)
        return uri, {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
