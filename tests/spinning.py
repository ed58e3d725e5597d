"""A module to run apart that does what it is told: ``spin``, ``fill``, ``break``, or say what it was given."""

import sys

from corpus.apart import confine

if __name__ == "__main__":
    confine(1)
    match sys.argv[1]:
        case "spin":
            while True:
                pass
        case "fill":
            sys.stdout.write(str(len(bytearray(4_000_000_000))))
        case "break":
            raise ValueError("broken")
        case word:
            sys.stdout.write(word + sys.stdin.read())
