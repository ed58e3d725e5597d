"""A language model that words the answer: what goes in to it, what comes out, and what of that may be shown."""
