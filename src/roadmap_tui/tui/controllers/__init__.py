"""Controllers: parts of the main screen with a state and a life of their own. The screen owns them."""
