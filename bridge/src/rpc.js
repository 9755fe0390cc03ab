import { BadParams, describe } from './failures.js';
import { methods } from './methods.js';
import { checked } from './params.js';

const VERSION = '2.0';

/**
 * A function that turns a line of text into its answer and never rejects. Each dispatcher has sessions of its own.
 * @param {object} [seams] what tests replace: `fetch` for reads and `transmit` for writes
 * @returns {(line: string) => Promise<object | null>} `null` for a notification, which gets no answer
 */
export function dispatcher(seams = {}) {
  const table = methods(seams);
  return async (line) => {
    let request;
    try {
      request = JSON.parse(line);
    } catch {
      return refusal(null, -32700, 'not JSON');
    }

    if (!isRequest(request)) {
      return refusal(idOf(request), -32600, 'not a JSON-RPC 2.0 request with an object of params');
    }

    const answer = await run(table, request);
    return request.id === undefined ? null : { jsonrpc: VERSION, id: request.id, ...answer };
  };
}

async function run(table, { method, params = {} }) {
  const entry = Object.hasOwn(table, method) ? table[method] : undefined;
  if (entry === undefined) {
    return { error: { code: -32601, message: 'no such method' } };
  }

  try {
    return { result: await entry.run(checked(params, entry.params)) };
  } catch (error) {
    return error instanceof BadParams
      ? { error: { code: -32602, message: error.message } }
      : { error: describe(error, entry.secrets(params)) };
  }
}

function isRequest(request) {
  return isObject(request) && request.jsonrpc === VERSION && typeof request.method === 'string'
    && (request.params === undefined || isObject(request.params))
    && (request.id === undefined || idOf(request) !== null);
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function idOf(request) {
  const id = request?.id;
  return typeof id === 'string' || Number.isSafeInteger(id) ? id : null;
}

const refusal = (id, code, message) => ({ jsonrpc: VERSION, id, error: { code, message } });
