import { at } from './failures.js';

/**
 * Makes each error that ccxt reads from an answer carry that answer, and refuses answers that are none: HTML with
 * status 200, a redirect. ccxt would take them for text, or fail over them later.
 * @param {object} exchange an instance of ccxt
 * @param {object} errors ccxt's error classes
 */
export function attachAnswers(exchange, errors) {
  const { handleErrors, handleHttpStatusCode } = exchange;
  const held = (answer, act) => {
    try {
      return act();
    } catch (error) {
      throw Object.assign(error, { answer, isVerdict: true });
    }
  };
  const toAnswer = (status, headers, text, json) => ({
    status, text, json, retryAfter: headers?.['Retry-After'] ?? headers?.['retry-after'],
  });
  exchange.handleErrors = (status, reason, url, method, headers, text, json, ...rest) => {
    const answer = toAnswer(status, headers, text, json);
    const result = held(
      answer, () => handleErrors.call(exchange, status, reason, url, method, headers, text, json, ...rest));
    held(answer, () => handleHttpStatusCode.call(exchange, status, reason, url, method, text));
    if (json === undefined && !isQuoted(text)) {
      throw Object.assign(new errors.BadResponse(`${exchange.id} answered ${status} with no JSON`), { answer });
    }

    if (status < 200 || status >= 300) {
      throw Object.assign(new errors.BadResponse(`${exchange.id} answered ${status} without an error`), { answer });
    }

    return result ?? true;
  };
}

// Hyperliquid answers some questions with a text alone, which ccxt does not take for JSON.
const isQuoted = (text) => /^\s*"[^"]*"\s*$/.test(text);

/**
 * Whether an error proves that a request which changes something had no effect. Whatever is not proven is unknown: no
 * answer, one that cannot be read, HTTP 5xx, an error that ccxt cannot place, and words that an order of this name is
 * there already.
 * @param {Error} error as ccxt threw it
 * @param {object} errors ccxt's error classes
 * @param {{path: string, value: unknown} | undefined} rejection what else in an answer proves it, from the row
 * @returns {boolean} `true` where nothing was changed
 */
export function provesNoEffect(error, errors, rejection) {
  const { answer } = error;
  if (error.isVerdict !== true || answer === undefined || answer.status >= 500) {
    return false;
  }

  if (error instanceof errors.DuplicateOrderId || /duplicate|already (been )?(exist|used)/i.test(answer.text)) {
    return false;
  }

  if (rejection !== undefined && at(answer.json, rejection.path) === rejection.value) {
    return true;
  }

  if (error.constructor === errors.ExchangeError) {
    return false;
  }

  const proving = [errors.ExchangeError, errors.RateLimitExceeded, errors.DDoSProtection, errors.InvalidNonce];
  return proving.some((kind) => error instanceof kind);
}
