import { AggregatorRegistry } from '@prometheus-io/client'
import type { Metrics } from './metrics.ts'
import { processMetrics } from './process.ts'

/** Has this worker tell its supervisor its metrics whenever that asks. */
export function tellMetrics(metrics: Metrics): void {
  AggregatorRegistry.setRegistries([metrics.registry, processMetrics()])
  new AggregatorRegistry()
}

/** Makes the function with which a supervisor writes the metrics of all its workers together, in Prometheus' text format. */
export function gatherMetrics(): () => Promise<string> {
  const registry = new AggregatorRegistry()
  return () => registry.clusterMetrics()
}
