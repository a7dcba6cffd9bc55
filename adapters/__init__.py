"""One folder per outside world; each only translates."""
