// @binance/spot, Binance's own client.
import assert from 'node:assert/strict';
import { Spot } from '@binance/spot';
import { key, newId, refuses, restingPrice, secret, symbol, takingPrice } from '../account.js';

const open = (url, apiSecret) =>
  new Spot({ configurationRestAPI: { apiKey: key, apiSecret, basePath: url, retries: 0 } }).restAPI;

export async function client(url) {
  return { api: open(url, secret), url };
}

const read = async (answer) => (await answer).data();
const last = async ({ api }) => (await read(api.tickerPrice({ symbol }))).price;

const resting = async (trader) => read(trader.api.newOrder({
  symbol,
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: 0.001,
  price: Number(restingPrice(await last(trader))),
  newClientOrderId: newId(),
}));

export const cases = {
  'exchangeInfo': async ({ api }) => {
    const info = await read(api.exchangeInfo({ symbol }));
    assert.equal(info.symbols[0].baseAsset, 'BTC');
  },
  'ping and time': async ({ api }) => {
    await read(api.ping());
    assert.ok(Math.abs((await read(api.time())).serverTime - Date.now()) < 5000);
  },
  'getAccount': async ({ api }) => {
    const account = await read(api.getAccount({ omitZeroBalances: true }));
    assert.ok(account.balances.some((balance) => balance.asset === 'USDC'));
  },
  'accountCommission': async ({ api }) => {
    const commission = await read(api.accountCommission({ symbol }));
    assert.equal(commission.standardCommission.taker, '0.00100000');
  },
  'ticker24hr': async ({ api }) => {
    assert.ok(Number((await read(api.ticker24hr({ symbol }))).lastPrice) > 0);
    assert.equal((await read(api.ticker24hr({ symbols: [symbol], type: 'MINI' })))[0].bidPrice, undefined);
  },
  'tickerBookTicker': async ({ api }) =>
    assert.ok(Number((await read(api.tickerBookTicker({ symbol }))).bidPrice) > 0),
  'avgPrice': async ({ api }) => assert.ok(Number((await read(api.avgPrice({ symbol }))).price) > 0),
  'depth': async ({ api }) => assert.equal((await read(api.depth({ symbol, limit: 10 }))).bids.length, 10),
  'klines': async ({ api }) =>
    assert.equal((await read(api.klines({ symbol, interval: '1h', limit: 24 }))).length, 24),
  'newOrder market by cost': async ({ api }) => {
    const order = await read(api.newOrder({ symbol, side: 'BUY', type: 'MARKET', quoteOrderQty: 500 }));
    assert.equal(order.status, 'FILLED');
  },
  'newOrder market by quantity': async ({ api }) => {
    const order = await read(api.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.001 }));
    assert.ok(order.fills.length > 0);
  },
  'newOrder limit GTC': async (trader) => assert.equal((await resting(trader)).status, 'NEW'),
  'newOrder limit IOC and FOK': async (trader) => {
    for (const timeInForce of ['IOC', 'FOK']) {
      const order = await read(trader.api.newOrder({
        symbol, side: 'BUY', type: 'LIMIT', timeInForce, quantity: 0.001, price: Number(takingPrice(await last(trader))),
      }));
      assert.equal(order.status, 'FILLED');
    }
  },
  'newOrder STOP_LOSS_LIMIT': async (trader) => {
    const price = Number(await last(trader));
    const order = await read(trader.api.newOrder({
      symbol, side: 'BUY', type: 'STOP_LOSS_LIMIT', timeInForce: 'GTC', quantity: 0.001,
      price: Number((price * 1.21).toFixed(2)), stopPrice: Number((price * 1.2).toFixed(2)),
    }));
    const found = await read(trader.api.getOrder({ symbol, orderId: order.orderId }));
    assert.equal(found.type, 'STOP_LOSS_LIMIT');
    await read(trader.api.deleteOrder({ symbol, orderId: order.orderId }));
  },
  'newOrder LIMIT_MAKER': async (trader) => {
    const order = await read(trader.api.newOrder({
      symbol, side: 'BUY', type: 'LIMIT_MAKER', quantity: 0.001, price: Number(restingPrice(await last(trader))),
    }));
    assert.ok(order.orderId > 0);
  },
  'orderTest': async ({ api }) => {
    const rates = await read(api.orderTest({
      symbol, side: 'BUY', type: 'MARKET', quantity: 0.001, computeCommissionRates: true,
    }));
    assert.equal(rates.standardCommissionForOrder.maker, '0.00100000');
  },
  'getOrder by client id': async (trader) => {
    const order = await resting(trader);
    const found = await read(trader.api.getOrder({ symbol, origClientOrderId: order.clientOrderId }));
    assert.equal(found.orderId, order.orderId);
  },
  'getOpenOrders': async ({ api }) => assert.ok((await read(api.getOpenOrders({ symbol }))).length > 0),
  'allOrders': async ({ api }) => assert.ok((await read(api.allOrders({ symbol }))).length > 0),
  'deleteOrder': async (trader) => {
    const order = await resting(trader);
    const gone = await read(trader.api.deleteOrder({ symbol, origClientOrderId: order.clientOrderId }));
    assert.equal(gone.status, 'CANCELED');
  },
  'orderCancelReplace': async (trader) => {
    const order = await resting(trader);
    const replaced = await read(trader.api.orderCancelReplace({
      symbol, side: 'BUY', type: 'LIMIT', cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId: order.orderId,
      timeInForce: 'GTC', quantity: 0.002, price: Number(order.price),
    }));
    assert.equal(replaced.cancelResult, 'SUCCESS');
    assert.equal(replaced.newOrderResponse.status, 'NEW');
  },
  'deleteOpenOrders': async (trader) => {
    await resting(trader);
    assert.ok((await read(trader.api.deleteOpenOrders({ symbol }))).length > 0);
  },
  'myTrades': async ({ api }) => assert.ok((await read(api.myTrades({ symbol }))).length > 0),
  'getTrades': async ({ api }) => assert.ok((await read(api.getTrades({ symbol }))).length > 0),
  'rateLimitOrder': async ({ api }) => assert.ok((await read(api.rateLimitOrder()))[0].limit > 0),
  'refusal: insufficient balance': async ({ api }) => refuses(
    () => read(api.newOrder({ symbol, side: 'SELL', type: 'MARKET', quantity: 90 })),
    -2010, 'Account has insufficient balance for requested action.'),
  'refusal: NOTIONAL': async ({ api }) => refuses(
    () => read(api.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: '0.00001' })),
    -1013, 'Filter failure: NOTIONAL'),
  'refusal: unknown order': async ({ api }) => refuses(
    () => read(api.getOrder({ symbol, orderId: 999999999 })), -2013, 'Order does not exist.'),
  'refusal: signature': async ({ url }) => refuses(
    () => read(open(url, 'another').getAccount()), -1022, 'Signature for this request is not valid.'),
};
