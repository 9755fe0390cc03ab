import { BadParams } from './failures.js';

// What a value must look like, by the name that methods.js gives it. A name that ends with "?" may be left out.
const DECIMAL = /^(0|[1-9]\d{0,29})(\.\d{1,30})?$/;

const kinds = {
  text: (value) => typeof value === 'string' && value.length > 0 && value.length <= 4096,
  instant: (value) => Number.isSafeInteger(value) && value > 0,
  count: (value) => Number.isSafeInteger(value) && value > 0 && value <= 10_000,
  decimal: (value) => typeof value === 'string' && DECIMAL.test(value) && Number(value) > 0,
  flag: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.length <= 1000 && value.every(kinds.text),
  strings: (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'string'),
  body: (value) => value === null || typeof value === 'string',
};

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The params of a call, checked: nothing missing, nothing unknown, nothing of a wrong kind.
 * @param {object} params as they came
 * @param {object} shape name to kind; a list of texts is a choice, an object a shape of its own
 * @param {string} [path] where the params are, for messages
 * @returns {object} the same params
 * @throws {BadParams} with the path of the first that is wrong, never with its value
 */
export function checked(params, shape, path = '') {
  const unknown = Object.keys(params).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) {
    throw new BadParams(`${path}${unknown}: unknown`);
  }

  for (const [name, kind] of Object.entries(shape)) {
    check(params[name], kind, path + name);
  }

  return params;
}

function check(value, kind, path) {
  const { of, optional } = typeof kind === 'string'
    ? { of: kind.replace(/\?$/, ''), optional: kind.endsWith('?') }
    : { of: kind.of ?? kind, optional: kind.optional === true };
  if (value === undefined) {
    if (optional) {
      return;
    }

    throw new BadParams(`${path}: missing`);
  }

  if (Array.isArray(of)) {
    if (!of.includes(value)) {
      throw new BadParams(`${path}: one of ${of.join(', ')}`);
    }
  } else if (typeof of === 'object') {
    if (!isObject(value)) {
      throw new BadParams(`${path}: an object`);
    }

    checked(value, of, `${path}.`);
  } else if (!kinds[of](value)) {
    throw new BadParams(`${path}: not ${of === 'instant' ? 'an instant in milliseconds' : `a ${of}`}`);
  }
}
