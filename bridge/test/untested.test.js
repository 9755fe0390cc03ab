// Exchanges without a row of their own: everything else that ccxt knows can be read, and takes no order.
import assert from 'node:assert/strict';
import test from 'node:test';
import ccxt from 'ccxt';
import { openSession } from '../src/session.js';
import { rows } from './rows.js';
import { bridgeTo, credentials, recorded, seamsTo } from './venue.js';

const tested = rows.map(({ exchange }) => exchange);
const untested = ccxt.exchanges.filter((id) => !tested.includes(id));

// Those without spot markets, by what ccxt says of them: their perpetuals are read.
const perpetual = [
  'apex', 'binancecoinm', 'binanceusdm', 'blofin', 'bydfi', 'dydx', 'extended', 'grvt', 'hibachi', 'krakenfutures',
  'kucoinfutures', 'modetrade', 'mudrex', 'paradex', 'woofipro',
];
const kindOf = (exchange) => (perpetual.includes(exchange) ? 'swap' : 'spot');

const open = async (exchange, answers = [], wish = {}) => {
  const bridge = bridgeTo(answers);
  const market = wish.market ?? kindOf(exchange);
  const { row } = await bridge.call('open', { session: 's', exchange, network: 'live', ...wish, market });
  return { ...bridge, row };
};

test('the table has every exchange that ccxt knows, those with a row of their own first', async () => {
  const lines = await bridgeTo([]).call('exchanges');
  assert.ok(lines.length > 100);
  assert.deepEqual(lines.map(({ exchange }) => exchange), [...tested, ...untested.toSorted()]);
  assert.deepEqual(lines.filter((line) => line.isTested).map(({ exchange }) => exchange), tested);
  for (const line of lines.slice(tested.length)) {
    const { exchange, isTested, why, clientId, sandbox, trades, orders, spot } = line;
    assert.deepEqual(
      { isTested, why, clientId, sandbox, trades, orders, spot },
      { isTested: false, why: 'no test has proven how it handles client order ids', clientId: null, sandbox: null,
        trades: null, orders: 'readOnly', spot: null },
      exchange);
  }
});

test('every exchange opens without asking anything, on spot markets or, where it has none, on perpetuals', async () => {
  for (const exchange of untested) {
    const { row, requests } = await open(exchange);
    assert.equal(row.orders, 'readOnly', exchange);
    assert.equal(requests.length, 0, exchange);
    const other = kindOf(exchange) === 'spot' ? 'swap' : 'spot';
    await assert.rejects(open(exchange, [], { market: other }), (error) => error.data.kind === 'NotOffered', exchange);
  }
});

test('no exchange without a row of its own takes an order, looks one up or cancels one', async () => {
  const order = {
    clientId: 'a', symbol: 'BTC/USDT', side: 'buy', type: 'limit', quantity: '1', price: '1', timeInForce: 'IOC' };
  const request = { method: 'POST', url: 'https://x.example/', headers: {}, body: '', expiresAt: Date.now() + 9000 };
  const { symbol, clientId } = order;
  for (const exchange of untested) {
    const { call, requests } = await open(exchange, [], { credentials });
    const calls = [['prepare', { order }], ['send', { request, order }], ['lookUp', { symbol, clientId }],
      ['cancel', { symbol, clientId }], ['perpetualTerms', { symbol }]];
    for (const [method, params] of calls) {
      await assert.rejects(
        call(method, { session: 's', ...params }), (error) => error.data.kind === 'ReadOnly', `${exchange} ${method}`);
    }

    assert.equal(requests.length, 0, exchange);
  }
});

test('no exchange without a row of its own has a test network or takes a private key', async () => {
  for (const exchange of untested) {
    for (const [wish, kind] of [[{ network: 'testnet' }, 'NoSandbox'], [{ network: 'demo' }, 'NoSandbox'],
      [{ credentials: { ...credentials, privateKey: 'canary-private-key' } }, 'PrivateKey']]) {
      await assert.rejects(open(exchange, [], wish), (error) => error.data.kind === kind, `${exchange} ${kind}`);
    }
  }
});

const READS = ['time', 'markets', 'balances', 'tickers', 'openOrders', 'pastOrders', 'trades', 'keyPermissions',
  'withdrawable'];

test('network local sends every request of every exchange to this machine', async () => {
  for (const exchange of untested) {
    const address = 'http://127.0.0.1:9';
    const { call, requests } = await open(exchange, [], { network: 'local', address, credentials });
    for (const method of READS) {
      await call(method, { session: 's' }).catch(() => undefined);
    }

    assert.ok(requests.length > 0, exchange);
    requests.forEach(({ url }) => assert.equal(new URL(url).origin, address, `${exchange} ${url}`));
  }
});

// What is asked while everything is answered with an empty object: nothing in it names a partner or approves a fee. Two
// things are not taken for a tag: the name of the program, and bitteam's own addresses for it.
test('reads of every exchange name no partner and change nothing', async () => {
  const odd = [];
  const wallet = { ...credentials, walletAddress: `0x${'1'.repeat(40)}`, secret: 'ab'.repeat(32) };
  for (const exchange of untested) {
    for (const keys of [credentials, wallet]) {
      const { call, requests } = await open(exchange, [{ to: '*', answer: {} }], { credentials: keys });
      for (const method of READS) {
        await call(method, { session: 's' }).catch(() => undefined);
      }

      for (const { method, url, headers, body } of requests) {
        const { 'User-Agent': _, 'Hibachi-Client': __, ...named } = headers ?? {};
        const said = `${JSON.stringify(named)} ${url} ${body}`.replace('/trade/api/ccxt/', '');
        if (!['GET', 'POST'].includes(method) || /ccxt|partner|broker|referr|builder/i.test(said)) {
          odd.push(`${exchange} ${method} ${said}`);
        }
      }
    }
  }

  assert.deepEqual(odd, []);
});

// What these classes do before a read once they can sign, which no empty answer leads to.
for (const [exchange, ...calls] of [
  ['lighter', 'handleBuilderFeeApproval', 'approveBuilderFee', 'changeApiKey'],
  ['grvt', 'initializeClient'],
  ['aster', 'initializeClient'],
  ['pacifica', 'initializeClient', 'approveBuilderCode'],
  ['paradex', 'onboarding'],
]) {
  test(`${exchange} approves no fee and makes no key`, async () => {
    const requests = [];
    const session = await openSession(
      { exchange, market: kindOf(exchange), network: 'live', credentials },
      seamsTo([{ to: '*', answer: {} }], requests));
    for (const call of calls) {
      const outcome = await session.exchange[call]().catch(({ name }) => name);
      assert.ok([true, false, 'WriteInRead'].includes(outcome), `${call}: ${outcome}`);
    }

    assert.deepEqual(requests, []);
  });
}

test('what ccxt does not know is no exchange, and an id is never a path', async () => {
  for (const exchange of ['../x', './bitstamp', 'bitstamp/../gemini', 'bitstamp.js', 'base/Exchange', '__proto__',
    'constructor', 'toString', 'length', 'BITSTAMP', 'bitstamp ', 'polymarket']) {
    await assert.rejects(open(exchange), (error) => error.data.kind === 'NoRow', exchange);
  }
});

// The recorded answers are those that Bitstamp documents, as ccxt quotes them.
test('the spot markets and candles of bitstamp are read', async () => {
  const { call } = await open('bitstamp', recorded('bitstamp').answers);
  const { markets } = await call('markets', { session: 's' });
  assert.deepEqual(markets.map(({ symbol, id, active, tick, step, minNotional }) => (
    { symbol, id, active, tick, step, minNotional })), [
    { symbol: 'BTC/USD', id: 'btcusd', active: true, tick: '1', step: '0.00000001', minNotional: '10' }]);
  const { candles } = await call('candles', {
    session: 's', symbol: 'BTC/USD', timeframe: '1m', since: 1593961440000, limit: 2 });
  assert.deepEqual(candles, [
    [1593961440000, '9040.87', '9064.77', '9040.87', '9064.77', '18.49436608'],
    [1593961500000, '9064.66', '9071.59', '9058.76', '9061.07', '3.48631711'],
  ]);
});
