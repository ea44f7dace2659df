"""What a law of the shop is, and what looking found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """One invariant (reliability reference, §1). `sql` selects one text column that names whatever breaks it."""

    code: str
    title: str
    sql: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a checker found. `offenders` names the first of them, ready for a person to look up."""

    code: str
    title: str
    offenders: list[str]

    @property
    def ok(self) -> bool:
        """Whether the law holds."""
        return not self.offenders
