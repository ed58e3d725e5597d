import re
from typing import Any

from fastapi.testclient import TestClient

from api.examples import RADAR
from api.rows import RadarResponse
from api.schema import AnswerResponse, AskRequest
from tests.api.test_guard import TOKEN, key


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        return {node["$ref"]} if "$ref" in node else set().union(*map(references, node.values()))
    return set().union(*map(references, node)) if isinstance(node, list) else set()


def test_the_documentation_comes_from_here(client: TestClient) -> None:
    page = client.get("/docs").text
    files = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert files
    for file in files:
        assert file.startswith("/")
        assert client.get(file).status_code == 200


def test_the_description_is_whole(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert described["paths"].keys() == {
        "/api/answers/{answer_id}",
        "/api/ask",
        "/api/ask/stream",
        "/api/feedback",
        "/api/radar",
        "/api/sources",
        "/api/suggestions",
        "/health",
        "/ready",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/models/{model}",
    }
    assert references(described)
    for reference in references(described):
        assert reference.rsplit("/", 1)[1] in described["components"]["schemas"]
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            for status, response in operation["responses"].items():
                content = response.get("content", {})  # 204 has none
                error = "application/json" if path.startswith("/v1/") else "application/problem+json"
                assert status < "400" or list(content) == [error]
                assert status >= "400" or "application/problem+json" not in content


def test_the_examples_hold(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    AskRequest.model_validate(schemas["AskRequest"]["examples"][0])
    example = schemas["AnswerResponse"]["examples"][0]
    assert AnswerResponse.model_validate(example).model_dump() == example
    assert RadarResponse.model_validate(RADAR).model_dump() == RADAR
    assert schemas["AskRequest"]["properties"]["question"]["description"]


def test_behind_a_token_the_description_says_so(guarded: TestClient) -> None:
    described = guarded.get("/openapi.json", headers=key(f"Bearer {TOKEN}")).json()
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
