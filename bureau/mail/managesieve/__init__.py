"""ManageSieve (RFC 5804): mail programs read and write the Sieve scripts of an account."""
