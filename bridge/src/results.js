import { decimal } from './decimals.js';

const STATUSES = ['open', 'closed', 'canceled', 'expired', 'rejected'];

/**
 * An order as the bridge tells it. What the exchange did not say is `null`, never zero.
 * @param {object} exchange an instance of ccxt
 * @param {object} order as ccxt reads it
 * @returns {object} numbers as texts, instants in milliseconds since 1970
 */
export const orderResult = (exchange, order) => ({
  orderId: text(order.id),
  clientId: text(order.clientOrderId),
  symbol: text(order.symbol),
  side: text(order.side),
  quantity: decimal(order.amount),
  price: decimal(order.price),
  timeInForce: text(order.timeInForce),
  status: STATUSES.includes(order.status) ? order.status : null,
  filled: decimal(order.filled),
  cost: decimal(order.cost),
  average: decimal(order.average),
  fees: feesOf(order),
  trades: (order.trades ?? []).map(tradeResult),
  at: order.timestamp ?? null,
  updatedAt: order.lastUpdateTimestamp ?? null,
});

/**
 * A trade of an account as the bridge tells it.
 * @param {object} trade as ccxt reads it
 * @returns {object} numbers as texts
 */
export const tradeResult = (trade) => ({
  id: text(trade.id),
  orderId: text(trade.order),
  symbol: text(trade.symbol),
  side: text(trade.side),
  price: decimal(trade.price),
  quantity: decimal(trade.amount),
  cost: decimal(trade.cost),
  fees: feesOf(trade),
  isFeeTold: chargesOf(trade).some((item) => decimal(item?.cost) !== null),
  isMaker: trade.takerOrMaker === undefined ? null : trade.takerOrMaker === 'maker',
  at: trade.timestamp ?? null,
});

const chargesOf = ({ fee, fees }) => (fees?.length > 0 ? fees : [fee]);

function feesOf(told) {
  return chargesOf(told)
    .filter((item) => item !== undefined && item !== null && !['0', null].includes(decimal(item.cost)))
    .map((item) => ({ asset: text(item.currency), amount: decimal(item.cost) }));
}

/**
 * A market as the bridge tells it.
 * @param {object} exchange an instance of ccxt, for how it counts precision
 * @param {object} market as ccxt reads it
 * @returns {object} numbers as texts; quantities of perpetuals are in contracts of `contractSize` units of the base
 */
export const marketResult = (exchange, market) => ({
  symbol: market.symbol,
  id: market.id,
  base: market.base,
  quote: market.quote,
  settle: text(market.settle),
  active: market.active ?? null,
  contractSize: decimal(market.contractSize),
  tick: unit(exchange, market.precision?.price),
  step: unit(exchange, market.precision?.amount),
  minQuantity: decimal(market.limits?.amount?.min),
  maxQuantity: decimal(market.limits?.amount?.max),
  minPrice: decimal(market.limits?.price?.min),
  maxPrice: decimal(market.limits?.price?.max),
  minNotional: decimal(market.limits?.cost?.min),
  maxNotional: decimal(market.limits?.cost?.max),
  maker: decimal(market.maker),
  taker: decimal(market.taker),
});

const TICK_SIZE = 4;

// ccxt counts in ticks on each exchange of the table; a number of digits would be another thing.
const unit = (exchange, value) => (exchange.precisionMode === TICK_SIZE ? decimal(value) : null);

/**
 * A text, or `null` for nothing.
 * @param {unknown} value anything
 * @returns {string | null} its text
 */
export const text = (value) => (value === undefined || value === null || value === '' ? null : String(value));
