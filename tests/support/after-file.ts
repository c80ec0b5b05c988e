/** What has to be taken down when the tests of a file are over, the last first. */
const steps: (() => unknown)[] = []

export function afterFile(step: () => unknown): void {
  steps.push(step)
}

/** Files share these modules, so that only the setup, which runs for each file, can register a hook of vitest. */
export async function takeDown(): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step()
}
