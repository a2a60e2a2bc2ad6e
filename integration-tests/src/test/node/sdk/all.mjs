// Every SDK in one process, one test after the other: they share a simulator.
import './openai-chat.mjs';
import './openai-responses.mjs';
import './anthropic.mjs';
import './google-genai.mjs';
import './ai-sdk.mjs';
import './langchain.mjs';
import './openai-agents.mjs';
