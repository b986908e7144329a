"""Text to core values and back, one module per format; nothing is opened here."""
