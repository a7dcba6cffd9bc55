"""One module per migration, in order. Never edited once released."""
