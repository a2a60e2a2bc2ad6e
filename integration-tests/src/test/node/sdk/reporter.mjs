// Tells each test's outcome on a line of its own, as JSON, for NodeSdkIT.
import { inspect } from 'node:util';

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === 'test:pass' || type === 'test:fail') {
      const error = data.details.error && inspect(data.details.error.cause ?? data.details.error, { depth: 3 });
      yield `${JSON.stringify({ name: data.name, skipped: data.skip !== undefined, error: error ?? null })}\n`;
    }
  }
}
