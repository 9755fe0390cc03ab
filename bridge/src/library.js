import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Refused } from './failures.js';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../node_modules/ccxt');

/**
 * The version of ccxt that is installed beside the bridge.
 * @returns {string | null} `null` where it is not installed
 */
export function libraryVersion() {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
}

/**
 * Every exchange that ccxt knows: each has a file of its own, and no other is beside them.
 * @returns {string[]} ids in the order of the alphabet
 * @throws {Refused} where ccxt is not installed
 */
export function exchangeIds() {
  return readdirSync(installed('')).filter((name) => name.endsWith('.js')).map((name) => name.slice(0, -3)).sort();
}

/**
 * ccxt's class for one exchange. Only its file is read, by its path: the package exports nothing but all exchanges
 * together, which takes three times as long and twice the memory.
 * @param {string} exchange an id of {@link exchangeIds}
 * @returns {Promise<new (settings: object) => object>} the class
 */
export async function exchangeClass(exchange) {
  return (await load(`${exchange}.js`)).default;
}

/**
 * ccxt's error classes.
 * @returns {Promise<Record<string, new (message: string) => Error>>} by name
 */
export async function errorClasses() {
  return load('base/errors.js');
}

/**
 * ccxt's arithmetic on decimals that are texts.
 * @returns {Promise<object>} with `stringAdd`, `stringSub`, `stringMul`, `stringAbs`, `stringGt` and their like
 */
export async function arithmetic() {
  return (await load('base/Precise.js')).default;
}

const load = (file) => import(pathToFileURL(installed(file)).href);

function installed(file) {
  const source = path.join(folder, 'js/src', file);
  if (!existsSync(source)) {
    throw new Refused('NotInstalled', 'ccxt is not installed beside the bridge: run scripts/install-bridge.sh');
  }

  return source;
}
