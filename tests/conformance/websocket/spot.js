// @binance/spot, Binance's own client: combined streams and the WebSocket API.
import assert from 'node:assert/strict';
import { Spot } from '@binance/spot';
import { key, newId, restingPrice, secret, symbol } from '../account.js';
import { Inbox, LocalBook, arrives, stirred, wsOf } from './waiting.js';

export async function client(url) {
  const trader = {
    spot: new Spot({
      configurationRestAPI: { apiKey: key, apiSecret: secret, basePath: url, retries: 0 },
      configurationWebsocketStreams: { wsURL: wsOf(url) },
      configurationWebsocketAPI: { apiKey: key, apiSecret: secret, wsURL: `${wsOf(url)}/ws-api/v3` },
    }),
  };
  trader.streams = await arrives(trader.spot.websocketStreams.connect(), 'a connection for streams');
  trader.api = await arrives(trader.spot.websocketAPI.connect(), 'a connection to the WebSocket API');
  trader.close = () => Promise.all([trader.streams.disconnect(), trader.api.disconnect()]);
  return trader;
}

const read = async (answer) => (await arrives(answer, 'an answer')).data;
const rest = async (answer) => (await answer).data();

const trade = ({ spot }) => spot.restAPI.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.001 });

function listen(stream) {
  const inbox = new Inbox();
  stream.on('message', inbox.put);
  return inbox;
}

const any = () => true;

const resting = async (trader) => {
  const { price } = await read(trader.api.tickerPrice({ symbol }));
  return read(trader.api.orderPlace({
    symbol,
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity: 0.001,
    price: Number(restingPrice(price)),
    newClientOrderId: newId(),
  }));
};

export const cases = {
  'trade and aggTrade': async (trader) => {
    const trades = listen(trader.streams.trade({ symbol }));
    const aggregates = listen(trader.streams.aggTrade({ symbol }));
    const told = await stirred(
      Promise.all([trades.find(any, 'a trade'), aggregates.find(any, 'an aggregate')]), () => trade(trader), 'trades');
    assert.deepEqual(told.map(({ q }) => Number(q)), [0.001, 0.001]);
  },
  'kline, ticker, miniTicker and avgPrice': async ({ streams }) => {
    // Each call is a message, and more than five a second end a connection.
    assert.equal((await listen(streams.kline({ symbol, interval: '1m' })).find(any, 'a bar')).k.i, '1m');
    assert.ok(Number((await listen(streams.ticker({ symbol })).find(any, 'a ticker')).c) > 0);
    assert.ok(Number((await listen(streams.miniTicker({ symbol })).find(any, 'a mini ticker')).c) > 0);
    assert.ok(Number((await listen(streams.avgPrice({ symbol })).find(any, 'an average')).w) > 0);
  },
  'bookTicker, partialBookDepth and allMiniTicker': async ({ streams }) => {
    const best = listen(streams.bookTicker({ symbol }));
    const top = listen(streams.partialBookDepth({ symbol, levels: 10, updateSpeed: '100ms' }));
    const all = listen(streams.allMiniTicker());
    assert.ok(Number((await best.find(any, 'best prices')).b) > 0);
    assert.equal((await top.find(any, 'the top of the book')).asks.length, 10);
    assert.ok((await all.find(any, 'all tickers')).length > 1);
  },
  'diffBookDepth on a snapshot': async (trader) => {
    const changes = listen(trader.streams.diffBookDepth({ symbol, updateSpeed: '100ms' }));
    await stirred(changes.find(any, 'a change'), () => trade(trader), 'changes');
    const snapshot = () => rest(trader.spot.restAPI.depth({ symbol, limit: 100 }));
    const book = new LocalBook(await snapshot());
    await trade(trader);
    const later = await snapshot();
    while (book.updateId < later.lastUpdateId) {
      book.apply(await changes.find(({ u }) => u > book.updateId, 'the next change'));
    }

    if (book.updateId === later.lastUpdateId) {
      book.equals(later);
    }
  },
  'userDataStreamSubscribeSignature': async (trader) => {
    const { stream } = await arrives(trader.api.userDataStreamSubscribeSignature(), 'a subscription');
    const events = listen(stream);
    const report = await stirred(
      events.find(({ e, x }) => e === 'executionReport' && x === 'TRADE', 'a report'), () => trade(trader), 'reports');
    assert.equal(report.s, symbol);
    const position = await events.find(({ e }) => e === 'outboundAccountPosition', 'balances');
    assert.deepEqual(position.B.map(({ a }) => a), ['BTC', 'USDC']);
  },
  'market reads': async ({ api }) => {
    assert.deepEqual(await read(api.ping()), {});
    assert.ok((await read(api.time())).serverTime > 0);
    assert.equal((await read(api.exchangeInfo({ symbol }))).symbols.length, 1);
    assert.equal((await read(api.depth({ symbol, limit: 5 }))).bids.length, 5);
    assert.ok((await read(api.klines({ symbol, interval: '1h', limit: 3 }))).length > 0);
    assert.ok(Array.isArray(await read(api.tradesRecent({ symbol, limit: 3 }))));
    assert.ok(Number((await read(api.avgPrice({ symbol }))).price) > 0);
    assert.ok(Number((await read(api.ticker24hr({ symbol }))).lastPrice) > 0);
    assert.ok(Number((await read(api.tickerBook({ symbol }))).askPrice) > 0);
  },
  'orders': async (trader) => {
    const { api } = trader;
    const { orderId, status } = await resting(trader);
    assert.equal(status, 'NEW');
    assert.equal((await read(api.orderStatus({ symbol, orderId }))).orderId, orderId);
    assert.ok((await read(api.openOrdersStatus({ symbol }))).some((order) => order.orderId === orderId));
    assert.equal((await read(api.orderCancel({ symbol, orderId }))).status, 'CANCELED');
    await resting(trader);
    assert.ok((await read(api.openOrdersCancelAll({ symbol }))).length > 0);
    assert.deepEqual(await read(api.orderTest({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.001 })), {});
  },
  'account': async ({ api }) => {
    assert.ok((await read(api.accountStatus())).balances.length > 0);
    assert.equal((await read(api.accountCommission({ symbol }))).standardCommission.taker, '0.00100000');
    assert.ok((await read(api.allOrders({ symbol }))).length > 0);
    assert.ok((await read(api.myTrades({ symbol }))).length > 0);
  },
  'sessionLogon is refused to such a key': async ({ api }) => {
    await assert.rejects(arrives(api.sessionLogon(), 'a refusal'), (error) => {
      assert.ok(JSON.stringify(error).includes('-4056') || `${error.message}`.includes('HMAC_SHA256'), `${error}`);
      return true;
    });
  },
};
