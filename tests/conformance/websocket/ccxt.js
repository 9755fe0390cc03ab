// ccxt pro: each watch call, and the orders that it sends over the WebSocket API.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { key, newId, restingPrice, secret } from '../account.js';
import { arrives, stirred, wsOf } from './waiting.js';

const market = 'BTC/USDC';

export async function client(url) {
  const exchange = new ccxt.pro.binance({
    apiKey: key,
    secret,
    enableRateLimit: false,
    options: { defaultType: 'spot', fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false },
  });
  exchange.urls.api = {
    ...exchange.urls.api,
    public: `${url}/api/v3`,
    private: `${url}/api/v3`,
    sapi: `${url}/sapi/v1`,
    ws: { ...exchange.urls.api.ws, spot: `${wsOf(url)}/ws`, 'ws-api': { spot: `${wsOf(url)}/ws-api/v3` } },
  };

  // Without this ccxt refuses every plain ws:// address.
  await exchange.loadHttpProxyAgent();
  await exchange.loadMarkets();
  return exchange;
}

const last = async (exchange) => (await exchange.fetchTicker(market)).last;

const trade = (exchange) =>
  exchange.createOrder(market, 'market', 'buy', 0.001, undefined, { clientOrderId: newId() });

const whenTraded = (exchange, promise, what) => stirred(promise, () => trade(exchange), what);

export const cases = {
  'watchTicker': async (exchange) => {
    const ticker = await arrives(exchange.watchTicker(market), 'a ticker');
    assert.equal(ticker.symbol, market);
    assert.ok(ticker.last > 0 && ticker.low <= ticker.high);
  },
  'watchTicker @ticker': async (exchange) => {
    const ticker = await arrives(exchange.watchTicker(market, { name: 'ticker' }), 'a full ticker');
    assert.ok(ticker.bid < ticker.ask);
  },
  'watchTickers': async (exchange) => {
    const tickers = await arrives(exchange.watchTickers([market, 'ETH/USDC']), 'tickers');
    assert.ok(Object.keys(tickers).every((symbol) => [market, 'ETH/USDC'].includes(symbol)));
  },
  'watchBidsAsks': async (exchange) => {
    const tickers = await arrives(exchange.watchBidsAsks([market]), 'bid and ask');
    assert.ok(tickers[market].bid < tickers[market].ask);
  },
  'watchTrades': async (exchange) => {
    const [first] = await whenTraded(exchange, exchange.watchTrades(market), 'a trade');
    assert.equal(first.symbol, market);
    assert.equal(first.amount, 0.001);
  },
  'watchOHLCV': async (exchange) => {
    const [[start, open, high, low, close]] = await arrives(exchange.watchOHLCV(market, '1m'), 'a bar');
    assert.equal(start % 60_000, 0);
    assert.ok(low <= open && open <= high && low <= close && close <= high);
  },
  'watchOrderBook': async (exchange) => {
    let book = await whenTraded(exchange, exchange.watchOrderBook(market), 'a book');
    for (let i = 0; i < 20; i++) {
      await trade(exchange);
      const { nonce } = await exchange.fetchOrderBook(market, 5);
      while (book.nonce < nonce) {
        book = await whenTraded(exchange, exchange.watchOrderBook(market), 'a change of the book');
      }
    }

    assert.ok(book.bids[0][0] < book.asks[0][0]);
  },
  'watchBalance': async (exchange) => {
    const balance = await whenTraded(exchange, exchange.watchBalance(), 'a balance');
    assert.ok(balance.USDC.free > 0);
  },
  'watchOrders': async (exchange) => {
    const [order] = await whenTraded(exchange, exchange.watchOrders(market), 'an order');
    assert.equal(order.symbol, market);
    assert.ok(order.clientOrderId.startsWith('case-'));
  },
  'watchMyTrades': async (exchange) => {
    const [mine] = await whenTraded(exchange, exchange.watchMyTrades(market), 'a trade of mine');
    assert.equal(mine.amount, 0.001);
    assert.ok(['BTC', 'USDC'].includes(mine.fee.currency));
  },
  // It sends clientOrderId beside newClientOrderId then. Binance refuses an order with a parameter that it has not read
  // (errors.md, -1104; over REST ccxt's issues 3784, 8450 and 10574 show it), so its name for it has to be used.
  'createOrderWs with clientOrderId is refused': async (exchange) => {
    const price = restingPrice(await last(exchange));
    await assert.rejects(
      exchange.createOrderWs(market, 'limit', 'buy', 0.001, price, { clientOrderId: newId() }), /-1104/);
    assert.equal((await exchange.fetchOpenOrdersWs(market)).length, 0);
  },
  'createOrderWs, fetchOrderWs and cancelOrderWs': async (exchange) => {
    const id = newId();
    const price = restingPrice(await last(exchange));
    const order = await exchange.createOrderWs(market, 'limit', 'buy', 0.001, price, { newClientOrderId: id });
    assert.equal(order.status, 'open');
    assert.equal((await exchange.fetchOrderWs(order.id, market)).clientOrderId, id);
    assert.equal((await exchange.fetchOpenOrdersWs(market)).filter(({ clientOrderId }) => clientOrderId === id).length, 1);
    assert.equal((await exchange.cancelOrderWs(order.id, market)).status, 'canceled');
  },
  'cancelAllOrdersWs': async (exchange) => {
    const price = restingPrice(await last(exchange));
    await exchange.createOrderWs(market, 'limit', 'buy', 0.001, price, { newClientOrderId: newId() });
    await exchange.cancelAllOrdersWs(market);
    assert.equal((await exchange.fetchOpenOrdersWs(market)).length, 0);
  },
  // Tickers and books by request are for swaps alone there.
  'fetchOHLCVWs': async (exchange) =>
    assert.ok((await exchange.fetchOHLCVWs(market, '1h', undefined, 3)).length > 0),
  'fetchBalanceWs, fetchMyTradesWs and fetchOrdersWs': async (exchange) => {
    assert.ok((await exchange.fetchBalanceWs()).info.balances.length > 0);
    assert.ok((await exchange.fetchMyTradesWs(market)).length > 0);
    assert.ok((await exchange.fetchOrdersWs(market)).length > 0);
  },
};
