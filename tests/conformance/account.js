// The account that every client trades on, and numbers that suit its market.
import assert from 'node:assert/strict';

export const key = 'paper';
export const secret = 'papersecret';
export const symbol = 'BTCUSDC';

// Far below the market and inside PERCENT_PRICE_BY_SIDE: such a purchase rests.
export const restingPrice = (lastPrice) => (Number(lastPrice) * 0.5).toFixed(2);

// Above the market: such a purchase takes at once.
export const takingPrice = (lastPrice) => (Number(lastPrice) * 1.05).toFixed(2);

let count = 0;

export const newId = () => `case-${process.pid}-${++count}`;

// Waits for a refusal and holds its code and message against what is documented.
export async function refuses(action, code, message) {
  let answer;
  try {
    answer = await action();
  } catch (error) {
    const text = `${error?.message ?? ''} ${JSON.stringify(error?.response?.data ?? error?.body ?? error)}`;
    assert.ok(text.includes(String(code)) || error?.code === code, `not ${code}: ${text}`);
    assert.ok(text.includes(message), `not "${message}": ${text}`);
    return error;
  }

  assert.fail(`not refused with ${code}: ${JSON.stringify(answer)}`);
}
