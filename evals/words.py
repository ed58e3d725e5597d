"""How measures, systems and figures are named and written for people."""

from corpus.wording import catalogue, say
from evals.interval import Figure
from evals.thresholds import Threshold


def measure_title(name: str, language: str = "da") -> str:
    """The measure's name."""
    return say(f"eval.measure_{name.replace('@', '_')}", language)


def system_title(name: str, language: str = "da") -> str:
    """The system's name; a deployed service is known by its address."""
    return catalogue(language).get(f"eval.system_{name}", name)


def category_title(name: str, language: str = "da") -> str:
    """The category's name."""
    return say(f"eval.category_{name}", language)


def number(name: str, value: float, language: str = "da") -> str:
    """A value of the measure ``name``: characters whole, seconds to the hundredth, shares to the hundredth."""
    text = f"{value:.0f}" if name == "length" else f"{value:.2f}"
    return text.replace(".", ",").replace("-", "−") if language == "da" else text.replace("-", "−")


def figure_text(name: str, figure: Figure, language: str = "da") -> str:
    """The value alone."""
    return number(name, figure.value, language)


def interval_text(name: str, figure: Figure, language: str = "da") -> str:
    """The ends of the interval."""
    return f"{number(name, figure.low, language)}–{number(name, figure.high, language)}"


def target_text(name: str, target: Threshold, language: str = "da") -> str:
    """The target, as at least or at most."""
    if target.at_least is not None:
        return f"≥ {number(name, target.at_least, language)}"
    return f"≤ {number(name, target.at_most or 0.0, language)}"
