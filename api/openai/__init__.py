"""The door for programs that speak OpenAI's Chat Completions: questions in their shape, answers in theirs."""
