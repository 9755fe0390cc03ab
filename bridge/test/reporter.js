// Tells each test's outcome as a line of JSON: { name, ok, error }. The .NET tests read it.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:pass' || type === 'test:fail') {
      const error = type === 'test:fail' ? String(data.details.error?.cause?.stack ?? data.details.error) : undefined;
      yield `${JSON.stringify({ name: data.name, ok: type === 'test:pass', error })}\n`;
    }
  }
}
