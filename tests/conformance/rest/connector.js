// @binance/connector: parameters of a POST in the query string, no recvWindow.
import assert from 'node:assert/strict';
import { Spot } from '@binance/connector';
import { key, newId, refuses, restingPrice, secret, symbol, takingPrice } from '../account.js';

export async function client(url) {
  return { spot: new Spot(key, secret, { baseURL: url }), url };
}

const last = async ({ spot }) => (await spot.tickerPrice(symbol)).data.price;

async function resting(trader) {
  const { data } = await trader.spot.newOrder(symbol, 'BUY', 'LIMIT', {
    timeInForce: 'GTC', quantity: '0.001', price: restingPrice(await last(trader)), newClientOrderId: newId(),
  });
  return data;
}

export const cases = {
  'exchangeInfo': async ({ spot }) => {
    const { data } = await spot.exchangeInfo({ symbols: [symbol, 'ETHUSDC'] });
    assert.deepEqual(data.symbols.map((market) => market.symbol).sort(), [symbol, 'ETHUSDC']);
    assert.ok(data.rateLimits.length > 0);
  },
  'ping and time': async ({ spot }) => {
    assert.deepEqual((await spot.ping()).data, {});
    assert.ok(Math.abs((await spot.time()).data.serverTime - Date.now()) < 5000);
  },
  'account': async ({ spot }) => {
    const { data } = await spot.account({ omitZeroBalances: true });
    assert.ok(data.canTrade && data.balances.every(({ free, locked }) => Number(free) + Number(locked) > 0));
    assert.ok((await spot.account()).data.balances.length > data.balances.length);
  },
  'ticker24hr': async ({ spot }) => {
    assert.ok(Number((await spot.ticker24hr(symbol)).data.lastPrice) > 0);
    assert.equal((await spot.ticker24hr('', [symbol])).data[0].symbol, symbol);
  },
  'bookTicker': async ({ spot }) => assert.ok(Number((await spot.bookTicker(symbol)).data.askQty) > 0),
  'tickerPrice': async ({ spot }) => assert.equal((await spot.tickerPrice(symbol)).data.symbol, symbol),
  'avgPrice': async ({ spot }) => assert.equal((await spot.avgPrice(symbol)).data.mins, 5),
  'depth': async ({ spot }) => assert.equal((await spot.depth(symbol, { limit: 5 })).data.asks.length, 5),
  'klines': async ({ spot }) => {
    const { data } = await spot.klines(symbol, '5m', { limit: 3 });
    assert.equal(data.length, 3);
    assert.equal(data[1][0] - data[0][0], 300_000);
    assert.equal(data[0][6], data[1][0] - 1);
    const seconds = (await spot.klines(symbol, '1s', { limit: 5 })).data;
    assert.deepEqual(seconds.map((candle) => candle[0] - seconds[0][0]), [0, 1000, 2000, 3000, 4000]);
  },
  'order market by cost': async ({ spot }) => {
    const { data } = await spot.newOrder(symbol, 'BUY', 'MARKET', { quoteOrderQty: '500' });
    assert.equal(data.status, 'FILLED');
    assert.ok(data.fills.every((fill) => fill.commissionAsset === 'BTC'));
  },
  'order market by quantity': async ({ spot }) => {
    const { data } = await spot.newOrder(symbol, 'SELL', 'MARKET', { quantity: '0.001' });
    assert.equal(data.executedQty, '0.00100000');
    assert.equal(data.fills[0].commissionAsset, 'USDC');
  },
  'order limit GTC': async (trader) => assert.equal((await resting(trader)).status, 'NEW'),
  'order limit IOC and FOK': async (trader) => {
    for (const timeInForce of ['IOC', 'FOK']) {
      const { data } = await trader.spot.newOrder(symbol, 'BUY', 'LIMIT', {
        timeInForce, quantity: '0.001', price: takingPrice(await last(trader)),
      });
      assert.equal(data.status, 'FILLED');
    }
  },
  'order STOP_LOSS and TAKE_PROFIT': async (trader) => {
    const price = Number(await last(trader));
    for (const [type, factor] of [['STOP_LOSS', 1.2], ['TAKE_PROFIT', 0.8]]) {
      const { data } = await trader.spot.newOrder(symbol, 'BUY', type, {
        quantity: '0.001', stopPrice: (price * factor).toFixed(2), newOrderRespType: 'RESULT',
      });
      assert.equal(data.status, 'NEW');
      assert.equal((await trader.spot.getOrder(symbol, { orderId: data.orderId })).data.isWorking, false);
      await trader.spot.cancelOrder(symbol, { orderId: data.orderId });
      await refuses(
        () => trader.spot.newOrder(symbol, 'SELL', type, {
          quantity: '0.001', stopPrice: (price * factor).toFixed(2),
        }),
        -2010, 'Stop price would trigger immediately.');
    }
  },
  'order LIMIT_MAKER': async (trader) => {
    const { data } = await trader.spot.newOrder(symbol, 'BUY', 'LIMIT_MAKER', {
      quantity: '0.001', price: restingPrice(await last(trader)),
    });
    assert.deepEqual(Object.keys(data), ['symbol', 'orderId', 'orderListId', 'clientOrderId', 'transactTime']);
  },
  'order test': async ({ spot }) => assert.deepEqual(
    (await spot.newOrderTest(symbol, 'BUY', 'MARKET', { quantity: '0.001' })).data, {}),
  'getOrder by client id': async (trader) => {
    const order = await resting(trader);
    const { data } = await trader.spot.getOrder(symbol, { origClientOrderId: order.clientOrderId });
    assert.equal(data.orderId, order.orderId);
  },
  'openOrders': async (trader) => {
    const order = await resting(trader);
    const { data } = await trader.spot.openOrders({ symbol });
    assert.ok(data.some((open) => open.orderId === order.orderId));
  },
  'allOrders': async ({ spot }) => assert.ok((await spot.allOrders(symbol)).data.length > 0),
  'cancelOrder': async (trader) => {
    const order = await resting(trader);
    const { data } = await trader.spot.cancelOrder(symbol, { orderId: order.orderId });
    assert.equal(data.status, 'CANCELED');
    assert.equal(data.origClientOrderId, order.clientOrderId);
  },
  'cancelAndReplace': async (trader) => {
    const order = await resting(trader);
    const wish = (cancelOrderId) => ({
      cancelOrderId, timeInForce: 'GTC', quantity: '0.002', price: order.price, newClientOrderId: newId(),
    });
    const { data } = await trader.spot.cancelAndReplace(symbol, 'BUY', 'LIMIT', 'STOP_ON_FAILURE', wish(order.orderId));
    assert.equal(data.cancelResponse.status, 'CANCELED');
    assert.equal(data.newOrderResponse.origQty, '0.00200000');
    await refuses(
      () => trader.spot.cancelAndReplace(symbol, 'BUY', 'LIMIT', 'STOP_ON_FAILURE', wish(order.orderId)),
      -2022, 'Order cancel-replace failed.');
    await refuses(
      () => trader.spot.cancelAndReplace(symbol, 'BUY', 'LIMIT', 'ALLOW_FAILURE', wish(order.orderId)),
      -2021, 'Order cancel-replace partially failed.');
  },
  'cancelOpenOrders': async (trader) => {
    await resting(trader);
    assert.ok((await trader.spot.cancelOpenOrders(symbol)).data.length > 0);
    await refuses(() => trader.spot.cancelOpenOrders(symbol), -2011, 'Unknown order sent.');
  },
  'myTrades': async ({ spot }) => {
    const { data } = await spot.myTrades(symbol);
    assert.ok(data.length > 0 && data.every((trade) => Number(trade.commission) > 0));
  },
  'trades and aggTrades': async ({ spot }) => {
    assert.ok((await spot.trades(symbol)).data.length > 0);
    assert.ok((await spot.aggTrades(symbol)).data.length > 0);
  },
  'refusal: insufficient balance': async ({ spot }) => refuses(
    () => spot.newOrder(symbol, 'SELL', 'MARKET', { quantity: '90' }),
    -2010, 'Account has insufficient balance for requested action.'),
  'refusal: LOT_SIZE': async ({ spot }) => refuses(
    () => spot.newOrder(symbol, 'BUY', 'MARKET', { quantity: '0.0000123' }), -1013, 'Filter failure: LOT_SIZE'),
  'refusal: PRICE_FILTER': async (trader) => {
    const price = `${restingPrice(await last(trader))}1`;
    await refuses(
      () => trader.spot.newOrder(symbol, 'BUY', 'LIMIT', { timeInForce: 'GTC', quantity: '0.001', price }),
      -1013, 'Filter failure: PRICE_FILTER');
  },
  'refusal: unknown order': async ({ spot }) => {
    await refuses(() => spot.getOrder(symbol, { orderId: 999999999 }), -2013, 'Order does not exist.');
    await refuses(() => spot.cancelOrder(symbol, { orderId: 999999999 }), -2011, 'Unknown order sent.');
  },
  'refusal: signature': async ({ url }) => {
    const stranger = new Spot(key, 'another', { baseURL: url });
    await refuses(() => stranger.account(), -1022, 'Signature for this request is not valid.');
  },
};
