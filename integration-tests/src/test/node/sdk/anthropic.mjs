import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import * as h from './harness.mjs';

const client = new Anthropic({ baseURL: h.GATEWAY, apiKey: 'local', maxRetries: 0 });
const { messages } = client;
const ask = (model, content, more) => ({ model, max_tokens: 2048, messages: [{ role: 'user', content }], ...more });
const tools = [{ name: h.WEATHER.name, description: h.WEATHER.description, input_schema: h.WEATHER.json }];
const text = (message) => message.content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('');

async function answerWithResults(model, called) {
  const calls = called.content.filter((block) => block.type === 'tool_use');
  assert.equal(called.stop_reason, 'tool_use');
  assert.deepEqual(calls.map((call) => call.input), h.CITIES);
  assert.equal(new Set(calls.map((call) => call.id)).size, 2);
  const answer = await messages.create({
    ...ask(model, h.WEATHER_QUESTION, { tools }),
    messages: [
      { role: 'user', content: h.WEATHER_QUESTION },
      { role: 'assistant', content: called.content },
      {
        role: 'user',
        content: calls.map((call) => ({
          type: 'tool_result',
          tool_use_id: call.id,
          content: h.WEATHER.of(call.input),
        })),
      },
    ],
  });
  assert.equal(answer.stop_reason, 'end_turn');
  assert.match(text(answer), h.BOTH_RESULTS);
}

h.withEveryModel('@anthropic-ai/sdk', 'messages', {
  async plain(model) {
    const message = await messages.create(ask(model, 'Say hello', { system: 'Be brief.' }));

    assert.equal(message.type, 'message');
    assert.equal(message.role, 'assistant');
    assert.equal(message.model, model);
    assert.equal(message.stop_reason, 'end_turn');
    assert.equal(message.stop_sequence, null);
    assert.match(text(message), /Say hello/);
    assert.ok(message.usage.input_tokens > 0);
    assert.ok(message.usage.output_tokens > 0);
    assert.ok(message._request_id);
  },

  async stream(model, upstream) {
    await upstream.says(h.WORDS);
    const deltas = [];

    const stream = messages.stream(ask(model, 'Talk')).on('text', (delta) => deltas.push(delta));
    const message = await stream.finalMessage();

    assert.equal(deltas.join(''), h.WORDS);
    assert.ok(deltas.length > 2);
    assert.equal(text(message), h.WORDS);
    assert.equal(message.model, model);
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.output_tokens > 0);
  },

  async 'tool loop'(model, upstream) {
    await upstream.calls();

    await answerWithResults(model, await messages.create(ask(model, h.WEATHER_QUESTION, { tools })));
  },

  async 'streamed tool loop'(model, upstream) {
    await upstream.calls();

    await answerWithResults(
      model,
      await messages.stream(ask(model, h.WEATHER_QUESTION, { tools })).finalMessage(),
    );
  },

  async image(model) {
    const source = { type: 'base64', media_type: h.IMAGE.type, data: h.IMAGE.base64 };
    const message = await messages.create(
      ask(model, [
        { type: 'image', source },
        { type: 'text', text: 'What is this?' },
      ]),
    );

    assert.match(text(message), h.SEEN);
  },

  async 'structured output'(model, upstream) {
    await upstream.says(JSON.stringify(h.OSLO));

    const message = await messages.parse(ask(model, 'A city', { output_config: { format: zodOutputFormat(h.PLACE) } }));

    assert.deepEqual(message.parsed_output, h.OSLO);
    assert.match(JSON.stringify(await upstream.received()), /"people"/);
  },

  async 'unknown model'() {
    const error = await h.failure(() => messages.create(ask(h.UNKNOWN, 'Hello')));

    assert.ok(error instanceof Anthropic.NotFoundError, error);
    assert.equal(error.error.error.type, 'not_found_error');
    assert.match(error.message, /gpt-4o/);
    assert.ok(error.requestID);
  },

  async 'refused field'(model) {
    const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 1 };
    const error = await h.failure(() => messages.create(ask(model, 'Hello', { tools: [search] })));

    assert.ok(error instanceof Anthropic.BadRequestError, error);
    assert.equal(error.error.error.type, 'invalid_request_error');
    assert.match(error.message, /'web_search_20250305'/);
    assert.match(error.message, /tools\[0\]\.type/);
  },

  async 'rate limit'(model, upstream) {
    for (const stream of [false, true]) {
      await upstream.limits();
      const error = await h.failure(() => messages.create(ask(model, 'Hello', { stream })));

      assert.ok(error instanceof Anthropic.RateLimitError, error);
      assert.equal(error.error.error.type, 'rate_limit_error');
      assert.equal(error.headers.get('retry-after'), '37');
    }
  },

  async abort(model, upstream) {
    await upstream.stalls();
    const controller = new AbortController();
    const stream = await messages.create(ask(model, 'Talk on', { stream: true }), { signal: controller.signal });

    await h.abortMidway(stream, controller);
    await upstream.assertAborted();
  },
});
