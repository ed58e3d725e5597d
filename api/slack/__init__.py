"""The door to Slack: questions by mention or direct message, answered in the thread they were asked in."""

EVENTS = "/slack/events"
"""Where Slack sends what happens; it is behind Slack's signature, not behind our token."""
