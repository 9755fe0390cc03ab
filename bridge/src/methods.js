import { cancel, lookUp } from './lookups.js';
import { libraryVersion } from './library.js';
import { prepare, send } from './orders.js';
import { reads } from './reads.js';
import { Refused } from './failures.js';
import { secretsOf } from './secrets.js';
import { openSession } from './session.js';
import { publicCalls, publicRows } from './table.js';
import { limitPrice, perpetualTerms } from './terms.js';

/** The version of the protocol in docs/BRIDGE.md: another first number is another protocol. */
export const PROTOCOL = '1.0';

const order = {
  clientId: 'text', symbol: 'text', side: ['buy', 'sell'], type: ['limit'], quantity: 'decimal', price: 'decimal',
  timeInForce: ['IOC', 'GTC'], reduceOnly: 'flag?', expiresAt: 'instant?',
};

const request = { method: 'text', url: 'text', headers: 'strings', body: 'body', expiresAt: 'instant' };

const credentials = {
  apiKey: 'text?', secret: 'text?', password: 'text?', walletAddress: 'text?', privateKey: 'text?',
};

/**
 * Everything that can be asked: what is not here does not exist. No method moves funds out of an account or between
 * accounts, changes leverage or an account's settings.
 * @param {object} seams what tests replace
 * @returns {Record<string, {params: object, run: Function, secrets: Function}>} by name
 */
export function methods(seams) {
  const sessions = new Map();
  const sessionOf = (name) => {
    const session = sessions.get(name);
    if (session === undefined) {
      throw new Refused('NoSession', 'no such session is open');
    }

    return session;
  };
  const open = async (params) => {
    const session = await openSession(params, seams);
    if (sessions.has(params.session)) {
      throw new Refused('SessionInUse', 'a session of this name is open');
    }

    sessions.set(params.session, session);
    return { row: { exchange: session.row.exchange, ...publicCalls(session.row, session.calls) } };
  };
  const bare = (params, run) => ({ params, run, secrets: (given) => secretsOf(given.credentials) });
  const within = (params, run) => ({
    params: { session: 'text', ...params },
    run: (given) => run(sessionOf(given.session), given),
    secrets: (given) => sessions.get(given.session)?.secrets ?? [],
  });
  return {
    ping: bare({}, () => ({})),
    version: bare({}, () => ({ bridge: PROTOCOL, ccxt: libraryVersion(), node: process.versions.node })),
    exchanges: bare({}, () => publicRows()),
    open: bare({
      session: 'text', exchange: 'text', market: ['spot', 'swap'], network: ['live', 'testnet', 'demo', 'local'],
      address: 'text?', credentials: { of: credentials, optional: true },
    }, open),
    close: within({}, (session, given) => {
      sessions.delete(given.session);
      return {};
    }),
    ...Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, within(read.params, read.run)])),
    perpetualTerms: within({ symbol: 'text' }, perpetualTerms),
    limitPrice: within({ symbol: 'text', side: ['buy', 'sell'], price: 'decimal' }, limitPrice),
    lookUp: within({ symbol: 'text', clientId: 'text', since: 'instant?' }, lookUp),
    cancel: within({ symbol: 'text', clientId: 'text', since: 'instant?' }, cancel),
    prepare: within({ order }, prepare),
    send: within({ request, order }, send),
  };
}
