"""The open roadmap as an object. Knows no widget."""
