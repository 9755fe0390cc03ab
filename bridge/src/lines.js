// How many lines an exchange listed. ccxt drops those that are not of the market or the time that was asked for, but the
// exchange counted them when it filled its page: a page of theirs may have hidden lines of ours.
import { AsyncLocalStorage } from 'node:async_hooks';

const counting = new AsyncLocalStorage();

/**
 * Has an instance of ccxt count the lines that it reads.
 * @param {object} exchange an instance of ccxt
 */
export function countLines(exchange) {
  for (const kind of ['parseOrders', 'parseTrades']) {
    const parse = exchange[kind].bind(exchange);
    exchange[kind] = (lines, ...rest) => {
      const count = counting.getStore();
      if (count?.kind === kind) {
        count.lines += Object.keys(lines ?? {}).length;
      }

      return parse(lines, ...rest);
    };
  }

  // Hyperliquid lists each change of an order; ccxt keeps the last one of each before it reads them.
  const info = exchange.publicPostInfo?.bind(exchange);
  if (info !== undefined) {
    exchange.publicPostInfo = async (request, ...rest) => {
      const answer = await info(request, ...rest);
      const count = counting.getStore();
      if (count !== undefined && request?.type === 'historicalOrders') {
        count.lines += Object.keys(answer ?? {}).length;
      }

      return answer;
    };
  }
}

/**
 * Runs a call of ccxt that lists something.
 * @param {'parseOrders' | 'parseTrades'} kind what it lists
 * @param {() => Promise<object[]>} call the call
 * @returns {Promise<{found: object[], lines: number}>} what ccxt made of it, and how many lines the exchange gave
 */
export async function counted(kind, call) {
  const count = { kind, lines: 0 };
  const found = await counting.run(count, call);
  return { found, lines: Math.max(count.lines, found.length) };
}
