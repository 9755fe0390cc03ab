// Kraken: "The nonce submitted is less than or equal to the last accepted nonce for this API key" is EAPI:Invalid nonce
// (docs.kraken.com, Errors, 2026).
import assert from 'node:assert/strict';
import test from 'node:test';
import { bridgeTo, recorded } from './venue.js';

const nonceOf = ({ body }) => Number(new URLSearchParams(body).get('nonce'));

test('kraken nonces of a key rise within a millisecond, over sessions and over a clock that is set back', async (t) => {
  const { answers, credentials } = recorded('kraken');
  const { call, requests } = bridgeTo(answers);
  for (const session of ['one', 'two']) {
    await call('open', { session, exchange: 'kraken', market: 'spot', network: 'live', credentials });
    await call('markets', { session });
  }

  requests.length = 0;
  const start = Date.now();
  t.mock.method(Date, 'now', () => (requests.length < 4 ? start : start - 60_000));
  for (const session of ['one', 'two', 'two', 'one', 'two', 'one']) {
    await call('balances', { session });
  }

  const nonces = requests.filter(({ body }) => body !== null).map(nonceOf);
  assert.equal(nonces.length, 6);
  assert.ok(nonces[0] >= start);
  nonces.slice(1).forEach((nonce, i) => assert.ok(nonce > nonces[i], `${nonces}`));
});
