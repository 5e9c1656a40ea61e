import { expect, test } from 'vitest';
import { kindOf } from './transfers';
import { readServers } from './servers';

test.each([
  ['takeout-20260101T000000Z-001.zip', 'takeout'],
  ['All mail.mbox', 'mbox'],
  ['Inbox', 'mbox'],
  ['maildir.tar.gz', 'maildir'],
])('%s is taken for %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});

test('the servers of a configuration document are read', () => {
  const xml = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x.org">
    <incomingServer type="imap"><hostname>mail.x.org</hostname><port>993</port>
      <socketType>SSL</socketType></incomingServer>
    <outgoingServer type="smtp"><hostname>mail.x.org</hostname><port>587</port>
      <socketType>STARTTLS</socketType></outgoingServer>
    <incomingServer type="pop3"><hostname>mail.x.org</hostname><port>995</port>
      <socketType>SSL</socketType></incomingServer></emailProvider></clientConfig>`;
  expect(readServers(xml)).toEqual([
    { kind: 'imap', host: 'mail.x.org', port: 993, security: 'SSL' },
    { kind: 'smtp', host: 'mail.x.org', port: 587, security: 'STARTTLS' },
  ]);
});
