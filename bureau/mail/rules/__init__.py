"""What happens to an arriving message in one account, decided without writing anything.

`receivers_of` reads what is known of the accounts, a fixed number of queries for a whole batch;
`place` runs the chain of stages on one of them and returns a `Placement`, which the delivery
carries out. Rules of persons are compiled to Sieve and run by its interpreter.
"""
