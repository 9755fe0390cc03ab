// binance (tiagosiebler): parameters of a POST in the body, client ids of its own unless told otherwise.
import assert from 'node:assert/strict';
import { MainClient } from 'binance';
import { key, refuses, restingPrice, secret, symbol, takingPrice } from '../account.js';

const open = (url, api_secret) => new MainClient({ api_key: key, api_secret, baseUrl: url });

export async function client(url) {
  return { spot: open(url, secret), url };
}

const last = async ({ spot }) => (await spot.getSymbolPriceTicker({ symbol })).price;

const resting = async (trader) => trader.spot.submitNewOrder({
  symbol,
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: 0.001,
  price: Number(restingPrice(await last(trader))),
  newOrderRespType: 'FULL',
});

export const cases = {
  'getExchangeInfo': async ({ spot }) => assert.equal((await spot.getExchangeInfo({ symbol })).symbols.length, 1),
  // Its getServerTime asks Binance's own address whatever baseUrl says.
  'testConnectivity': async ({ spot }) => assert.deepEqual(await spot.testConnectivity(), {}),
  'getAccountInformation': async ({ spot }) =>
    assert.ok((await spot.getAccountInformation()).balances.some(({ asset }) => asset === 'USDC')),
  'get24hrChangeStatistics': async ({ spot }) =>
    assert.ok(Number((await spot.get24hrChangeStatistics({ symbol })).highPrice) > 0),
  'getSymbolOrderBookTicker': async ({ spot }) =>
    assert.ok(Number((await spot.getSymbolOrderBookTicker({ symbol })).askPrice) > 0),
  'getAvgPrice': async ({ spot }) => assert.ok(Number((await spot.getAvgPrice({ symbol })).price) > 0),
  'getOrderBook': async ({ spot }) => assert.equal((await spot.getOrderBook({ symbol, limit: 10 })).asks.length, 10),
  'getKlines': async ({ spot }) =>
    assert.equal((await spot.getKlines({ symbol, interval: '15m', limit: 4 })).length, 4),
  'getTradeFee': async ({ spot }) => assert.equal((await spot.getTradeFee({ symbol }))[0].makerCommission, '0.00100000'),
  'submitNewOrder market by cost': async ({ spot }) => {
    const order = await spot.submitNewOrder({
      symbol, side: 'BUY', type: 'MARKET', quoteOrderQty: 500, newOrderRespType: 'FULL',
    });
    assert.equal(order.status, 'FILLED');
    assert.ok(order.clientOrderId.startsWith('x-'));
  },
  'submitNewOrder market by quantity': async ({ spot }) => {
    const order = await spot.submitNewOrder({
      symbol, side: 'SELL', type: 'MARKET', quantity: 0.001, newOrderRespType: 'RESULT',
    });
    assert.equal(order.executedQty, '0.00100000');
    assert.equal(order.fills, undefined);
  },
  'submitNewOrder limit GTC': async (trader) => assert.equal((await resting(trader)).status, 'NEW'),
  'submitNewOrder limit IOC and FOK': async (trader) => {
    for (const timeInForce of ['IOC', 'FOK']) {
      const order = await trader.spot.submitNewOrder({
        symbol, side: 'BUY', type: 'LIMIT', timeInForce, quantity: 0.001, price: Number(takingPrice(await last(trader))),
      });
      assert.equal(order.status, 'FILLED');
    }
  },
  'submitNewOrder TAKE_PROFIT_LIMIT': async (trader) => {
    const price = Number(await last(trader));
    const order = await trader.spot.submitNewOrder({
      symbol, side: 'BUY', type: 'TAKE_PROFIT_LIMIT', timeInForce: 'GTC', quantity: 0.001,
      price: Number((price * 0.81).toFixed(2)), stopPrice: Number((price * 0.8).toFixed(2)),
    });
    assert.equal((await trader.spot.cancelOrder({ symbol, orderId: order.orderId })).status, 'CANCELED');
  },
  'submitNewOrder LIMIT_MAKER': async (trader) => {
    const order = await trader.spot.submitNewOrder({
      symbol, side: 'BUY', type: 'LIMIT_MAKER', quantity: 0.001, price: Number(restingPrice(await last(trader))),
    });
    assert.ok(order.orderId > 0);
  },
  'testNewOrder': async ({ spot }) => assert.deepEqual(
    await spot.testNewOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.001 }), {}),
  'getOrder by client id': async (trader) => {
    const order = await resting(trader);
    const found = await trader.spot.getOrder({ symbol, origClientOrderId: order.clientOrderId });
    assert.equal(found.orderId, order.orderId);
  },
  'getOpenOrders': async ({ spot }) => assert.ok((await spot.getOpenOrders({ symbol })).length > 0),
  'getAllOrders': async ({ spot }) => assert.ok((await spot.getAllOrders({ symbol })).length > 0),
  'cancelOrder': async (trader) => {
    const order = await resting(trader);
    assert.equal((await trader.spot.cancelOrder({ symbol, orderId: order.orderId })).status, 'CANCELED');
  },
  'replaceOrder': async (trader) => {
    const order = await resting(trader);
    const replaced = await trader.spot.replaceOrder({
      symbol, side: 'BUY', type: 'LIMIT', cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId: order.orderId,
      timeInForce: 'GTC', quantity: 0.002, price: order.price,
    });
    assert.equal(replaced.cancelResponse.status, 'CANCELED');
    assert.equal(replaced.newOrderResponse.status, 'NEW');
  },
  'cancelAllSymbolOrders': async (trader) => {
    await resting(trader);
    assert.ok((await trader.spot.cancelAllSymbolOrders({ symbol })).length > 0);
  },
  'getAccountTradeList': async ({ spot }) => assert.ok((await spot.getAccountTradeList({ symbol })).length > 0),
  'getRecentTrades': async ({ spot }) => assert.ok((await spot.getRecentTrades({ symbol })).length > 0),
  'getApiKeyPermissions': async ({ spot }) => {
    const restrictions = await spot.getApiKeyPermissions();
    assert.equal(restrictions.enableWithdrawals, false);
  },
  'refusal: insufficient balance': async ({ spot }) => refuses(
    () => spot.submitNewOrder({ symbol, side: 'SELL', type: 'MARKET', quantity: 90 }),
    -2010, 'Account has insufficient balance for requested action.'),
  'refusal: LOT_SIZE': async ({ spot }) => refuses(
    () => spot.submitNewOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: '0.0000123' }),
    -1013, 'Filter failure: LOT_SIZE'),
  'refusal: unknown order': async ({ spot }) => refuses(
    () => spot.getOrder({ symbol, orderId: 999999999 }), -2013, 'Order does not exist.'),
  'refusal: signature': async ({ url }) => refuses(
    () => open(url, 'another').getAccountInformation(), -1022, 'Signature for this request is not valid.'),
};
