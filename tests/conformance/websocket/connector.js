// @binance/connector: streams raw and combined, and the WebSocket API.
import assert from 'node:assert/strict';
import { Spot, WebsocketAPI, WebsocketStream } from '@binance/connector';
import { key, newId, restingPrice, secret, symbol } from '../account.js';
import { Inbox, LocalBook, arrives, stirred, wsOf } from './waiting.js';

const lower = symbol.toLowerCase();
const silent = { log() {}, info() {}, warn() {}, debug() {}, error() {} };

export async function client(url) {
  const trader = { spot: new Spot(key, secret, { baseURL: url }), url, open: [] };
  trader.close = () => trader.open.forEach((one) => one.disconnect());
  await new Promise((resolve) => {
    trader.answers = new Inbox();
    trader.api = new WebsocketAPI(key, secret, {
      wsURL: `${wsOf(url)}/ws-api/v3`,
      logger: silent,
      callbacks: { open: resolve, message: (text) => trader.answers.put(JSON.parse(text)) },
    });
    trader.open.push(trader.api);
  });
  return trader;
}

const trade = ({ spot }) => spot.newOrder(symbol, 'BUY', 'MARKET', { quantity: '0.001' });

async function streams(trader, options, join) {
  const inbox = new Inbox();
  const client = new WebsocketStream({
    wsURL: wsOf(trader.url),
    logger: silent,
    callbacks: { message: (text) => inbox.put(JSON.parse(text)) },
    ...options,
  });
  trader.open.push(client);
  await join(client);
  return { client, inbox };
}

const event = (name) => ({ e }) => e === name;

let asked = 0;
async function ask(trader, send) {
  const id = `ask-${++asked}`;
  send(trader.api, id);
  const answer = await trader.answers.find((message) => message.id === id, `an answer to ${id}`);
  assert.equal(answer.status, 200, JSON.stringify(answer));
  return answer.result;
}

const resting = async (trader) => ask(trader, (api, id) => api.newOrder(symbol, 'BUY', 'LIMIT', {
  id, timeInForce: 'GTC', quantity: '0.001', price: trader.restingPrice, newClientOrderId: newId(),
}));

const findPrice = async (trader) => {
  trader.restingPrice = restingPrice((await trader.spot.tickerPrice(symbol)).data.price);
};

export const cases = {
  'trade and aggTrade': async (trader) => {
    const { inbox } = await streams(trader, {}, (client) => client.subscribe([`${lower}@trade`, `${lower}@aggTrade`]));
    const told = await stirred(
      Promise.all([inbox.find(event('trade'), 'a trade'), inbox.find(event('aggTrade'), 'an aggregate')]),
      () => trade(trader), 'trades');
    assert.deepEqual(told.map(({ q }) => Number(q)), [0.001, 0.001]);
  },
  'kline, ticker, miniTicker and avgPrice': async (trader) => {
    const { inbox } = await streams(trader, {}, (client) => client.subscribe(
      [`${lower}@kline_1m`, `${lower}@ticker`, `${lower}@miniTicker`, `${lower}@avgPrice`]));
    assert.equal((await inbox.find(event('kline'), 'a bar')).k.i, '1m');
    assert.ok(Number((await inbox.find(event('24hrTicker'), 'a ticker')).c) > 0);
    assert.ok(Number((await inbox.find(event('24hrMiniTicker'), 'a mini ticker')).c) > 0);
    assert.ok(Number((await inbox.find(event('avgPrice'), 'an average')).w) > 0);
  },
  'the calls that name streams': async (trader) => {
    const { inbox } = await streams(trader, {}, (client) => client.bookTicker(symbol));
    assert.ok(Number((await inbox.find(({ b }) => b, 'best prices')).b) > 0);
    const top = await streams(trader, {}, (client) => client.partialBookDepth(symbol, '5', '100ms'));
    assert.equal((await top.inbox.find(({ bids }) => bids, 'the top of the book')).bids.length, 5);
    const all = await streams(trader, {}, (client) => client.miniTicker());
    assert.ok((await all.inbox.find(Array.isArray, 'all tickers')).length > 1);
  },
  'combined streams': async (trader) => {
    const { inbox } = await streams(
      trader, { combinedStreams: true }, (client) => client.subscribe([`${lower}@bookTicker`, `${lower}@miniTicker`]));
    const told = await inbox.find(({ stream }) => stream === `${lower}@miniTicker`, 'a named event');
    assert.equal(told.data.e, '24hrMiniTicker');
  },
  'diffBookDepth on a snapshot': async (trader) => {
    const changes = [];
    const { inbox } = await streams(trader, {}, (client) => client.diffBookDepth(symbol, '100ms'));
    await stirred(inbox.find(event('depthUpdate'), 'a change'), () => trade(trader), 'changes');
    const book = new LocalBook((await trader.spot.depth(symbol, { limit: 100 })).data);
    for (let i = 0; i < 5; i++) {
      await trade(trader);
      const { data } = await trader.spot.depth(symbol, { limit: 100 });
      while (book.updateId < data.lastUpdateId) {
        const next = await inbox.find(
          (change) => change.e === 'depthUpdate' && change.u > book.updateId, 'the next change');
        book.apply(next);
        changes.push(next);
      }

      if (book.updateId === data.lastUpdateId) {
        book.equals(data);
      }
    }

    assert.ok(changes.length > 0);
  },
  'a listen key': async (trader) => {
    const { data: { listenKey } } = await trader.spot.createListenKey();
    const { inbox } = await streams(trader, {}, (client) => client.userData(listenKey));
    const report = await stirred(
      inbox.find(({ e, x }) => e === 'executionReport' && x === 'TRADE', 'a report'), () => trade(trader), 'reports');
    assert.equal(report.s, symbol);
    await trader.spot.renewListenKey(listenKey);
    await trader.spot.closeListenKey(listenKey);
  },
  'WebSocket API: market': async (trader) => {
    await ask(trader, (api, id) => api.ping({ id }));
    const { serverTime } = await ask(trader, (api, id) => api.time({ id }));
    assert.ok(serverTime > 0);
    assert.equal((await ask(trader, (api, id) => api.exchangeInfo({ id, symbol }))).symbols.length, 1);
    assert.equal((await ask(trader, (api, id) => api.orderbook(symbol, { id, limit: 5 }))).bids.length, 5);
    assert.ok((await ask(trader, (api, id) => api.klines(symbol, '1h', { id, limit: 3 }))).length > 0);
    assert.ok(Number((await ask(trader, (api, id) => api.tickerPrice({ id, symbol }))).price) > 0);
    assert.ok(Number((await ask(trader, (api, id) => api.ticker24hr({ id, symbol }))).lastPrice) > 0);
    assert.equal((await ask(trader, (api, id) => api.tickerBook({ id, symbols: [symbol, 'ETHUSDC'] }))).length, 2);
  },
  'WebSocket API: orders': async (trader) => {
    await findPrice(trader);
    const order = await resting(trader);
    assert.equal(order.status, 'NEW');
    const { orderId } = order;
    assert.equal((await ask(trader, (api, id) => api.getOrder(symbol, { id, orderId }))).orderId, orderId);
    assert.ok((await ask(trader, (api, id) => api.openOrders(symbol, { id }))).length > 0);
    assert.equal((await ask(trader, (api, id) => api.cancelOrder(symbol, { id, orderId }))).status, 'CANCELED');
    await resting(trader);
    assert.ok((await ask(trader, (api, id) => api.cancelOpenOrders(symbol, { id }))).length > 0);
    assert.deepEqual(await ask(trader, (api, id) => api.testNewOrder(
      symbol, 'BUY', 'MARKET', { id, quantity: '0.001' })), {});
  },
  'WebSocket API: account': async (trader) => {
    assert.ok((await ask(trader, (api, id) => api.account({ id }))).balances.length > 0);
    assert.ok((await ask(trader, (api, id) => api.orderHistory(symbol, { id }))).length > 0);
    assert.ok((await ask(trader, (api, id) => api.myTrades(symbol, { id }))).length > 0);
  },
  'WebSocket API: a listen key': async (trader) => {
    // These calls choose their own ids.
    trader.api.startUserDataStream();
    const { result: { listenKey } } = await trader.answers.find(({ result }) => result?.listenKey, 'a listen key');
    assert.equal(listenKey.length, 64);
    const told = new Set();
    for (const call of ['pingUserDataStream', 'stopUserDataStream']) {
      trader.api[call](listenKey);
      told.add(await trader.answers.find(
        (message) => !told.has(message) && JSON.stringify(message.result) === '{}' && !/^ask/.test(message.id), call));
    }

    trader.api.stopUserDataStream(listenKey);
    await trader.answers.find(({ error }) => error?.code === -1125, 'a refusal');
  },
  'WebSocket API: a wrong signature': async (trader) => {
    const answers = new Inbox();
    const api = await arrives(new Promise((resolve) => {
      const opening = new WebsocketAPI(key, 'wrong', {
        wsURL: `${wsOf(trader.url)}/ws-api/v3`,
        logger: silent,
        callbacks: { open: () => resolve(opening), message: (text) => answers.put(JSON.parse(text)) },
      });
    }), 'a connection');
    trader.open.push(api);
    api.account({ id: 'wrong' });
    const { status, error } = await answers.find(({ id }) => id === 'wrong', 'a refusal');
    assert.deepEqual([status, error.code], [400, -1022]);
  },
};
