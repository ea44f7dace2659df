"""The index: what it is made of, that following changes ends where building anew does, and that the two norms agree."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.catalog.models import Product
from app.core.db import make_sessionmaker
from app.search.catch_up import catch_up
from app.search.drift import find_drift
from app.search.normalise import normalise, sound_of
from app.search.rebuild import rebuild
from app.search.update import recount, update_products
from tests.factories.goods import Bring
from tests.factories.product_file import many_pens

_STATE = """
SELECT (SELECT array_agg((product_id, title, keywords, description, source, tsv::text)::text ORDER BY product_id)
        FROM search_document),
       (SELECT array_agg((lexeme, product_id)::text ORDER BY lexeme, product_id)
        FROM search_posting JOIN search_lexeme USING (lexeme_id)),
       (SELECT array_agg((word, lexeme, search_word.df, title_df)::text ORDER BY word)
        FROM search_word JOIN search_lexeme USING (lexeme_id)),
       (SELECT array_agg((product_id, in_stock, price_min)::text ORDER BY product_id) FROM search_facet)
"""
_WORDS = ["blue", "red", "nib", "ink", "pad", "قلم", "کاپی", "pencil", "0.7mm", "A4", "jotter"]


@pytest.fixture
def connection(db_url: str) -> Connection:
    """For asking the database's own norm."""
    return create_engine(db_url).connect()


def test_the_two_norms_agree(connection: Connection) -> None:
    letters = st.text(
        st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40
    )
    likely = st.text("aBé7.,'’ -ßøقكيةآئ٣ ً\u200cmm½²", max_size=30)

    @given(letters | likely)
    def agree(given_text: str) -> None:
        assert connection.scalar(text("SELECT search_norm(:given)"), {"given": given_text}) == normalise(
            given_text
        )

    with connection:
        agree()


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("  Crayon  CONTÉ, 0.5 mm! ", "crayon conte 0p5 mm"),
        ("0.5mm 80gsm A4", "0p5 mm 80 gsm a4"),
        ("Elmer’s", "elmers"),
        ("black/blue", "black blue"),
        ("كتاب", "کتاب"),
        ("پینسِل", "پینسل"),
        ("۱۲ پنسلیں", "12 پنسلیں"),
        ("%_\\ '--", ""),
    ],
)
def test_words_are_written_in_one_way(typed: str, normal: str) -> None:
    assert normalise(typed) == normal


def test_what_sounds_alike_is_one() -> None:
    assert sound_of("kaapi") == sound_of("kapi")
    assert sound_of("khaata") == sound_of("khata")
    assert sound_of("qalam") == sound_of("kalam")
    assert sound_of("kapi") != sound_of("kitab")


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_following_changes_ends_where_building_anew_does(
    bring: Bring, db: AsyncSession, engine: AsyncEngine, seed: int
) -> None:
    await bring(list(many_pens(12)))
    ids = list(await db.scalars(text("SELECT id FROM products ORDER BY id")))
    random_ = random.Random(seed)
    for _ in range(15):
        product = random_.choice(ids)
        change: dict[str, Any] = random_.choice(
            [
                {"name": " ".join(random_.choices(_WORDS, k=3))},
                {"description": f"<p>{random_.choice(_WORDS)}</p>"},
                {"state": random_.choice(["published", "archived", "draft"])},
                {"tags": random_.choices(_WORDS, k=2)},
            ]
        )
        await db.execute(update(Product).where(Product.id == product).values(**change))
        await update_products(db, [product])
    await recount(db)
    await db.commit()
    assert not await find_drift(db)
    followed = (await db.execute(text(_STATE))).one()
    await db.rollback()
    await rebuild(engine)
    assert tuple((await db.execute(text(_STATE))).one()) == tuple(followed)


async def test_drift_is_named_and_mended(bring: Bring, db: AsyncSession, engine: AsyncEngine) -> None:
    await bring(list(many_pens(4)))
    one, two, three, _ = list(await db.scalars(text("SELECT id FROM products ORDER BY id")))
    await db.execute(text("DELETE FROM search_document WHERE product_id = :id"), {"id": one})
    await db.execute(update(Product).where(Product.id == two).values(state="archived"))
    await db.execute(update(Product).where(Product.id == three).values(name="Other"))
    await db.commit()
    drift = await find_drift(db)
    assert (drift.missing, drift.extra, drift.stale) == ((one,), (two,), (three,))
    await db.rollback()
    assert await catch_up(make_sessionmaker(engine)) == 3
    assert not await find_drift(db)
