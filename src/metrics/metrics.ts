import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client'
import { processMetrics } from './process.ts'

interface Described<Label extends string> {
  /** As Prometheus names metrics: with the unit, and a counter with "_total". */
  readonly name: `dossier_${string}`
  /** What it is, in a sentence: shown with its values. */
  readonly help: string
  readonly labels?: readonly Label[]
}

interface Read<Label extends string> extends Described<Label> {
  /** What becomes of the values of several processes that share a port: their sum, if not given. */
  readonly together?: 'sum' | 'min' | 'max' | 'first'
  /** Called when somebody asks for the metrics. Should not reject. */
  readonly read: () => Reading<Label> | Promise<Reading<Label>>
}

/** A value, or one for each set of labels, or nothing if it is not known. */
export type Reading<Label extends string> = number | undefined | readonly Labelled<Label>[]

export interface Labelled<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>
  readonly value: number
}

/**
 * The metrics of one app. Nothing that callers choose may become a label, because Prometheus keeps every label that it has
 * ever seen.
 */
export class Metrics {
  /** Those of the app alone. With {@link processMetrics} these are all. */
  readonly registry = new Registry()

  constructor() {
    processMetrics()
  }

  counter<Label extends string>({ name, help, labels = [] }: Described<Label>): Counter<Label> {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] })
  }

  histogram<Label extends string>(
    { name, help, labels = [] }: Described<Label>,
    buckets: readonly number[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [this.registry] })
  }

  /** A value that goes up and down. */
  gauge<Label extends string>(gauge: Read<Label>): void {
    this.#read(Gauge, gauge)
  }

  /** A value that something else counts already, and that only goes up. */
  count<Label extends string>(counter: Read<Label>): void {
    this.#read(Counter, counter)
  }

  #read<Label extends string>(
    kind: typeof Gauge | typeof Counter,
    { name, help, labels = [], together = 'sum', read }: Read<Label>,
  ): void {
    const metric = new kind({
      name,
      help,
      labelNames: [...labels],
      aggregator: together,
      registers: [this.registry],
      collect: async () => {
        const reading = await read()
        metric.reset()
        // A metric without labels is reset to 0, and what is not known is not 0.
        if (labels.length === 0) metric.remove()
        if (typeof reading === 'number') metric.inc(reading)
        else for (const { labels: given, value } of reading ?? []) metric.labels(given as never).inc(value)
      },
    })
  }

  /** Everything in Prometheus' text format. */
  async text(): Promise<string> {
    return await Registry.merge([this.registry, processMetrics()]).metrics()
  }
}

/** The media type of {@link Metrics.text}. */
export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE
