"""Pure rules over plain values: no clock, no database, no I/O."""
