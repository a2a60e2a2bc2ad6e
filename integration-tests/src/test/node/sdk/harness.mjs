// What the tests of every SDK share: the models, the simulator's controls and a few expectations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';

export const GATEWAY = process.env.SLUICE_URL;
const CONTROL = process.env.CONTROL_URL;

/** A model of each dialect, the dialects that it speaks, and the upstream's endpoint for each of them. */
const MODELS = [
  { id: 'copilot-gpt-4o', speaks: { chat: '/chat/completions' } },
  { id: 'copilot-claude-sonnet-4.5', speaks: { messages: '/v1/messages', chat: '/chat/completions' } },
  { id: 'copilot-gpt-5.2-codex', speaks: { responses: '/responses' } },
];

const IMAGE_BASE64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const IMAGE = { base64: IMAGE_BASE64, url: `data:image/png;base64,${IMAGE_BASE64}`, type: 'image/png' };
/** What the simulated models see in it. */
export const SEEN = /a PNG image of 1 by 1 pixels/;

export const WEATHER = {
  name: 'weather',
  description: 'Tells the weather of a city',
  schema: z.object({ city: z.string() }),
  json: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
  /** What the tool says of a city. */
  of: ({ city }) => `${city}: ${city === 'Paris' ? 18 : 3} degrees`,
};
export const WEATHER_QUESTION = 'What is the weather in Paris and in Oslo?';
export const CITIES = [{ city: 'Paris' }, { city: 'Oslo' }];
/** What the simulated models make of both results. */
export const BOTH_RESULTS = /Paris: 18 degrees.*Oslo: 3 degrees/s;

export const PLACE = z.object({ city: z.string(), people: z.number().int() });
export const OSLO = { city: 'Oslo', people: 700000 };

/** Words that are cut in many pieces, and not only between ASCII characters. */
export const WORDS = 'Words, one after the other \u2013 \u00e4 \u{1F600}, and so on to the end.';
/** How the upstream refuses a request. */
export const REFUSAL = /the input is odd/;
export const UNKNOWN = 'copilot-gpt-4p';

/** Defines every case with every model; a case is told the model's id and how to plan and see what it does. */
export function withEveryModel(sdk, dialect, cases) {
  for (const model of MODELS) {
    const native = dialect in model.speaks;
    const endpoint = native ? model.speaks[dialect] : Object.values(model.speaks)[0];
    for (const [name, body] of Object.entries(cases)) {
      test(`${sdk}: ${dialect} ${native ? 'to' : 'bridged to'} ${model.id}: ${name}`, { timeout: 120_000 }, async () => {
        await ask('/reset');
        await body(model.id, new Upstream(endpoint, native));
      });
    }
  }
}

class Upstream {
  constructor(endpoint, native) {
    this.endpoint = endpoint;
    this.native = native;
  }

  /** Lets the model say this next. */
  says(text) {
    return ask('/answer', { text, calls: [] });
  }

  /** Lets the model ask for the weather of both cities next. */
  calls() {
    const calls = CITIES.map((city) => ({ name: WEATHER.name, arguments: city }));
    return ask('/answer', { text: 'Let me see.', calls });
  }

  /** Lets it refuse the next request for 37 seconds. */
  limits() {
    return ask(`/limit?${this.endpoint}`);
  }

  /** Lets it dislike the next request. */
  refuses() {
    return ask(`/refuse?${this.endpoint}`);
  }

  /** Lets it say much next, and stop in the middle without an end. */
  async stalls() {
    await this.says('word '.repeat(200));
    await ask(`/stall?${this.endpoint}`);
  }

  /** What it was sent, one body a request. */
  received() {
    return ask(`/received?${this.endpoint}`);
  }

  async assertAborted() {
    assert.equal(await ask(`/closed?${this.endpoint}`), true, 'the upstream still waits');
  }
}

async function ask(path, body) {
  const response = await fetch(CONTROL + path, { method: 'POST', body: body && JSON.stringify(body) });
  assert.equal(response.status, 200, path);
  return response.json();
}

/** The error that a call fails with; it is a failure if it does not. */
export async function failure(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return assert.fail('the call did not fail');
}

/** Reads a stream and aborts it at the first piece: it must end at once, by an error or by its end. */
export async function abortMidway(pieces, controller) {
  const started = performance.now();
  let aborted = false;
  try {
    for await (const piece of pieces) {
      assert.ok(piece);
      if (!aborted) {
        controller.abort();
        aborted = true;
      }
    }
  } catch (error) {
    assert.ok(aborted, `failed before it was aborted: ${error}`);
  }
  assert.ok(aborted, 'nothing came');
  assert.ok(performance.now() - started < 10_000, 'it went on after it was aborted');
}

export function assertUsage(input, output, total) {
  assert.ok(input > 0, `input tokens ${input}`);
  assert.ok(output > 0, `output tokens ${output}`);
  assert.equal(total, input + output);
}
