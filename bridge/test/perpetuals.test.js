// Positions and funding of the exchanges whose perpetuals are offered, from answers as their documentation has them: a
// quarter of a bitcoin sold at 21,000 that now stands at 20,001.5.
import assert from 'node:assert/strict';
import test from 'node:test';
import { opened, orderOf } from './rows.js';

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
