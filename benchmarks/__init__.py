"""How fast the live room is: `python -m benchmarks`. See docs/performance.md."""
