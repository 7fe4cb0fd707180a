"""Benchmarks: how fast an import and the main pages are, each beside the same work in plain SQL, in one run."""
