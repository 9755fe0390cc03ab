import { createHash } from 'node:crypto';
import { Refused } from './failures.js';
import { isSame } from './decimals.js';
import { orderResult } from './results.js';
import { provesNoEffect } from './outcome.js';
import { expiryOf, read } from './places.js';
import { pattern } from './session.js';
import { requireTerms } from './terms.js';
import { capture, replay, turn, without } from './wire.js';

/**
 * The signed request of an order. Nothing of it leaves; markets, and what the row names as needed first, are asked for.
 * @param {object} session an open session
 * @param {{order: object}} params the order
 * @returns {Promise<object>} the request without the headers that carry credentials, and the names of those
 */
export async function prepare(session, { order }) {
  if (order.expiresAt <= Date.now()) {
    throw new Refused('Expired', 'the order was to expire before it was signed');
  }

  await ready(session, order);
  if (session.market === 'swap') {
    await requireTerms(session, order.symbol);
  }

  await turn(session.exchange);
  const request = await capture(() => create(session, order));
  check(session, request, order);
  const { credentialHeaders } = session.row;
  return {
    request: {
      ...request,
      url: veiled(session, request.url),
      headers: without(request.headers, ...credentialHeaders),
      expiresAt: expiryOf(request, session.calls.expiry),
    },
    credentialHeaders: credentialHeaders.filter((name) => read(request, `header:${name}`) !== undefined),
  };
}

/**
 * Sends a prepared request once, byte by byte, and reads the answer.
 * @param {object} session an open session of the same exchange and key
 * @param {{request: object, order: object}} params what `prepare` gave and the order it was made for
 * @returns {Promise<object>} the order as the exchange answered it
 */
export async function send(session, { request, order }) {
  await ready(session, order);
  check(session, request, order);
  const fresh = await capture(() => create(session, order));
  const whole = complete(session, request, fresh);
  claim(session, request);
  const answer = await transmitted(session, whole);
  try {
    const parsed = orderResult(session.exchange, await replay(() => create(session, order), answer));
    return ours(session, parsed, order, answer);
  } catch (error) {
    error.answer ??= { ...answer, json: undefined };
    error.outcomeUnknown = !provesNoEffect(error, session.errors, session.calls.create.rejection);
    throw error;
  }
}

async function ready(session, order) {
  const { exchange, calls, row } = session;
  if (calls.orders !== 'proven') {
    throw new Refused('ReadOnly', calls.why);
  }

  if (!fits(order.clientId, row.clientId)) {
    throw new Refused('ClientId', `${row.exchange} takes no such client id; its row says which`);
  }

  if (order.reduceOnly === true && session.market !== 'swap') {
    throw new Refused('ReduceOnly', 'only perpetuals know reduceOnly');
  }

  await exchange.loadMarkets();
  const market = exchange.market(order.symbol);
  if (market[session.market] !== true) {
    throw new Refused('OtherMarket', `${order.symbol} is no ${session.market} market`);
  }

  if (!isSame(exchange.amountToPrecision(order.symbol, order.quantity), order.quantity)
    || !isSame(exchange.priceToPrecision(order.symbol, order.price), order.price)) {
    throw new Refused('Precision', 'ccxt would round the quantity or the price: give what the market takes');
  }

  for (const step of calls.first ?? []) {
    await exchange[step]();
  }
}

function fits(id, { alphabet, length, prefix, exact }) {
  const isLong = exact === true ? id.length === length : id.length <= length;
  return isLong && id.startsWith(prefix) && new RegExp(`^${alphabet}+$`).test(id.slice(prefix.length));
}

function create({ exchange, row, calls }, order) {
  const { param, strip, params } = calls.create;
  return exchange.createOrder(order.symbol, 'limit', order.side, order.quantity, order.price, {
    ...params,
    [param]: strip === true ? order.clientId.slice(row.clientId.prefix.length) : order.clientId,
    timeInForce: order.timeInForce,
    ...(order.reduceOnly === true ? { reduceOnly: true } : {}),
    ...lifetime(calls.expiry.param, order),
  });
}

/** How long a request may live whose order names no instant, in milliseconds. */
const LIFETIME = 10_000;

// How an exchange is told when the request expires; where it is not told, its window is fixed.
function lifetime(param, { expiresAt = Date.now() + LIFETIME }) {
  switch (param) {
    case 'recvWindow':
      return { recvWindow: Math.max(1, Math.min(expiresAt - Date.now(), 60_000)) };
    case 'deadline':
      return { deadline: new Date(expiresAt).toISOString() };
    case 'expiresAfter':
      return { expiresAfter: expiresAt };
    default:
      return {};
  }
}

function check(session, request, order) {
  const { calls, row } = session;
  const { method, path, field, quantity, price } = calls.create;
  if (request.method !== method || !pattern(path).test(new URL(request.url).pathname)) {
    throw new Refused('OtherRequest', 'the request is not the one that places an order');
  }

  if (read(request, field) !== order.clientId) {
    throw new Refused('ClientId', `the request does not carry the client id in ${field}`);
  }

  if (!isSame(read(request, quantity), order.quantity) || !isSame(read(request, price), order.price)) {
    throw new Refused('OtherRequest', 'the request carries another quantity or price');
  }

  if (session.market === 'swap') {
    checkPerpetual(session, request, order);
  }

  const tag = (calls.create.tagPlaces ?? []).find((place) => read(request, place) !== undefined);
  if (tag !== undefined) {
    throw new Refused('ForeignTag', `the request carries a tag in ${tag} that ${row.exchange}'s row does not disclose`);
  }
}

const SIDES = { buy: ['buy', 'true'], sell: ['sell', 'false'] };

// A perpetual that is reduced on the wrong market or side, or without saying so, would be opened.
function checkPerpetual({ calls, exchange }, request, order) {
  const { symbol, side, reduceOnly, fixed = {} } = calls.create;
  if (!isSame(read(request, symbol.at), exchange.market(order.symbol)[symbol.is])
    && read(request, symbol.at) !== exchange.market(order.symbol)[symbol.is]) {
    throw new Refused('OtherRequest', 'the request is for another market');
  }

  if (!SIDES[order.side].includes(String(read(request, side)).toLowerCase())) {
    throw new Refused('OtherRequest', 'the request is for the other side');
  }

  if ((String(read(request, reduceOnly) ?? false) === 'true') !== (order.reduceOnly === true)) {
    throw new Refused('ReduceOnly', 'the request does not say what was asked about reducing only');
  }

  const other = Object.keys(fixed).find((place) => read(request, place) !== fixed[place]);
  if (other !== undefined) {
    throw new Refused('MarginMode', `the request has ${other} other than its row`);
  }
}

// The prepared bytes, and from what ccxt would sign now the headers that carry credentials and nothing else.
function complete(session, request, fresh) {
  const { row } = session;
  const [asked, now] = [new URL(request.url), new URL(fresh.url)];
  if (asked.origin !== now.origin || asked.pathname !== now.pathname || request.method !== fresh.method) {
    throw new Refused('OtherRequest', 'the request goes elsewhere than this session\'s orders');
  }

  if (row.credentialHeaders.some((name) => read(request, `header:${name}`) !== undefined)) {
    throw new Refused('OtherRequest', 'a prepared request has no headers that carry credentials');
  }

  const carried = Object.entries(fresh.headers).filter(([name]) => row.credentialHeaders.includes(name));
  const url = unveiled(session, request.url);
  return { ...request, url, headers: { ...request.headers, ...Object.fromEntries(carried) } };
}

// The same bytes leave this process once; after their expiry not at all.
function claim(session, request) {
  const now = Date.now();
  if (request.expiresAt !== expiryOf(request, session.calls.expiry)) {
    throw new Refused('OtherRequest', 'the request expires at another instant than it says');
  }

  const bytes = createHash('sha256').update(JSON.stringify([request.url, request.headers, request.body])).digest('hex');
  for (const [earlier, end] of session.sent) {
    if (end < now) {
      session.sent.delete(earlier);
    }
  }

  if (request.expiresAt <= now) {
    throw new Refused('Expired', 'the request has expired; it was not sent');
  }

  if (session.sent.has(bytes)) {
    throw Object.assign(new Refused('AlreadySent', 'these bytes were sent before'), { outcomeUnknown: true });
  }

  session.sent.set(bytes, request.expiresAt);
}

async function transmitted(session, whole) {
  try {
    return await session.transmit(whole);
  } catch (error) {
    throw Object.assign(
      new session.errors.NetworkError(`${session.row.exchange}: ${error.message}`), { outcomeUnknown: !error.unsent });
  }
}

// What the answer tells of our order. One that names no order, or another one, proves nothing.
function ours(session, result, order, answer) {
  const isOther = result.clientId !== null && result.clientId !== order.clientId;
  if (isOther || (result.orderId === null && result.clientId === null)) {
    const said = isOther ? 'named another order' : 'named no order';
    throw Object.assign(new session.errors.BadResponse(`${session.row.exchange} ${said}`), { answer });
  }

  const { clientId, symbol, side, quantity, price, timeInForce } = order;
  const trades = result.trades.map((trade) => ({ ...trade, orderId: trade.orderId ?? result.orderId, side }));
  return { ...result, clientId, symbol, side, quantity, price, timeInForce, trades };
}

// Some exchanges sign the key's name within the address: it is put in when the request leaves.
const PLACE = '{apiKey}';

const veiled = ({ row, apiKey }, url) => (
  row.keyInQuery === undefined ? url : url.replace(named(row, encodeURIComponent(apiKey)), named(row, PLACE)));

const unveiled = ({ row, apiKey }, url) => (
  row.keyInQuery === undefined ? url : url.replace(named(row, PLACE), named(row, encodeURIComponent(apiKey ?? ''))));

const named = ({ keyInQuery }, value) => `${keyInQuery}=${value}`;
