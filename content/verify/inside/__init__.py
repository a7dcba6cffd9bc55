"""What runs in the child process; each file stands alone and uses the standard library only."""
