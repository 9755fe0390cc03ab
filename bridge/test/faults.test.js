// What an order's answer proves, and what it does not.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import test from 'node:test';
import { transmit } from '../src/wire.js';
import { opened, orderOf, rows } from './rows.js';
import { bridgeTo, recorded } from './venue.js';

// A bridge whose exchange answers the order itself with this.
async function answering(exchange, answer, status = 200, kind = 'spot') {
  const record = recorded(exchange);
  const row = rows.find((item) => item.exchange === exchange).row[kind];
  const answers = record.answers.map((item) => (
    item.to.startsWith(row.create.method) && new URL(`https://${item.to.split(' ')[1]}`).pathname === row.create.path
      ? { ...item, answer, status } : item));
  const bridge = bridgeTo(answers);
  await bridge.call('open', { session: 's', exchange, market: kind, network: 'live', credentials: record.credentials });
  const order = orderOf(record[kind], kind);
  const { request } = await bridge.call('prepare', { session: 's', order });
  return { ...bridge, send: () => bridge.call('send', { session: 's', request, order }) };
}

const cases = [
  ['binance', 'a page with status 200', '<html>hello</html>', 200, true, 'BadResponse'],
  ['binance', 'an empty answer', '', 200, true, 'BadResponse'],
  ['binance', 'an answer cut short', '{"orderId":28,"clie', 200, true, 'BadResponse'],
  ['binance', 'an answer about nothing', {}, 200, true, 'BadResponse'],
  ['binance', 'an answer about another order', { symbol: 'BTCUSDT', orderId: 1, clientOrderId: 'other' }, 200, true,
    'BadResponse'],
  ['binance', 'a redirect', '<html>moved</html>', 302, true, 'BadResponse'],
  ['binance', 'HTTP 503 with a code', { code: -2010, msg: 'x' }, 503, true],
  ['binance', 'HTTP 502 with a page', '<html>bad gateway</html>', 502, true, 'ExchangeNotAvailable'],
  ['binance', '-1000', { code: -1000, msg: 'An unknown error occurred' }, 400, true],
  ['binance', '-1001', { code: -1001, msg: 'Internal error' }, 400, true],
  ['binance', '-1006', { code: -1006, msg: 'An unexpected response was received' }, 400, true],
  ['binance', '-1007', { code: -1007, msg: 'Timeout waiting for response' }, 408, true, 'RequestTimeout'],
  ['binance', '-1008', { code: -1008, msg: 'Server is currently overloaded' }, 400, true],
  ['binance', 'a duplicate', { code: -2010, msg: 'Duplicate order sent.' }, 400, true, 'InvalidOrder'],
  ['binance', 'a code nobody knows', { code: -9999, msg: 'new' }, 400, true, 'ExchangeError'],
  ['binance', 'too little money', { code: -2010, msg: 'Account has insufficient balance for requested action.' }, 400,
    false, 'InsufficientFunds'],
  ['binance', 'a filter', { code: -1013, msg: 'Filter failure: NOTIONAL' }, 400, false, 'BadRequest'],
  ['binance', 'a clock that is off', { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' },
    400, false, 'InvalidNonce'],
  ['binance', 'too many requests', { code: -1003, msg: 'Too many requests' }, 429, false, 'DDoSProtection'],
  ['binance', 'a revoked key', { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }, 401, false,
    'AuthenticationError'],
  ['okx', 'a refusal within status 200',
    { code: '1', data: [{ ordId: '', clOrdId: '', sCode: '51008', sMsg: 'Insufficient balance' }] }, 200, false,
    'InsufficientFunds'],
  ['okx', 'a duplicate', { code: '1', data: [{ sCode: '51016', sMsg: 'Client order ID already exists.' }] }, 200, true],
  ['bybit', 'too little money', { retCode: 170131, retMsg: 'Balance insufficient.', result: {} }, 200, false,
    'InsufficientFunds'],
  ['bybit', 'an error of theirs', { retCode: 10016, retMsg: 'Internal error', result: {} }, 200, true],
  ['bybit', 'a duplicate', { retCode: 170141, retMsg: 'Duplicate clientOrderId', result: {} }, 200, true],
  ['kraken', 'too little money', { error: ['EOrder:Insufficient funds'] }, 200, false, 'InsufficientFunds'],
  ['kraken', 'an error of theirs', { error: ['EGeneral:Internal error'] }, 200, true],
  ['kraken', 'a service that is away', { error: ['EService:Unavailable'] }, 200, true, 'ExchangeNotAvailable'],
  ['coinbase', 'a refusal', { success: false, error_response: { error: 'INSUFFICIENT_FUND', message: 'x' } }, 200,
    false, 'ExchangeError'],
  ['hyperliquid', 'an order that met nobody', { status: 'ok', response: { type: 'order', data: {
    statuses: [{ error: 'Order could not immediately match against any resting orders. asset=0' }] } } }, 200, false],
  ['htx', 'too little money', { status: 'error', 'err-code': 'account-frozen-balance-insufficient-error',
    'err-msg': 'trade account balance is not enough' }, 200, false, 'InsufficientFunds'],
  ['gate', 'too little money', { label: 'BALANCE_NOT_ENOUGH', message: 'Not enough balance' }, 400, false,
    'InsufficientFunds'],
];

for (const [exchange, name, answer, status, unknown, kind] of cases) {
  test(`${exchange}: ${name} (${status}) leaves the outcome ${unknown ? 'unknown' : 'settled'}`, async () => {
    const { send, requests } = await answering(exchange, answer, status);
    requests.length = 0;
    const error = await send().then(() => assert.fail('taken for a success'), (failure) => failure);
    assert.equal(error.data.outcomeUnknown, unknown, JSON.stringify(error.data));
    assert.equal(error.data.httpStatus, status);
    assert.equal(requests.length, 1);
    assert.equal(error.data.kind, kind ?? error.data.kind);
  });
}

test('code and words of the exchange are passed through', async () => {
  const { send } = await answering('okx', {
    code: '1', data: [{ sCode: '51008', sMsg: 'Insufficient USDT balance' }], msg: 'All operations failed' });
  const { data } = await send().catch((error) => error);
  assert.equal(data.exchangeCode, '51008');
  assert.equal(data.exchangeMessage, 'Insufficient USDT balance');
});

test('a read that fails has no outcome to be unknown', async () => {
  const { call } = await opened('binance', 'spot');
  const error = await call('pastOrders', { session: 's', symbol: 'BTC/USDT' }).catch((failure) => failure);
  assert.equal(error.data.kind, 'NetworkError');
  assert.equal(error.data.outcomeUnknown, false);
});

test('a page in place of a book is no book', async () => {
  const { answers, credentials, spot } = recorded('binance');
  const page = { to: 'GET api.binance.com/api/v3/depth', answer: '<html>maintenance</html>' };
  const { call } = bridgeTo([page, ...answers]);
  await call('open', { session: 's', exchange: 'binance', market: 'spot', network: 'live', credentials });
  const error = await call('book', { session: 's', symbol: spot.symbol }).catch((failure) => failure);
  assert.deepEqual([error.data.kind, error.data.httpStatus, error.data.outcomeUnknown], ['BadResponse', 200, false]);
});

// As each exchange says that it knows no order of a client id.
const absences = {
  binance: [{ code: -2013, msg: 'Order does not exist.' }, 400],
  okx: [{ code: '51603', msg: 'Order does not exist', data: [] }, 200],
  kucoin: [{ code: '400100', msg: 'order not exist.' }, 200],
  gate: [{ label: 'ORDER_NOT_FOUND', message: 'Order not found' }, 404],
  bitget: [{ code: '00000', msg: 'success', requestTime: 1, data: [] }, 200],
  mexc: [{ code: -2013, msg: 'Order does not exist.' }, 400],
  htx: [{ status: 'error', 'err-code': 'base-record-invalid', 'err-msg': 'record invalid', data: null }, 200],
  hyperliquid: [{ status: 'unknownOid' }, 200],
  bybit: [{ retCode: 0, retMsg: 'OK', result: { list: [] } }, 200],
  kraken: [{ error: [], result: { open: {}, closed: {} } }, 200],
  coinbase: [{ orders: [], has_next: false }, 200],
};

for (const [exchange, [answer, status]] of Object.entries(absences)) {
  test(`${exchange}: an order that is not there`, async () => {
    const record = recorded(exchange);
    const { symbol, clientId } = record.spot;
    const answers = record.answers.map((item) => (
      /\/order|Orders$|\/info$/.test(item.to) && !/Meta/.test(item.having ?? '') ? { ...item, answer, status } : item));
    const { call } = bridgeTo(answers);
    await call('open', {
      session: 's', exchange, market: 'spot', network: 'live', credentials: record.credentials });
    const found = await call('lookUp', { session: 's', symbol, clientId })
      .then(({ order }) => order, (error) => error.data.kind);
    assert.equal(found, null);
  });
}

// Most orders have ended when they are looked for, and Kraken counts each request. One that ends between two lists is in
// the third.
test('kraken: an order is looked for among the ended, and before it passes for absent among the open and again', async () => {
  const record = recorded('kraken');
  const { symbol, clientId } = record.spot;
  const [answer] = absences.kraken;
  const answers = record.answers.map((item) => (/Orders$/.test(item.to) ? { ...item, answer } : item));
  const { call, requests } = bridgeTo(answers);
  await call('open', {
    session: 's', exchange: 'kraken', market: 'spot', network: 'live', credentials: record.credentials });
  assert.equal((await call('lookUp', { session: 's', symbol, clientId })).order, null);
  const lists = requests.filter(({ method }) => method === 'POST');
  assert.deepEqual(
    lists.map(({ url }) => url.split('/').at(-1)), ['ClosedOrders', 'OpenOrders', 'ClosedOrders']);
  assert.ok(lists.every(({ body }) => body.includes(`cl_ord_id=${clientId}`)));
});

// What sends bytes, against servers that misbehave.
async function against(behave, body) {
  let arrivals = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      arrivals += 1;
      behave(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await body(`http://127.0.0.1:${server.address().port}/order`, () => arrivals);
  } finally {
    server.close();
  }
}

const post = (url) => transmit({ method: 'POST', url, headers: { 'X-Sign': '1' }, body: 'quantity=1' });

test('an order without an answer arrives once and may have arrived', () => (
  against((socket) => socket.destroy(), async (url, arrivals) => {
    const error = await post(url).catch((failure) => failure);
    assert.equal(error.unsent, false);
    assert.equal(arrivals(), 1);
  })));

test('an order without a body arrives once too', () => against((socket) => socket.destroy(), async (url, arrivals) => {
  await transmit({ method: 'POST', url, headers: {}, body: null }).catch(() => undefined);
  assert.equal(arrivals(), 1);
}));

test('a redirect is not followed', () => against(
  (socket) => socket.end('HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n'),
  async (url, arrivals) => {
    assert.equal((await post(url)).status, 307);
    assert.equal(arrivals(), 1);
  }));

test('an answer cut short is no answer', () => against(
  (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"orderId":'),
  async (url) => assert.equal((await post(url).catch((failure) => failure)).unsent, false)));

test('an order that found no connection was not sent', async () => {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/order`;
  server.close();
  await once(server, 'close');
  assert.equal((await post(url).catch((failure) => failure)).unsent, true);
});
