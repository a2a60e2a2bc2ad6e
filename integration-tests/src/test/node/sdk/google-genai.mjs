import assert from 'node:assert/strict';
import { ApiError, FinishReason, GoogleGenAI } from '@google/genai';
import * as h from './harness.mjs';

const client = new GoogleGenAI({ apiKey: 'local', httpOptions: { baseUrl: h.GATEWAY } });
const { models } = client;
const tools = [
  {
    functionDeclarations: [
      { name: h.WEATHER.name, description: h.WEATHER.description, parametersJsonSchema: h.WEATHER.json },
    ],
  },
];

async function collected(stream) {
  const pieces = [];
  for await (const piece of stream) {
    pieces.push(piece);
  }
  return pieces;
}

async function answerWithResults(model, pieces) {
  const parts = pieces.flatMap((piece) => piece.candidates?.[0]?.content?.parts ?? []);
  const calls = pieces.flatMap((piece) => piece.functionCalls ?? []);
  assert.deepEqual(calls.map((call) => call.args), h.CITIES);
  assert.ok(calls.every((call) => call.name === 'weather'));
  assert.equal(new Set(calls.map((call) => call.id)).size, 2);
  const answer = await models.generateContent({
    model,
    contents: [
      { role: 'user', parts: [{ text: h.WEATHER_QUESTION }] },
      { role: 'model', parts },
      {
        role: 'user',
        parts: calls.map(({ id, name, args }) => ({
          functionResponse: { id, name, response: { output: h.WEATHER.of(args) } },
        })),
      },
    ],
    config: { tools },
  });
  assert.match(answer.text, h.BOTH_RESULTS);
}

h.withEveryModel('@google/genai', 'gemini', {
  async plain(model) {
    const reply = await models.generateContent({ model, contents: 'Say hello', config: { systemInstruction: 'Brief.' } });

    assert.match(reply.text, /Say hello/);
    assert.equal(reply.candidates[0].finishReason, FinishReason.STOP);
    assert.equal(reply.candidates[0].content.role, 'model');
    assert.equal(reply.modelVersion, model);
    assert.ok(reply.responseId);
    assert.ok(reply.usageMetadata.promptTokenCount > 0);
    assert.ok(reply.usageMetadata.candidatesTokenCount > 0);
  },

  async stream(model, upstream) {
    await upstream.says(h.WORDS);

    const pieces = await collected(await models.generateContentStream({ model, contents: 'Talk' }));

    assert.equal(pieces.map((piece) => piece.text ?? '').join(''), h.WORDS);
    assert.ok(pieces.length > 2);
    assert.deepEqual(pieces.flatMap((piece) => piece.candidates?.[0]?.finishReason ?? []), [FinishReason.STOP]);
    assert.ok(pieces.at(-1).usageMetadata.candidatesTokenCount > 0);
  },

  async 'tool loop'(model, upstream) {
    await upstream.calls();

    await answerWithResults(model, [
      await models.generateContent({ model, contents: h.WEATHER_QUESTION, config: { tools } }),
    ]);
  },

  async 'streamed tool loop'(model, upstream) {
    await upstream.calls();
    const request = { model, contents: h.WEATHER_QUESTION, config: { tools } };

    await answerWithResults(model, await collected(await models.generateContentStream(request)));
  },

  async image(model) {
    const reply = await models.generateContent({
      model,
      contents: [{ inlineData: { mimeType: h.IMAGE.type, data: h.IMAGE.base64 } }, { text: 'What is this?' }],
    });

    assert.match(reply.text, h.SEEN);
  },

  async 'structured output'(model, upstream) {
    await upstream.says(JSON.stringify(h.OSLO));

    const reply = await models.generateContent({
      model,
      contents: 'A city',
      config: { responseMimeType: 'application/json', responseJsonSchema: h.PLACE.toJSONSchema() },
    });

    assert.deepEqual(JSON.parse(reply.text), h.OSLO);
    assert.match(JSON.stringify(await upstream.received()), /"people"/);
  },

  async 'unknown model'() {
    const error = await h.failure(() => models.generateContent({ model: h.UNKNOWN, contents: 'Hello' }));

    assert.ok(error instanceof ApiError, error);
    assert.equal(error.status, 404);
    assert.match(error.message, /NOT_FOUND/);
    assert.match(error.message, /gpt-4o/);
  },

  async 'refused field'(model) {
    const config = { tools: [{ googleSearch: {} }] };
    const error = await h.failure(() => models.generateContent({ model, contents: 'Hello', config }));

    assert.ok(error instanceof ApiError, error);
    assert.equal(error.status, 400);
    assert.match(error.message, /INVALID_ARGUMENT/);
    assert.match(error.message, /tools\[0\]\.googleSearch/);
  },

  async 'rate limit'(model, upstream) {
    for (const call of ['generateContent', 'generateContentStream']) {
      await upstream.limits();
      const error = await h.failure(() => models[call]({ model, contents: 'Hello' }));

      assert.ok(error instanceof ApiError, error);
      assert.equal(error.status, 429);
      assert.match(error.message, /RESOURCE_EXHAUSTED/);
    }
  },

  async abort(model, upstream) {
    await upstream.stalls();
    const controller = new AbortController();
    const stream = await models.generateContentStream({
      model,
      contents: 'Talk on',
      config: { abortSignal: controller.signal },
    });

    await h.abortMidway(stream, controller);
    await upstream.assertAborted();
  },
});
