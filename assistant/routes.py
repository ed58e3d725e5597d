"""Where a message goes by its meaning: a question to the sources, an attempt to turn the assistant, or small talk.

Learned from messages of each kind (multinomial logistic regression over the question's vector); it stands behind the
expressions of ``injection.toml`` and ``smalltalk.toml``, for what they do not foresee.
"""

from dataclasses import dataclass

import numpy as np

from assistant.adapter import Vectors

ASK = "ask"
INJECTION = "injection"


@dataclass(frozen=True, slots=True)
class Routes:
    """``names`` of the routes, with ``weights`` [routes, dimensions] and ``intercepts`` [routes].

    A route other than a question is taken where it is at least as likely as ``least`` (0 to 1).
    """

    names: tuple[str, ...]
    weights: Vectors
    intercepts: Vectors
    least: float

    def likelihoods(self, question: Vectors) -> dict[str, float]:
        """How likely each route is for a question's vector [dimensions]."""
        odds = self.weights @ question + self.intercepts
        shares = np.exp(odds - odds.max())
        return dict(zip(self.names, (shares / shares.sum()).tolist(), strict=True))

    def of(self, question: Vectors) -> str:
        """The route of a question: small talk by its kind, as ``smalltalk.toml`` names it."""
        likely = self.likelihoods(question)
        talk = {name: odd for name, odd in likely.items() if name not in (ASK, INJECTION)}
        if likely.get(INJECTION, 0.0) >= self.least:
            return INJECTION
        return max(talk, key=lambda name: talk[name]) if sum(talk.values()) >= self.least else ASK
