"""Page numbers under a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.pagination import DEEPEST_PAGE, Pagination


@pytest.mark.parametrize(
    ("page", "total", "pages"),
    [
        (1, 0, [1]),
        (1, 10, [1]),
        (1, 11, [1, 2]),
        (1, 100, [1, 2, None, 10]),
        (2, 100, [1, 2, 3, None, 10]),
        (3, 100, [1, 2, 3, 4, None, 10]),
        (4, 100, [1, 2, 3, 4, 5, None, 10]),
        (5, 100, [1, None, 4, 5, 6, None, 10]),
        (7, 100, [1, None, 6, 7, 8, 9, 10]),
        (10, 100, [1, None, 9, 10]),
    ],
)
def test_which_numbers_are_linked(page: int, total: int, pages: list[int | None]) -> None:
    assert Pagination(page, 10, total).pages == pages


def test_what_is_shown() -> None:
    second = Pagination(2, 24, 30)
    assert (second.offset, second.first_shown, second.last_shown, second.last) == (24, 25, 30, 2)
    assert (second.previous, second.next, second.exists) == (1, None, True)
    empty = Pagination(1, 24, 0)
    assert (empty.first_shown, empty.last_shown, empty.exists, empty.previous, empty.next) == (
        0,
        0,
        True,
        None,
        None,
    )
    assert not Pagination(3, 24, 30).exists
    assert not Pagination(0, 24, 30).exists
    assert not Pagination(DEEPEST_PAGE + 1, 1, 10**6).exists
    assert Pagination(DEEPEST_PAGE, 1, 10**6).next is None


def test_links() -> None:
    links = Pagination(2, 10, 100).links(lambda number: f"/x?page={number}")
    assert (links.previous_url, links.next_url) == ("/x?page=1", "/x?page=3")
    assert [(link.number, link.current) if link else None for link in links.items] == [
        (1, False),
        (2, True),
        (3, False),
        None,
        (10, False),
    ]


@given(st.integers(1, 500), st.integers(1, 100), st.integers(0, 50_000))
def test_pages_rise_and_gaps_are_real(page: int, per_page: int, total: int) -> None:
    pages = Pagination(page, per_page, total).pages
    numbers = [number for number in pages if number is not None]
    assert numbers == sorted(set(numbers))
    for before, gap, after in zip(pages, pages[1:], pages[2:], strict=False):
        if gap is None:
            assert before is not None
            assert after is not None
            assert after - before > 2
