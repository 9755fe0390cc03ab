import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { Refused } from './failures.js';

/** How long an exchange may take to answer, in milliseconds. */
export const PATIENCE = 10_000;

/** The most text of an answer to an order or cancellation that is read, in bytes. */
const ANSWER_LIMIT = 8 * 1024 * 1024;

// What the requests of the present call may do. Without one they are reads and go out.
const passage = new AsyncLocalStorage();

/** Stops ccxt once the request it was to make is known. */
class Held extends Error {
  name = 'Held';
}

/**
 * What an instance of ccxt gets in place of `fetch`.
 * @param {(path: string, method: string, body: string | null) => boolean} writes whether a request changes something
 * @param {typeof fetch} read sends requests that change nothing
 * @returns {(url: string, init: object) => Promise<Response>} as ccxt calls it
 */
export function gate(writes, read) {
  return async (url, init) => {
    const request = plain(url, init);
    const meet = passage.getStore();
    if (meet !== undefined) {
      return meet(request);
    }

    if (writes(new URL(url).pathname, request.method, request.body)) {
      throw new Refused('WriteInRead', 'a call that reads tried to change something');
    }

    return read(url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? undefined,
      redirect: 'error',
      signal: init.signal,
    });
  };
}

/**
 * The request that a call of ccxt would make; nothing leaves.
 * @param {() => Promise<unknown>} call what makes the request
 * @returns {Promise<{method: string, url: string, headers: object, body: string | null}>} the request, as signed
 * @throws {Refused} where the call makes none, or asks for something else first
 */
export async function capture(call) {
  const seen = [];
  let failure;
  const hold = (request) => {
    seen.push(request);
    throw new Held();
  };
  try {
    await passage.run(hold, call);
  } catch (error) {
    failure = error;
  }

  if (seen.length === 1) {
    return seen[0];
  }

  if (seen.length === 0 && failure !== undefined) {
    throw failure;
  }

  throw new Refused('NotOneRequest', `an order is one request; ccxt wanted ${seen.length}`);
}

/**
 * Lets ccxt read an answer that is already there, as if it had just been given to the call's only request.
 * @param {() => Promise<unknown>} call the call that the answer belongs to
 * @param {{status: number, headers: object, text: string}} answer what the exchange said
 * @returns {Promise<unknown>} what ccxt makes of it
 */
export function replay(call, answer) {
  let used = false;
  const give = () => {
    if (used) {
      throw new Refused('NotOneRequest', 'a second request while an answer was read');
    }

    used = true;
    return toResponse(answer);
  };
  return passage.run(give, call);
}

/**
 * Lets a call of ccxt make one request that changes something; a second one is refused.
 * @param {() => Promise<unknown>} call the call
 * @param {(request: object) => Promise<object>} transmit sends it
 * @returns {Promise<unknown>} what ccxt makes of the answer
 */
export function once(call, transmit) {
  let used = false;
  const pass = async (request) => {
    if (used) {
      throw new Refused('NotOneRequest', 'a second request of a call that changes something');
    }

    used = true;
    return toResponse(await transmit(request));
  };
  return passage.run(pass, call);
}

/**
 * Waits until the exchange's rate limit allows a request that changes something; orders wait before they are signed.
 * @param {object} exchange an instance of ccxt
 * @returns {Promise<void>} at once where no limit is kept
 */
export const turn = async (exchange) => (exchange.enableRateLimit ? exchange.throttle(1) : undefined);

/**
 * Whether a call runs under {@link capture}, {@link replay} or {@link once}, which wait for no rate limiter.
 * @returns {boolean} `true` inside
 */
export const isHeld = () => passage.getStore() !== undefined;

/**
 * Sends bytes once, over a connection of their own: nothing is sent again and no redirect is followed.
 * @param {{method: string, url: string, headers: object, body: string | null}} request what to send, as it is
 * @returns {Promise<{status: number, headers: object, text: string}>} whatever was answered
 * @throws {Error} with `unsent: true` where no connection came about, so that nothing can have arrived
 */
export function transmit(request) {
  const { request: send } = request.url.startsWith('https:') ? https : http;
  const body = request.body === null ? undefined : Buffer.from(request.body, 'utf8');
  const headers = { ...without(request.headers, 'accept-encoding'), 'accept-encoding': 'identity' };
  if (body !== undefined || request.method !== 'GET') {
    headers['content-length'] = body?.length ?? 0;
  }

  return new Promise((resolve, reject) => {
    let isConnected = false;
    let late;
    const fail = (error) => {
      clearTimeout(late);
      reject(Object.assign(error, { unsent: !isConnected }));
    };
    const outgoing = send(request.url, { method: request.method, headers, agent: false }, (incoming) => {
      const pieces = [];
      let length = 0;
      incoming.on('data', (piece) => {
        length += piece.length;
        pieces.push(piece);
        if (length > ANSWER_LIMIT) {
          outgoing.destroy(new Error('an answer without end'));
        }
      });
      incoming.on('error', fail);
      incoming.on('end', () => {
        clearTimeout(late);
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: incoming.statusCode, headers: incoming.headers, text });
      });
    });
    outgoing.on('socket', (socket) => {
      socket.once(outgoing.protocol === 'https:' ? 'secureConnect' : 'connect', () => { isConnected = true; });
    });
    outgoing.on('error', fail);
    late = setTimeout(() => outgoing.destroy(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
    outgoing.end(body);
  });
}

const BODILESS = [101, 204, 205, 304];

function toResponse({ status, headers, text }) {
  return new Response(BODILESS.includes(status) ? null : text, {
    status,
    headers: Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  });
}

function plain(url, { method, headers, body }) {
  const sent = Object.entries(headers ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return {
    method,
    url,
    headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
    body: body ?? null,
  };
}

/**
 * Headers but some, whatever their case.
 * @param {Record<string, string>} headers name to value
 * @param {...string} names those to leave out
 * @returns {Record<string, string>} the others
 */
export function without(headers, ...names) {
  const left = names.map((name) => name.toLowerCase());
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.includes(name.toLowerCase())));
}
