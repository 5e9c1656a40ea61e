"""The host outside: takes every mail and forgets it. Prints its port, runs until it is killed."""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session


class Forget:
    """Accept what comes."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer the end of a message."""
        return "250 taken"


async def serve() -> None:
    """Listen on a free port for ever."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Forget()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
