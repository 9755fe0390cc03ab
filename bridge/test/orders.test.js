// What stands between a wish and an order: every refusal here is made before anything leaves.
import assert from 'node:assert/strict';
import test from 'node:test';
import { openSession } from '../src/session.js';
import { prepare } from '../src/orders.js';
import { provesNoEffect } from '../src/outcome.js';
import { capture, once, replay, transmit } from '../src/wire.js';
import { opened, orderOf } from './rows.js';
import { bridgeTo, credentials, recorded } from './venue.js';

async function prepared(exchange = 'binance', kind = 'spot') {
  const bridge = await opened(exchange, kind);
  const order = orderOf(bridge.sample, kind);
  const { request } = await bridge.call('prepare', { session: 's', order });
  bridge.requests.length = 0;
  return { ...bridge, order, request };
}

// A call that must be refused with this kind, known to have had no effect, and with nothing sent.
async function refused({ call, requests }, method, params, kind) {
  const error = await call(method, { session: 's', ...params })
    .then(() => assert.fail('not refused'), (failure) => failure);
  assert.equal(error.data?.kind, kind, error.message);
  assert.equal(error.data.outcomeUnknown, false);
  assert.equal(requests.length, 0);
}

test('an order of another kind, size or name is refused before it is signed', async () => {
  const bridge = await prepared();
  const wrong = [
    [{ clientId: 'with space' }, 'ClientId'],
    [{ clientId: 'x'.repeat(37) }, 'ClientId'],
    [{ symbol: 'BTC/NOPE' }, 'BadSymbol'],
    [{ quantity: '0.000001' }, 'InvalidOrder'],
    [{ quantity: '0.500001' }, 'Precision'],
    [{ price: '20000.001' }, 'Precision'],
    [{ reduceOnly: true }, 'ReduceOnly'],
    [{ expiresAt: Date.now() - 1 }, 'Expired'],
  ];
  for (const [change, kind] of wrong) {
    await refused(bridge, 'prepare', { order: { ...bridge.order, ...change } }, kind);
  }
});

test('client ids keep to the alphabet and length of their exchange', async () => {
  const wrong = {
    okx: ['with-dash', 'x'.repeat(33)], kraken: ['00112233', `${'0'.repeat(31)}g`],
    gate: ['0123', `t-${'0'.repeat(29)}`],
    hyperliquid: ['00112233445566778899aabbccddeeff', '0x0011'], htx: ['x'.repeat(65)],
  };
  for (const [exchange, ids] of Object.entries(wrong)) {
    const bridge = await prepared(exchange);
    for (const clientId of ids) {
      await refused(bridge, 'prepare', { order: { ...bridge.order, clientId } }, 'ClientId');
    }
  }
});

test('a request is sent for its own order only', async () => {
  const { request, order, ...bridge } = await prepared();
  await refused(bridge, 'send', { request, order: { ...order, clientId: 'another' } }, 'ClientId');
  await refused(bridge, 'send', { request, order: { ...order, quantity: '0.6' } }, 'OtherRequest');
  await refused(bridge, 'send', { request, order: { ...order, price: '20001' } }, 'OtherRequest');
});

test('a request goes nowhere but to the orders of its session', async () => {
  const { request, order, ...bridge } = await prepared();
  const elsewhere = [
    { url: 'https://example.com/api/v3/order' },
    { url: 'https://api.binance.com/sapi/v1/capital/withdraw/apply' },
    { url: 'https://api.binance.com.example.com/api/v3/order' },
    { method: 'GET' },
  ];
  for (const change of elsewhere) {
    await refused(bridge, 'send', { request: { ...request, ...change }, order }, 'OtherRequest');
  }
});

test('a prepared request that carries a credential is refused', async () => {
  const { request, order, ...bridge } = await prepared();
  const headers = { ...request.headers, 'x-mbx-apikey': 'from elsewhere' };
  await refused(bridge, 'send', { request: { ...request, headers }, order }, 'OtherRequest');
});

test('an expired request is not sent', async (context) => {
  const { request, order, ...bridge } = await prepared();
  context.mock.timers.enable({ apis: ['Date'], now: request.expiresAt });
  await refused(bridge, 'send', { request, order }, 'Expired');
});

test('a request that says it expires later than it was signed for is not sent', async () => {
  const { request, order, ...bridge } = await prepared();
  const later = { ...request, expiresAt: request.expiresAt + 60_000 };
  await refused(bridge, 'send', { request: later, order }, 'OtherRequest');
});

test('a request that cannot be put on a wire is not sent, and the process lives', async () => {
  const request = { method: 'POST', url: 'http://127.0.0.1:9/order', headers: { 'X-Sign': 'a\nb' }, body: 'x' };
  await assert.rejects(transmit(request), (error) => error.code === 'ERR_INVALID_CHAR');
});

test('the same bytes leave once, also when they are asked for twice at once', async () => {
  const { request, order, call, requests } = await prepared();
  const answers = await Promise.allSettled([1, 2, 3].map(() => call('send', { session: 's', request, order })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
  for (const { reason } of answers.filter(({ status }) => status === 'rejected')) {
    assert.deepEqual([reason.data.kind, reason.data.outcomeUnknown], ['AlreadySent', true]);
  }

  assert.equal(requests.length, 1);
});

test('bytes that were sent without an answer are not sent again', async () => {
  const { call, requests, request, order } = await prepared('okx');
  const silent = bridgeTo(recorded('okx').answers.filter(({ to }) => !to.startsWith('POST')));
  await silent.call('open', { session: 's', exchange: 'okx', market: 'spot', network: 'live', credentials });
  const first = await silent.call('send', { session: 's', request, order }).catch((error) => error);
  assert.equal(first.data.outcomeUnknown, true);
  const second = await silent.call('send', { session: 's', request, order }).catch((error) => error);
  assert.deepEqual([second.data.kind, second.data.outcomeUnknown], ['AlreadySent', true]);
  assert.equal(silent.requests.filter(({ method }) => method === 'POST').length, 1);
  assert.equal(requests.length, 0);
  await call('close', { session: 's' });
});

test('a request prepared by a process that ended is sent by the next one', async () => {
  const { request, order } = await prepared('bybit');
  const { call, requests } = await opened('bybit', 'spot');
  assert.equal((await call('send', { session: 's', request, order })).clientId, order.clientId);
  const [sent] = requests.filter(({ method }) => method === 'POST');
  assert.equal(sent.body, request.body);
  assert.equal(sent.headers['X-BAPI-API-KEY'], 'canary-api-key');
});

test('sessions of one exchange keep their keys apart', async () => {
  const bridge = await prepared();
  const other = { apiKey: 'second-api-key', secret: 'second-secret' };
  await bridge.call('open', {
    session: 'other', exchange: 'binance', market: 'spot', network: 'live', credentials: other });
  const lookUp = { symbol: bridge.order.symbol, clientId: bridge.order.clientId };
  await Promise.all(['s', 'other', 's', 'other'].map((session) => bridge.call('lookUp', { session, ...lookUp })));
  const asked = bridge.requests.filter(({ url }) => url.includes('/order'));
  const keys = asked.map(({ headers }) => headers['X-MBX-APIKEY']);
  assert.deepEqual(keys.sort(), ['canary-api-key', 'canary-api-key', 'second-api-key', 'second-api-key']);
});

test('an order whose answer is read beside other calls is not mixed up with them', async () => {
  const { call, order, request, requests } = await prepared();
  const lookUp = { session: 's', symbol: order.symbol, clientId: order.clientId };
  const [found, sent] = await Promise.all([call('lookUp', lookUp), call('send', { session: 's', request, order })]);
  assert.equal(found.order.orderId, '28');
  assert.equal(sent.trades.length, 1);
  assert.deepEqual(requests.map(({ method }) => method).sort(), ['GET', 'POST']);
});

test('whatever ccxt wants beside the order stops it', async () => {
  const record = recorded('hyperliquid');
  const { requests } = bridgeTo(record.answers);
  const meet = bridgeTo(record.answers);
  const session = await openSession(
    { exchange: 'hyperliquid', market: 'swap', network: 'live', credentials: record.credentials },
    { isUnthrottled: true, fetch: async (url, init) => meetRead(record, url, init) });
  const order = orderOf(record.swap, 'swap');
  await session.exchange.loadMarkets();
  // As ccxt has it: it approves a fee for its builder and names its referrer first.
  const plain = Object.getPrototypeOf(session.exchange);
  session.exchange.initializeClient = plain.initializeClient;
  session.exchange.handleBuilderFeeApproval = plain.handleBuilderFeeApproval;
  session.exchange.setRef = plain.setRef;
  Object.assign(session.exchange.options, { builderFee: true, refSet: false });
  await assert.rejects(prepare(session, { order }), (error) => error.name === 'NotOneRequest');
  assert.equal(requests.length + meet.requests.length, 0);
});

function meetRead({ answers }, url, { body }) {
  const { answer } = answers.find(({ to, having }) => to.endsWith('/info') && (body ?? '').includes(having));
  return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
}

test('a tag that ccxt sneaks in stops the order', async () => {
  const { answers, spot } = recorded('bybit');
  const instruments = answers.find(({ to }) => to.endsWith('/instruments-info'));
  const bridge = bridgeTo(answers);
  const session = await openSession(
    { exchange: 'bybit', market: 'spot', network: 'live', credentials },
    { isUnthrottled: true, fetch: async () => new Response(JSON.stringify(instruments.answer)) });
  const sign = session.exchange.sign;
  session.exchange.sign = (...request) => {
    const signed = sign(...request);
    return { ...signed, headers: { ...signed.headers, Referer: 'CCXT' } };
  };
  await assert.rejects(prepare(session, { order: orderOf(spot, 'spot') }), (error) => error.name === 'ForeignTag');
  assert.equal(bridge.requests.length, 0);
});

test('a call that reads cannot reach an address of orders', async () => {
  const { answers } = recorded('binance');
  const bridge = bridgeTo(answers);
  const session = await openSession(
    { exchange: 'binance', market: 'spot', network: 'live', credentials },
    { isUnthrottled: true, fetch: async () => assert.fail('it left') });
  const order = session.exchange.privatePostOrder({ symbol: 'BTCUSDT' });
  await assert.rejects(order, (error) => error.name === 'WriteInRead');
  assert.equal(bridge.requests.length, 0);
});

test('without the network an order is captured, replayed and sent once each', async () => {
  await assert.rejects(capture(async () => undefined), (error) => error.name === 'NotOneRequest');
  await assert.rejects(capture(async () => { throw new RangeError('early'); }), RangeError);
  assert.equal(await replay(async () => 5, { status: 200, headers: {}, text: '' }), 5);
  assert.equal(await once(async () => 6, () => assert.fail('it left')), 6);
});

test('an error that did not come from an answer proves nothing', () => {
  class ExchangeError extends Error {}
  class InvalidOrder extends ExchangeError {}
  const errors = { ExchangeError, DuplicateOrderId: class extends ExchangeError {}, RateLimitExceeded: Error,
    DDoSProtection: Error, InvalidNonce: Error };
  const answer = { status: 200, text: '{}', json: {} };
  assert.equal(provesNoEffect(new InvalidOrder(), errors), false);
  assert.equal(provesNoEffect(Object.assign(new InvalidOrder(), { answer }), errors), false);
  assert.equal(provesNoEffect(Object.assign(new InvalidOrder(), { answer, isVerdict: true }), errors), true);
});
