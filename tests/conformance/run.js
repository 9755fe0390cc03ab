// Runs one module of cases against an exchange: node run.js MODULE URL
// Writes a line of JSON for each case, { call, ok, error }, and ends with 1 where one failed.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [module, url] = process.argv.slice(2);
const { client, cases } = await import(pathToFileURL(path.resolve(module)));
const trader = await client(url);
let failed = 0;
for (const [call, run] of Object.entries(cases)) {
  try {
    await run(trader);
    console.log(JSON.stringify({ call, ok: true }));
  } catch (error) {
    failed++;
    const text = error?.stack ?? JSON.stringify(error) ?? String(error);
    console.log(JSON.stringify({ call, ok: false, error: text }));
  }
}

await trader.close?.();
process.exitCode = failed === 0 ? 0 : 1;
