import { collectDefaultMetrics, Registry } from '@prometheus-io/client'

let registry: Registry | undefined

/**
 * The metrics of this process, under the names that all Node programs give them: memory, event loop, garbage collection.
 * However many apps a process has, they are collected once, and only if somebody has metrics.
 */
export function processMetrics(): Registry {
  if (registry) return registry
  registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
