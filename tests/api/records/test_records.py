from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from api.records import Records
from assistant.conversation import Turn
from corpus.refused import Refused
from tests.api.records.made import citing, opened, record

CPR = "010190-1234"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = opened(tmp_path)
    yield records
    records.database.close()


def ratings(records: Records) -> list[tuple[str, str | None]]:
    with records.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text("select rating, comment from radar_feedback"))]


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("records.sqlite*"))


def test_a_record_comes_back_as_it_was_kept(records: Records) -> None:
    kept = replace(
        citing(record("Hvad kostede det i Engby?"), "engby", "havneby"),
        history=(Turn("user", "Hej"), Turn("assistant", "Goddag")),
        documents=("engby",),
    )
    records.keep(kept)
    assert records.answer(kept.id) == kept


def test_what_is_not_kept_is_refused(records: Records) -> None:
    with pytest.raises(Refused, match="ikke gemt"):
        records.answer("findes-ikke")
    with pytest.raises(Refused, match="ikke gemt"):
        records.rate("findes-ikke", "up", None, "http")


def test_the_last_rating_counts_and_each_giver_has_their_own(records: Records) -> None:
    kept = record()
    records.keep(kept)
    records.rate(kept.id, "down", "Forkert", "http")
    records.rate(kept.id, "up", None, "http")
    assert ratings(records) == [("up", None)]
    records.rate(kept.id, "down", None, "slack", "U1")
    records.rate(kept.id, "down", "Nej", "slack", "U2")
    records.rate(kept.id, "down", "Jo", "slack", "U2")
    assert sorted(ratings(records), key=str) == [("down", "Jo"), ("down", None), ("up", None)]


def test_a_comment_is_masked_and_who_gave_it_cannot_be_read(records: Records, tmp_path: Path) -> None:
    kept = record()
    records.keep(kept)
    records.rate(kept.id, "down", f"Borgeren {CPR} \x00 fik intet svar", "slack", "U0123ABC")
    [(_, comment)] = ratings(records)
    assert comment is not None
    assert "fik intet svar" in comment
    assert b"010190" not in on_disk(tmp_path)
    assert b"U0123ABC" not in on_disk(tmp_path)


def test_old_answers_go_and_what_was_said_of_them(tmp_path: Path) -> None:
    records = opened(tmp_path, keep_days=2)
    old = replace(record("Hvor gammelt er ordet svælgflaske?"), asked_at=datetime.now(UTC) - timedelta(days=2, hours=1))
    new = replace(record(), asked_at=datetime.now(UTC) - timedelta(days=1))
    for each in (citing(old, "engby"), new):
        records.keep(each)
    with pytest.raises(Refused, match="slettet"):
        records.answer(old.id)
    with pytest.raises(Refused, match="slettet"):
        records.rate(old.id, "up", None, "http")
    assert "svælgflaske".encode() in on_disk(tmp_path)
    records.sweep()
    assert records.answer(new.id) == new
    assert "svælgflaske".encode() not in on_disk(tmp_path)


def test_nothing_is_kept_where_nothing_may_be(tmp_path: Path) -> None:
    records = opened(tmp_path, keep_days=0, conversation_hours=0)
    kept = record("svælgflaske")
    records.keep(kept)
    records.remember("slack", "C1", "svælgflaske", "Ja")
    assert records.turns("slack", "C1") == []
    with pytest.raises(Refused):
        records.answer(kept.id)
    assert "svælgflaske".encode() not in on_disk(tmp_path)


def test_conversations_are_kept_apart_masked_and_in_order(records: Records) -> None:
    records.remember("slack", "C1", f"Hvad med {CPR}?", "Det kan jeg ikke.")
    records.remember("slack", "C2", "Hvad er en drone?", "Noget, der flyver.")
    records.remember("teams", "C1", "Hvad er VR?", "Briller.")
    records.remember("slack", "C1", "Og sensorer?", "De måler.")
    said = records.turns("slack", "C1")
    assert [turn.role for turn in said] == ["user", "assistant"] * 2
    assert "1234" not in said[0].content
    assert [turn.content for turn in said[2:]] == ["Og sensorer?", "De måler."]
    records.forget("slack", "C1")
    assert records.turns("slack", "C1") == []
    assert len(records.turns("slack", "C2")) == len(records.turns("teams", "C1")) == 2


def test_a_number_in_two_messages_is_masked(records: Records) -> None:
    records.remember("slack", "C1", "Borgeren er 010190", "Hvad vil du vide?")
    records.remember("slack", "C1", "-1234 er resten. Hvad er en sensor?", "Den måler.")
    assert "1234" not in "".join(turn.content for turn in records.turns("slack", "C1"))


def test_a_conversation_is_forgotten_in_time(tmp_path: Path) -> None:
    records = opened(tmp_path, conversation_hours=1)
    records.remember("slack", "C1", "Hvad er en svælgflaske?", "Det ved jeg ikke.")
    with records.database.writing() as connection:
        connection.execute(
            text("update radar_turns set said_at = :then"),
            {"then": (datetime.now(UTC) - timedelta(hours=2)).replace(tzinfo=None).isoformat(" ")},
        )
    assert records.turns("slack", "C1") == []
    records.sweep()
    assert "svælgflaske".encode() not in on_disk(tmp_path)


def test_only_one_of_many_deliveries_is_the_first(records: Records) -> None:
    with ThreadPoolExecutor(50) as many:
        firsts = list(many.map(lambda _: records.first_time("slack", "Ev1"), range(50)))
    assert firsts.count(True) == 1
    assert records.first_time("teams", "Ev1")
    assert not records.first_time("slack", "Ev1")


def test_fifty_write_at_once_and_nothing_is_lost(records: Records) -> None:
    kept = [citing(record(f"Spørgsmål {number}"), "engby") for number in range(50)]

    def write(number: int) -> None:
        records.keep(kept[number])
        records.rate(kept[number].id, "up" if number % 2 else "down", "Ja", "http")
        records.rate(kept[0].id, "down", f"{number}", "http", "samme") if number else None
        records.remember("slack", "C1", f"{number}", "Svar")

    write(0)  # all others rate it too
    with ThreadPoolExecutor(50) as people:
        list(people.map(write, range(1, 50)))
    assert [records.answer(each.id) for each in kept] == kept
    said = ratings(records)
    assert len([comment for _, comment in said if comment == "Ja"]) == 50
    assert len(records.turns("slack", "C1")) == 20


def test_a_message_leads_to_the_answer_in_it_as_long_as_that_is_kept(records: Records) -> None:
    kept = record()
    records.keep(kept)
    records.replied("teams", "samtale 7", kept.id)
    assert records.answer_in("teams", "samtale 7") == kept.id
    records.replied("teams", "samtale 8", "findes-ikke")
    for door, message in (("slack", "samtale 7"), ("teams", "samtale 8"), ("teams", "samtale 9")):
        with pytest.raises(Refused, match="i den besked er ikke gemt"):
            records.answer_in(door, message)
    with records.database.writing() as connection:
        connection.execute(text("delete from radar_answers"))
    with pytest.raises(Refused, match="i den besked er ikke gemt"):
        records.answer_in("teams", "samtale 7")


def test_an_older_programs_database_is_brought_up_to_date(records: Records, tmp_path: Path) -> None:
    kept = record()
    records.keep(kept)
    with records.database.writing() as connection:
        connection.execute(text("drop table radar_replies"))
        connection.execute(text("update radar_schema set version = 1"))
    newer = opened(tmp_path)
    newer.replied("teams", "samtale 7", kept.id)
    assert newer.answer_in("teams", "samtale 7") == kept.id
    newer.database.close()


def test_a_newer_programs_database_is_left_alone(records: Records, tmp_path: Path) -> None:
    records.keep(record())
    with records.database.writing() as connection:
        connection.execute(text("update radar_schema set version = 99"))
    with pytest.raises(Refused, match="nyere udgave"):
        opened(tmp_path).keep(record())


def test_the_file_is_its_owners_alone(records: Records, tmp_path: Path) -> None:
    records.keep(record())
    assert {file.stat().st_mode & 0o777 for file in tmp_path.glob("records.sqlite*")} == {0o600}


@pytest.mark.parametrize("url", ["findes://ikke", "postgresql+nodriver://a:hemmelig@b/c", "hemmelig"])
def test_an_address_that_is_none_is_refused_and_no_password_said(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused, match="RADAR_DATABASE_URL") as refused:
        opened(tmp_path, database_url=url).keep(record())
    assert "hemmelig" not in str(refused.value)


def test_a_database_that_is_no_database_is_refused_until_it_is_one(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    file.write_text("ikke en database " * 100)
    records = opened(tmp_path)
    for _ in range(2):
        with pytest.raises(Refused, match="lige nu"):
            records.keep(record())
    file.unlink()
    kept = record()
    records.keep(kept)
    assert records.answer(kept.id) == kept


def test_another_writer_is_waited_for(records: Records, tmp_path: Path) -> None:
    kept = record()
    records.keep(kept)
    other = create_engine(f"sqlite:///{tmp_path / 'records.sqlite'}").connect()
    other.exec_driver_sql("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as someone:
        rating = someone.submit(records.rate, kept.id, "up", None, "http")
        assert records.answer(kept.id) == kept
        other.exec_driver_sql("COMMIT")
        rating.result()
    assert ratings(records) == [("up", None)]
