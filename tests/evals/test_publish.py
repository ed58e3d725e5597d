import json

from evals import results
from evals.judge import Judged
from evals.publish import README, committed, part, with_part


def test_the_readmes_tables_are_what_the_results_say() -> None:
    readme = README.read_text("utf-8")
    assert "<!-- judge -->" in readme
    assert with_part(readme, part(committed())) == readme


def test_what_is_committed_reads_back(judged: Judged) -> None:
    told = json.loads(json.dumps(results.result(judged)))
    back = results.read_result(told)
    assert set(back) == set(judged.summaries)
    for system, figures in back.items():
        for name, figure in figures.items():
            assert abs(figure.value - judged.summaries[system].overall[name].value) <= 10**-results.DIGITS
    assert "categories" in told["systems"]["ours"]
    assert "categories" not in told["systems"]["bm25"]


def test_what_is_committed_tells_nothing_of_this_machine_or_of_answers(judged: Judged) -> None:
    text = json.dumps(results.result(judged))
    assert str(judged.settings.data_dir) not in text
    assert "/" not in text.replace("n/a", "")
    assert not any(outcome.reply.text in text for outcome in judged.outcomes["ours"])
    assert len(text) < 60_000


def test_the_part_has_a_table_for_systems_and_one_for_stages(judged: Judged) -> None:
    tables = part({"bundled": results.result(judged)})
    assert "| Measure | Target | Radarassistent | BM25 alone |" in tables
    assert "| Gold span first | ≥ 0.90 |" in tables
    assert "| Without dense search |" in tables
    readme = "før\n<!-- judge -->\ngammelt\n<!-- /judge -->\nefter"
    assert with_part(readme, tables) == f"før\n<!-- judge -->\n{tables}\n<!-- /judge -->\nefter"
