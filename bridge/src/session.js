import { Refused } from './failures.js';
import { errorClasses, exchangeClass } from './library.js';
import { countLines } from './lines.js';
import { confined, pointTo } from './network.js';
import { quiet } from './neutral.js';
import { onlyRising } from './nonces.js';
import { attachAnswers } from './outcome.js';
import { secretsOf } from './secrets.js';
import { isTested, rowOf } from './table.js';
import { gate, isHeld, PATIENCE, transmit } from './wire.js';

/**
 * Opens an exchange: an instance of ccxt that has no tags, asks for its answers as texts and goes where it was told.
 * @param {object} wish the params of `open`
 * @param {{fetch?: typeof fetch, transmit?: Function, isUnthrottled?: boolean}} seams what tests replace
 * @returns {Promise<object>} the session: exchange, row, calls (the row's part for the kind of market), secrets
 */
export async function openSession(wish, seams) {
  const row = rowOf(wish.exchange);
  const calls = row[wish.market];
  if (calls === undefined) {
    throw new Refused('NotOffered', `${wish.market} of ${wish.exchange} is not offered; its row says what is`);
  }

  const credentials = wish.credentials ?? {};
  if (!isTested(row) && credentials.privateKey !== undefined) {
    throw new Refused('PrivateKey', `${row.exchange} is only read, and a private key may sign everything: take it out`);
  }

  const [Exchange, errors] = await Promise.all([exchangeClass(row.exchange), errorClasses()]);
  const exchange = new Exchange({
    ...credentials,
    enableRateLimit: seams.isUnthrottled !== true && wish.network !== 'local',
    number: String,
    timeout: PATIENCE,
    ...burst(row),
    options: { defaultType: wish.market, maxRetriesOnFailure: 0, ...row.options, ...calls.options },
  });
  if (!isTested(row)) {
    requireKind(exchange, wish.market);
  }

  // Only this changes both the instance and its copy of the options.
  exchange.options = exchange.deepExtend(exchange.options, row.options ?? {}, calls.options ?? {});
  exchange.has.fetchCurrencies = false;
  quiet(exchange);
  pointTo(exchange, row, wish);
  attachAnswers(exchange, errors);
  exactBooks(exchange);
  countLines(exchange);
  if (row.risingNonce === true && credentials.apiKey !== undefined) {
    onlyRising(exchange, credentials.apiKey);
  }

  fewerMarkets(exchange, calls.markets);
  const writes = isTested(row) ? (...request) => isWrite(calls, ...request) : (_, method) => !READING.includes(method);
  exchange.fetchImplementation = confined(gate(writes, seams.fetch ?? fetch), wish);
  const wait = exchange.throttle.bind(exchange);
  exchange.throttle = (cost) => (isHeld() ? Promise.resolve() : wait(cost));
  return {
    exchange,
    row,
    calls,
    errors,
    market: wish.market,
    network: wish.network,
    apiKey: credentials.apiKey,
    secrets: secretsOf(credentials),
    transmit: seams.transmit ?? transmit,
    sent: new Map(),
  };
}

// By default ccxt spreads requests evenly, and lets the next one pay for the last, however long that was ago. An
// exchange whose requests are dear counts them over a time: as many as that allows may leave at once.
const burst = ({ rateWindow }) => (rateWindow === undefined
  ? {} : { rateLimiterAlgorithm: 'rollingWindow', rollingWindowSize: rateWindow * 1000 });

// Perpetuals of an exchange that no test has seen are read where it has nothing else.
function requireKind(exchange, market) {
  const only = exchange.has.spot === true ? 'spot' : 'swap';
  if (market !== only) {
    throw new Refused('NotOffered', `${market} of ${exchange.id} is not offered; ${only} is read there`);
  }
}

// How exchanges are asked for something; the other methods of HTTP change it. Which addresses take orders is not known
// where no test has looked.
const READING = ['GET', 'POST'];

// Where a row has no order, its order addresses are unknown here; the methods of the bridge then reach none either.
function isWrite(calls, path, method, body) {
  return [calls.create, calls.cancel].some((call) => call?.path !== undefined
    && call.method === method
    && pattern(call.path).test(path)
    && (call.mark === undefined || (body ?? '').includes(call.mark)));
}

// Some instances of ccxt ask for every kind of market; the row says how only those of the session are asked for.
function fewerMarkets(exchange, { call = 'fetchMarkets', params = {} } = {}) {
  const load = exchange[call].bind(exchange);
  exchange.fetchMarkets = (given = {}) => load({ ...params, ...given });
}

/**
 * A pattern for a path of the adapter table.
 * @param {string} path with a star for each part that differs
 * @returns {RegExp} that matches the whole path
 */
export function pattern(path) {
  return new RegExp(`^${path.split('*').map((part) => part.replace(/[.$]/g, '\\$&')).join('[^/]+')}$`);
}

// ccxt reads books as binary numbers; texts keep their digits. Whoever gets a book sorts it (readings.js).
function exactBooks(exchange) {
  exchange.parseOrderBookBidAsk = (row, price = 0, amount = 1) => (
    [exchange.safeString(row, price), exchange.safeString(row, amount)]);
}
