import { getStringFromEnv } from '@opentelemetry/core'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'

/**
 * The sampler that OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG name, because the SDK itself reads these only in a
 * package that brings much more. Calls `warn` when they say something that cannot be.
 */
export function samplerFromEnv(warn: (message: string) => void): Sampler {
  const name = getStringFromEnv('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on'
  const roots: Readonly<Record<string, () => Sampler>> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratioFromEnv(warn)),
  }
  const own = roots[name]
  if (own) return own()
  const root = name.startsWith('parentbased_') ? roots[name.slice('parentbased_'.length)] : undefined
  if (root) return new ParentBasedSampler({ root: root() })
  warn(
    `OTEL_TRACES_SAMPLER is "${name}", and must be one of ${Object.keys(roots).join(', ')}, also with parentbased_ before it: every trace is recorded`,
  )
  return new ParentBasedSampler({ root: new AlwaysOnSampler() })
}

function ratioFromEnv(warn: (message: string) => void): number {
  const given = getStringFromEnv('OTEL_TRACES_SAMPLER_ARG')
  if (given === undefined) return 1
  const ratio = Number(given)
  if (ratio >= 0 && ratio <= 1) return ratio
  warn(`OTEL_TRACES_SAMPLER_ARG is "${given}", and must be a number from 0 to 1: every trace is recorded`)
  return 1
}
