"""roadmap-tui: work through a learning roadmap in your terminal."""

__version__ = "0.1.0"
