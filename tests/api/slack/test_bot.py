import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.records.tables import FEEDBACK
from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.writing.writer import Told
from corpus.snapshots import Snapshots
from tests.api.fictional import UNANSWERABLE
from tests.api.slack.conftest import Opening, desk_of
from tests.api.slack.fake import BOT, CHANNEL, DIRECT, TEAM, USER, FakeSlack, event, pressed, tell
from tests.api.slack.made import CLARIFY
from tests.api.worded import FIRST, SECOND, worded

QUESTION = "Hvor mange borgere fik skærmbesøg i Havneby?"
SENSORS = "Hvor blev der sat sensorer op?"
CPR = "070761-4285"


def ratings(client: TestClient) -> list[tuple[str, str | None, str]]:
    with desk_of(client).records.records.database.reading() as connection:
        return [
            tuple(row) for row in connection.execute(select(FEEDBACK.c.rating, FEEDBACK.c.comment, FEEDBACK.c.door))
        ]


def test_a_direct_message_is_answered_in_its_thread_with_its_sources(client: TestClient, slack: FakeSlack) -> None:
    assert tell(client, event("message", QUESTION, "1.1")).status_code == 200
    answer = slack.answer()
    assert (answer.channel, answer.thread_ts) == (DIRECT, "1.1")
    assert "412 borgere" in answer.markdown
    assert "[1]" in answer.markdown
    sources = answer.block("context")["elements"][0]["text"]
    assert sources.startswith("[1] <https://radar.example/sources/robotter?passage=")
    assert answer.block("context_actions")
    assert slack.called("assistant.threads.setStatus")[0] == {
        "channel_id": DIRECT,
        "thread_ts": "1.1",
        "status": "Søger i kilderne",
    }
    methods = [method for method, _ in slack.calls if method.startswith("chat.")]
    assert methods[0] == "chat.startStream"
    assert methods[-1] == "chat.stopStream"


def test_the_link_to_a_source_opens_it_without_the_token(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("message", QUESTION, "1.1"))
    text = slack.answer().block("context")["elements"][0]["text"]
    url = text.split("<")[1].split("|")[0].replace("&amp;", "&")
    page = client.get(url)
    assert page.status_code == 200
    assert "<mark" in page.text


def test_a_mention_in_a_channel_is_answered_in_a_thread(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("app_mention", f"<@{BOT}> {QUESTION}", "1.1", CHANNEL))
    answer = slack.answer()
    assert (answer.channel, answer.thread_ts) == (CHANNEL, "1.1")
    started = slack.called("chat.startStream")[0]
    assert (started["recipient_team_id"], started["recipient_user_id"]) == (TEAM, USER)


def test_slack_is_told_at_once_and_the_answer_follows(
    client: TestClient, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    may_answer = Event()
    ask = assistant.ask

    def slowly(*given: Any) -> Answer:
        assert may_answer.wait(60)
        return ask(*given)

    monkeypatch.setattr(assistant, "ask", slowly)
    assert tell(client, event("message", QUESTION, "1.1")).status_code == 200
    assert slack.done == []
    may_answer.set()
    assert "412" in slack.answer().markdown


def test_what_a_language_model_words_is_read_before_it_is_done(
    client: TestClient, slack: FakeSlack, assistant: Assistant
) -> None:
    with worded(assistant) as go_on:
        tell(client, event("message", QUESTION, "1.1"))
        slack.wait(lambda: slack.messages)
        (growing,) = slack.messages.values()
        assert (growing.streaming, growing.markdown) == (True, f"{FIRST} [1] ")
        go_on.set()
        answer = slack.answer()
    assert answer.markdown == f"{FIRST} [1] {SECOND} [2] "
    assert answer.block("context_actions")
    calls = [method for method, _ in slack.calls if method.startswith("chat.")]
    assert calls == ["chat.startStream", "chat.appendStream", "chat.stopStream"]


def test_a_fault_amid_the_words_is_told_under_them(
    client: TestClient, slack: FakeSlack, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = assistant.told

    async def breaks(*given: Any) -> AsyncIterator[Told | Answer]:
        async for each in told(*given):
            yield each
            raise RuntimeError(QUESTION)

    with worded(assistant):
        monkeypatch.setattr(assistant, "told", breaks)
        tell(client, event("message", QUESTION, "1.1"))
        answer = slack.answer()
    assert answer.markdown == f"{FIRST} [1] "
    assert "fejlnummeret" in answer.block("section")["text"]["text"]


def test_what_is_delivered_again_is_answered_once(client: TestClient, slack: FakeSlack) -> None:
    told = event("message", QUESTION, "1.1")
    for retry in range(3):
        body = told | {"event_time": retry}  # Slack signs each delivery anew
        assert tell(client, body, **{"X-Slack-Retry-Num": str(retry)}).status_code == 200
    # A mention in a direct message comes as both kinds of event.
    tell(client, event("app_mention", QUESTION, "1.1"))
    tell(client, event("message", "Hej", "1.2"))
    slack.answer(2)
    assert len(slack.done) == 2


def test_a_thread_is_a_conversation_and_another_thread_is_not(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("message", SENSORS, "1.1"))
    slack.answer(1)
    tell(client, event("message", "Og hvad måler de?", "1.2", thread_ts="1.1"))
    second = slack.answer(2)
    assert second.thread_ts == "1.1"
    assert "luft" in second.markdown
    assert "Forstået som" in second.said
    tell(client, event("message", "Og hvad måler de?", "1.3"))
    third = slack.answer(3)
    assert third.thread_ts == "1.3"
    assert "luft" not in third.markdown


def test_questions_in_one_thread_wait_for_each_other(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("message", SENSORS, "1.1"))
    tell(client, event("message", "Og hvad måler de?", "1.2", thread_ts="1.1"))
    slack.answer(2)
    assert "luft" in slack.done[1].markdown


@pytest.mark.parametrize(
    "told",
    [
        event("message", QUESTION, "1.1", bot_id="B0OTHER"),
        event("message", QUESTION, "1.1", user=BOT),
        event("message", QUESTION, "1.1", user="USLACKBOT"),
        event("message", QUESTION, "1.1", subtype="bot_message"),
        event("message", QUESTION, "1.1", subtype="message_changed", message={"text": QUESTION}),
        event("message", QUESTION, "1.1", subtype="message_deleted"),
        event("message", QUESTION, "1.1", CHANNEL, channel_type="channel"),
        event("message", QUESTION, "1.1", CHANNEL, channel_type="group"),
        event("app_mention", QUESTION, "1.1", CHANNEL, edited={"ts": "1.2"}),
        event("reaction_added", QUESTION, "1.1"),
        event("app_home_opened", "", "1.1", tab="messages"),
    ],
)
def test_what_nobody_wrote_to_it_just_now_is_not_answered_nor_logged(
    client: TestClient, slack: FakeSlack, caplog: pytest.LogCaptureFixture, told: dict[str, Any]
) -> None:
    assert tell(client, told).status_code == 200
    tell(client, event("message", "Hej", "2.2"))
    assert slack.answer(1).thread_ts == "2.2"
    assert {method for method, given in slack.calls if given.get("thread_ts") == "1.1"} == set()
    assert QUESTION not in caplog.text


def test_who_only_mentions_it_is_welcomed(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("app_mention", f"<@{BOT}>", "1.1", CHANNEL))
    assert "Hvor mange kommuner bruger robotsoftware?" in slack.answer().text


def test_what_the_sources_do_not_tell_is_said(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("message", UNANSWERABLE, "1.1"))
    assert "Det handler kilderne ikke om" in slack.answer().markdown


def test_a_question_back_is_answered_by_pressing_it_once(
    client: TestClient, slack: FakeSlack, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(assistant, "ask", lambda *_: replace(CLARIFY, choices=(QUESTION, SENSORS)))
        tell(client, event("message", "Havneby", "1.1"))
        slack.answer(1)
    asked_back = slack.answer(1)
    ts = next(iter(slack.messages))
    button = asked_back.block("actions")["elements"][0]
    action = {"action_id": button["action_id"], "value": button["value"], "type": "button"}
    for _ in range(2):
        assert tell(client, pressed(action, ts, "1.1")).status_code == 200
    answer = slack.answer(2)
    assert answer.thread_ts == "1.1"
    assert "412" in answer.markdown
    assert f"Forstået som: {QUESTION}" in answer.said  # nobody has written it in the thread
    tell(client, event("message", "Tak", "1.9"))
    slack.answer(3)
    assert len(slack.done) == 3


def rate(client: TestClient, slack: FakeSlack, way: str) -> str:
    buttons = slack.answer().block("context_actions")["elements"][0]
    value: str = buttons[f"{way}_button"]["value"]
    tell(client, pressed({"action_id": buttons["action_id"], "value": value}, next(iter(slack.messages)), "1.1"))
    slack.wait(lambda: slack.called("chat.postEphemeral"))
    return value.partition(":")[2]


def test_a_thumb_is_kept_with_the_answer(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("message", QUESTION, "1.1"))
    rate(client, slack, "positive")
    assert ratings(client) == [("up", None, "slack")]
    thanks = slack.called("chat.postEphemeral")[0]
    assert (thanks["user"], thanks["thread_ts"]) == (USER, "1.1")
    assert thanks["text"].startswith("Tak.")
    assert slack.called("views.open") == []


def test_after_a_thumb_down_what_was_missing_may_be_said(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("message", QUESTION, "1.1"))
    answer_id = rate(client, slack, "negative")
    assert ratings(client) == [("down", None, "slack")]
    view = slack.called("views.open")[0]["view"]
    assert view["private_metadata"] == answer_id
    state = {"values": {"comment": {"comment": {"type": "plain_text_input", "value": f"Året mangler, sagen er {CPR}"}}}}
    submitted = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "view": {"type": "modal", "callback_id": view["callback_id"], "private_metadata": answer_id, "state": state},
    }
    assert tell(client, submitted).status_code == 200
    slack.wait(lambda: ratings(client)[0][1])
    [(rating, comment, _)] = ratings(client)
    assert rating == "down"
    assert comment
    assert "Året mangler" in comment
    assert CPR not in comment


def test_an_answer_that_is_no_longer_kept_is_told_so(client: TestClient, slack: FakeSlack) -> None:
    tell(client, pressed({"action_id": "feedback", "value": "up:findes-ikke"}, "1.2", "1.1"))
    slack.wait(lambda: slack.called("chat.postEphemeral"))
    assert "ikke gemt" in slack.called("chat.postEphemeral")[0]["text"]


@pytest.mark.parametrize("written", [CPR, f"<tel:{CPR}|{CPR}>", "070761 4285"])
def test_a_personal_number_is_said_to_nobody(
    client: TestClient, slack: FakeSlack, caplog: pytest.LogCaptureFixture, written: str
) -> None:
    caplog.set_level(logging.DEBUG)
    tell(client, event("message", f"{QUESTION} Det er for {written}", "1.1"))
    slack.answer()
    tell(client, event("message", "Og i Bakkedal?", "1.2", thread_ts="1.1"))
    slack.answer(2)
    seen = str(slack.calls) + "".join(turn.content for turn in _turns(client, "1.1"))
    for form in (CPR, "0707614285", "070761 4285"):
        assert form not in seen
        assert form not in caplog.text


def _turns(client: TestClient, thread: str) -> list[Any]:
    return list(desk_of(client).records.records.turns("slack", f"{TEAM}/{DIRECT}/{thread}"))


def test_where_nothing_can_be_streamed_the_answer_comes_in_one_message(client: TestClient, slack: FakeSlack) -> None:
    slack.refusing["chat.startStream"] = "feature_not_enabled"
    tell(client, event("message", QUESTION, "1.1"))
    answer = slack.answer()
    assert answer.thread_ts == "1.1"
    assert "412 borgere" in answer.block("markdown")["text"]
    assert "412 borgere" in answer.text
    assert answer.block("context_actions")
    posted = slack.called("chat.postMessage")[0]
    assert posted["unfurl_links"] in (False, "false", "0")


def test_a_stream_that_breaks_is_made_whole(client: TestClient, slack: FakeSlack) -> None:
    slack.refusing["chat.stopStream"] = "internal_error"
    tell(client, event("message", QUESTION, "1.1"))
    slack.wait(lambda: slack.called("chat.update"))
    [message] = slack.messages.values()
    assert "412 borgere" in message.block("markdown")["text"]


def test_a_call_that_comes_too_fast_for_slack_is_made_again(client: TestClient, slack: FakeSlack) -> None:
    slack.limited["chat.startStream"] = 1
    tell(client, event("message", QUESTION, "1.1"))
    assert "412 borgere" in slack.answer().markdown
    assert len(slack.called("chat.startStream")) == 2


def test_where_slack_takes_nothing_that_is_logged_without_what_was_said(
    client: TestClient, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("chat.startStream", "chat.postMessage"):
        slack.refusing[method] = "account_inactive"
    tell(client, event("message", QUESTION, "1.1"))
    slack.wait(lambda: slack.called("chat.postMessage"))
    tell(client, event("message", "Hej", "1.2"))
    slack.wait(lambda: len(slack.called("chat.postMessage")) == 2)
    assert "account_inactive" in caplog.text
    assert "412" not in caplog.text
    assert QUESTION not in caplog.text


def test_a_fault_of_ours_is_told_by_its_number(
    client: TestClient, slack: FakeSlack, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Answer:
        raise RuntimeError(QUESTION)

    monkeypatch.setattr(assistant, "ask", fails)
    tell(client, event("message", QUESTION, "1.1"))
    assert "fejlnummeret" in slack.answer().text


def test_without_a_snapshot_it_says_so(
    client: TestClient, slack: FakeSlack, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assistant, "_snapshots", Snapshots(tmp_path / "tom"))
    monkeypatch.setattr(assistant, "_opened", None)
    tell(client, event("message", QUESTION, "1.1"))
    assert "ikke indlæst nogen kilder" in slack.answer().text


def test_who_asks_too_often_is_told_to_wait_and_others_are_not(opened: Opening, slack: FakeSlack) -> None:
    with opened(asks_per_minute=1) as client:
        tell(client, event("message", QUESTION, "1.1"))
        slack.answer(1)
        tell(client, event("message", QUESTION, "1.2"))
        assert "Vent et minut" in slack.answer(2).text
        tell(client, event("message", QUESTION, "1.3", user="U0BENT"))
        assert "412" in slack.answer(3).markdown


def test_the_page_in_slack_says_what_it_is(client: TestClient, slack: FakeSlack) -> None:
    tell(client, event("app_home_opened", "", "1.1", tab="home"))
    slack.wait(lambda: slack.called("views.publish"))
    published = slack.called("views.publish")[0]
    assert published["user_id"] == USER
    assert "Spørg om teknologi i kommunerne" in str(published["view"])
    assert slack.broken == []


def test_an_answer_under_way_is_said_before_the_server_stops(
    opened: Opening, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    asked, may_answer = Event(), Event()
    ask = assistant.ask

    def slowly(*given: Any) -> Answer:
        asked.set()
        assert may_answer.wait(60)
        return ask(*given)

    with opened() as client:
        monkeypatch.setattr(assistant, "ask", slowly)
        tell(client, event("message", QUESTION, "1.1"))
        assert asked.wait(60)
        may_answer.set()
    assert [message.thread_ts for message in slack.done] == ["1.1"]
    assert slack.done[0].block("context_actions")
