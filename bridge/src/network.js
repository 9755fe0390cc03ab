import { Refused } from './failures.js';
import { isTested } from './table.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Points an instance of ccxt to the network that was asked for.
 * @param {object} exchange an instance of ccxt
 * @param {object} row its row of the adapter table
 * @param {{network: string, market: string, address?: string}} wish as `open` takes it
 * @throws {Refused} for a sandbox that the exchange does not have, and for an address off this machine
 */
export function pointTo(exchange, row, { network, market, address }) {
  if (network === 'live') {
    return;
  }

  if (network === 'local') {
    repoint(exchange, loopback(address), market);
    return;
  }

  if (row.sandbox !== network) {
    const has = row.sandbox === null ? 'no test network' : `${row.sandbox} and no ${network}`;
    const proven = isTested(row) ? '' : ' that a test has seen';
    throw new Refused('NoSandbox', `${row.exchange} has ${has}${proven}`);
  }

  // Some exchanges take setSandboxMode without having anywhere to go: what counts is where requests will go.
  const before = JSON.stringify(exchange.urls.api);
  exchange.setSandboxMode(true);
  const headers = Object.keys(exchange.headers ?? {});
  const isMarked = row.sandboxMark !== undefined
    && (headers.includes(row.sandboxMark) || exchange.options.sandboxMode === true);
  if (!isMarked && JSON.stringify(exchange.urls.api) === before) {
    throw new Refused('NoSandbox', `ccxt did not leave the live network of ${row.exchange}`);
  }
}

/**
 * Keeps requests of network `local` on this machine: some classes of ccxt have addresses in their code, which no table
 * of addresses changes.
 * @param {(url: string, init: object) => Promise<Response>} fetch sends requests
 * @param {{network: string, address?: string}} wish as `open` takes it
 * @returns {(url: string, init: object) => Promise<Response>} the same elsewhere
 */
export function confined(fetch, { network, address }) {
  if (network !== 'local') {
    return fetch;
  }

  const origin = loopback(address);
  return async (url, init) => {
    if (new URL(url).origin !== origin) {
      throw new Refused('NotLoopback', 'ccxt wanted an address that is not on this machine');
    }

    return fetch(url, init);
  };
}

function loopback(address) {
  const url = URL.canParse(address ?? '') ? new URL(address) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || !LOOPBACK.test(url.hostname)) {
    throw new Refused('NotLoopback', 'network local needs an address of this machine, such as http://127.0.0.1:5081');
  }

  return url.origin;
}

// Every address of the exchange keeps its path and loses its host.
function repoint(exchange, origin, market) {
  const turn = (value) => typeof value === 'string'
    ? value.replace(/^(https?|wss?):\/\/[^/]*/, origin)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, turn(item)]));
  exchange.urls.api = turn(exchange.urls.api);
  if (exchange.getExceptionsByUrl !== undefined) {
    // ccxt's binance finds its error table by the live address.
    const table = { spot: 'spot', swap: 'linear' }[market];
    exchange.getExceptionsByUrl = (url, kind) => exchange.exceptions[table]?.[kind] ?? {};
  }
}
