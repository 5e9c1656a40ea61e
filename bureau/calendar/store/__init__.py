"""Objects into rows: what is stored of an object beside its bytes, and how it is read back."""
