"""Filling Meilisearch. It accepts first and fails later, so every task is waited for."""

from collections.abc import Collection

from meilisearch_python_sdk import AsyncClient
from meilisearch_python_sdk.models.task import TaskInfo
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.settings import Settings
from app.search.engines.meilisearch.layout import DOCUMENTS, index_name, settings_of
from app.search.engines.postgres.stop_words import STOP_WORDS

_PATIENCE = 120_000
_PAGE = 1_000
_KEY = "product_id"
_THESE = text(f"{DOCUMENTS} WHERE source.product_id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(INTEGER))
)
_ALL = text(f"{DOCUMENTS} ORDER BY source.product_id")
_SYNONYMS = text(
    """
    SELECT word, means FROM search_synonyms WHERE weight >= 0.5
    UNION SELECT means, word FROM search_synonyms WHERE weight >= 0.5 AND NOT is_one_way
    ORDER BY 1, 2
    """
)


class Meilisearch:
    """The writing side, with time to wait."""

    def __init__(self, settings: Settings) -> None:
        self._client = AsyncClient(
            settings.meilisearch_url, settings.meilisearch_key.get_secret_value() or None, timeout=30
        )

    async def __aenter__(self) -> "Meilisearch":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def put(self, session: AsyncSession, product_ids: Collection[int]) -> None:
        """These products as they are now; those not on show leave. Raises MeilisearchError."""
        if not await self._exists(index_name()):
            await self.rebuild(session)
            return
        rows = await session.execute(_THESE, {"ids": sorted(product_ids)})
        documents = [dict(row._mapping) for row in rows]
        gone = set(product_ids) - {document[_KEY] for document in documents}
        index = self._client.index(index_name())
        if documents:
            await self._done(await index.add_documents(documents, _KEY))
        if gone:
            await self._done(await index.delete_documents([str(one) for one in sorted(gone)]))

    async def rebuild(self, session: AsyncSession) -> int:
        """Everything into an index beside, then swap; how many products."""
        name, beside = index_name(), f"{index_name()}-next"
        await self._client.delete_index_if_exists(beside)
        if not await self._exists(name):
            await self._client.create_index(name, _KEY, timeout_in_ms=_PATIENCE)
        index = await self._client.create_index(beside, _KEY, timeout_in_ms=_PATIENCE)
        rules = (await index.get_settings()).ranking_rules or []
        await self._done(
            await index.update_settings(settings_of(rules, await _synonyms(session), sorted(STOP_WORDS)))
        )
        documents = [dict(row._mapping) for row in await session.execute(_ALL)]
        for task in await index.add_documents_in_batches(documents, batch_size=_PAGE, primary_key=_KEY):
            await self._done(task)
        await self._done(await self._client.swap_indexes([(name, beside)]))
        await self._client.delete_index_if_exists(beside)
        return len(documents)

    async def push_synonyms(self, session: AsyncSession) -> None:
        """What staff taught, as it is now."""
        index = self._client.index(index_name())
        held = await index.get_settings()
        synonyms = await _synonyms(session)
        if held.synonyms != synonyms:
            await self._done(
                await index.update_settings(
                    settings_of(held.ranking_rules or [], synonyms, sorted(STOP_WORDS))
                )
            )

    async def drift(self, session: AsyncSession) -> set[int]:
        """Ids of products that it lacks, has too many, or has in another version."""
        wanted = {
            row.product_id: row.source
            for row in await session.execute(text("SELECT product_id, source FROM search_document"))
        }
        if not await self._exists(index_name()):
            return set(wanted)
        held: dict[int, int] = {}
        index = self._client.index(index_name())
        while page := (
            await index.get_documents(offset=len(held), limit=_PAGE, fields=[_KEY, "version"])
        ).results:
            held |= {int(document[_KEY]): int(document["version"]) for document in page}
        return {one for one in wanted.keys() | held.keys() if wanted.get(one) != held.get(one)}

    async def _exists(self, name: str) -> bool:
        return await self._client.get_raw_index(name) is not None

    async def _done(self, task: TaskInfo) -> None:
        await self._client.wait_for_task(task.task_uid, timeout_in_ms=_PATIENCE, raise_for_status=True)


async def _synonyms(session: AsyncSession) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, means in await session.execute(_SYNONYMS):
        found.setdefault(word, []).append(means)
    return found
