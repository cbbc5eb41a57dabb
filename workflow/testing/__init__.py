"""The test kit: what an application needs to test its own rules against many cases.

``scenarios`` reads and runs scenario files, which a legal officer writes; ``conformance`` runs ours against an
application that keeps its own data; ``strategies`` holds Hypothesis strategies for whole histories. Each is
imported by name, so that nothing here asks for Hypothesis, pytest or YAML before it is wanted.
"""
