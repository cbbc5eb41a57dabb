"""The words in which people write files for us: every key and value in Chinese, with what the code calls it beside it.

``terms`` is a vocabulary, ``facts`` and ``limits`` are those of the law; ``nodes`` reads YAML with its lines, ``values`` what
stands under a key, ``choices`` readings. What cannot be read is ``malformed``. Scenario files and suppositions are read so.
"""
