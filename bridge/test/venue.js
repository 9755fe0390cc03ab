// An exchange of recorded answers: every request of a bridge goes here instead of to the network, and is kept.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dispatcher } from '../src/rpc.js';

/** Credentials that every exchange's signature takes, none of them real. */
export const credentials = {
  apiKey: 'canary-api-key',
  secret: Buffer.from('canary-secret-of-a-test').toString('base64'),
  password: 'canary-passphrase',
};

// Coinbase signs with a key of an elliptic curve, made anew for each run.
const coinbase = () => ({
  apiKey: 'organizations/canary/apiKeys/canary',
  secret: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'sec1', format: 'pem' }),
});

/** The recorded answers of one exchange, an order for each kind of market, and credentials that fit. */
export function recorded(exchange) {
  const record = JSON.parse(readFileSync(new URL(`exchanges/${exchange}.json`, import.meta.url), 'utf8'));
  return { ...record, credentials: record.credentials ?? (exchange === 'coinbase' ? coinbase() : credentials) };
}

/** What takes the place of the network: an exchange that gives these answers, one that is `once` to one request alone
 * and one to `*` to every request, and keeps the requests. */
export function seamsTo(answers, requests = []) {
  const spent = new Set();
  const meet = (request) => {
    requests.push(request);
    const { host, pathname, search } = new URL(request.url);
    const asked = `${request.method} ${host}${pathname}`;
    const said = search + (request.body ?? '');
    const found = answers.find((answer) => (
      [asked, '*'].includes(answer.to) && said.includes(answer.having ?? '')
        && (answer.once !== true || !spent.has(answer))));
    if (found === undefined) {
      throw new TypeError(`no answer is recorded for ${asked}${search} ${request.body ?? ''}`);
    }

    spent.add(found);
    const text = typeof found.answer === 'string' ? found.answer : JSON.stringify(found.answer);
    return { status: found.status ?? 200, headers: { 'content-type': 'application/json' }, text };
  };
  return {
    fetch: async (url, init) => {
      const { status, headers, text } = meet({
        url, method: init.method, headers: init.headers, body: init.body ?? null });
      return new Response(text, { status, headers });
    },
    transmit: async (request) => meet(request),
    isUnthrottled: true,
  };
}

/** A bridge whose exchange gives these answers, with the requests that reached it. */
export function bridgeTo(answers) {
  const requests = [];
  const answer = dispatcher(seamsTo(answers, requests));
  let id = 0;
  const call = async (method, params = {}) => {
    id += 1;
    const { result, error } = await answer(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    if (error !== undefined) {
      throw Object.assign(new Error(`${method}: ${error.message}`), error);
    }

    return result;
  };
  return { call, requests };
}
