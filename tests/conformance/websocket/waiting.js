// Waiting for events, and making some: a quiet market has none of its own.
import assert from 'node:assert/strict';

const patienceMs = 60_000;
const betweenMs = 250;

// A promise's value, or an error that names what did not come.
export function arrives(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// Does something again and again until the promise is kept: who listens does not say when it has begun to.
export async function stirred(promise, act, what) {
  let isKept = false;
  const kept = arrives(promise, what).finally(() => { isKept = true; });
  kept.catch(() => {});
  while (!isKept) {
    await act();
    await Promise.race([kept.catch(() => {}), new Promise((resolve) => setTimeout(resolve, betweenMs))]);
  }

  return kept;
}

// Collects messages, so that none is missed between two questions.
export class Inbox {
  #messages = [];
  #waiting = [];

  put = (message) => {
    this.#messages.push(message);
    this.#waiting = this.#waiting.filter((look) => !look());
  };

  // The first message, past or to come, that is wanted.
  find(isWanted, what) {
    return arrives(new Promise((resolve) => {
      const look = () => {
        const found = this.#messages.find(isWanted);
        if (found !== undefined) {
          resolve(found);
        }

        return found !== undefined;
      };
      if (!look()) {
        this.#waiting.push(look);
      }
    }), what);
  }
}

export const wsOf = (url) => url.replace(/^http/, 'ws').replace(/\/$/, '');

// A client's own book: a snapshot and the changes after it, held against a later snapshot.
export class LocalBook {
  #sides;

  constructor(snapshot) {
    this.updateId = snapshot.lastUpdateId;
    this.#sides = { bids: new Map(snapshot.bids), asks: new Map(snapshot.asks) };
  }

  apply({ U, u, b, a }) {
    if (u <= this.updateId) {
      return;
    }

    assert.ok(U <= this.updateId + 1, `a gap: ${U} after ${this.updateId}`);
    for (const [name, levels] of [['bids', b], ['asks', a]]) {
      for (const [price, size] of levels) {
        if (Number(size) === 0) {
          this.#sides[name].delete(price);
        } else {
          this.#sides[name].set(price, size);
        }
      }
    }

    this.updateId = u;
  }

  equals(snapshot) {
    for (const name of ['bids', 'asks']) {
      const mine = [...this.#sides[name]].sort(([one], [other]) => Number(one) - Number(other));
      const theirs = [...snapshot[name]].sort(([one], [other]) => Number(one) - Number(other));
      assert.deepEqual(mine, theirs);
    }
  }
}
