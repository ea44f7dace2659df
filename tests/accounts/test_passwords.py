"""Password hashes and which passwords are refused (security reference, §5)."""

import asyncio
import base64
import hashlib
import hmac
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters

from app.accounts import passwords as module
from app.accounts.errors import PasswordIsWeak, TooManySignIns
from app.accounts.password_rules import SHORTEST_FOR_STAFF, check_password, common_passwords
from app.accounts.passwords import Passwords
from app.core.links import derive_key
from app.core.settings import Settings

CHEAP = Settings(password_memory_kib=8, password_time_cost=1)
PERSON: dict[str, Any] = {"email": "ayesha.khan@example.com", "name": "Ayesha Khan"}


async def test_a_hash_knows_its_password_and_no_other() -> None:
    passwords = Passwords(CHEAP)
    stored = await passwords.hash("green ink on paper")
    assert await passwords.verify(stored, "green ink on paper")
    for other in ("green ink on pape", "green ink on paper ", "Green ink on paper", "", "x" * 10_000):
        assert not await passwords.verify(stored, other)
    assert stored != await passwords.hash("green ink on paper"), "salted"
    assert not await passwords.verify(None, "green ink on paper")
    assert not await passwords.verify("p1:rubbish", "green ink on paper")
    assert not await passwords.verify("rubbish", "green ink on paper")


async def test_the_parameters_are_those_of_the_settings() -> None:
    stored = await Passwords(Settings(password_memory_kib=47_104, password_time_cost=1)).hash("x")
    found = extract_parameters(stored.removeprefix("p1:"))
    assert (found.type.name, found.memory_cost, found.time_cost, found.parallelism) == ("ID", 47_104, 1, 1)
    assert (found.salt_len, found.hash_len) == (16, 32)


async def test_composed_and_decomposed_letters_are_one_password() -> None:
    passwords = Passwords(CHEAP)
    assert await passwords.verify(await passwords.hash("caf\u00e9 au lait"), "cafe\u0301 au lait")


async def test_the_table_alone_cannot_check_a_guess() -> None:
    stored = (await Passwords(CHEAP).hash("green ink on paper")).removeprefix("p1:")
    with pytest.raises(Exception, match="does not match"):
        PasswordHasher().verify(stored, "green ink on paper")
    pepper = derive_key(CHEAP, "password-pepper")
    peppered = base64.b64encode(hmac.digest(pepper, b"green ink on paper", hashlib.sha256)).decode()
    assert PasswordHasher().verify(stored, peppered)


async def test_dearer_parameters_ask_for_a_new_hash() -> None:
    stored = await Passwords(CHEAP).hash("x")
    assert not Passwords(CHEAP).needs_rehash(stored)
    assert Passwords(Settings(password_memory_kib=16, password_time_cost=1)).needs_rehash(stored)
    assert Passwords(CHEAP).needs_rehash("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g")


async def test_a_flood_waits_in_a_short_line_and_the_rest_is_turned_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MOST_WAITING", 10)
    passwords = Passwords(CHEAP)
    results = await asyncio.gather(*(passwords.hash("x") for _ in range(50)), return_exceptions=True)
    refused = [result for result in results if isinstance(result, TooManySignIns)]
    assert len(refused) == 40
    assert await passwords.hash("x"), "and it goes on afterwards"


@pytest.mark.parametrize(
    "password",
    [
        *("", "short", "ninechars", "          "[:9]),
        *("1234567890", "qwertyuiop", "Password123", "PAKISTAN123", "aaaaaaaaaaaa", "basketball"),
        *(
            "ayesha.khan@example.com",
            "ayesha.khan",
            "Ayesha Khan",
            "ayeshakhan1",
            "AyeshaKhan99",
            "ayesha2024",
        ),
        *("buy2enjoy!", "Buy2Enjoy123", "stationery99", "x" * 129, "éééééééééé"),
    ],
)
def test_what_is_refused(password: str) -> None:
    with pytest.raises(PasswordIsWeak) as refused:
        check_password(password, **PERSON)
    assert refused.value.errors["password"]


@pytest.mark.parametrize(
    "password",
    [
        *(
            "green ink on paper",
            "ayesha likes green ink",
            "tr0ub4dor&3x",
            "سبز روشنائی کاغذ پر",
            "🖋🖋🖋 three pens",
        ),
        *("  spaces are kept  ", "8f3k-29dj-1lq0", "buy2enjoy is my favourite shop", "q" * 60 + "w" * 60),
    ],
)
def test_what_is_taken(password: str) -> None:
    check_password(password, **PERSON)


def test_staff_need_more() -> None:
    with pytest.raises(PasswordIsWeak, match="15"):
        check_password("green ink pens", **PERSON, shortest=SHORTEST_FOR_STAFF)
    check_password("green ink on paper", **PERSON, shortest=SHORTEST_FOR_STAFF)


def test_the_list_of_common_ones_is_of_some_size_and_of_fitting_length() -> None:
    assert len(common_passwords()) > 2_000
    assert min(len(password) for password in common_passwords()) >= 10
    assert all(password == password.casefold() for password in common_passwords())
