"""The door to Microsoft Teams: what people write to a bot there is answered there. An optional extra, ``teams``."""
