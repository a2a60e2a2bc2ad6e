import assert from 'node:assert/strict';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAICompletions, ChatOpenAIResponses } from '@langchain/openai';
import * as h from './harness.mjs';

const weather = tool(h.WEATHER.of, {
  name: h.WEATHER.name,
  description: h.WEATHER.description,
  schema: h.WEATHER.schema,
});

// ChatOpenAI chooses between the two by the model's name.
defineCases('chat', ChatOpenAICompletions, { modelKwargs: { logit_bias: { 50256: -100 } } });
defineCases('responses', ChatOpenAIResponses, { modelKwargs: { tools: [{ type: 'web_search' }] } });

function defineCases(dialect, Chat, notBridged) {
  const chat = (model, more) =>
    new Chat({
      model,
      apiKey: 'local',
      maxRetries: 0,
      configuration: { baseURL: `${h.GATEWAY}/v1` },
      ...more,
    });

  async function answerWithResults(model, question, called) {
    assert.deepEqual(called.tool_calls.map((call) => call.args), h.CITIES);
    assert.equal(called.invalid_tool_calls?.length ?? 0, 0);
    assert.equal(new Set(called.tool_calls.map((call) => call.id)).size, 2);
    const results = await Promise.all(called.tool_calls.map((call) => weather.invoke(call)));
    assert.ok(results.every((result) => result instanceof ToolMessage));
    const answer = await chat(model).bindTools([weather]).invoke([question, called, ...results]);
    assert.match(answer.text, h.BOTH_RESULTS);
  }

  h.withEveryModel('@langchain/openai', dialect, {
    async plain(model) {
      const message = await chat(model).invoke('Say hello');

      assert.match(message.text, /Say hello/);
      assert.equal(message.tool_calls.length, 0);
      const usage = message.usage_metadata;
      h.assertUsage(usage.input_tokens, usage.output_tokens, usage.total_tokens);
      const { finish_reason: reason, status } = message.response_metadata;
      assert.equal(reason ?? status, dialect === 'chat' ? 'stop' : 'completed');
    },

    async stream(model, upstream) {
      await upstream.says(h.WORDS);

      const chunks = await Array.fromAsync(await chat(model).stream('Talk'));

      assert.equal(chunks.map((chunk) => chunk.text).join(''), h.WORDS);
      assert.ok(chunks.filter((chunk) => chunk.text).length > 2);
      const usage = chunks.reduce((all, chunk) => all.concat(chunk)).usage_metadata;
      h.assertUsage(usage.input_tokens, usage.output_tokens, usage.total_tokens);
    },

    async 'tool loop'(model, upstream) {
      await upstream.calls();
      const question = new HumanMessage(h.WEATHER_QUESTION);

      await answerWithResults(model, question, await chat(model).bindTools([weather]).invoke([question]));
    },

    async 'streamed tool loop'(model, upstream) {
      await upstream.calls();
      const question = new HumanMessage(h.WEATHER_QUESTION);
      const chunks = await Array.fromAsync(await chat(model).bindTools([weather]).stream([question]));

      await answerWithResults(model, question, chunks.reduce((all, chunk) => all.concat(chunk)));
    },

    async image(model) {
      const content = [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: h.IMAGE.url } },
      ];
      const message = await chat(model).invoke([new HumanMessage({ content })]);

      assert.match(message.text, h.SEEN);
    },

    async 'structured output'(model, upstream) {
      await upstream.says(JSON.stringify(h.OSLO));

      const place = await chat(model)
        .withStructuredOutput(h.PLACE, { name: 'place', method: 'jsonSchema', strict: true })
        .invoke('A city');

      assert.deepEqual(place, h.OSLO);
      assert.match(JSON.stringify(await upstream.received()), /"people"/);
    },

    async 'unknown model'() {
      const error = await h.failure(() => chat(h.UNKNOWN).invoke('Hello'));

      assert.equal(error.status, 404);
      assert.equal(error.lc_error_code, 'MODEL_NOT_FOUND');
      assert.match(error.message, /gpt-4o/);
    },

    async 'refused field'(model, upstream) {
      if (upstream.native) {
        await upstream.refuses();
      }
      const error = await h.failure(() => chat(model, upstream.native ? {} : notBridged).invoke('Hello'));

      assert.equal(error.status, 400);
      assert.equal(error.type, 'invalid_request_error');
      assert.match(error.message, upstream.native ? h.REFUSAL : /logit_bias|tools\[0\]\.type/);
    },

    async 'rate limit'(model, upstream) {
      await upstream.limits();
      const error = await h.failure(() => chat(model).invoke('Hello'));

      assert.equal(error.status, 429);
      assert.equal(error.lc_error_code, 'MODEL_RATE_LIMIT');
      assert.equal(error.type, 'rate_limit_error');
    },

    async abort(model, upstream) {
      await upstream.stalls();
      const controller = new AbortController();
      const stream = await chat(model).stream('Talk on', { signal: controller.signal });

      await h.abortMidway(stream, controller);
      await upstream.assertAborted();
    },
  });
}
