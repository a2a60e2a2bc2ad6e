import assert from 'node:assert/strict';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, Output, generateText, isStepCount, streamText, tool } from 'ai';
import * as h from './harness.mjs';

const baseURL = `${h.GATEWAY}/v1`;
const openai = createOpenAI({ baseURL, apiKey: 'local' });
const anthropic = createAnthropic({ baseURL, apiKey: 'local' });
const compatible = createOpenAICompatible({
  name: 'sluice',
  baseURL,
  includeUsage: true,
  supportsStructuredOutputs: true,
});
const tools = { weather: tool({ description: h.WEATHER.description, inputSchema: h.WEATHER.schema, execute: h.WEATHER.of }) };

defineCases('@ai-sdk/openai', 'responses', openai.responses, {
  tools: { search: openai.tools.webSearch({}) },
});
defineCases('@ai-sdk/openai', 'chat', openai.chat, {
  providerOptions: { openai: { logitBias: { 50256: -100 } } },
});
defineCases('@ai-sdk/openai-compatible', 'chat', compatible, {
  providerOptions: { sluice: { logit_bias: { 50256: -100 } } },
});
defineCases('@ai-sdk/anthropic', 'messages', anthropic, {
  tools: { web_search: anthropic.tools.webSearch_20250305({}) },
});

/** The AI SDK tells the same of every dialect, so the same is expected of it. */
function defineCases(sdk, dialect, modelOf, notBridged) {
  // By default the SDK refers to what OpenAI has stored of the conversation, and the gateway stores nothing.
  const providerOptions = { openai: { store: false } };
  const ask = (model, prompt, more) => ({ model: modelOf(model), prompt, maxRetries: 0, providerOptions, ...more });

  function assertLooped(steps, text) {
    assert.match(text, h.BOTH_RESULTS);
    assert.deepEqual(steps.map((step) => step.finishReason), ['tool-calls', 'stop']);
    assert.deepEqual(steps[0].toolCalls.map((call) => call.input), h.CITIES);
    assert.deepEqual(steps[0].toolResults.map((result) => result.output), h.CITIES.map(h.WEATHER.of));
  }

  h.withEveryModel(sdk, dialect, {
    async plain(model) {
      const result = await generateText(ask(model, 'Say hello'));

      assert.match(result.text, /Say hello/);
      assert.equal(result.finishReason, 'stop');
      assert.equal(result.response.modelId, model);
      h.assertUsage(result.usage.inputTokens, result.usage.outputTokens, result.usage.totalTokens);
    },

    async stream(model, upstream) {
      await upstream.says(h.WORDS);
      const result = streamText(ask(model, 'Talk'));

      const pieces = await Array.fromAsync(result.textStream);

      assert.equal(pieces.join(''), h.WORDS);
      assert.ok(pieces.length > 2);
      assert.equal(await result.finishReason, 'stop');
      const usage = await result.usage;
      h.assertUsage(usage.inputTokens, usage.outputTokens, usage.totalTokens);
    },

    async 'tool loop'(model, upstream) {
      await upstream.calls();

      const result = await generateText(ask(model, h.WEATHER_QUESTION, { tools, stopWhen: isStepCount(3) }));

      assertLooped(result.steps, result.text);
    },

    async 'streamed tool loop'(model, upstream) {
      await upstream.calls();

      const result = streamText(ask(model, h.WEATHER_QUESTION, { tools, stopWhen: isStepCount(3) }));

      assertLooped(await result.steps, await result.text);
    },

    async image(model) {
      const content = [
        { type: 'text', text: 'What is this?' },
        { type: 'file', data: h.IMAGE.base64, mediaType: h.IMAGE.type },
      ];
      const result = await generateText({
        model: modelOf(model),
        messages: [{ role: 'user', content }],
        maxRetries: 0,
      });

      assert.match(result.text, h.SEEN);
    },

    async 'structured output'(model, upstream) {
      await upstream.says(JSON.stringify(h.OSLO));

      const result = await generateText(ask(model, 'A city', { output: Output.object({ schema: h.PLACE }) }));

      assert.deepEqual(result.output, h.OSLO);
      assert.match(JSON.stringify(await upstream.received()), /"people"/);
    },

    async 'unknown model'() {
      const error = await h.failure(() => generateText(ask(h.UNKNOWN, 'Hello')));

      assert.ok(APICallError.isInstance(error), error);
      assert.equal(error.statusCode, 404);
      assert.equal(error.isRetryable, false);
      assert.match(error.message, /gpt-4o/);
    },

    async 'refused field'(model, upstream) {
      if (upstream.native) {
        await upstream.refuses();
      }
      const error = await h.failure(() => generateText(ask(model, 'Hello', upstream.native ? {} : notBridged)));

      assert.ok(APICallError.isInstance(error), error);
      assert.equal(error.statusCode, 400);
      assert.equal(error.isRetryable, false);
      assert.match(error.message, upstream.native ? h.REFUSAL : /logit_bias|tools\[0\]\.type/);
    },

    async 'rate limit'(model, upstream) {
      await upstream.limits();
      const error = await h.failure(() => generateText(ask(model, 'Hello')));

      assert.ok(APICallError.isInstance(error), error);
      assert.equal(error.statusCode, 429);
      assert.equal(error.isRetryable, true);
      assert.equal(error.responseHeaders['retry-after'], '37');
      assert.match(error.message, /rate-limited/);
    },

    async abort(model, upstream) {
      await upstream.stalls();
      const controller = new AbortController();
      const result = streamText(ask(model, 'Talk on', { abortSignal: controller.signal }));

      await h.abortMidway(result.textStream, controller);
      await upstream.assertAborted();
    },
  });
}
