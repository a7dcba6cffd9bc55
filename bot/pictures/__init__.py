"""Pictures: values that say what to draw, their words, and the drawing itself (loaded only when used)."""
