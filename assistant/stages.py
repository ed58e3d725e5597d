"""The stages of the pipeline that can be taken away, so that the judge can say what each is worth."""

from typing import Literal, get_args

Stage = Literal[
    "slips",
    "conversation",
    "vocabulary",
    "compounds",
    "bm25",
    "dense",
    "late",
    "adapter",
    "asked",
    "hints",
    "weights",
    "refusal",
]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""Typing slips mended; follow-ups made standalone; synonyms and English; parts of compounds; BM25; vectors of windows
and sentences; late interaction; the tuned model; questions asked before; titles, headings, kinds and years;
the learned weights; the decision to refuse."""
Without = frozenset[Stage]
WHOLE: Without = frozenset()
