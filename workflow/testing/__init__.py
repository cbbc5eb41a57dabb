"""The test kit: what an application needs to test its own rules against many cases.

``workflow.testing.strategies`` holds Hypothesis strategies for whole histories. It is imported by name, so
that nothing here asks for Hypothesis before it is wanted.
"""
