"""Scheduling (RFC 6638, iTIP of RFC 5546): what a change of an object means for its guests."""
