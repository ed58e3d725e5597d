"""The dictionary form of a word, and what the dictionary knows of it."""

from functools import lru_cache

from simplemma import is_known, lemmatize

from corpus.danish import lists, words

_READ_AS = {form: word for word, forms in lists()["lemmas"].items() for form in forms.split()}
_CACHED = 200_000


@lru_cache(_CACHED)
def basic_form(word: str) -> str:
    """The dictionary form of ``word``, with a capital if it is a name; of an unknown word what its ending suggests.

    A word that Danish does not have and English has is taken as English.
    """
    return _READ_AS.get(word) or lemmatize(word, "en" if is_english(word) else "da")


@lru_cache(_CACHED)
def lemma(word: str) -> str:
    """What all forms of ``word`` are brought back to, in lower case.

    One who acts is brought back to the verb ("brugere" and "bruger" are "bruge"): the dictionary cannot tell
    "hun bruger" from "en bruger", and would have it apart from "brugeren".
    """
    found = basic_form(word)
    return (basic_form(found) if found.endswith("er") else found).casefold()


@lru_cache(_CACHED)
def is_word(word: str) -> bool:
    """Whether ``word`` is a Danish word in some form, and not a name."""
    return is_known(word, "da") and basic_form(word).islower()


@lru_cache(_CACHED)
def takes_endings(word: str) -> bool:
    """Whether ``word`` is a basic form: known with -en, -et, -n or -t, which is brought back to it.

    The dictionary's own word for it will not do: "borger" is also a form of "borge", and "fors" a word of its own.
    """
    forms = [word + ending for ending in ("en", "et", "n", "t")] + [word + word[-1] + "en", word + word[-1] + "et"]
    return any(is_known(form, "da") and lemmatize(form, "da") == word for form in forms)


@lru_cache(_CACHED)
def is_english(word: str) -> bool:
    """Whether ``word`` is known in English and not in Danish."""
    return not is_known(word, "da") and is_known(word, "en")


@lru_cache(_CACHED)
def is_verb(word: str) -> bool:
    """Whether ``word`` is a form of a common verb: not of the nouns that look like one ("brugen", "svar")."""
    if not word:
        return False
    basic, verbs = lemma(word), words("conversation", "verbs")
    return (
        basic in verbs or (basic.endswith("s") and basic[:-1] in verbs) or (word.endswith("r") and word[:-1] in verbs)
    )
