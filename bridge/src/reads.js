import { at, Refused } from './failures.js';
import { decimal } from './decimals.js';
import { counted } from './lines.js';
import { marketResult, orderResult, text, tradeResult } from './results.js';

const listing = { symbol: 'text?', since: 'instant?', limit: 'count?' };

/** Calls that change nothing: their params beside `session`, and what they do with an open session. */
export const reads = {
  time: { params: {}, run: async ({ exchange }) => ({ at: await exchange.fetchTime() }) },
  markets: { params: {}, run: markets },
  balances: { params: {}, run: balances },
  tickers: { params: { symbols: 'texts?' }, run: tickers },
  book: { params: { symbol: 'text', limit: 'count?' }, run: book },
  candles: { params: { symbol: 'text', timeframe: 'text', since: 'instant?', limit: 'count?' }, run: candles },
  openOrders: { params: listing, run: (session, params) => orders(session, 'fetchOpenOrders', params) },
  pastOrders: { params: { ...listing, until: 'instant?', offset: 'count?' }, run: pastOrders },
  trades: { params: { ...listing, until: 'instant?', offset: 'count?', orderId: 'text?' }, run: trades },
  positions: { params: { symbols: 'texts?' }, run: positions },
  fundingRate: { params: { symbol: 'text' }, run: fundingRate },
  keyPermissions: { params: {}, run: keyPermissions },
  withdrawable: { params: {}, run: withdrawable },
};

async function markets({ exchange, market }) {
  const all = Object.values(await exchange.loadMarkets(true));
  return { markets: all.filter((item) => item[market] === true).map((item) => marketResult(exchange, item)) };
}

async function balances({ exchange }) {
  const { free, used, total } = await exchange.fetchBalance();
  const assets = Object.keys(total ?? {}).map((asset) => ({
    asset, free: decimal(free[asset]), used: decimal(used[asset]), total: decimal(total[asset]),
  }));
  return { balances: assets.filter((item) => item.total !== '0') };
}

async function tickers({ exchange, market }, { symbols }) {
  await exchange.loadMarkets();
  const all = Object.values(await exchange.fetchTickers(symbols));
  return {
    tickers: all.filter((item) => exchange.markets[item.symbol]?.[market] === true).map((item) => ({
      symbol: item.symbol, bid: decimal(item.bid), ask: decimal(item.ask), last: decimal(item.last),
      at: item.timestamp ?? null,
    })),
  };
}

async function book({ exchange }, { symbol, limit }) {
  const found = await exchange.fetchOrderBook(symbol, limit);
  const side = (rows, direction) => rows
    .map(([price, quantity]) => [decimal(price), decimal(quantity)])
    .sort((one, other) => direction * (Number(one[0]) - Number(other[0])));
  return { symbol, bids: side(found.bids, -1), asks: side(found.asks, 1), at: found.timestamp ?? null };
}

async function candles({ exchange }, { symbol, timeframe, since, limit }) {
  if (exchange.timeframes?.[timeframe] === undefined) {
    throw new Refused('Timeframe', `known: ${Object.keys(exchange.timeframes ?? {}).join(', ')}`);
  }

  const rows = await exchange.fetchOHLCV(symbol, timeframe, since, limit);
  return { candles: rows.map(([begin, ...numbers]) => [begin, ...numbers.slice(0, 5).map(decimal)]) };
}

async function orders({ exchange }, call, { symbol, since, limit }, params = {}) {
  const { found, lines } = await counted('parseOrders', () => exchange[call](symbol, since, limit, params));
  return { orders: found.map((order) => orderResult(exchange, order)), lines };
}

// An exchange that has no list of all orders has lists of those that have ended.
const ENDED = ['fetchClosedOrders', 'fetchCanceledOrders'];

// What stands is `openOrders`; a list of all orders has it too.
async function pastOrders(session, asked) {
  const { has } = session.exchange;
  const { calls = has.fetchOrders === true ? ['fetchOrders'] : ENDED, until, params } = session.row.orderList ?? {};
  const byId = new Map();
  let longest = 0;
  for (const call of calls.filter((one) => has[one] !== false && has[one] !== undefined)) {
    const { orders: found, lines } = await orders(
      session, call, asked, { ...params, ...endOf(asked, until), ...offsetOf(asked, session.row.orderList) });
    found.forEach((order) => byId.set(order.orderId, order));
    longest = Math.max(longest, lines);
  }

  return { orders: [...byId.values()].sort((one, other) => (one.at ?? 0) - (other.at ?? 0)), lines: longest };
}

// ccxt hands on an end in milliseconds where one exchange wants seconds, and to another that knows none.
function endOf({ until }, unit) {
  return until === undefined || unit === 'none' ? {}
    : { until: unit === 'seconds' ? Math.ceil(until / 1000) : until };
}

// How many lines of a time an exchange is to pass over, where it can.
const offsetOf = ({ offset }, list) => (
  offset === undefined || list?.offset === undefined ? {} : { [list.offset]: offset });

async function trades(session, { symbol, since, until, limit, offset, orderId }) {
  if (orderId !== undefined) {
    const found = await orderTrades(session, { symbol, since, orderId });
    return { trades: found, lines: found.length };
  }

  const { found, lines } = await counted('parseTrades', () => session.exchange.fetchMyTrades(symbol, since, limit, {
    ...(until === undefined ? {} : { until }), ...offsetOf({ offset }, session.row.trades) }));
  return { trades: found.map(tradeResult), lines };
}

// The trades of one order: asked for by its id, or, where an exchange does not take it, picked from a page of all.
async function orderTrades({ exchange, row, errors }, { symbol, since, orderId }) {
  const { call, param, isList, page } = row.orderTrades;
  await exchange.loadMarkets();
  const named = param === undefined ? {} : { [param]: isList === true ? [orderId] : orderId };
  const { found, lines } = await counted('parseTrades', () => (call === undefined
    ? exchange.fetchMyTrades(symbol, since, page, named) : exchange[call](orderId, symbol)));
  if (lines >= page) {
    throw new errors.BadResponse(`${exchange.id} lists more trades than a page: some of this order may not be there`);
  }

  return found.map(tradeResult).filter((trade) => trade.orderId === orderId);
}

// An exchange that lists what is settled in one coin at a time is asked for each.
async function positions({ exchange, calls }, { symbols }) {
  const found = [];
  for (const params of (symbols === undefined ? calls.positions : undefined) ?? [{}]) {
    found.push(...await exchange.fetchPositions(symbols, params));
  }

  return {
    positions: found.map((position) => ({
      symbol: text(position.symbol),
      side: text(position.side),
      contracts: decimal(position.contracts),
      contractSize: decimal(position.contractSize),
      entryPrice: decimal(position.entryPrice),
      markPrice: decimal(position.markPrice),
      liquidationPrice: decimal(position.liquidationPrice),
      unrealizedPnl: decimal(position.unrealizedPnl),
      margin: decimal(position.initialMargin ?? position.collateral),
      leverage: decimal(position.leverage),
      marginMode: text(position.marginMode),
      at: position.timestamp ?? null,
    })),
  };
}

async function fundingRate({ exchange }, { symbol }) {
  const rate = await exchange.fetchFundingRate(symbol);
  return {
    symbol,
    rate: decimal(rate.fundingRate),
    interval: text(rate.interval),
    nextAt: rate.fundingTimestamp ?? rate.nextFundingTimestamp ?? null,
    markPrice: decimal(rate.markPrice),
    indexPrice: decimal(rate.indexPrice),
  };
}

// Coins by whether any of their networks lets them out. The exchange's own word counts: ccxt takes a flag that is not
// there for closed. A coin of which no network is open, and one says something else than closed, has nothing to say.
async function withdrawable({ exchange, row }) {
  const { field, open: yes, closed: no } = row.withdrawals ?? {};
  const coins = field === undefined ? [] : Object.values(await exchange.fetchCurrencies());
  const told = coins.map(({ networks }) => Object.values(networks ?? {}).map(({ info }) => String(info?.[field])));
  return {
    open: told.filter((words) => words.includes(yes)).length,
    closed: told.filter((words) => words.length > 0 && words.every((word) => word === no)).length,
  };
}

/** What a key may do, as far as the exchange tells; `null` is not known, which is not the same as no. */
async function keyPermissions({ exchange, row }) {
  const { keyPermissions: asked } = row;
  if (asked === undefined) {
    return { known: false, canTrade: null, canWithdraw: null, canTransfer: null, isIpRestricted: null };
  }

  if (asked.signer !== undefined) {
    return signerPermissions(exchange);
  }

  const answer = await exchange[asked.call]({});
  return {
    known: true,
    ...Object.fromEntries(['canTrade', 'canWithdraw', 'canTransfer', 'isIpRestricted'].map(
      (name) => [name, verdict(answer, asked[name])])),
  };
}

// Where orders are signed by an address: the owner's own may move everything, one that it appointed may only trade.
function signerPermissions(exchange) {
  const signer = exchange.ethGetAddressFromPrivateKey(exchange.privateKey);
  const isOwner = signer.toLowerCase() === exchange.walletAddress.toLowerCase();
  return { known: true, canTrade: true, canWithdraw: isOwner, canTransfer: isOwner, isIpRestricted: false };
}

// Places in the answer, and which texts there mean yes, or no; any yes of several places counts.
function verdict(answer, rule) {
  const values = (rule?.at ?? []).map((place) => at(answer, place) ?? null).filter((value) => value !== null);
  if (values.length === 0) {
    return null;
  }

  const texts = values.flatMap((value) => (Array.isArray(value) ? value.map(String) : String(value).split(/[,\s]+/)));
  if (rule.notEmpty === true) {
    return texts.some((item) => item !== '');
  }

  return rule.yes === undefined
    ? !texts.some((item) => rule.no.includes(item))
    : texts.some((item) => rule.yes.includes(item));
}
