// Writes down what the bridge sends for each row of the adapter table: node test/record.js
// Run it after another ccxt is pinned and read the difference: rows.test.js holds every request against this.
import { writeFileSync } from 'node:fs';
import { rows, sendings } from './rows.js';

for (const { exchange, kinds } of rows) {
  const captured = {};
  for (const kind of kinds) {
    captured[kind] = await sendings(exchange, kind);
  }

  writeFileSync(new URL(`captured/${exchange}.json`, import.meta.url), `${JSON.stringify(captured, null, 2)}\n`);
}
