"""What became of what people wrote. Caches listen, as product pages show it."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ReviewModerated:
    """A review was approved, rejected or replied to."""

    aggregate: ClassVar[str] = "review"
    review_id: int
    product_id: int


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A question got its answer, and is shown with it."""

    aggregate: ClassVar[str] = "question"
    question_id: int
    product_id: int


@dataclass(frozen=True, slots=True)
class QuestionDismissed:
    """A question is not shown, or not any more."""

    aggregate: ClassVar[str] = "question"
    question_id: int
    product_id: int
