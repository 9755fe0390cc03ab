// The bridge: one process, one line of JSON per message. docs/BRIDGE.md describes what it takes and answers.
import { Console } from 'node:console';

// Standard output carries answers and nothing else, whatever a library prints.
globalThis.console = new Console(process.stderr, process.stderr);

// What went wrong may quote a request, and a request may hold a key: only its kind is told. Whoever waits for an answer
// takes the end of the process for an unknown outcome.
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    console.error(`bridge: ended by ${error?.name ?? 'an error'} (${event})`);
    process.exit(70);
  });
}

const { serve } = await import('./src/server.js');
serve(process.stdin, process.stdout, () => process.exit(0));
