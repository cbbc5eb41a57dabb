"""``python -m desk`` is ``ysq``, where the folder of Python's scripts is not on the path."""

from desk.cli import main

if __name__ == "__main__":
    main()
