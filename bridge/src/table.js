import { readFileSync } from 'node:fs';
import { Refused } from './failures.js';

const rows = JSON.parse(readFileSync(new URL('../exchanges.json', import.meta.url), 'utf8'));

/**
 * The row of an exchange.
 * @param {string} exchange its id, which is a name of the table and nothing else: never a path
 * @returns {object} the row as exchanges.json has it
 * @throws {Refused} for an exchange without a row
 */
export function rowOf(exchange) {
  const row = rows.find((item) => item.exchange === exchange);
  if (row === undefined) {
    throw new Refused('NoRow', 'the adapter table has no such exchange');
  }

  return row;
}

/**
 * The table as `exchanges` tells it.
 * @returns {object[]} a line for each exchange
 */
export const publicRows = () => rows.map((row) => ({
  exchange: row.exchange,
  spot: row.spot !== undefined,
  swap: row.swap !== undefined,
  sandbox: row.sandbox,
  ...publicCalls(row, row.spot ?? row.swap),
  swapOrders: row.swap?.orders ?? null,
  swapWhy: row.swap?.why ?? null,
}));

/**
 * The row of an open session, for its kind of market.
 * @param {object} row as exchanges.json has it
 * @param {object} calls the row's part for the kind of market
 * @returns {object} what `open` answers
 */
export const publicCalls = (row, calls) => ({
  orders: calls.orders,
  why: calls.why,
  clientId: row.clientId,
  createField: calls.create?.field ?? null,
  lookUp: calls.lookUp?.by ?? null,
  cancel: calls.cancel?.by ?? null,
  expiry: calls.expiry?.words ?? null,
  marketBuyByCost: calls.marketBuyByCost ?? false,
  keyPowers: row.keyPermissions !== undefined,
  tags: row.tags,
  trades: row.trades,
  orderList: row.orderList,
  tellsWithdrawals: row.tellsWithdrawals === true,
  readSeconds: row.readSeconds ?? null,
});
