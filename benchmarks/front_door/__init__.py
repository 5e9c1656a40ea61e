"""CPU per request of ways to put Django behind one HTTP port."""
