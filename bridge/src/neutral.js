import { Refused } from './failures.js';
import { plainHyperliquid } from './hyperliquid.js';

// Headers in which ccxt names a partner of the exchange, in small letters. None of them is signed.
const TAG_HEADERS = [
  'referer', 'x-gate-channel-id', 'x-channel-api-code', 'source',
  'apca-partner-id', 'broker-id', 'broker_sign', 'input-source', 'open-api-partner', 'paradex-partner', 'partner-id',
  'referrer', 'x-bitopro-api', 'x-broker-id', 'x-fb-client', 'x-source-key',
];

// What some of ccxt's classes do on the way to something else: approve a fee for its builder, name it as the referrer,
// make a key. Orders of Hyperliquid are rid of them in hyperliquid.js.
const UNASKED = ['approveBuilderFee', 'approveBuilderCode', 'changeApiKey', 'onboarding', 'setRef'];

/**
 * Takes from an instance of ccxt what it would send for others: partner and referral tags, a fee for its builder. What
 * cannot be taken out is listed in the adapter table as `tags`; orders.js looks at each signed order once more.
 * @param {object} exchange an instance of ccxt
 */
export function quiet(exchange) {
  nameless(exchange);
  feeless(exchange);
  if (exchange.id === 'hyperliquid') {
    plainHyperliquid(exchange);
  }

  if (exchange.id.startsWith('binance')) {
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
  Object.fromEntries(Object.entries(headers).filter(([name]) => !TAG_HEADERS.includes(name.toLowerCase()))));

function feeless(exchange) {
  exchange.options.builderFee = false;
  for (const call of UNASKED.filter((name) => exchange[name] !== undefined)) {
    exchange[call] = async () => {
      throw new Refused('WriteInRead', `ccxt tried ${call}, which nobody asked for`);
    };
  }
}

// After one private answer ccxt takes a revoked key of Binance for a passing ban, which invites to try again.
function plainlyRevoked(exchange) {
  Object.defineProperty(
    exchange.options, 'hasAlreadyAuthenticatedSuccessfully', { get: () => false, set: () => undefined });
}
