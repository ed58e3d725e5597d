"""What is said of what was hidden in a question."""

from assistant.question import Question
from corpus.wording import say


def notes(question: Question) -> tuple[str, ...]:
    """The note beside an answer that says what was hidden and not used; none where nothing was."""
    return (say("answer.masked", question.language, hidden=hidden(question)),) if question.masked else ()


def hidden(question: Question) -> str:
    """What was hidden, as a sentence begins: "Et personnummer og en e-mailadresse"."""
    told = [say(f"hidden.{kind}", question.language) for kind in question.hidden]
    listed = say("hidden.and", question.language, first=", ".join(told[:-1]), last=told[-1]) if told[1:] else told[0]
    return listed[:1].upper() + listed[1:]
