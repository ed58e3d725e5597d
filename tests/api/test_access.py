import html

import pytest
from fastapi.testclient import TestClient

from corpus.wording import catalogue


def test_the_statement_says_what_was_tried_and_what_was_not(client: TestClient) -> None:
    text = html.unescape(client.get("/tilgaengelighed").text)
    for key, words in catalogue("da").items():
        assert not key.startswith("access.") or words in text


@pytest.mark.parametrize("path", ["/", "/kilder", "/sources/robotter", "/radar", "/findes-ikke"])
def test_every_page_leads_to_it(client: TestClient, path: str) -> None:
    assert 'href="/tilgaengelighed"' in client.get(path, headers={"Accept": "text/html"}).text
