"""The doors: HTTP, pages, and what programs speak."""
