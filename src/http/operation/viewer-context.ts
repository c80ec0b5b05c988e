import type { Viewer } from '../../viewer.ts'

/** Whether an answer is for its caller alone. */
export class Privacy {
  isPrivate = false
}

/**
 * A context with its viewer. Whoever looks at the viewer makes the answer private: so nobody can forget to say that it
 * depends on who asks. The viewer is no property of the object itself, because a copy of the context would look.
 */
export class ViewerContext {
  readonly #viewer: Viewer
  readonly #privacy: Privacy

  constructor(context: object, viewer: Viewer, privacy: Privacy) {
    this.#viewer = viewer
    this.#privacy = privacy
    Object.assign(this, context)
  }

  get viewer(): Viewer {
    this.keepPrivate()
    return this.#viewer
  }

  keepPrivate(): void {
    this.#privacy.isPrivate = true
  }
}
