"""The terminal, and everything that touches Textual's private names (Textual 8.2)."""
