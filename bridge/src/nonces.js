// The last nonce of each key in this process: two sessions may have one key. Keys stay in memory, as everywhere here.
const last = new Map();

/**
 * Lets the nonces of a key only rise. ccxt takes the clock's milliseconds, so that two calls within one have the same,
 * and a clock that is set back gives old ones; Kraken refuses a nonce that is not above the last one of the key. After
 * a restart the clock is above what an earlier process used, unless it was set back meanwhile.
 * @param {object} exchange an instance of ccxt
 * @param {string} key the API key
 */
export function onlyRising(exchange, key) {
  const clock = exchange.nonce.bind(exchange);
  exchange.nonce = () => {
    const next = Math.max((last.get(key) ?? 0) + 1, clock());
    last.set(key, next);
    return next;
  };
}
