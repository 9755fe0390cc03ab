// The rows whose orders are offered, and what the bridge sends for each of their calls.
import { readFileSync } from 'node:fs';
import { bridgeTo, recorded } from './venue.js';

const table = JSON.parse(readFileSync(new URL('../exchanges.json', import.meta.url), 'utf8'));

/** The adapter table: each exchange with the kinds of market whose orders it offers. */
export const rows = table.map((row) => ({
  exchange: row.exchange,
  row,
  kinds: ['spot', 'swap'].filter((kind) => row[kind]?.orders === 'proven'),
}));

/** A bridge with an open session `s` of an exchange, on its live network of recorded answers. */
export async function opened(exchange, kind, network = 'live') {
  const record = recorded(exchange);
  const bridge = bridgeTo(record.answers);
  await bridge.call('open', { session: 's', exchange, market: kind, network, credentials: record.credentials });
  return { ...bridge, record, sample: record[kind] };
}

/** An order as the record has it; perpetuals are reduced. */
export const orderOf = ({ symbol, clientId, quantity, price }, kind) => ({
  clientId, symbol, side: 'buy', type: 'limit', quantity, price, timeInForce: 'IOC',
  ...(kind === 'swap' ? { reduceOnly: true } : {}),
});

/** What is sent for an order, its look-up and its cancellation, with what differs each time as a star. */
export async function sendings(exchange, kind) {
  const bridge = await opened(exchange, kind);
  const { symbol, clientId } = bridge.sample;
  const order = orderOf(bridge.sample, kind);
  await bridge.call('markets', { session: 's' });
  const { request } = await bridge.call('prepare', { session: 's', order });
  bridge.requests.length = 0;
  const taken = () => bridge.requests.splice(0).map(steady);
  await bridge.call('send', { session: 's', request, order });
  const create = taken();
  await bridge.call('lookUp', { session: 's', symbol, clientId });
  const lookUp = taken();
  await bridge.call('cancel', { session: 's', symbol, clientId });
  const cancel = taken();
  return kind === 'swap' ? { create, lookUp, cancel, ...await perpetual(bridge, order, taken) } : { create, lookUp, cancel };
}

// Of perpetuals also an order that opens, and what is asked about how the account holds the market and what of it.
async function perpetual(bridge, order, taken) {
  const opening = { ...order, side: 'sell', reduceOnly: false };
  const { request } = await bridge.call('prepare', { session: 's', order: opening });
  taken();
  await bridge.call('perpetualTerms', { session: 's', symbol: order.symbol });
  const terms = taken();
  await bridge.call('positions', { session: 's', symbols: [order.symbol] });
  return { increase: [steady(request)], terms, positions: taken() };
}

const VOLATILE = new Set([
  'timestamp', 'Timestamp', 'signature', 'Signature', 'nonce', 'recvWindow', 'deadline', 'expiresAfter', 'r', 's', 'v',
  'API-Sign', 'OK-ACCESS-TIMESTAMP', 'OK-ACCESS-SIGN', 'X-BAPI-TIMESTAMP', 'X-BAPI-SIGN', 'KC-API-TIMESTAMP',
  'KC-API-SIGN', 'SIGN', 'ACCESS-TIMESTAMP', 'ACCESS-SIGN', 'Authorization', 'User-Agent',
]);

/** A request as it can be compared: its address, and its query, headers and body as objects. */
export function steady({ method, url, headers, body }) {
  const { origin, pathname, searchParams } = new URL(url);
  return {
    method, address: origin + pathname, query: starred(Object.fromEntries(searchParams)),
    headers: starred(headers), body: starred(parsed(body)),
  };
}

const parsed = (body) => {
  if (body === null) {
    return null;
  }

  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
};

function starred(value, name = '', parent = '') {
  // `s` is a signature's half, and also the size of an order on Hyperliquid.
  if (VOLATILE.has(name) && (!/^[rsv]$/.test(name) || parent === 'signature') && typeof value !== 'object') {
    return '*';
  }

  return typeof value === 'object' && value !== null
    ? Array.isArray(value) ? value.map((item) => starred(item, '', name))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, starred(item, key, name)]))
    : value;
}
