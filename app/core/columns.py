"""Column types that every table shares."""

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Identity, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import mapped_column

Id = Annotated[int, mapped_column(BigInteger, Identity(always=False), primary_key=True)]
"""Primary key, given by the database."""

Paisa = Annotated[int, mapped_column(BigInteger)]
"""Money in paisa."""

Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""A point in time, UTC."""

CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
"""When the row was written, by the database's clock."""

UpdatedAt = Annotated[
    datetime, mapped_column(DateTime(timezone=True), server_default=func.now(), onupdate=func.now())
]
"""When the row last changed, by the database's clock."""

Json = Annotated[dict[str, Any], mapped_column(JSONB, server_default=text("'{}'::jsonb"))]
"""A JSON object."""

Line = Annotated[str, mapped_column(String(200))]
"""A short text: a name, a label, one line of an address."""

Code = Annotated[str, mapped_column(String(64))]
"""A machine word: a state, a kind, a SKU."""

LongText = Annotated[str, mapped_column(Text, server_default=text("''"))]
"""Prose."""
