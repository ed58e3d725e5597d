"""The widget: one script for any page, and the questions it proposes."""
