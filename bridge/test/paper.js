// The bridge on the paper exchange: BALLAST_PAPER=http://127.0.0.1:5081 node --test test/paper.js
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { dispatcher } from '../src/rpc.js';

const answer = dispatcher();
const symbol = 'BTC/USDC';
let id = 0;

async function call(method, params = {}) {
  id += 1;
  const message = { jsonrpc: '2.0', id, method, params: { session: 'paper', ...params } };
  const { result, error } = await answer(JSON.stringify(message));
  if (error !== undefined) {
    throw Object.assign(new Error(`${method}: ${error.message}`), error);
  }

  return result;
}

const order = (changes) => ({
  clientId: randomBytes(16).toString('hex'), symbol, side: 'buy', type: 'limit', quantity: '0.01', price: '1',
  timeInForce: 'IOC', ...changes,
});

// Prices with the market's two digits: above it a purchase takes, far below it rests.
async function priced(factor) {
  const { bids } = await call('book', { symbol, limit: 5 });
  return (Number(bids[0][0]) * factor).toFixed(2);
}

async function traded(changes) {
  const wish = order(changes);
  const { request } = await call('prepare', { order: wish });
  return { wish, request, order: await call('send', { request, order: wish }) };
}

await call('open', {
  exchange: 'binance', market: 'spot', network: 'local', address: process.env.BALLAST_PAPER,
  credentials: { apiKey: 'paper', secret: 'papersecret' },
});

test('time', async () => assert.ok(Math.abs((await call('time')).at - Date.now()) < 5000));

test('markets', async () => {
  const { markets } = await call('markets');
  const btc = markets.find((market) => market.symbol === symbol);
  assert.deepEqual([btc.base, btc.quote, btc.tick, btc.active], ['BTC', 'USDC', '0.01', true]);
});

test('balances', async () => {
  const { balances } = await call('balances');
  assert.ok(Number(balances.find(({ asset }) => asset === 'USDC').free) > 1000);
});

test('tickers', async () => {
  const { tickers } = await call('tickers', { symbols: [symbol, 'ETH/USDC'] });
  assert.equal(tickers.length, 2);
  assert.ok(tickers.every(({ bid, ask }) => Number(bid) < Number(ask)));
});

test('book', async () => {
  const { bids, asks } = await call('book', { symbol, limit: 20 });
  assert.ok(bids.length > 1 && asks.length > 1);
  assert.ok(Number(bids[0][0]) > Number(bids[1][0]) && Number(asks[0][0]) < Number(asks[1][0]));
  assert.ok(Number(bids[0][0]) < Number(asks[0][0]));
});

test('candles', async () => {
  const { candles } = await call('candles', { symbol, timeframe: '1h', limit: 10 });
  assert.equal(candles.length, 10);
  assert.equal(candles[1][0] - candles[0][0], 3_600_000);
  assert.ok(candles.every((row) => row.length === 6 && typeof row[4] === 'string'));
});

test('an order that takes is found, with its trades, by its client id', async () => {
  const { wish, order: bought } = await traded({ price: await priced(1.02) });
  assert.equal(bought.status, 'closed');
  assert.equal(bought.filled, '0.01');
  assert.ok(bought.trades.length > 0 && bought.fees[0].asset === 'BTC');
  const { order: found } = await call('lookUp', { symbol, clientId: wish.clientId });
  assert.equal(found.orderId, bought.orderId);
  const { trades } = await call('trades', { symbol, orderId: bought.orderId });
  assert.deepEqual(trades.map((trade) => trade.id), bought.trades.map((trade) => trade.id));
});

test('an order that rests is listed and cancelled by its client id', async () => {
  const { wish, order: resting } = await traded({ price: await priced(0.5), timeInForce: 'GTC' });
  assert.equal(resting.status, 'open');
  const { orders } = await call('openOrders', { symbol });
  assert.deepEqual(orders.map(({ clientId }) => clientId), [wish.clientId]);
  await call('cancel', { symbol, clientId: wish.clientId });
  assert.equal((await call('lookUp', { symbol, clientId: wish.clientId })).order.status, 'canceled');
  const again = await call('cancel', { symbol, clientId: wish.clientId }).catch((error) => error);
  assert.equal(again.data.kind, 'OrderNotFound');
  assert.equal(again.data.outcomeUnknown, false);
});

test('an order that was never sent is not there', async () => {
  const wish = order({ price: await priced(1.02) });
  await call('prepare', { order: wish });
  assert.equal((await call('lookUp', { symbol, clientId: wish.clientId })).order, null);
});

test('the same bytes are not sent twice', async () => {
  const { wish, request } = await traded({ price: await priced(1.02) });
  const error = await call('send', { request, order: wish }).catch((failure) => failure);
  assert.equal(error.data.kind, 'AlreadySent');
  assert.equal(error.data.outcomeUnknown, true);
});

test('a refusal carries the code and the words of the exchange', async () => {
  const price = await priced(1.02);
  const error = await traded({ price, quantity: '90' }).catch((failure) => failure);
  assert.deepEqual(
    [error.data.kind, error.data.exchangeCode, error.data.httpStatus, error.data.outcomeUnknown],
    ['InsufficientFunds', '-2010', 400, false]);
});
