// A text of fewer characters would blank words that are no secret.
const SHORTEST = 6;

/**
 * The texts of credentials that no message may quote.
 * @param {object} [credentials] name to value
 * @returns {string[]} also as they look in an address
 */
export function secretsOf(credentials = {}) {
  const values = Object.values(credentials).filter((value) => typeof value === 'string' && value.length >= SHORTEST);
  return values.flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
}

/**
 * A text without secrets.
 * @param {string} text any text
 * @param {string[]} secrets what to leave out
 * @returns {string} with three stars in their place
 */
export function redact(text, secrets) {
  return secrets.reduce((result, secret) => result.replaceAll(secret, '***'), text);
}
