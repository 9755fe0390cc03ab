// ccxt, every REST call that its unified interface sends to Binance Spot.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { key, newId, refuses, restingPrice, secret, takingPrice } from '../account.js';

const market = 'BTC/USDC';

function point(exchange, url) {
  exchange.urls.api = {
    ...exchange.urls.api,
    public: `${url}/api/v3`,
    private: `${url}/api/v3`,
    v1: `${url}/api/v1`,
    sapi: `${url}/sapi/v1`,
    sapiV2: `${url}/sapi/v2`,
    sapiV3: `${url}/sapi/v3`,
    fapiPublic: `${url}/fapi/v1`,
    dapiPublic: `${url}/dapi/v1`,
  };
  exchange.enableRateLimit = false;
  return exchange;
}

// Default options: an unmodified ccxt asks for futures, margin and networks too.
export async function client(url) {
  const exchange = point(new ccxt.binance({ apiKey: key, secret }), url);
  await exchange.loadMarkets();
  exchange.at = url;
  return exchange;
}

const last = async (exchange) => (await exchange.fetchTicker(market)).last;

async function resting(exchange) {
  const price = restingPrice(await last(exchange));
  return exchange.createOrder(market, 'limit', 'buy', 0.001, price, { clientOrderId: newId() });
}

export const cases = {
  'loadMarkets': async (exchange) => {
    const btc = exchange.market(market);
    assert.equal(btc.active, true);
    assert.equal(btc.precision.price, 0.01);
    assert.equal(btc.limits.cost.min, 5);
  },
  'fetchTime': async (exchange) => assert.ok(Math.abs(await exchange.fetchTime() - Date.now()) < 5000),
  'fetchStatus': async (exchange) => assert.equal((await exchange.fetchStatus()).status, 'ok'),
  'adjustForTimeDifference': async (exchange) => {
    const adjusting = point(
      new ccxt.binance({ apiKey: key, secret, options: { adjustForTimeDifference: true } }), exchange.at);
    await adjusting.loadMarkets();
    assert.ok((await adjusting.fetchBalance()).USDC.total > 0);
  },
  'fetchBalance': async (exchange) => {
    const balance = await exchange.fetchBalance();
    assert.ok(balance.USDC.free > 1000);
    assert.equal(balance.USDC.total, balance.USDC.free + balance.USDC.used);
  },
  'fetchTicker': async (exchange) => {
    const ticker = await exchange.fetchTicker(market);
    assert.ok(ticker.bid < ticker.ask && ticker.low <= ticker.last && ticker.last <= ticker.high);
  },
  'fetchTickers': async (exchange) => {
    assert.deepEqual(Object.keys(await exchange.fetchTickers([market, 'ETH/USDC'])).sort(), [market, 'ETH/USDC']);
    assert.ok(Object.keys(await exchange.fetchTickers()).length > 2);
  },
  'fetchBidsAsks': async (exchange) => {
    const { bid, ask } = (await exchange.fetchBidsAsks([market]))[market];
    assert.ok(0 < bid && bid < ask);
  },
  'fetchLastPrices': async (exchange) => assert.ok((await exchange.fetchLastPrices([market]))[market].price > 0),
  'fetchOrderBook': async (exchange) => {
    const book = await exchange.fetchOrderBook(market, 20);
    assert.equal(book.bids.length, 20);
    assert.ok(book.bids[0][0] < book.asks[0][0]);
  },
  'fetchOHLCV': async (exchange) => {
    for (const [interval, length] of [['1m', 60_000], ['15m', 900_000], ['1h', 3_600_000], ['1d', 86_400_000]]) {
      const candles = await exchange.fetchOHLCV(market, interval, undefined, 10);
      assert.equal(candles.length, 10);
      for (let i = 1; i < candles.length; i++) {
        assert.equal(candles[i][0] - candles[i - 1][0], length);
        assert.ok(candles[i][3] <= candles[i][4] && candles[i][4] <= candles[i][2]);
      }
    }
  },
  'fetchTradingFees': async (exchange) => {
    assert.equal((await exchange.fetchTradingFees())[market].taker, 0.001);
    assert.equal((await exchange.fetchTradingFee(market)).maker, 0.001);
  },
  'createOrder market by cost': async (exchange) => {
    const order = await exchange.createMarketBuyOrderWithCost(market, 500, { clientOrderId: newId() });
    assert.equal(order.status, 'closed');
    assert.ok(order.cost > 490 && order.cost <= 500);
    assert.equal(order.fee.currency, 'BTC');
  },
  'createOrder market by quantity': async (exchange) => {
    const order = await exchange.createOrder(market, 'market', 'buy', 0.01, undefined, { clientOrderId: newId() });
    assert.equal(order.filled, 0.01);
    assert.ok(order.trades.length > 0);
  },
  'createOrder limit GTC': async (exchange) => assert.equal((await resting(exchange)).status, 'open'),
  'createOrder limit IOC': async (exchange) => {
    const price = restingPrice(await last(exchange));
    const order = await exchange.createOrder(
      market, 'limit', 'buy', 0.001, price, { clientOrderId: newId(), timeInForce: 'IOC' });
    assert.equal(order.status, 'expired');
  },
  'createOrder limit FOK': async (exchange) => {
    const price = takingPrice(await last(exchange));
    const order = await exchange.createOrder(
      market, 'limit', 'buy', 0.001, price, { clientOrderId: newId(), timeInForce: 'FOK' });
    assert.equal(order.status, 'closed');
  },
  'createOrder postOnly': async (exchange) => {
    const price = restingPrice(await last(exchange));
    const order = await exchange.createOrder(
      market, 'limit', 'buy', 0.001, price, { clientOrderId: newId(), postOnly: true });
    assert.equal((await exchange.fetchOrder(order.id, market)).type, 'limit');
  },
  'createOrder test': async (exchange) => {
    const before = (await exchange.fetchOrders(market)).length;
    await exchange.createOrder(market, 'market', 'buy', 0.01, undefined, { test: true });
    assert.equal((await exchange.fetchOrders(market)).length, before);
  },
  'fetchOrder by client id': async (exchange) => {
    const order = await resting(exchange);
    const found = await exchange.fetchOrder(undefined, market, { clientOrderId: order.clientOrderId });
    assert.equal(found.id, order.id);
  },
  'fetchOpenOrders': async (exchange) => {
    const order = await resting(exchange);
    assert.ok((await exchange.fetchOpenOrders(market)).some((open) => open.id === order.id));
  },
  'fetchOrders': async (exchange) => {
    const [order] = (await exchange.fetchOrders(market, undefined, 1000)).slice(-1);
    assert.equal(order.symbol, market);
  },
  'cancelOrder': async (exchange) => {
    const byId = await resting(exchange);
    assert.equal((await exchange.cancelOrder(byId.id, market)).status, 'canceled');
    const byClientId = await resting(exchange);
    const cancelled = await exchange.cancelOrder(undefined, market, { clientOrderId: byClientId.clientOrderId });
    assert.equal(cancelled.id, byClientId.id);
  },
  'createOrder with a stop price': async (exchange) => {
    const price = await last(exchange);
    const order = await exchange.createOrder(market, 'limit', 'buy', 0.001, exchange.priceToPrecision(market, price * 1.21), {
      triggerPrice: exchange.priceToPrecision(market, price * 1.2), clientOrderId: newId(),
    });
    const found = await exchange.fetchOrder(order.id, market);
    assert.equal(found.status, 'open');
    assert.ok(found.triggerPrice > price);
    await exchange.cancelOrder(order.id, market);
  },
  'editOrder': async (exchange) => {
    const order = await resting(exchange);
    const edited = await exchange.editOrder(order.id, market, 'limit', 'buy', 0.002, order.price);
    assert.notEqual(edited.id, order.id);
    assert.equal((await exchange.fetchOrder(order.id, market)).status, 'canceled');
    assert.equal((await exchange.fetchOrder(edited.id, market)).amount, 0.002);
  },
  'cancelAllOrders': async (exchange) => {
    await resting(exchange);
    assert.ok((await exchange.cancelAllOrders(market)).length > 0);
    assert.equal((await exchange.fetchOpenOrders(market)).length, 0);
    await assert.rejects(() => exchange.cancelAllOrders(market), ccxt.OrderNotFound);
  },
  'fetchMyTrades': async (exchange) => {
    const trades = await exchange.fetchMyTrades(market, undefined, 1000);
    assert.ok(trades.length > 0 && trades.every((trade) => trade.fee.cost > 0));
    const own = await exchange.fetchOrderTrades(trades[0].order, market);
    assert.ok(own.every((trade) => trade.order === trades[0].order));
  },
  'fetchTrades': async (exchange) => assert.ok((await exchange.fetchTrades(market)).length > 0),
  'refusal: insufficient balance': async (exchange) => assert.rejects(
    () => exchange.createOrder(market, 'market', 'sell', 90), ccxt.InsufficientFunds),
  'refusal: LOT_SIZE': async (exchange) => refuses(
    () => exchange.privatePostOrder({ symbol: 'BTCUSDC', side: 'BUY', type: 'MARKET', quantity: '0.0000123' }),
    -1013, 'Filter failure: LOT_SIZE'),
  'refusal: NOTIONAL': async (exchange) => refuses(
    () => exchange.createOrder(market, 'market', 'buy', 0.00001), -1013, 'Filter failure: NOTIONAL'),
  'refusal: unknown order': async (exchange) => {
    await assert.rejects(() => exchange.fetchOrder('999999999', market), ccxt.OrderNotFound);
    await assert.rejects(() => exchange.cancelOrder('999999999', market), ccxt.OrderNotFound);
  },
  'refusal: post-only that would take': async (exchange) => {
    const price = takingPrice(await last(exchange));
    await assert.rejects(
      () => exchange.createOrder(market, 'limit', 'buy', 0.001, price, { postOnly: true }),
      ccxt.OrderImmediatelyFillable);
  },
  'refusal: client id of an open order': async (exchange) => {
    const price = restingPrice(await last(exchange));
    const again = { clientOrderId: newId() };
    await exchange.createOrder(market, 'limit', 'buy', 0.001, price, again);
    await refuses(
      () => exchange.createOrder(market, 'limit', 'buy', 0.001, price, again), -2010, 'Duplicate order sent.');
    await exchange.cancelAllOrders(market);
    await exchange.createOrder(market, 'limit', 'buy', 0.001, price, again);
    await exchange.cancelAllOrders(market);
  },
  'refusal: signature': async (exchange) => {
    const stranger = point(new ccxt.binance({ apiKey: key, secret: 'another' }), exchange.at);
    await assert.rejects(() => stranger.fetchBalance({ type: 'spot' }), ccxt.AuthenticationError);
  },
  'refusal: unknown market': async (exchange) => assert.rejects(
    () => exchange.publicGetTickerPrice({ symbol: 'NOPEUSDC' }), ccxt.BadSymbol),
};
