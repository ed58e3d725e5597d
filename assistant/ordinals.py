"""The words that count places in an order: "den anden", "the second"."""

PLACES = {
    **dict.fromkeys(("første", "first"), 0),
    **dict.fromkeys(("anden", "andet", "second"), 1),
    **dict.fromkeys(("tredje", "third"), 2),
    **dict.fromkeys(("fjerde", "fourth"), 3),
    **dict.fromkeys(("femte", "fifth"), 4),
    **dict.fromkeys(("sjette", "sixth"), 5),
    **dict.fromkeys(("syvende", "seventh"), 6),
}
"""Each word with its place, counted from 0."""
