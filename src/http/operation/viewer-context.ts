import type { Viewer } from '../../viewer.ts'

/** Whether an answer is for its caller alone. */
export class Privacy {
  isPrivate = false
}

/**
 * Gives a context its viewer. Whoever looks at the viewer makes the answer private: so nobody can forget to say that it
 * depends on who asks.
 */
export function addViewer(context: object, viewer: Viewer, privacy: Privacy): object {
  // Not enumerable, because a copy of the context would look.
  return Object.defineProperties(context, {
    viewer: {
      get() {
        privacy.isPrivate = true
        return viewer
      },
    },
    keepPrivate: {
      value() {
        privacy.isPrivate = true
      },
    },
  })
}
