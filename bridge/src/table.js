import { readFileSync } from 'node:fs';
import { Refused } from './failures.js';
import { exchangeIds } from './library.js';

const rows = JSON.parse(readFileSync(new URL('../exchanges.json', import.meta.url), 'utf8'));

const UNTESTED = 'no test has proven how it handles client order ids';

/**
 * The row of an exchange.
 * @param {string} exchange its id, which is a name of the table or of ccxt's list and nothing else: never a path
 * @returns {object} the row as exchanges.json has it, or one that can only be read with `isTested: false`
 * @throws {Refused} for an exchange that ccxt does not know
 */
export function rowOf(exchange) {
  const row = rows.find((item) => item.exchange === exchange);
  if (row !== undefined) {
    return row;
  }

  if (!exchangeIds().includes(exchange)) {
    throw new Refused('NoRow', 'ccxt knows no such exchange');
  }

  return untested(exchange);
}

// Whether it has spot markets or perpetuals is known when ccxt's class of it is read (session.js). The trades of an
// order come from the call that promises all of them, or from none: how long a page is, is not known either.
const untested = (exchange) => ({
  exchange,
  isTested: false,
  sandbox: null,
  credentialHeaders: [],
  tags: [],
  orderTrades: { call: 'fetchOrderTrades' },
  spot: { orders: 'readOnly', why: UNTESTED },
  swap: { orders: 'readOnly', why: UNTESTED },
});

/**
 * The table as `exchanges` tells it: what tests have proven first, then everything else that ccxt knows.
 * @returns {object[]} a line for each exchange; `spot` and `swap` are `null` where `open` finds them out
 */
export const publicRows = () => {
  const tested = rows.map(({ exchange }) => exchange);
  const others = exchangeIds().filter((id) => !tested.includes(id));
  return [...rows, ...others.map(untested)].map((row) => ({
    exchange: row.exchange,
    spot: isTested(row) ? row.spot !== undefined : null,
    swap: isTested(row) ? row.swap !== undefined : null,
    sandbox: row.sandbox,
    ...publicCalls(row, row.spot ?? row.swap),
    swapOrders: row.swap?.orders ?? null,
    swapWhy: row.swap?.why ?? null,
  }));
};

/**
 * Whether an exchange has a row of its own, held against recorded answers.
 * @param {object} row of {@link rowOf}
 * @returns {boolean} `false` where nothing but ccxt's word is known of it
 */
export const isTested = (row) => row.isTested !== false;

/**
 * The row of an open session, for its kind of market.
 * @param {object} row as exchanges.json has it
 * @param {object} calls the row's part for the kind of market
 * @returns {object} what `open` answers
 */
export const publicCalls = (row, calls) => ({
  isTested: isTested(row),
  orders: calls.orders,
  why: calls.why,
  clientId: row.clientId ?? null,
  createField: calls.create?.field ?? null,
  lookUp: calls.lookUp?.by ?? null,
  cancel: calls.cancel?.by ?? null,
  expiry: calls.expiry?.words ?? null,
  marketBuyByCost: calls.marketBuyByCost ?? false,
  keyPowers: row.keyPermissions !== undefined,
  tags: row.tags,
  trades: row.trades ?? null,
  orderList: row.orderList ?? null,
  openOrders: row.openOrders ?? null,
  tellsWithdrawals: row.withdrawals !== undefined,
  readSeconds: row.readSeconds ?? null,
});
