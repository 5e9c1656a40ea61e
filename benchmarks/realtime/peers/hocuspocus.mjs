// hocuspocus as its documentation starts it, without any extension: documents stay in memory.
import { Server } from '@hocuspocus/server';

const server = new Server({
  port: Number(process.argv[2]),
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: true,
});
await server.listen();
