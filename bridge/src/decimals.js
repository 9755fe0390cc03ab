/**
 * A number as plain digits: no exponent, no sign of plus, no zeros that say nothing.
 * @param {string | number | undefined | null} value as ccxt gives it
 * @returns {string | null} `null` for nothing and for what is no number
 */
export function decimal(value) {
  if (value === undefined || value === null || value === '') {
    return null;
  }

  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value).trim());
  if (parts === null || ((parts[2] ?? '') + (parts[3] ?? '')) === '') {
    return null;
  }

  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const cut = point <= 0 ? 1 : point;
  const left = padded.slice(0, cut).replace(/^0+(?=\d)/, '');
  const right = padded.slice(cut).replace(/0+$/, '');
  const text = right === '' ? left : `${left}.${right}`;
  return sign === '-' && text !== '0' ? `-${text}` : text;
}

/**
 * Whether two texts are the same number, to the last digit.
 * @param {unknown} one a number, as text or number
 * @param {unknown} other a number, as text or number
 * @returns {boolean} `false` where one is no number
 */
export function isSame(one, other) {
  const text = decimal(one);
  return text !== null && text === decimal(other);
}
