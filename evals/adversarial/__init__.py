"""Sources that carry orders to whoever answers from them, in every way that a file can hide one."""
