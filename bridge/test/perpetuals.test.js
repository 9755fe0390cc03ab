// Positions and funding of the exchanges whose perpetuals are offered, from answers as their documentation has them: a
// quarter of a bitcoin sold at 21,000 that now stands at 20,001.5.
import assert from 'node:assert/strict';
import test from 'node:test';
import { opened, orderOf } from './rows.js';
import { bridgeTo, recorded } from './venue.js';

const reduceOnly = {
  binance: (body) => new URLSearchParams(body).get('reduceOnly') === 'true',
  okx: (body) => JSON.parse(body).reduceOnly === true,
  bybit: (body) => JSON.parse(body).reduceOnly === true,
  hyperliquid: (body) => JSON.parse(body).action.orders[0].r === true,
};

for (const [exchange, isReduced] of Object.entries(reduceOnly)) {
  test(`${exchange} swap positions`, async () => {
    const { call, sample } = await opened(exchange, 'swap');
    const { positions: [position, ...others] } = await call('positions', { session: 's', symbols: [sample.symbol] });
    assert.deepEqual(others, []);
    assert.equal(position.symbol, sample.symbol);
    assert.equal(position.side, 'short');
    assert.equal(Number(position.contracts) * Number(position.contractSize ?? 1), 0.25);
    assert.equal(position.entryPrice, '21000');
    assert.equal(position.unrealizedPnl, '249.6');
    assert.equal(position.margin, '500');
    assert.equal(position.liquidationPrice, '40000');
    assert.ok(['10', null].includes(position.leverage));
  });

  test(`${exchange} swap funding rate`, async () => {
    const { call, sample } = await opened(exchange, 'swap');
    const { rate, nextAt } = await call('fundingRate', { session: 's', symbol: sample.symbol });
    assert.equal(rate, exchange === 'hyperliquid' ? '0.0000125' : '0.0001');
    assert.ok(Number.isSafeInteger(nextAt));
  });

  test(`${exchange} swap reduceOnly`, async () => {
    const { call, sample } = await opened(exchange, 'swap');
    const order = orderOf(sample, 'swap');
    const { request } = await call('prepare', { session: 's', order });
    assert.ok(isReduced(request.body));
    const { request: opening } = await call('prepare', { session: 's', order: { ...order, reduceOnly: false } });
    assert.ok(!isReduced(opening.body));
  });
}

// What an account says that has a position for each side.
const twoWays = {
  binance: { to: 'GET fapi.binance.com/fapi/v1/positionSide/dual', answer: { dualSidePosition: true } },
  okx: {
    to: 'GET www.okx.com/api/v5/account/config',
    answer: { code: '0', msg: '', data: [{ uid: '1', acctLv: '2', posMode: 'long_short_mode' }] },
  },
  bybit: {
    to: 'GET api.bybit.com/v5/position/list',
    answer: { retCode: 0, result: { list: [{ positionIdx: 1, symbol: 'BTCUSDT', side: '', size: '0' }] }, time: 1 },
  },
};

// A bridge to an exchange whose answers begin with these, and an order of its record.
async function answering(exchange, ...answers) {
  const record = recorded(exchange);
  const bridge = bridgeTo([...answers, ...record.answers]);
  const { credentials } = record;
  await bridge.call('open', { session: 's', exchange, market: 'swap', network: 'live', credentials });
  return { ...bridge, order: orderOf(record.swap, 'swap') };
}

async function refusal({ call }, method, params) {
  return call(method, { session: 's', ...params }).then(() => assert.fail('not refused'), ({ data }) => {
    assert.equal(data.outcomeUnknown, false);
    return data.kind;
  });
}

for (const [exchange, answer] of Object.entries(twoWays)) {
  test(`${exchange} signs nothing for an account with a position for each side`, async () => {
    const bridge = await answering(exchange, answer);
    assert.equal(await refusal(bridge, 'prepare', { order: bridge.order }), 'PositionMode');
    const { oneWay } = await bridge.call('perpetualTerms', { session: 's', symbol: bridge.order.symbol });
    assert.equal(oneWay, false);
  });

  test(`${exchange} signs nothing for an account that does not say its position mode`, async () => {
    const empty = { binance: {}, okx: { code: '0', data: [{}] }, bybit: { retCode: 0, result: { list: [] } } };
    const bridge = await answering(exchange, { ...answer, answer: empty[exchange] });
    assert.equal(await refusal(bridge, 'prepare', { order: bridge.order }), 'PositionMode');
  });
}

for (const exchange of Object.keys(reduceOnly)) {
  test(`${exchange} tells how a perpetual is held`, async () => {
    const bridge = await answering(exchange);
    assert.deepEqual(
      await bridge.call('perpetualTerms', { session: 's', symbol: bridge.order.symbol }),
      { oneWay: true, marginMode: 'cross', leverage: '10' });
  });

  test(`${exchange} sends a reduction for a reduction alone, of its own side and market`, async () => {
    const bridge = await answering(exchange);
    const { order } = bridge;
    const { request } = await bridge.call('prepare', { session: 's', order });
    const { request: opening } = await bridge.call('prepare', { session: 's', order: { ...order, reduceOnly: false } });
    bridge.requests.length = 0;
    assert.equal(await refusal(bridge, 'send', { request, order: { ...order, reduceOnly: false } }), 'ReduceOnly');
    assert.equal(await refusal(bridge, 'send', { request: opening, order }), 'ReduceOnly');
    assert.equal(await refusal(bridge, 'send', { request, order: { ...order, side: 'sell' } }), 'OtherRequest');
    assert.deepEqual(bridge.requests.filter(({ url }) => /order|exchange$/.test(new URL(url).pathname)), []);
  });
}

// Without a market ccxt asks Bybit for what is settled in USDT alone.
test('bybit is asked for a perpetual settled in USDC by its name', async () => {
  const { answer } = recorded('bybit').answers.find(({ to, having }) => (
    to.endsWith('/v5/market/instruments-info') && having === 'category=linear'));
  const [listed] = answer.result.list;
  const usdc = { ...listed, symbol: 'BTCPERP', quoteCoin: 'USDC', settleCoin: 'USDC' };
  const held = { positionIdx: 0, symbol: 'BTCPERP', side: 'Sell', size: '0.25', avgPrice: '21000', leverage: '10' };
  const bridge = await answering(
    'bybit',
    {
      to: 'GET api.bybit.com/v5/market/instruments-info',
      having: 'category=linear',
      answer: { ...answer, result: { ...answer.result, list: [listed, usdc] } },
    },
    {
      to: 'GET api.bybit.com/v5/position/list',
      having: 'symbol=BTCPERP',
      answer: { retCode: 0, result: { category: 'linear', list: [held], nextPageCursor: '' }, time: 1795290000000 },
    });
  const { positions: [position, ...others] } = await bridge.call(
    'positions', { session: 's', symbols: ['BTC/USDC:USDC'] });
  assert.deepEqual(others, []);
  assert.deepEqual([position.symbol, position.side, position.contracts], ['BTC/USDC:USDC', 'short', '0.25']);
  const asked = bridge.requests
    .map(({ url }) => new URL(url))
    .filter(({ pathname }) => pathname === '/v5/position/list');
  assert.deepEqual(asked.map(({ searchParams }) => searchParams.get('settleCoin')), [null]);
});

test('bybit is asked for all positions in either coin that they are settled in', async () => {
  const { answer } = recorded('bybit').answers.find(({ to, having }) => (
    to.endsWith('/v5/position/list') && having === undefined));
  const list = (having, listed) => ({
    to: 'GET api.bybit.com/v5/position/list', having, answer: { ...answer, result: { ...answer.result, list: listed } } });
  const [held] = answer.result.list;
  const bridge = await answering(
    'bybit', list('settleCoin=USDT', []), list('settleCoin=USDC', [held]));
  const { positions } = await bridge.call('positions', { session: 's' });
  assert.deepEqual(positions.map(({ symbol }) => symbol), ['BTC/USDT:USDT']);
});

test('okx counts in contracts of a hundredth of a bitcoin, and nothing between them is rounded', async () => {
  const bridge = await answering('okx');
  const { markets: [market] } = await bridge.call('markets', { session: 's' });
  assert.deepEqual([market.contractSize, market.step], ['0.01', '0.01']);
  const { request } = await bridge.call('prepare', { session: 's', order: { ...bridge.order, quantity: '25' } });
  assert.equal(JSON.parse(request.body).sz, '25');
  assert.equal(
    await refusal(bridge, 'prepare', { order: { ...bridge.order, quantity: '25.005' } }), 'Precision');
});

// Five digits count on Hyperliquid, so that the tick of 0.1 that its list says at 9,999 is one of 1 at 10,000.
for (const [exchange, side, limit, price] of [
  ['hyperliquid', 'buy', '10050.37', '10050'],
  ['hyperliquid', 'buy', '10050.97', '10050'],
  ['hyperliquid', 'buy', '10050.5000001', '10050'],
  ['hyperliquid', 'sell', '10050.0000001', '10051'],
  ['hyperliquid', 'sell', '9999.97', '10000'],
  ['hyperliquid', 'buy', '9999.97', '9999.9'],
  ['hyperliquid', 'buy', '123456', '123456'],
  ['okx', 'buy', '20000.06', '20000'],
  ['okx', 'sell', '20000.01', '20000.1'],
  ['okx', 'sell', '20000.1', '20000.1'],
]) {
  test(`${exchange} takes ${price} where a ${side} has a limit of ${limit}`, async () => {
    const bridge = await answering(exchange);
    const order = { ...bridge.order, side, price };
    const { symbol } = order;
    assert.deepEqual(await bridge.call('limitPrice', { session: 's', symbol, side, price: limit }), { price });
    await bridge.call('prepare', { session: 's', order });
  });
}

test('okx signs nothing beside a position of the other margin mode', async () => {
  const { answer } = recorded('okx').answers.find(({ to }) => to.endsWith('/account/positions'));
  const isolated = { ...answer, data: answer.data.map((position) => ({ ...position, mgnMode: 'isolated' })) };
  const bridge = await answering('okx', { to: 'GET www.okx.com/api/v5/account/positions', answer: isolated });
  assert.equal(await refusal(bridge, 'prepare', { order: bridge.order }), 'MarginMode');
});

test('spot orders know nothing of how perpetuals are held', async () => {
  const { call, sample } = await opened('okx', 'spot');
  await assert.rejects(
    call('perpetualTerms', { session: 's', symbol: sample.symbol }), (error) => error.data.kind === 'ReadOnly');
});
