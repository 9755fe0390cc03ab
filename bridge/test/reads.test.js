// What the answers of each exchange become, as its documentation has them. Each record tells the same: one and a
// half coins of which a quarter is held by an order, a book around 20,000, a bar, an open order, a trade at 19,999.
import assert from 'node:assert/strict';
import test from 'node:test';
import { rowOf } from '../src/table.js';
import { opened, rows } from './rows.js';
import { bridgeTo, recorded } from './venue.js';

const BEGIN = 1795290000000;

// Exchanges whose tickers carry no bid and ask, or that tell no time.
const quoteless = ['coinbase', 'hyperliquid'];
const timeless = ['cryptocom'];

const feeAssets = {
  coinbase: 'USD', kraken: 'USD', kucoin: 'USDT', mexc: 'USDT', hyperliquid: 'PURR',
};

const ofSpot = ({ symbol }) => ({ symbol });

for (const { exchange } of rows) {
  const read = async (method, params = {}) => {
    const bridge = await opened(exchange, 'spot');
    return { ...bridge, result: await bridge.call(method, { session: 's', ...params(bridge.sample) }) };
  };
  const none = () => ({});
  const ofSymbol = ofSpot;

  test(`${exchange} spot markets`, async () => {
    const { result, sample } = await read('markets', none);
    const [market, ...others] = result.markets;
    assert.deepEqual(others, []);
    assert.equal(market.symbol, sample.symbol);
    assert.equal(`${market.base}/${market.quote}`, sample.symbol);
    assert.equal(market.active, true);
    assert.ok(Number(market.tick) > 0 && Number(market.step) > 0);
    assert.ok(market.maker !== null && market.taker !== null);
  });

  test(`${exchange} spot balances`, async () => {
    const { result, sample } = await read('balances', none);
    const [asset] = sample.symbol.split('/');
    assert.deepEqual(result.balances, [{ asset, free: '1.25', used: '0.25', total: '1.5' }]);
  });

  test(`${exchange} spot book`, async () => {
    const { result } = await read('book', ofSymbol);
    assert.deepEqual(result.bids, [['19999.9', '1.5'], ['19999.8', '2']]);
    assert.deepEqual(result.asks, [['20000.1', '1.5'], ['20000.2', '2']]);
  });

  test(`${exchange} spot tickers`, async () => {
    const { result, sample } = await read('tickers', ({ symbol }) => ({ symbols: [symbol] }));
    const [{ symbol, bid, ask, last }] = result.tickers;
    assert.equal(symbol, sample.symbol);
    assert.ok(Number(last) > 0);
    assert.deepEqual([bid, ask], quoteless.includes(exchange) ? [null, null] : ['19999.9', '20000.1']);
  });

  test(`${exchange} spot candles`, async () => {
    const { result } = await read('candles', ({ symbol }) => ({ symbol, timeframe: '1h', since: BEGIN, limit: 1 }));
    assert.deepEqual(result.candles, [[BEGIN, '1', '4', '0.5', '2', '10']]);
  });

  test(`${exchange} spot openOrders`, async () => {
    const { result, sample } = await read('openOrders', ofSymbol);
    const [order, ...others] = result.orders;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [order.symbol, order.side, order.quantity, order.price, order.status, order.filled],
      [sample.symbol, 'buy', sample.quantity, sample.price, 'open', '0']);
    assert.equal(order.clientId, sample.clientId);
  });

  // Where an exchange has no list of the orders of all markets, each market is asked for by itself.
  test(`${exchange} lists open orders as an account is asked for them`, async () => {
    const { openOrders } = rowOf(exchange);
    const limit = openOrders?.page === undefined ? {} : { limit: openOrders.page };
    const ofAll = openOrders?.perMarket === true ? ofSymbol : none;
    const { result } = await read('openOrders', (sample) => ({ ...ofAll(sample), ...limit }));
    assert.deepEqual([result.orders.length, result.lines], [1, 1]);
  });

  test(`${exchange} spot trades`, async () => {
    const { result, sample } = await read('trades', ofSymbol);
    const trade = result.trades.find(({ id }) => id === '7');
    assert.deepEqual(
      [trade.symbol, trade.side, trade.price, trade.quantity, trade.cost, trade.isMaker],
      [sample.symbol, 'buy', '19999', '0.5', '9999.5', false]);
    assert.equal(trade.fees.length, 1);
    assert.equal(trade.fees[0].asset, feeAssets[exchange] ?? 'BTC');
    assert.ok(Number(trade.fees[0].amount) > 0);
    assert.ok(trade.isFeeTold);
    const { call } = await opened(exchange, 'spot');
    const ask = (orderId) => call('trades', { session: 's', symbol: sample.symbol, orderId });
    assert.deepEqual((await ask(trade.orderId)).trades.map(({ id }) => id), ['7']);
  });

  test(`${exchange} spot time`, async () => {
    const asked = read('time', none);
    await (timeless.includes(exchange)
      ? assert.rejects(asked, (error) => error.data.kind === 'NotSupported')
      : asked.then(({ result }) => assert.equal(result.at, BEGIN)));
  });
}

// The exchanges whose trades are read from the first one on. Kraken lists those of all markets, in whole seconds.
for (const { exchange, params, asked } of [
  { exchange: 'gate', params: ofSpot, asked: ['from=1795289998', 'to=1795290002', 'limit=1000'] },
  {
    exchange: 'coinbase',
    params: ofSpot,
    asked: ['start_sequence_timestamp=2026-11-21T19%3A39%3A58.000Z', 'end_sequence_timestamp=2026-11-21T19%3A40%3A02.000Z'],
  },
  { exchange: 'kraken', params: () => ({}), asked: ['start=1795289998', 'end=1795290003'] },
]) {
  test(`${exchange} lists the trades between two instants`, async () => {
    const { call, requests, sample } = await opened(exchange, 'spot');
    const { trades } = await call('trades', {
      session: 's', ...params(sample), since: BEGIN - 2000, until: BEGIN + 2000, limit: 1000 });
    const last = requests.at(-1);
    asked.forEach((part) => assert.ok(`${last.url} ${last.body}`.includes(part), `${part} in ${last.url} ${last.body}`));
    assert.ok(trades.some(({ id, symbol }) => id === '7' && symbol === sample.symbol));
  });
}

// The ends of a time in the form in which each exchange documents them, and whatever became of an order in it.
for (const [exchange, ...asked] of [
  ['binance', '/api/v3/allOrders', 'startTime=1795289998000', 'endTime=1795290002000', 'limit=50'],
  ['coinbase', '/orders/historical/batch', 'start_date=2026-11-21T19%3A39%3A58.000Z', 'end_date=2026-11-21T19%3A40%3A02.000Z'],
  ['kraken', '/0/private/ClosedOrders', 'start=1795289998&', 'end=1795290002&', 'closetime=open;'],
  ['okx', '/api/v5/trade/orders-history-archive', 'begin=1795289998000', 'end=1795290002000'],
  ['bybit', '/v5/order/history', 'startTime=1795289998000', 'endTime=1795290002000'],
  ['kucoin', '/api/v1/hf/orders/done', 'startAt=1795289998000', 'endAt=1795290002000'],
  ['gate', '/api/v4/spot/orders', 'status=finished', 'from=1795289998', 'to=1795290002'],
  ['bitget', '/api/v2/spot/trade/history-orders', 'startTime=1795289998000', 'endTime=1795290002000'],
  ['mexc', '/api/v3/allOrders', 'startTime=1795289998000', 'endTime=1795290002000'],
  ['htx', '/v1/order/orders', 'start-time=1795289998000', 'end-time=1795290002000'],
  ['cryptocom', '/private/get-order-history', '"start_time":1795289998000', '"end_time":1795290002000'],
  ['hyperliquid', '/info', '"type":"historicalOrders"'],
]) {
  test(`${exchange} is asked for the orders between two instants, and for nothing else`, async () => {
    const { call, requests, sample } = await opened(exchange, 'spot');
    await call('markets', { session: 's' });
    requests.length = 0;

    // Most records have no such list: the request is looked at, not what is answered.
    await call('pastOrders', {
      session: 's', symbol: sample.symbol, since: BEGIN - 2000, until: BEGIN + 2000, limit: 50 }).catch(() => undefined);

    const [first] = requests;
    const said = `${first.url} ${first.body};`;
    asked.forEach((part) => assert.ok(said.includes(part), `${part} in ${said}`));
    assert.ok(!/session|orderStatus|until/.test(said), said);
  });
}

for (const method of ['trades', 'pastOrders']) {
  test(`kraken passes over lines of a time that has more ${method} than a page`, async () => {
    const { call, requests } = await opened('kraken', 'spot');
    await call('markets', { session: 's' });
    requests.length = 0;

    await call(method, {
      session: 's', since: BEGIN - 2000, until: BEGIN + 2000, limit: 50, offset: 50 }).catch(() => undefined);

    assert.match(requests[0].body, /(^|&)ofs=50(&|$)/);
    assert.doesNotMatch(requests[0].body, /offset|pair/);
  });
}

// ccxt leaves out what is older than was asked for; on the exchange's page it had its place.
for (const [method, call, fields] of [
  ['pastOrders', 'ClosedOrders', { opentm: 1 }],
  ['trades', 'TradesHistory', { time: 1 }],
]) {
  test(`${method} tells how many lines the exchange listed`, async () => {
    const { answers, credentials } = recorded('kraken');
    const { to, answer } = answers.find((item) => item.to.endsWith(call));
    const [[kind, listed]] = Object.entries(answer.result);
    const [[id, line]] = Object.entries(listed);
    const lines = { [id]: line, old: { ...line, ...fields }, older: { ...line, ...fields } };
    const { call: ask } = bridgeTo([{ to, answer: { error: [], result: { [kind]: lines, count: 3 } } }, ...answers]);
    await ask('open', { session: 's', exchange: 'kraken', market: 'spot', network: 'live', credentials });
    const { [method === 'trades' ? 'trades' : 'orders']: found, lines: count } = await ask(method, {
      session: 's', since: BEGIN - 2000, until: BEGIN + 2000, limit: 50 });
    assert.deepEqual([found.length, count], [1, 3]);
  });
}

test('an answer keeps every digit', async () => {
  const { answers, credentials, spot } = recorded('binance');
  const long = '0.123456789012345678';
  const changed = answers.map((item) => {
    const text = JSON.stringify(item.answer).replaceAll('"1.5"', `"${long}"`).replaceAll('1.25000000', long);
    return { ...item, answer: JSON.parse(text) };
  });
  const { call } = bridgeTo(changed);
  await call('open', { session: 's', exchange: 'binance', market: 'spot', network: 'live', credentials });
  assert.equal((await call('book', { session: 's', symbol: spot.symbol })).bids[0][1], long);
  assert.equal((await call('balances', { session: 's' })).balances[0].free, long);
});

test('a full page of other trades does not pass for all trades of an order', async () => {
  const { answers, credentials, spot } = recorded('kraken');
  const [to, trade] = answers.filter((item) => item.to.endsWith('TradesHistory'))
    .flatMap((item) => [item.to, Object.values(item.answer.result.trades)[0]]);
  const trades = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`T${index}`, trade]));
  const full = { to, answer: { error: [], result: { trades, count: 900 } } };
  const { call } = bridgeTo([full, ...answers]);
  await call('open', { session: 's', exchange: 'kraken', market: 'spot', network: 'live', credentials });
  await assert.rejects(
    call('trades', { session: 's', symbol: spot.symbol, orderId: 'OUF4EM-FRGI2-MQMWZD' }),
    (error) => error.data.kind === 'BadResponse');
});
