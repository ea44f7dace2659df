"""What every courier can say about itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Courier:
    """A carrier whose parcels staff hand over by hand, copying the number from its slip."""

    code: str
    name: str
    needs_tracking_number: bool = True
