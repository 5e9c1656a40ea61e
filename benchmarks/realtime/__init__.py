"""Editing together: our server beside hocuspocus and y-websocket, driven alike in one run."""
