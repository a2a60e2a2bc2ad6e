import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import * as h from './harness.mjs';

const client = new OpenAI({ baseURL: `${h.GATEWAY}/v1`, apiKey: 'local', maxRetries: 0 });
const { responses } = client;
const tools = [
  {
    type: 'function',
    name: h.WEATHER.name,
    description: h.WEATHER.description,
    parameters: h.WEATHER.json,
    strict: true,
  },
];

/** Sends everything that the model said back with the results, as stateless callers do. */
async function answerWithResults(model, called) {
  const calls = called.output.filter((item) => item.type === 'function_call');
  assert.equal(called.status, 'completed');
  assert.deepEqual(calls.map((call) => JSON.parse(call.arguments)), h.CITIES);
  assert.ok(calls.every((call) => call.name === 'weather' && call.status === 'completed'));
  assert.equal(new Set(calls.map((call) => call.call_id)).size, 2);
  const answer = await responses.create({
    ...question(model),
    input: [
      ...question(model).input,
      ...called.output,
      ...calls.map((call) => ({
        type: 'function_call_output',
        call_id: call.call_id,
        output: h.WEATHER.of(JSON.parse(call.arguments)),
      })),
    ],
  });
  assert.match(answer.output_text, h.BOTH_RESULTS);
}

function question(model) {
  return {
    model,
    input: [{ role: 'user', content: h.WEATHER_QUESTION }],
    tools,
    store: false,
    include: ['reasoning.encrypted_content'],
  };
}

h.withEveryModel('openai', 'responses', {
  async plain(model) {
    const reply = await responses.create({ model, input: 'Say hello' });

    assert.equal(reply.object, 'response');
    assert.match(reply.id, /^resp_/);
    assert.equal(reply.model, model);
    assert.equal(reply.status, 'completed');
    assert.equal(reply.error, null);
    assert.equal(reply.incomplete_details, null);
    assert.match(reply.output_text, /Say hello/);
    const { usage } = reply;
    h.assertUsage(usage.input_tokens, usage.output_tokens, usage.total_tokens);
    assert.equal(typeof usage.input_tokens_details.cached_tokens, 'number');
    assert.equal(typeof usage.output_tokens_details.reasoning_tokens, 'number');
  },

  async stream(model, upstream) {
    await upstream.says(h.WORDS);
    const events = [];

    const stream = responses.stream({ model, input: 'Talk' });
    for await (const event of stream) {
      events.push(event);
    }

    const final = await stream.finalResponse();
    assert.equal(final.output_text, h.WORDS);
    assert.equal(final.status, 'completed');
    assert.equal(final.model, model);
    h.assertUsage(final.usage.input_tokens, final.usage.output_tokens, final.usage.total_tokens);
    assert.equal(events[0].type, 'response.created');
    assert.equal(events.at(-1).type, 'response.completed');
    assert.deepEqual(
      events.map((event) => event.sequence_number),
      events.map((_, index) => index),
    );
    const deltas = events.filter((event) => event.type === 'response.output_text.delta');
    assert.ok(deltas.length > 2);
    assert.equal(deltas.map((event) => event.delta).join(''), h.WORDS);
  },

  async 'tool loop'(model, upstream) {
    await upstream.calls();

    await answerWithResults(model, await responses.create(question(model)));
  },

  async 'streamed tool loop'(model, upstream) {
    await upstream.calls();
    const stream = responses.stream(question(model));
    const done = [];
    stream.on('event', (event) => {
      if (event.type === 'response.function_call_arguments.done') {
        done.push([event.name, JSON.parse(event.arguments)]);
      }
    });

    await answerWithResults(model, await stream.finalResponse());
    assert.deepEqual(done, h.CITIES.map((city) => ['weather', city]));
  },

  async image(model) {
    const reply = await responses.create({
      model,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', detail: 'auto', image_url: h.IMAGE.url },
          ],
        },
      ],
    });

    assert.match(reply.output_text, h.SEEN);
  },

  async 'structured output'(model, upstream) {
    await upstream.says(JSON.stringify(h.OSLO));

    const reply = await responses.parse({ model, input: 'A city', text: { format: zodTextFormat(h.PLACE, 'place') } });

    assert.deepEqual(reply.output_parsed, h.OSLO);
    assert.match(JSON.stringify(await upstream.received()), /"people"/);
  },

  async 'unknown model'() {
    const error = await h.failure(() => responses.create({ model: h.UNKNOWN, input: 'Hello' }));

    assert.ok(error instanceof OpenAI.NotFoundError, error);
    assert.equal(error.code, 'model_not_found');
    assert.equal(error.param, 'model');
    assert.match(error.message, /gpt-4o/);
  },

  async 'refused field'(model) {
    const error = await h.failure(() => responses.create({ model, input: 'Hello', tools: [{ type: 'web_search' }] }));

    assert.ok(error instanceof OpenAI.BadRequestError, error);
    assert.equal(error.type, 'invalid_request_error');
    assert.match(error.message, /'web_search'/);
    assert.equal(error.param, 'tools[0].type');
  },

  async 'rate limit'(model, upstream) {
    for (const stream of [false, true]) {
      await upstream.limits();
      const error = await h.failure(() => responses.create({ model, input: 'Hello', stream }));

      assert.ok(error instanceof OpenAI.RateLimitError, error);
      assert.equal(error.type, 'rate_limit_error');
      assert.equal(error.code, 'rate_limited');
      assert.equal(error.headers.get('retry-after'), '37');
    }
  },

  async abort(model, upstream) {
    await upstream.stalls();
    const controller = new AbortController();
    const stream = await responses.create(
      { model, input: 'Talk on', stream: true },
      { signal: controller.signal },
    );

    await h.abortMidway(stream, controller);
    await upstream.assertAborted();
  },
});
