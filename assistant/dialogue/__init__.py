"""What a message does with what was said before it: follow-ups, corrections, and wishes for the answer itself."""
