"""CalDAV (RFC 4791, 6638): calendars and their objects as WebDAV resources, over the same actions
as the screens.
"""
