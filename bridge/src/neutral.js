import { plainHyperliquid } from './hyperliquid.js';

// Headers in which ccxt names a partner of the exchange. None of them is signed.
const TAG_HEADERS = ['Referer', 'X-Gate-Channel-Id', 'X-CHANNEL-API-CODE', 'source'];

/**
 * Takes from an instance of ccxt what it would send for others: partner and referral tags, a fee for its builder. What
 * cannot be taken out is listed in the adapter table as `tags`; orders.js looks at each signed order once more.
 * @param {object} exchange an instance of ccxt
 */
export function quiet(exchange) {
  nameless(exchange);
  if (exchange.id === 'hyperliquid') {
    plainHyperliquid(exchange);
  }

  if (exchange.id === 'binance') {
    plainlyRevoked(exchange);
  }
}

function nameless(exchange) {
  for (const option of ['broker', 'brokerId', 'partner']) {
    delete exchange.options[option];
  }

  exchange.headers = withoutTags(exchange.headers ?? {});
  const sign = exchange.sign.bind(exchange);
  exchange.sign = (...request) => {
    const signed = sign(...request);
    return signed.headers === undefined ? signed : { ...signed, headers: withoutTags(signed.headers) };
  };
}

const withoutTags = (headers) => (
  Object.fromEntries(Object.entries(headers).filter(([name]) => !TAG_HEADERS.includes(name))));

// After one private answer ccxt takes a revoked key of Binance for a passing ban, which invites to try again.
function plainlyRevoked(exchange) {
  Object.defineProperty(
    exchange.options, 'hasAlreadyAuthenticatedSuccessfully', { get: () => false, set: () => undefined });
}
