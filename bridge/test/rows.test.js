// Each row of the adapter table, call by call, against requests that were captured and read by a person. The names are
// made of the row's: the .NET tests count on them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { opened, orderOf, rows, sendings } from './rows.js';

const captured = (exchange) => JSON.parse(readFileSync(new URL(`captured/${exchange}.json`, import.meta.url), 'utf8'));

for (const { exchange, row, kinds } of rows) {
  for (const kind of kinds) {
    const { calls, expected } = { calls: row[kind], expected: captured(exchange)[kind] };
    const sent = sendings(exchange, kind);
    sent.catch(() => undefined);

    test(`${exchange} ${kind} create`, async () => {
      const { create } = await sent;
      assert.deepEqual(create, expected.create);
      assert.equal(create.length, 1);
    });

    test(`${exchange} ${kind} lookUp`, async () => assert.deepEqual((await sent).lookUp, expected.lookUp));

    test(`${exchange} ${kind} cancel`, async () => {
      const { cancel } = await sent;
      assert.deepEqual(cancel, expected.cancel);
      const isCancel = ({ method, address }) => (
        method === calls.cancel.method && new URL(address).pathname.match(calls.cancel.path.replace('*', '.+')));
      assert.equal(cancel.filter(isCancel).length, 1);
    });

    if (kind === 'swap') {
      test(`${exchange} swap increase`, async () => assert.deepEqual((await sent).increase, expected.increase));

      test(`${exchange} swap terms`, async () => assert.deepEqual((await sent).terms, expected.terms));

      test(`${exchange} swap positions of one market`, async () => (
        assert.deepEqual((await sent).positions, expected.positions)));
    }

    test(`${exchange} ${kind} finds the order that it sent`, async () => {
      const { call, sample } = await opened(exchange, kind);
      const order = orderOf(sample, kind);
      const { request } = await call('prepare', { session: 's', order });
      const { orderId } = await call('send', { session: 's', request, order });
      const { order: found } = await call(
        'lookUp', { session: 's', symbol: sample.symbol, clientId: sample.clientId });
      assert.equal(found.orderId, orderId);
      assert.equal(found.clientId, sample.clientId);
      assert.equal(found.status, 'closed');
    });

    test(`${exchange} ${kind} prepares without sending and without credentials`, async () => {
      const { call, requests, record, sample } = await opened(exchange, kind);
      await call('markets', { session: 's' });
      requests.length = 0;
      const prepared = await call('prepare', { session: 's', order: orderOf(sample, kind) });
      assert.ok(requests.every(({ method }) => method === 'GET'), 'only what the row names as needed first is read');
      const text = JSON.stringify(prepared);
      const { walletAddress, ...secrets } = record.credentials;
      for (const secret of Object.values(secrets)) {
        assert.ok(!text.includes(JSON.stringify(secret).slice(1, -1)), 'a credential in a prepared request');
      }

      const left = prepared.request.expiresAt - Date.now();
      assert.ok(left > 0 && left <= 301_000, `expires in ${left} ms`);
    });

    test(`${exchange} ${kind} sends the prepared bytes`, async () => {
      const { call, requests, sample } = await opened(exchange, kind);
      const order = orderOf(sample, kind);
      const { request } = await call('prepare', { session: 's', order });
      requests.length = 0;
      await call('send', { session: 's', request, order });
      assert.equal(requests.length, 1);
      assert.equal(requests[0].body, request.body);
      assert.equal(requests[0].url.replace('canary-api-key', '{apiKey}'), request.url);
      assert.deepEqual({ ...requests[0].headers, ...request.headers }, requests[0].headers);
    });
  }

  test(`${exchange} sandbox`, async () => {
    const kind = kinds[0] ?? 'spot';
    for (const network of ['testnet', 'demo'].filter((name) => name !== row.sandbox)) {
      await assert.rejects(opened(exchange, kind, network), (error) => error.data.kind === 'NoSandbox');
    }

    if (row.sandbox === null) {
      return;
    }

    const { call, requests, sample } = await opened(exchange, kind, row.sandbox);
    await call('book', { session: 's', symbol: sample.symbol }).catch(() => undefined);
    assert.ok(requests.length > 0);
    for (const { url, headers } of requests) {
      const isMarked = Object.keys(headers).includes(row.sandboxMark);
      assert.ok(isMarked || /test|uat|sandbox|demo/.test(new URL(url).host), `${url} on the ${row.sandbox}`);
    }
  });

  if (kinds.length === 0) {
    test(`${exchange} orders are refused`, async () => {
      const { call, requests, sample } = await opened(exchange, 'spot');
      const order = orderOf(sample, 'spot');
      const { symbol, clientId } = order;
      const calls = [['prepare', { order }], ['lookUp', { symbol, clientId }], ['cancel', { symbol, clientId }]];
      for (const [method, params] of calls) {
        await assert.rejects(call(method, { session: 's', ...params }), (error) => error.data.kind === 'ReadOnly');
      }

      assert.equal(requests.length, 0);
    });
  }
}
