"""Fills the corpus: read, clean, cut into passages, embed, switch."""
