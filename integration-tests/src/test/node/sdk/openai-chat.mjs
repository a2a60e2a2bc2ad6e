import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import * as h from './harness.mjs';

const client = new OpenAI({ baseURL: `${h.GATEWAY}/v1`, apiKey: 'local', maxRetries: 0 });
const chat = client.chat.completions;
const ask = (model, content, more) => ({ model, messages: [{ role: 'user', content }], ...more });
const weather = {
  type: 'function',
  function: {
    name: h.WEATHER.name,
    description: h.WEATHER.description,
    parameters: h.WEATHER.json,
    strict: true,
    parse: JSON.parse,
    function: h.WEATHER.of,
  },
};

h.withEveryModel('openai', 'chat', {
  async plain(model) {
    const reply = await chat.create(ask(model, 'Say hello'));

    assert.equal(reply.object, 'chat.completion');
    assert.equal(reply.model, model);
    assert.equal(reply.choices.length, 1);
    const [{ message, finish_reason: reason }] = reply.choices;
    assert.equal(reason, 'stop');
    assert.equal(message.role, 'assistant');
    assert.match(message.content, /Say hello/);
    assert.equal(message.refusal, null);
    h.assertUsage(reply.usage.prompt_tokens, reply.usage.completion_tokens, reply.usage.total_tokens);
    assert.ok(reply._request_id);
  },

  async stream(model, upstream) {
    await upstream.says(h.WORDS);
    const chunks = [];

    for await (const chunk of await chat.create(
      ask(model, 'Talk', { stream: true, stream_options: { include_usage: true } }),
    )) {
      chunks.push(chunk);
    }

    const choices = chunks.flatMap((chunk) => chunk.choices);
    assert.equal(choices.map((choice) => choice.delta.content ?? '').join(''), h.WORDS);
    assert.ok(choices.filter((choice) => choice.delta.content).length > 2);
    assert.equal(choices[0].delta.role, 'assistant');
    assert.deepEqual(choices.map((choice) => choice.finish_reason).filter(Boolean), ['stop']);
    assert.ok(chunks.every((chunk) => chunk.object === 'chat.completion.chunk' && chunk.model === model));
    assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1);
    const last = chunks.at(-1);
    assert.deepEqual(last.choices, []);
    h.assertUsage(last.usage.prompt_tokens, last.usage.completion_tokens, last.usage.total_tokens);
  },

  async 'tool loop'(model, upstream) {
    await upstream.calls();
    const runner = chat.runTools(ask(model, h.WEATHER_QUESTION, { tools: [weather] }));

    assert.match(await runner.finalContent(), h.BOTH_RESULTS);
    const called = runner.allChatCompletions()[0].choices[0];
    assert.equal(called.finish_reason, 'tool_calls');
    assert.deepEqual(called.message.tool_calls.map((call) => JSON.parse(call.function.arguments)), h.CITIES);
    assert.equal(new Set(called.message.tool_calls.map((call) => call.id)).size, 2);
  },

  async 'streamed tool loop'(model, upstream) {
    await upstream.calls();
    const runner = chat.runTools(ask(model, h.WEATHER_QUESTION, { tools: [weather], stream: true }));

    assert.match(await runner.finalContent(), h.BOTH_RESULTS);
    assert.deepEqual(
      runner.allChatCompletions().map((reply) => reply.choices[0].finish_reason),
      ['tool_calls', 'stop'],
    );
    assert.deepEqual(
      runner.messages
        .flatMap((message) => message.tool_calls ?? [])
        .map((call) => JSON.parse(call.function.arguments)),
      h.CITIES,
    );
  },

  async image(model) {
    const reply = await chat.create(
      ask(model, [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: h.IMAGE.url } },
      ]),
    );

    assert.match(reply.choices[0].message.content, h.SEEN);
  },

  async 'structured output'(model, upstream) {
    await upstream.says(JSON.stringify(h.OSLO));

    const reply = await chat.parse(ask(model, 'A city', { response_format: zodResponseFormat(h.PLACE, 'place') }));

    assert.deepEqual(reply.choices[0].message.parsed, h.OSLO);
    assert.match(JSON.stringify(await upstream.received()), /"people"/);
  },

  async 'unknown model'() {
    const error = await h.failure(() => chat.create(ask(h.UNKNOWN, 'Hello')));

    assert.ok(error instanceof OpenAI.NotFoundError, error);
    assert.equal(error.code, 'model_not_found');
    assert.equal(error.param, 'model');
    assert.equal(error.type, 'invalid_request_error');
    assert.match(error.message, /gpt-4o/);
  },

  async 'refused field'(model, upstream) {
    if (upstream.native) {
      await upstream.refuses();
    }
    const odd = upstream.native ? {} : { logit_bias: { 50256: -100 } };
    const error = await h.failure(() => chat.create(ask(model, 'Hello', odd)));

    assert.ok(error instanceof OpenAI.BadRequestError, error);
    assert.equal(error.type, 'invalid_request_error');
    assert.match(error.message, upstream.native ? h.REFUSAL : /logit_bias/);
    assert.equal(error.param, upstream.native ? null : 'logit_bias');
  },

  async 'rate limit'(model, upstream) {
    for (const stream of [false, true]) {
      await upstream.limits();
      const error = await h.failure(() => chat.create(ask(model, 'Hello', { stream })));

      assert.ok(error instanceof OpenAI.RateLimitError, error);
      assert.equal(error.type, 'rate_limit_error');
      assert.equal(error.code, 'rate_limited');
      assert.equal(error.headers.get('retry-after'), '37');
      assert.ok(error.requestID);
    }
  },

  async abort(model, upstream) {
    await upstream.stalls();
    const controller = new AbortController();
    const stream = await chat.create(ask(model, 'Talk on', { stream: true }), { signal: controller.signal });

    await h.abortMidway(stream, controller);
    await upstream.assertAborted();
  },
});
