"""Tables of provisioning."""
