import assert from 'node:assert/strict';
import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents';
import OpenAI from 'openai';
import * as h from './harness.mjs';

const client = new OpenAI({ baseURL: `${h.GATEWAY}/v1`, apiKey: 'local', maxRetries: 0 });
const weather = tool({
  name: h.WEATHER.name,
  description: h.WEATHER.description,
  parameters: h.WEATHER.schema,
  execute: h.WEATHER.of,
});

defineCases('chat', false, { logit_bias: { 50256: -100 } });
defineCases('responses', true, { tools: [{ type: 'web_search' }] });

function defineCases(dialect, useResponses, notBridged) {
  const runner = new Runner({
    modelProvider: new OpenAIProvider({ openAIClient: client, useResponses }),
    tracingDisabled: true,
  });
  const agent = (model, more) => new Agent({ name: 'Helper', instructions: 'Help.', model, ...more });

  function assertLooped(result) {
    assert.match(result.finalOutput, h.BOTH_RESULTS);
    const calls = result.newItems.filter((item) => item.type === 'tool_call_item').map((item) => item.rawItem);
    assert.deepEqual(calls.map((call) => JSON.parse(call.arguments)), h.CITIES);
    assert.equal(new Set(calls.map((call) => call.callId)).size, 2);
    assert.equal(result.rawResponses.length, 2);
  }

  h.withEveryModel('@openai/agents', dialect, {
    async plain(model) {
      const result = await runner.run(agent(model), 'Say hello');

      assert.match(result.finalOutput, /Say hello/);
      const { usage } = result.rawResponses[0];
      h.assertUsage(usage.inputTokens, usage.outputTokens, usage.totalTokens);
    },

    async stream(model, upstream) {
      await upstream.says(h.WORDS);
      const result = await runner.run(agent(model), 'Talk', { stream: true });

      const pieces = await Array.fromAsync(result.toTextStream());

      assert.equal(pieces.join(''), h.WORDS);
      assert.ok(pieces.length > 2);
      await result.completed;
      assert.equal(result.finalOutput, h.WORDS);
      const { usage } = result.rawResponses[0];
      h.assertUsage(usage.inputTokens, usage.outputTokens, usage.totalTokens);
    },

    async 'tool loop'(model, upstream) {
      await upstream.calls();

      assertLooped(await runner.run(agent(model, { tools: [weather] }), h.WEATHER_QUESTION));
    },

    async 'streamed tool loop'(model, upstream) {
      await upstream.calls();

      const result = await runner.run(agent(model, { tools: [weather] }), h.WEATHER_QUESTION, { stream: true });
      await result.completed;

      assertLooped(result);
    },

    async image(model) {
      const content = [
        { type: 'input_text', text: 'What is this?' },
        { type: 'input_image', image: h.IMAGE.url },
      ];
      const result = await runner.run(agent(model), [{ role: 'user', content }]);

      assert.match(result.finalOutput, h.SEEN);
    },

    async 'structured output'(model, upstream) {
      await upstream.says(JSON.stringify(h.OSLO));

      const result = await runner.run(agent(model, { outputType: h.PLACE }), 'A city');

      assert.deepEqual(result.finalOutput, h.OSLO);
      assert.match(JSON.stringify(await upstream.received()), /"people"/);
    },

    async 'unknown model'() {
      const error = await h.failure(() => runner.run(agent(h.UNKNOWN), 'Hello'));

      assert.ok(error instanceof OpenAI.NotFoundError, error);
      assert.equal(error.code, 'model_not_found');
    },

    async 'refused field'(model, upstream) {
      if (upstream.native) {
        await upstream.refuses();
      }
      const modelSettings = { providerData: upstream.native ? {} : notBridged };
      const error = await h.failure(() => runner.run(agent(model, { modelSettings }), 'Hello'));

      assert.ok(error instanceof OpenAI.BadRequestError, error);
      assert.match(error.message, upstream.native ? h.REFUSAL : /logit_bias|tools\[0\]\.type/);
    },

    async 'rate limit'(model, upstream) {
      await upstream.limits();
      const error = await h.failure(() => runner.run(agent(model), 'Hello'));

      assert.ok(error instanceof OpenAI.RateLimitError, error);
      assert.equal(error.code, 'rate_limited');
    },

    async abort(model, upstream) {
      await upstream.stalls();
      const controller = new AbortController();
      const result = await runner.run(agent(model), 'Talk on', { stream: true, signal: controller.signal });

      await h.abortMidway(result.toTextStream(), controller);
      await upstream.assertAborted();
    },
  });
}
