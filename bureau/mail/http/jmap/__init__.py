"""JMAP for mail (RFC 8620, RFC 8621): an adapter over the actions and queries of mail.

One module an object type; `protocol` runs requests, `methods` is the list of what there is.
"""
