"""The engine of predictive text: numbers and words only, no tables, no requests, no clock."""
