"""The terminal: everything that touches Textual's private parts."""
