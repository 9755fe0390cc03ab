// binance (tiagosiebler): combined streams, and the WebSocket API with each request signed.
import assert from 'node:assert/strict';
import { MainClient, WebsocketAPIClient, WebsocketClient } from 'binance';
import { key, newId, restingPrice, secret, symbol } from '../account.js';
import { Inbox, arrives, stirred, wsOf } from './waiting.js';

const silent = { trace() {}, info() {}, error() {} };

export async function client(url) {
  const wsUrl = wsOf(url);
  const trader = {
    rest: new MainClient({ api_key: key, api_secret: secret, baseUrl: url }),
    streams: new WebsocketClient({ wsUrl, beautify: false }, silent),
    api: new WebsocketAPIClient({
      api_key: key, api_secret: secret, wsUrl, attachEventListeners: false, muteLatencyWarning: true,
    }, silent),
    inbox: new Inbox(),
    events: new Inbox(),
  };
  trader.streams.on('message', trader.inbox.put);
  trader.api.getWSClient().on('message', trader.events.put);
  trader.close = () => {
    trader.streams.closeAll(true);
    return trader.api.disconnectAll();
  };
  return trader;
}

const trade = ({ rest }) => rest.submitNewOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.001 });
const event = (name) => ({ e, data }) => (data ?? { e }).e === name;
const read = async (answer) => (await arrives(answer, 'an answer')).result;

const resting = async ({ rest, api }) => read(api.submitNewSpotOrder({
  symbol,
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: 0.001,
  price: Number(restingPrice((await rest.getSymbolPriceTicker({ symbol })).price)),
  newClientOrderId: newId(),
  timestamp: Date.now(),
}));

export const cases = {
  'trades and aggregates': async (trader) => {
    trader.streams.subscribeSpotTrades(symbol);
    trader.streams.subscribeSpotAggregateTrades(symbol);
    await stirred(
      Promise.all([
        trader.inbox.find(event('trade'), 'a trade'), trader.inbox.find(event('aggTrade'), 'an aggregate'),
      ]), () => trade(trader), 'trades');
  },
  'bars and tickers': async ({ streams, inbox }) => {
    streams.subscribeSpotKline(symbol, '1m');
    streams.subscribeSpotSymbol24hrTicker(symbol);
    streams.subscribeSpotSymbolMini24hrTicker(symbol);
    await inbox.find(event('kline'), 'a bar');
    await inbox.find(event('24hrTicker'), 'a ticker');
    await inbox.find(event('24hrMiniTicker'), 'a mini ticker');
  },
  'best prices, top and changes of the book': async (trader) => {
    const { streams, inbox } = trader;
    streams.subscribeSpotSymbolBookTicker(symbol);
    streams.subscribeSpotPartialBookDepth(symbol, 5, 100);
    streams.subscribeSpotDiffBookDepth(symbol, 100);
    const of = (stream) => (message) => `${message.stream ?? message.streamName}`.endsWith(stream);
    await inbox.find(of('@bookTicker'), 'best prices');
    await inbox.find(of('@depth5@100ms'), 'the top of the book');
    await stirred(inbox.find(event('depthUpdate'), 'a change'), () => trade(trader), 'changes');
  },
  'user data over the WebSocket API': async (trader) => {
    await arrives(trader.api.subscribeUserDataStream('mainWSAPI'), 'a subscription');
    const told = await stirred(
      trader.events.find((message) => JSON.stringify(message).includes('"executionReport"'), 'a report'),
      () => trade(trader), 'reports');
    assert.ok(JSON.stringify(told).includes(symbol));
  },
  'market reads': async ({ api }) => {
    assert.ok((await read(api.getSpotServerTime())).serverTime > 0);
    assert.equal((await read(api.getSpotExchangeInfo({ symbol }))).symbols.length, 1);
    assert.equal((await read(api.getSpotOrderBook({ symbol, limit: 5 }))).bids.length, 5);
    assert.ok((await read(api.getSpotKlines({ symbol, interval: '1h', limit: 3 }))).length > 0);
    assert.ok(Number((await read(api.getSpotAveragePrice({ symbol }))).price) > 0);
    assert.ok(Number((await read(api.getSpotSymbolPriceTicker({ symbol }))).price) > 0);
    assert.ok(Number((await read(api.getSpotSymbolOrderBookTicker({ symbol }))).bidPrice) > 0);
  },
  'orders': async (trader) => {
    const { api } = trader;
    const { orderId, status } = await resting(trader);
    assert.equal(status, 'NEW');
    const one = { symbol, orderId, timestamp: Date.now() };
    assert.equal((await read(api.getSpotOrderStatus(one))).orderId, orderId);
    assert.equal((await read(api.cancelSpotOrder(one))).status, 'CANCELED');
    await resting(trader);
    assert.ok((await read(api.getSpotOpenOrders({ symbol, timestamp: Date.now() }))).length > 0);
    assert.ok((await read(api.cancelAllSpotOpenOrders({ symbol, timestamp: Date.now() }))).length > 0);
    assert.deepEqual(await read(api.testSpotOrder({
      symbol, side: 'BUY', type: 'MARKET', quantity: 0.001, timestamp: Date.now(),
    })), {});
  },
  'account': async ({ api }) => {
    const timestamp = Date.now();
    assert.ok((await read(api.getSpotAccountInformation({ timestamp }))).balances.length > 0);
    assert.ok((await read(api.getSpotAllOrders({ symbol, timestamp }))).length > 0);
    assert.ok((await read(api.getSpotMyTrades({ symbol, timestamp }))).length > 0);
    assert.ok((await read(api.getSpotAccountCommission({ symbol, timestamp }))).standardCommission);
  },
};
