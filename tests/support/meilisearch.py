"""A Meilisearch for tests without a server: its addresses, answers and tasks over real HTTP, with a plain search."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

_NOW = "2026-11-23T00:00:00Z"
_DEFAULT_RULES = ["words", "typo", "proximity", "attributeRank", "sort", "wordPosition", "exactness"]


@dataclass
class FakeMeilisearch:
    """What it holds, and everything it was asked. `mode` is `well`, `slow`, `broken` or `nonsense`."""

    url: str = ""
    mode: str = "well"
    fails_tasks: bool = False
    indexes: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    tasks: int = 0

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["FakeMeilisearch"]:
        """Answers on a free port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().split("\r\n")
                method, path, _ = first.split(" ")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                raw = await reader.readexactly(int(headers.get("content-length", 0)))
                body = json.loads(raw) if raw else None
                self.asked.append((method, path, body))
                status, answer = await self._answer(method, path, body)
                text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                start = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
                writer.write(f"{start}Content-Length: {len(text)}\r\n\r\n".encode() + text)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if self.mode == "slow":
            await asyncio.sleep(1)
        if self.mode == "broken":
            return 500, {"message": "broken", "code": "internal", "type": "internal", "link": ""}
        if self.mode == "nonsense":
            return 200, b"<html>"
        parts = path.partition("?")[0].strip("/").split("/")
        match method, parts:
            case "POST", ["indexes"]:
                self.indexes.setdefault(body["uid"], {})
                return self._task(body["uid"])
            case "POST", ["swap-indexes"]:
                for swap in body:
                    one, other = swap["indexes"]
                    for held in cast(list[dict[str, Any]], [self.indexes, self.settings]):
                        held[one], held[other] = held.get(other, {}), held.get(one, {})
                return self._task(None)
            case "GET", ["tasks", number]:
                return 200, self._finished(int(number))
            case "DELETE", ["indexes", uid]:  # a task as well, which finds nothing to do
                self.indexes.pop(uid, None)
                return self._task(uid)
            case _, ["indexes", uid, *rest] if uid in self.indexes:
                return self._of_index(method, uid, rest, body, path)
            case _:
                return 404, {"message": "not found", "code": "index_not_found", "type": "x", "link": ""}

    def _of_index(self, method: str, uid: str, rest: list[str], body: Any, path: str) -> tuple[int, Any]:
        match method, rest:
            case "GET", []:
                return 200, {"uid": uid, "primaryKey": "product_id", "createdAt": _NOW, "updatedAt": _NOW}
            case "GET", ["settings"]:
                return 200, {"rankingRules": _DEFAULT_RULES, "synonyms": {}} | self.settings.get(uid, {})
            case "PATCH", ["settings"]:
                self.settings[uid] = self.settings.get(uid, {}) | body
                return self._task(uid)
            case "POST", ["documents"]:
                self.indexes[uid] |= {one["product_id"]: one for one in body}
                return self._task(uid)
            case "POST", ["documents", "delete-batch"]:
                for one in body:
                    self.indexes[uid].pop(int(one), None)
                return self._task(uid)
            case _, ["documents", *_] if method in {"GET", "POST"}:
                numbers = {name: int(value) for name, value in re.findall(r"(offset|limit)=(\d+)", path)}
                numbers |= {name: body[name] for name in ("offset", "limit") if body and name in body}
                offset, limit = numbers.get("offset", 0), numbers.get("limit", 20)
                held = sorted(self.indexes[uid].values(), key=lambda one: one["product_id"])
                return 200, {
                    "results": held[offset : offset + limit],
                    "offset": offset,
                    "limit": limit,
                    "total": len(held),
                }
            case "POST", ["search"]:
                return 200, self._found(uid, body)
        return 404, {"message": "not found", "code": "not_found", "type": "x", "link": ""}

    def _found(self, uid: str, body: dict[str, Any]) -> dict[str, Any]:
        words = body["q"].replace('"', "").lower().split()
        hits = [
            one
            for one in self.indexes[uid].values()
            if words and all(word in " ".join(map(str, one.values())).lower() for word in words)
        ]
        return {
            "hits": [{"product_id": one["product_id"]} for one in hits[: body["limit"]]],
            "offset": 0,
            "limit": body["limit"],
            "estimatedTotalHits": len(hits),
            "processingTimeMs": 1,
            "query": body["q"],
        }

    def _task(self, uid: str | None) -> tuple[int, Any]:
        self.tasks += 1
        return 202, {
            "taskUid": self.tasks,
            "indexUid": uid,
            "status": "enqueued",
            "type": "documentAdditionOrUpdate",
            "enqueuedAt": _NOW,
        }

    def _finished(self, number: int) -> dict[str, Any]:
        error = {"message": "disk full", "code": "no_space", "type": "system", "link": ""}
        return {
            "uid": number,
            "indexUid": None,
            "status": "failed" if self.fails_tasks else "succeeded",
            "type": "documentAdditionOrUpdate",
            "details": None,
            "error": error if self.fails_tasks else None,
            "duration": "PT0.1S",
            "enqueuedAt": _NOW,
            "startedAt": _NOW,
            "finishedAt": _NOW,
        }
