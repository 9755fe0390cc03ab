import { redact } from './secrets.js';

/** Params of a call that are missing, unknown or malformed; nothing was asked of an exchange. */
export class BadParams extends Error {
  name = 'BadParams';
}

/** A refusal of the bridge itself, made before anything of the call left this machine. */
export class Refused extends Error {
  /**
   * @param {string} kind what was refused, as one word that programs compare
   * @param {string} message why, for a person
   */
  constructor(kind, message) {
    super(message);
    this.name = kind;
    this.outcomeUnknown = false;
  }
}

const MESSAGE_LIMIT = 500;

// Where exchanges put their code and their words; the first that is there counts.
const CODES = [
  'data.0.sCode', 'code', 'retCode', 'err-code', 'err_code', 'label', 'error_response.error', 'error.0', 'errors.0.id',
  'error', 'response.data.statuses.0.error',
];
const WORDS = [
  'data.0.sMsg', 'msg', 'retMsg', 'err-msg', 'err_msg', 'message', 'error_response.message', 'error.0',
  'errors.0.message', 'error', 'response.data.statuses.0.error', 'response',
];

/**
 * What a JSON-RPC error says about a failure.
 * @param {Error} error of ccxt, of the bridge or of JavaScript
 * @param {string[]} secrets texts that must not appear
 * @returns {{code: number, message: string, data: object}} with `data` as docs/BRIDGE.md describes it
 */
export function describe(error, secrets) {
  const answer = error.answer;
  const read = (paths) => {
    const value = paths.map((path) => at(answer?.json, path)).find((item) => isScalar(item));
    return value === undefined ? null : redact(clip(String(value)), secrets);
  };
  return {
    code: -32000,
    message: redact(clip(addressless(error.message ?? '')), secrets),
    data: {
      kind: error.name,
      httpStatus: answer?.status ?? null,
      exchangeCode: read(CODES),
      exchangeMessage: read(WORDS) ?? (answer === undefined ? null : redact(clip(answer.text), secrets)),
      retryAfter: seconds(answer?.retryAfter),
      outcomeUnknown: error.outcomeUnknown === true,
    },
  };
}

/**
 * The value at a path of keys and indexes.
 * @param {unknown} value an object, or anything
 * @param {string} path keys with dots between them
 * @returns {unknown} `undefined` where the path ends early
 */
export function at(value, path) {
  return path.split('.').reduce((item, key) => (item === undefined || item === null ? undefined : item[key]), value);
}

// ccxt's messages quote addresses; what follows the path may be a signature.
const addressless = (text) => text.replace(/(https?:\/\/[^\s?]+)\?\S*/g, '$1');

const isScalar = (value) => (typeof value === 'string' && value !== '') || typeof value === 'number';

const clip = (text) => (text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT)}...` : text);

const seconds = (text) => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : null);
