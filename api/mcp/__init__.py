"""The door for language models that use tools: the Model Context Protocol, over HTTP at ``/mcp`` and over stdio."""
