import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.desk import Desk
from api.teams.bot import comment
from assistant.ask import Assistant
from tests.api.fictional import UNANSWERABLE
from tests.api.teams.conftest import Deliver, activity, settle
from tests.api.teams.microsoft import BOT, Microsoft
from tests.api.worded import FIRST, SECOND, worded

MENTION = {
    "type": "mention",
    "text": "<at>Radarassistent</at>",
    "mentioned": {"id": f"28:{BOT}", "name": "Radarassistent"},
}


def entity(message: dict[str, Any], kind: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [each for each in message["entities"] if each["type"] == kind]
    assert len(found) == 1
    return found[0]


def test_a_question_in_a_chat_of_two_is_streamed_and_cites(deliver: Deliver, teams: Microsoft) -> None:
    asked = activity()
    assert deliver(asked).status_code == 200
    message = teams.messages()[0]
    searching = teams.sent[0]
    assert (searching["type"], searching["text"]) == ("typing", "Søger i kilderne")
    assert entity(searching, "streaminfo")["streamType"] == "informative"
    final = entity(message, "streaminfo")
    assert (final["streamType"], final["streamId"]) == ("final", searching["number"])
    assert "412 borgere" in message["text"]
    assert "[1]" in message["text"]
    assert message["to"] == asked["conversation"]["id"]
    root = entity(message, "https://schema.org/Message")
    assert root["additionalType"] == ["AIGeneratedContent"]
    shown = root["citation"][0]["appearance"]
    assert shown["name"] == "Havneby Kommunes robotter (fiktive eksempeldata)"
    assert "412 borgere" in shown["abstract"]
    assert shown["url"].startswith("https://radar.example/sources/robotter?passage=")
    assert shown["keywords"] == ["Havneby Kommune", "10. februar 2023"]
    assert message["channelData"]["feedbackLoop"] == {"type": "default"}


def test_what_a_language_model_words_is_read_before_it_is_done(
    deliver: Deliver, teams: Microsoft, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.teams.line.APART", 0.0)
    with worded(assistant) as go_on:
        deliver(activity())
        with teams.changed:
            assert teams.changed.wait_for(lambda: any(FIRST in each["text"] for each in teams.sent), 60)
        growing = teams.sent[-1]
        assert (growing["type"], entity(growing, "streaminfo")["streamType"]) == ("typing", "streaming")
        assert growing["text"].strip() == f"{FIRST} [1]"
        go_on.set()
        message = teams.messages()[0]
    assert message["text"].startswith(f"{FIRST} [1] {SECOND} [2]")


@pytest.mark.parametrize("kind", ["groupChat", "channel"])
def test_in_a_group_only_what_is_said_to_the_bot_is_answered(deliver: Deliver, teams: Microsoft, kind: str) -> None:
    thread = f"19:{kind}@thread.tacv2;messageid=1"
    deliver(activity(kind=kind, conversation=thread))
    other = {"type": "mention", "text": "<at>Ida</at>", "mentioned": {"id": "29:ida", "name": "Ida"}}
    deliver(activity(kind=kind, conversation=thread, text="<at>Ida</at> ved du det?", entities=[other]))
    text = "<at>Radarassistent</at>&nbsp;Hvor mange sensorer satte Bakkedal Kommune op i skolerne?"
    deliver(activity(kind=kind, conversation=thread, text=text, entities=[MENTION]))
    message = teams.messages()[0]
    assert "88 sensorer" in message["text"]
    assert message["to"] == thread
    assert [each["type"] for each in teams.sent] == ["typing", "message"]
    assert not any(each["type"] == "streaminfo" for each in message["entities"])


def test_a_follow_up_is_understood_within_its_thread_alone(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(conversation="a:thread", text="Hvor blev der sat sensorer op?"))
    teams.messages(1)
    deliver(activity(conversation="a:thread", text="Og hvad måler de?"))
    assert "luft" in teams.messages(2)[1]["text"]
    assert "Forstået som: " in teams.messages(2)[1]["text"]
    deliver(activity(conversation="a:other", text="Og hvad måler de?"))
    assert "luft" not in teams.messages(1, "a:other")[0]["text"]


def test_a_conversation_is_forgotten_when_it_is_asked_to_be(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(conversation="a:over", text="Hvor blev der sat sensorer op?"))
    deliver(activity(conversation="a:over", text="start forfra"))
    deliver(activity(conversation="a:over", text="Og hvad måler de?"))
    said = teams.messages(3)
    assert said[1]["text"] == "Samtalen er glemt. Hvad vil du vide?"
    assert "luft" not in said[2]["text"]


def test_what_is_delivered_twice_is_answered_once(deliver: Deliver, teams: Microsoft) -> None:
    asked = activity()
    for _ in range(3):
        assert deliver(asked).status_code == 200
    deliver(activity(conversation=asked["conversation"]["id"], text="Hej"))
    assert ["412 borgere" in each["text"] for each in teams.messages(2)] == [True, False]


def test_what_the_sources_do_not_hold_is_refused(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(text=UNANSWERABLE))
    message = teams.messages()[0]
    assert message["text"].startswith("Det handler kilderne ikke om.")
    assert "citation" not in entity(message, "https://schema.org/Message")


def test_a_personal_number_is_not_said_back(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(text="Hvad får 010190-1234 af hjælp?"))
    assert "1234" not in json.dumps(teams.messages()[0]["text"])


def test_half_a_sign_is_left_out(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(text="Hvor mange borgere fik skærmbesøg \ud800 i Havneby?"))
    assert "412 borgere" in teams.messages()[0]["text"]


def test_an_empty_message_is_told_what_to_do(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(text=""))
    assert "tomt" in teams.messages()[0]["text"]


def test_what_is_thought_of_an_answer_is_kept_with_it(deliver: Deliver, teams: Microsoft, client: TestClient) -> None:
    asked = activity()
    deliver(asked)
    message = teams.messages()[0]
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    feedback = {"reaction": "dislike", "feedback": json.dumps({"feedbackText": "Tallet er gammelt, ring 20 30 40 50"})}
    for reply in (message["id"], message["number"]):
        given = activity(
            type="invoke",
            name="message/submitAction",
            conversation=asked["conversation"]["id"],
            replyToId=reply,
            value={"actionName": "feedback", "actionValue": feedback},
        )
        assert deliver(given).status_code == 200
    settle(client)
    with desk.records.records.database.reading() as connection:
        kept = connection.exec_driver_sql("select answer_id, rating, comment, door from radar_feedback").all()
    assert len(kept) == 1
    assert kept[0][1:2] + kept[0][3:] == ("down", "teams")
    assert kept[0][2].startswith("Tallet er gammelt")


@pytest.mark.parametrize(
    ("feedback", "text"),
    [
        ('{"feedbackText": "Godt"}', "Godt"),
        ("Godt", "Godt"),
        ("7", "7"),
        ('{"feedbackText": " "}', None),
        ('{"feedbackText": 7}', None),
        ("{}", None),
        ("", None),
    ],
)
def test_a_comment_is_read_in_either_form(feedback: str, text: str | None) -> None:
    assert comment(feedback) == text


def test_feedback_on_what_is_not_kept_is_told(deliver: Deliver, teams: Microsoft) -> None:
    value = {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": "{}"}}
    deliver(activity(type="invoke", name="message/submitAction", replyToId="nix", value=value))
    assert "ikke gemt" in teams.messages()[0]["text"]


def test_a_new_bot_says_what_it_is_with_questions_to_press(deliver: Deliver, teams: Microsoft) -> None:
    deliver(activity(type="installationUpdate", action="add"))
    message = teams.messages()[0]
    assert "maskine" in message["text"]
    assert "personoplysninger" in message["text"]
    buttons = [row["actions"][0] for row in message["attachments"][0]["content"]["body"]]
    assert [button["title"] for button in buttons][1] == "Hvor mange kommuner bruger robotsoftware?"
    sent = buttons[0]["data"]["msteams"]
    assert sent["type"] == "messageBack"
    deliver(activity(kind="channel", text=sent["text"], value=sent["value"]))
    assert teams.messages(2)[1]["text"]


def test_where_teams_takes_no_stream_the_answer_comes_whole(deliver: Deliver, teams: Microsoft) -> None:
    teams.replies.append((403, {"error": {"code": "BadArgument", "message": "Streaming is not allowed"}}))
    deliver(activity())
    message = teams.messages()[0]
    assert "412 borgere" in message["text"]
    assert not any(each["type"] == "streaminfo" for each in message["entities"])


def test_who_presses_stop_gets_no_more(deliver: Deliver, teams: Microsoft) -> None:
    asked = activity()
    teams.replies += [(201, {"id": "stream"}), (403, {"error": {"message": "Content stream was canceled by user."}})]
    deliver(asked)
    deliver(activity(text="Hej", conversation=asked["conversation"]["id"]))
    assert [message["text"].startswith("Hej.") for message in teams.messages()] == [True]


def test_when_teams_is_busy_it_is_tried_again(
    deliver: Deliver, teams: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.teams.line._WAITS", (0.0, 0.0, None))
    teams.replies += [(429, {}), (503, {})]
    deliver(activity())
    assert "412 borgere" in teams.messages()[0]["text"]


def test_what_cannot_be_sent_is_logged_without_what_was_asked(
    deliver: Deliver, teams: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    asked = activity(kind="groupChat", text="<at>Radarassistent</at> hemmelige robotter", entities=[MENTION])
    teams.replies += [(404, {})] * 2
    deliver(asked)
    deliver(activity(text="Hej", conversation=asked["conversation"]["id"]))
    teams.messages()
    assert "fault" in caplog.text
    assert "hemmelig" not in caplog.text
