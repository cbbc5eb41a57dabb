"""Benchmarks: ours against a named baseline in the same run, as a ratio; never a limit in seconds.

Run all with ``python -m benchmarks`` from the root of a checkout, or some with ``python -m benchmarks NAME …``.
"""
