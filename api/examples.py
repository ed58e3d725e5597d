"""What the API's documentation shows: a question and its answer, all of it made up."""

from typing import Any

ASKED: dict[str, Any] = {"question": "Hvor mange borgere får skærmbesøg i Havneby?"}

ANSWER: dict[str, Any] = {
    "id": "9f2c51d0a7b34e18",
    "status": "answered",
    "reason": None,
    "answer": "Havneby Kommune gav 412 borgere skærmbesøg i 2022. [1]",
    "sentences": [{"text": "Havneby Kommune gav 412 borgere skærmbesøg i 2022.", "citations": [1]}],
    "citations": [
        {
            "number": 1,
            "document_id": "havneby",
            "title": "Havneby Kommunes årsrapport (fiktive eksempeldata)",
            "publisher": "Havneby Kommune",
            "published": "2023-02",
            "url": "https://havneby.example/aarsrapport.pdf",
            "page": 7,
            "section": "Skærmbesøg i hjemmeplejen",
            "quote": "Havneby Kommune gav 412 borgere skærmbesøg i 2022.",
            "viewer_url": "/sources/havneby?passage=4be1c2a90d77&from=0&to=50#citat",
            "digest": False,
            "language": "da",
            "edition": None,
            "radar": None,
            "row": None,
            "table": None,
            "stated_in": None,
            "place": None,
        }
    ],
    "related": [],
    "standalone_question": "Hvor mange borgere får skærmbesøg i Havneby?",
    "mode": "extractive",
    "language": "da",
    "snapshot": "20230301-081500-4be1c2a9",
    "generated_by": None,
    "notes": [],
    "confidence": 0.94,
    "choices": [],
    "figure": None,
    "checks": None,
    "question": "Hvor mange borgere får skærmbesøg i Havneby?",
}

RADAR: dict[str, Any] = {
    "snapshot": "20230301-081500-4be1c2a9",
    "table": "observations",
    "count": 1,
    "rows": [
        {
            "document_id": "havneby-radar",
            "row": 4,
            "stated_in": "havneby",
            "place": "side 7",
            "url": "https://havneby.example/aarsrapport.pdf",
            "viewer_url": "/sources/havneby-radar?passage=7d02c5e1b934&from=0&to=44#citat",
            "edition": "2023",
            "radar": "samlet",
            "technology": "skærmbesøg",
            "measure": "in_operation",
            "value": "3 ud af 4",
            "number": 75.0,
            "unit": "pct.",
            "qualifier": None,
            "among": "kommuner",
            "municipality": None,
        }
    ],
}

COMPLETION_ASKED: dict[str, Any] = {
    "model": "radarassistent",
    "messages": [{"role": "user", "content": "Hvor mange borgere får skærmbesøg i Havneby?"}],
}

_COMPLETED = (
    "Havneby Kommune gav 412 borgere skærmbesøg i 2022. [1]\n\n**Kilder:**\n\n"
    "- [1] [Havneby Kommunes årsrapport (fiktive eksempeldata)](https://havneby.example/aarsrapport.pdf), "
    "Havneby Kommune, februar 2023, side 7"
)
COMPLETION: dict[str, Any] = {
    "id": "chatcmpl-9f2c51d0a7b34e18",
    "object": "chat.completion",
    "created": 1677658500,
    "model": "radarassistent",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": _COMPLETED,
                "refusal": None,
                "annotations": [
                    {
                        "type": "url_citation",
                        "url_citation": {
                            "start_index": 51,
                            "end_index": 54,
                            "title": "Havneby Kommunes årsrapport (fiktive eksempeldata)",
                            "url": "https://havneby.example/aarsrapport.pdf",
                        },
                    }
                ],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 13, "completion_tokens": 67, "total_tokens": 80},
    "answer_id": "9f2c51d0a7b34e18",
}

PROBLEM: dict[str, Any] = {
    "type": "urn:radarassistent:question.empty",
    "title": "Noget i forespørgslen kan ikke bruges",
    "status": 422,
    "detail": "Feltet question er tomt. Skriv et spørgsmål om teknologi i kommunerne.",
    "instance": "/api/ask",
}
