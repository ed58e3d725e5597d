"""What is kept of the answers given, for a time: to link to, to judge, to ask again, and to learn from."""

from api.records.record import Record
from api.records.records import Records

__all__ = ["Record", "Records"]
