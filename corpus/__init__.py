"""What we know: sources, documents, passages, and an opened snapshot of them."""
