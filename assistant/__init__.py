"""From a question to evidence to an answer whose every quote is checked."""
