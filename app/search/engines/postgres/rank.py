"""Ranking in one statement: the best stand-in of each word, as few words given up as need be, then sales and stock."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, REAL
from sqlalchemy.ext.asyncio import AsyncSession

from app.search.engines.base import MOST_HITS
from app.search.engines.postgres.understand import Group, Understood

FEW = 24
"""With fewer products that have all words, those that lack one follow: a page is filled."""
COSTLY = 3
"""When the rarest word has so many times fewer products than all words together have postings, only its own are scored:
each of the others is looked up for them."""
_TOP = 200
"""So many of the best are weighed by phrase, sales, stock and boosts; the rest follow in the order of their words."""

_PLAIN = """
    hit AS (
        SELECT posting.product_id, q.grp, max(posting.impact * q.w) AS s, max(q.gw) AS gw
        FROM q JOIN search_posting AS posting USING (lexeme_id) GROUP BY 1, 2
    )"""
_ALL_OF = """
    part AS (
        SELECT posting.product_id, q.grp, q.stand, sum(posting.impact * q.w) AS s, max(q.gw) AS gw
        FROM q JOIN search_posting AS posting USING (lexeme_id)
        GROUP BY 1, 2, 3 HAVING count(*) = max(q.need)
    ), hit AS (SELECT product_id, grp, max(s) AS s, max(gw) AS gw FROM part GROUP BY 1, 2)"""
_CHOSEN = """
    chosen AS MATERIALIZED (
        SELECT DISTINCT posting.product_id FROM q JOIN search_posting AS posting USING (lexeme_id)
        WHERE q.grp = ANY(:must)
    ), part AS (
        SELECT chosen.product_id, q.grp, q.stand, sum(posting.impact * q.w) AS s, max(q.gw) AS gw
        FROM chosen CROSS JOIN q CROSS JOIN LATERAL (
            SELECT impact FROM search_posting
            WHERE search_posting.lexeme_id = q.lexeme_id AND search_posting.product_id = chosen.product_id
            OFFSET 0
        ) AS posting
        GROUP BY 1, 2, 3 HAVING count(*) = max(q.need)
    ), hit AS (SELECT product_id, grp, max(s) AS s, max(gw) AS gw FROM part GROUP BY 1, 2)"""
_ONE = """
    doc AS MATERIALIZED (
        SELECT posting.product_id, posting.impact * q.w AS s, 1 AS n, 1 AS mask
        FROM q JOIN search_posting AS posting USING (lexeme_id)
    )"""
_DOC = """
    doc AS MATERIALIZED (
        SELECT product_id, sum(s) * sum(gw) AS s, count(*) AS n, bit_or(1 << grp) AS mask FROM hit GROUP BY 1
    )"""

_RANK = f"""
WITH q AS MATERIALIZED (
    SELECT * FROM unnest(:lexemes, :groups, :stands, :needs, :weights, :shares)
        AS q (lexeme_id, grp, stand, need, w, gw)
), {{hits}}, cut AS (
    SELECT coalesce(max(n) FILTER (WHERE reached >= {FEW}), min(n)) AS n
    FROM (SELECT n, sum(count(*)) OVER (ORDER BY n DESC) AS reached FROM doc GROUP BY n) AS steps
), res AS MATERIALIZED (
    SELECT product_id, s, mask FROM doc WHERE n >= (SELECT n FROM cut)
), top AS MATERIALIZED (
    SELECT product_id, s, mask FROM res ORDER BY s DESC, product_id LIMIT {_TOP}
), ranked AS MATERIALIZED (
    SELECT top.product_id, mask,
           s{{phrase}} * (1 + 0.05 * facet.popularity) * (CASE WHEN facet.in_stock THEN 1 ELSE 0.6 END)
           * CASE WHEN EXISTS (SELECT FROM search_boosts WHERE query IN ('', :query)) THEN coalesce((
               SELECT exp(sum(ln(boost.factor))) FROM search_boosts AS boost
               WHERE boost.query IN ('', :query) AND coalesce(boost.starts_at <= now(), true)
                   AND coalesce(boost.ends_at > now(), true) AND (boost.product_id = facet.product_id
                   OR boost.brand_id = facet.brand_id OR boost.category_id = ANY(facet.category_ids))
             ), 1) ELSE 1 END AS score
    FROM top JOIN search_facet AS facet USING (product_id)
)
SELECT (SELECT array_agg(pin.product_id ORDER BY pin.position, pin.id) FROM search_pins AS pin
        JOIN search_facet USING (product_id) WHERE pin.query = :query
            AND coalesce(pin.starts_at <= now(), true) AND coalesce(pin.ends_at > now(), true)) AS pins,
       (SELECT array_agg(product_id ORDER BY score DESC, product_id) FROM ranked) AS best,
       (SELECT mask FROM ranked ORDER BY score DESC, product_id LIMIT 1) AS mask,
       {{rest}} AS rest
"""  # noqa: S608
_PHRASE = """ * (CASE WHEN (SELECT tsv @@ CAST(:phrase AS tsquery) FROM search_document AS document
                               WHERE document.product_id = top.product_id) THEN 1.15 ELSE 1 END)"""
_REST = f"""(SELECT array_agg(product_id ORDER BY s DESC, product_id) FROM (
            SELECT product_id, s FROM res
            WHERE (SELECT count(*) FROM res) > {_TOP} ORDER BY s DESC, product_id LIMIT {MOST_HITS} OFFSET {_TOP}
        ) AS behind)"""  # noqa: S608
_NO_REST = "CAST(NULL AS int[])"

_TYPES = {
    **dict.fromkeys(("lexemes", "groups", "stands", "needs"), ARRAY(INTEGER)),
    **dict.fromkeys(("weights", "shares"), ARRAY(REAL)),
}


def _statement(hits: str, *, has_phrase: bool, has_rest: bool, **types: Any) -> Any:
    made = _RANK.format(hits=hits, phrase=_PHRASE if has_phrase else "", rest=_REST if has_rest else _NO_REST)
    binds = [bindparam(name, type_=kind) for name, kind in (_TYPES | types).items()]
    return text(made).bindparams(*binds)


_WAYS = {
    "one": _ONE,
    "plain": f"{_PLAIN}, {_DOC}",
    "all_of": f"{_ALL_OF}, {_DOC}",
    "chosen": f"{_CHOSEN}, {_DOC}",
}
_STATEMENTS = {
    (way, has_phrase, has_rest): _statement(
        hits,
        has_phrase=has_phrase,
        has_rest=has_rest,
        **({"must": ARRAY(INTEGER)} if way == "chosen" else {}),
    )
    for way, hits in _WAYS.items()
    for has_phrase in (False, True)
    for has_rest in (False, True)
}
"""Made once."""

_NOW = text(
    "SELECT set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true), "
    "set_config('pg_trgm.similarity_threshold', '0.2', true)"
)


async def prepare(session: AsyncSession) -> None:
    """How this transaction plans its statements."""
    await session.execute(_NOW)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ids, best first, and the words that the best of them lacks."""

    product_ids: tuple[int, ...]
    lacking: tuple[str, ...]


async def rank(session: AsyncSession, understood: Understood, *, whole: bool) -> Ranked:
    """What has the words, best first; not `whole` means the best few hundred are enough."""
    groups = understood.groups
    given = _given(understood)
    cost = sum(understood.df.get(lexeme, 0) for lexeme in given["lexemes"])
    ways: list[tuple[str, dict[str, Any]]] = [("plain", {})]
    if len(given["lexemes"]) == 1:
        ways = [("one", {})]
    elif max(given["needs"], default=1) > 1:
        ways = [("all_of", {})]
    if len(groups) > 1:
        rarest = min(range(len(groups)), key=lambda at: _cost(understood, groups[at]))
        if _cost(understood, groups[rarest]) * COSTLY * len(given["lexemes"]) < cost * 2:
            ways = [("chosen", {"must": [rarest]}), *ways]
    for number, (way, more) in enumerate(ways, 1):
        statement = _STATEMENTS[way, "phrase" in given, whole]
        row = (await session.execute(statement, given | more)).one()
        found = list(dict.fromkeys([*(row.pins or ()), *(row.best or ()), *(row.rest or ())]))
        if len(found) >= FEW or number == len(ways):
            lacking = tuple(
                group.typed for at, group in enumerate(groups) if row.best and not row.mask >> at & 1
            )
            return Ranked(tuple(found[:MOST_HITS]), lacking)
    raise AssertionError("unreachable")


def _cost(understood: Understood, group: Group) -> int:
    """Postings of the word and its stand-ins."""
    return sum(understood.df.get(lexeme, 0) for lexemes in group.stands for lexeme in lexemes)


def _given(understood: Understood) -> dict[str, Any]:
    idfs = [understood.idf(group.df) for group in understood.groups]
    total = sum(idfs) or 1.0
    rows = [
        (
            lexeme,
            at,
            stand,
            len(lexemes),
            weight * _idf(understood, lexemes, lexeme, idfs[at]),
            idfs[at] / total,
        )
        for at, group in enumerate(understood.groups)
        for stand, (lexemes, weight) in enumerate(group.stands.items())
        for lexeme in lexemes
    ]
    names = ("lexemes", "groups", "stands", "needs", "weights", "shares")
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    given: dict[str, Any] = dict(zip(names, columns, strict=True))
    given["query"] = understood.normal
    words = [word for group in understood.groups for word in group.meant.split()]
    if len(words) > 1:
        pairs = (f"'{one}':A <-> '{other}':A" for one, other in pairwise(words))
        given["phrase"] = " | ".join(pairs)
    return given


def _idf(understood: Understood, lexemes: tuple[int, ...], lexeme: int, of_group: float) -> float:
    """Of the whole group, never of a stand-in, or rare completions win; stand-ins of several stems share it."""
    if len(lexemes) == 1:
        return of_group
    own = {one: understood.idf(understood.df.get(one, 0)) for one in lexemes}
    return of_group * own[lexeme] / (sum(own.values()) or 1.0)
