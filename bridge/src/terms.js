import { at, Refused } from './failures.js';
import { decimal, isSame } from './decimals.js';
import { arithmetic } from './library.js';

/**
 * How an account holds one perpetual. It is read, never set.
 * @param {object} session an open session of perpetuals
 * @param {{symbol: string}} params the market
 * @returns {Promise<{oneWay: boolean | null, marginMode: string | null, leverage: string | null}>} `null` is not
 *   known; `oneWay` says whether there is one position of a market, and not one for each side
 */
export async function perpetualTerms(session, { symbol }) {
  const { oneWay, marginMode, leverage } = await rulesOf(session);
  const ask = asker(session, symbol);
  return {
    oneWay: isOneWay(await ask(oneWay)),
    marginMode: await ask(marginMode),
    leverage: decimal(await ask(leverage)),
  };
}

/**
 * Refuses an order on an account that does not hold its market as the adapter table's orders take for granted. With a
 * position for each side an order could open the other one; and an order that names a margin mode would begin a
 * second position beside one of another mode.
 * @param {object} session an open session of perpetuals
 * @param {string} symbol the market
 * @returns {Promise<void>} nothing, where the order may be signed
 * @throws {Refused} `PositionMode` or `MarginMode`
 */
export async function requireTerms(session, symbol) {
  const { exchange, row } = session;
  const { oneWay, orderMargin } = await rulesOf(session);
  const answer = isOneWay(await asker(session, symbol)(oneWay));
  if (answer !== true) {
    const said = answer === null ? 'does not say its position mode' : 'has a position for each side';
    throw new Refused('PositionMode', `the account at ${row.exchange} ${said}: set one-way mode there by hand`);
  }

  if (orderMargin === undefined) {
    return;
  }

  const held = await exchange.fetchPositions([symbol]);
  const other = held.find(({ contracts, marginMode }) => !isSame(contracts, 0) && marginMode !== orderMargin);
  if (other !== undefined) {
    throw new Refused('MarginMode', `${symbol} is held with ${other.marginMode} margin, and orders are ${orderMargin}`);
  }
}

// Twice as far at each step: a tick is left behind long before.
const MOST_STEPS = 100;

/**
 * The price that a market takes next to a limit, on the limit's better side: not above it for a buy, not below it for
 * a sale. The list of markets alone does not say it: where prices have so many digits that count, one of a digit more
 * before the point has a larger tick.
 * @param {object} session an open session
 * @param {{symbol: string, side: string, price: string}} params the market, `buy` or `sell`, and the limit
 * @returns {Promise<{price: string}>} the price, in plain digits
 * @throws {Refused} `Precision`, where none is found
 */
export async function limitPrice({ exchange }, { symbol, side, price }) {
  const { stringAbs, stringAdd, stringGt, stringLt, stringSub } = await arithmetic();
  await exchange.loadMarkets();
  const [isBeyond, away] = side === 'buy' ? [stringGt, stringSub] : [stringLt, stringAdd];
  const rounded = (wish) => exchange.priceToPrecision(symbol, wish);
  let found = rounded(price);
  let distance = stringAbs(stringSub(found, price));
  for (let step = 0; step < MOST_STEPS && isBeyond(found, price); step += 1) {
    found = rounded(away(price, distance));
    distance = stringAdd(distance, distance);
  }

  if (isBeyond(found, price) || !isSame(rounded(found), found)) {
    throw new Refused('Precision', `${symbol} takes no price next to ${price}`);
  }

  return { price: decimal(found) };
}

async function rulesOf({ exchange, calls }) {
  if (calls.terms === undefined) {
    throw new Refused('ReadOnly', 'only perpetuals are held one way or the other');
  }

  await exchange.loadMarkets();
  return calls.terms;
}

// What stands at a rule's place in the answer to its call, in the bridge's words; null where nothing does. Rules that
// look at one answer share it.
function asker({ exchange }, symbol) {
  const { id, base, baseName = base } = exchange.market(symbol);
  const named = { '{id}': id, '{base}': baseName, '{wallet}': exchange.walletAddress };
  const answers = new Map();
  return async ({ always, call, params = {}, at: place, words }) => {
    if (always !== undefined) {
      return always;
    }

    const asked = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, named[value] ?? value]));
    if (!answers.has(call)) {
      answers.set(call, await exchange[call](asked));
    }

    const said = at(answers.get(call), place);
    const text = said === undefined || said === null ? null : String(said);
    return words === undefined ? text : words[text] ?? null;
  };
}

const isOneWay = (word) => (word === null ? null : word === 'oneWay');
