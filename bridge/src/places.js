/**
 * What stands at a place of a request.
 * @param {{url: string, headers: object, body: string | null}} request a captured or prepared request
 * @param {string} place `header:NAME`, `query:NAME`, or `body:PATH`, the body being JSON or a form and a
 *   star in the path standing for an object's only part
 * @returns {unknown} `undefined` where there is nothing
 */
export function read(request, place) {
  const [kind, name] = place.split(':');
  switch (kind) {
    case 'header':
      return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    case 'query':
      return new URL(request.url).searchParams.get(name) ?? undefined;
    case 'body':
      return name.split('.').reduce(part, bodyOf(request));
    default:
      throw new Error(`the adapter table names the place ${place}`);
  }
}

const part = (item, key) => (key === '*' ? Object.values(item ?? {})[0] : item?.[key]);

function bodyOf({ body }) {
  if (body === null) {
    return undefined;
  }

  return /^\s*[[{]/.test(body) ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
}

/**
 * The instant after which an exchange no longer takes a signed request.
 * @param {object} request a captured request
 * @param {object} expiry of the adapter table: `at` a place that holds the instant itself, or `stamp` one that holds
 *   the instant of signing and `window` its length in milliseconds or the place of it
 * @returns {number} milliseconds since 1970, rounded up
 */
export function expiryOf(request, { at: end, stamp, window }) {
  if (end !== undefined) {
    return instant(read(request, end), end);
  }

  const length = typeof window === 'number' ? window : Number(read(request, window));
  const result = instant(read(request, stamp), stamp) + length;
  if (!Number.isSafeInteger(result)) {
    throw new Error('a signed request without its window');
  }

  return result;
}

// Milliseconds, seconds, or an ISO instant: a JSON web token holds seconds in its second part.
function instant(value, place) {
  const text = String(value ?? '');
  const token = /^Bearer [^.]+\.([^.]+)\./.exec(text);
  if (token !== null) {
    return JSON.parse(Buffer.from(token[1], 'base64url').toString('utf8')).exp * 1000;
  }

  const stamp = /^\d+$/.test(text) ? text : String(Date.parse(text.endsWith('Z') ? text : `${text}Z`));
  const result = stamp.length <= 10 ? (Number(stamp) + 1) * 1000 : Number(stamp);
  if (!Number.isSafeInteger(result) || result <= 0) {
    throw new Error(`a signed request without its instant at ${place}`);
  }

  return result;
}
